"""A marking as MISP tags, and back; words that no tag can hold go beside them.

Tags are machine tags of the taxonomies that `taxonomies` publishes, of MISP's own `tlp`, `PAP` and
`admiralty-scale`. A tag holds a code only: conditions and the words of H3 travel in a comment.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.grading.fields import from_fields, to_fields
from hawkari.evidence.grading.schemes import Scheme, scheme, schemes
from hawkari.evidence.grading.values import MarkingValue

__all__ = ["MispMarking", "from_misp", "tag_of", "to_misp"]

NATIVE = "uk-3x5x2"
MARK = "hawkari marking: "
_NAMESPACES = {"pap": "PAP"}
_TAG = re.compile(r'(?P<space>[^:]+):(?P<predicate>[^=]+)(?:="(?P<value>[^"]*)")?')


@dataclass(frozen=True, slots=True)
class MispMarking:
    """Tags for an attribute, and the words that go with them; `comment` is empty if there are none.

    `comment` is one line that begins with ``hawkari marking:``; a reader may find it among others.
    """

    tags: tuple[str, ...]
    comment: str = ""


def tag_of(source: Scheme, part: str, code: str) -> str:
    """The machine tag of one code: ``uk-3x5x2:source="2"``, ``tlp:amber`` for one-part schemes."""
    space = _NAMESPACES.get(source.id, source.id)
    if len(source.parts) > 1:
        return f'{space}:{part}="{code}"'
    return f"{space}:{code.lower() if source.id == 'tlp' else code}"


def to_misp(marking: MarkingValue) -> MispMarking:
    """The marking as tags and a comment."""
    tags = [
        tag_of(scheme(NATIVE), "source", marking.source),
        tag_of(scheme(NATIVE), "intelligence", marking.intelligence),
        tag_of(scheme(NATIVE), "handling", marking.handling),
    ]
    for scheme_id, parts in marking.originals:
        tags += [tag_of(scheme(scheme_id), part, code) for part, code in parts]
    tags += [tag_of(scheme("europol-handling"), "handling", one) for one in sorted(marking.europol)]
    for scheme_id, code in (("tlp", marking.tlp), ("pap", marking.pap), ("uk-gsc", marking.gsc)):
        if code:
            tags.append(tag_of(scheme(scheme_id), scheme(scheme_id).parts[0].id, code))
    words = {
        key: value
        for key, value in to_fields(marking).items()
        if key in ("condition", "europol-text")
    }
    comment = MARK + json.dumps(words, ensure_ascii=False, sort_keys=True) if words else ""
    return MispMarking(tuple(tags), comment)


def from_misp(tags: Iterable[str], comment: str = "") -> MarkingValue:
    """The marking that tags and a comment state.

    Args:
        tags: of an attribute; tags of namespaces that say nothing of markings are passed over.
        comment: the attribute's comment; lines that are not ours are passed over.

    Raises:
        BadInput: if a tag of a known namespace has an unknown code, a part is given twice, or
            grade and handling are missing.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for tag in tags:
        known = _read_tag(tag)
        if known is not None:
            scheme_id, part, code = known
            found.setdefault(scheme_id, {}).setdefault(part, []).append(code)
    europol = found.pop("europol-handling", {}).get("handling", [])
    flat = {
        scheme_id: {part: _one(scheme_id, codes) for part, codes in parts.items()}
        for scheme_id, parts in found.items()
    }
    fields: dict[str, Any] = {NATIVE: flat.pop(NATIVE, {}), **_words(comment)}
    for scheme_id in ("tlp", "pap", "uk-gsc"):
        fields[scheme_id] = next(iter(flat.pop(scheme_id, {}).values()), "")
    return from_fields({**fields, "europol-handling": sorted(set(europol)), "originals": flat})


def _read_tag(tag: str) -> tuple[str, str, str] | None:
    match = _TAG.fullmatch(tag.strip())
    if match is None:
        return None
    spaces = {_NAMESPACES.get(one.id, one.id).casefold(): one for one in schemes()}
    source = spaces.get(match["space"].casefold())
    if source is None or source.id == "estimative-language":
        return None
    if len(source.parts) > 1:
        part, code = match["predicate"], match["value"] or ""
    else:
        part, code = source.parts[0].id, match["predicate"]
    return source.id, part, source.read(part, code).code


def _one(scheme_id: str, codes: list[str]) -> str:
    if len(set(codes)) > 1:
        raise BadInput(
            f"there are several {scheme_id} codes for one thing: {', '.join(codes)}",
            "Ask the sender which one holds.",
        )
    return codes[0]


def _words(comment: str) -> dict[str, Any]:
    for line in comment.splitlines():
        if line.startswith(MARK):
            try:
                words = json.loads(line.removeprefix(MARK))
            except ValueError as error:
                raise BadInput(
                    "the marking's words cannot be read", "Ask for them again."
                ) from error
            if isinstance(words, dict) and set(words) <= {"condition", "europol-text"}:
                return words
            raise BadInput("the marking's words cannot be read", "Ask for them again.")
    return {}
