"""Contacts as vCards 2.1, 3.0 and 4.0, one or many a file, as phones and mail programs export them.

Quoted-printable, base64 and a charset of a single line are read. Pictures, sounds and keys are not
read. A card is known by its ``UID``, one without by what it says, in its file alone unless the UID
is a UUID: two people may have one name, and the same card twice is two of them. A second card of
one UID that says something else is refused: two people must not become one by it. A card that names
nothing but a company, or says that it is one, is no person.
"""

import codecs
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hawkari.evidence.loaders.encodings import encoding_of, text_codec
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of
from hawkari.evidence.loaders.text_lines import text_lines
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)

__all__ = ["CardLoader"]

LARGEST_CARD = 32 << 20
MOST_REMEMBERED = 50_000
MOST_UIDS = 200_000
_NO_END = "the card does not end"
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*BEGIN\s*:\s*VCARD\s*[\r\n]", re.IGNORECASE)
_PROPERTY = re.compile(r"(?:[\w\-]+\.)?(?P<name>[A-Za-z][\w\-]*)(?P<rest>[;:].*)", re.DOTALL)
_PARAMETER = re.compile(r';\s*(?P<key>[\w\-]*)(?P<equals>=?)(?P<value>(?:"[^"]*"|[^;:"])*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BASIC_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_UNREAD = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_SILENT = frozenset({"VERSION", "PRODID", "BEGIN", "END"})
# When a card was last changed does not make it another.
_NO_IDENTITY = _SILENT | {"REV"}
_ENCODING_PARAMETERS = frozenset({"ENCODING", "CHARSET", "VALUE"})


@dataclass(frozen=True, slots=True)
class _Line:
    """One property of a card: its name in capitals, parameters, and value as written."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value with its escapes undone, ends trimmed."""
        return _unescaped(self.value).strip()

    def parts(self, mark: str = ";") -> list[str]:
        """The value's parts between marks that are not escaped."""
        pieces = re.split(rf"(?<!\\){re.escape(mark)}", self.value)
        return [_unescaped(piece).strip() for piece in pieces]


@dataclass(slots=True)
class _Card:
    """The lines of a card, and where it began."""

    number: int
    lines: list[_Line] = field(default_factory=list)
    problem: str = ""
    size: int = 0

    def first(self, name: str) -> str:
        return next((line.text for line in self.lines if line.name == name and line.text), "")


class CardLoader(RecordLoader):
    """Contacts; each card is one row, named by the line it begins on."""

    name = "cards"
    layout = Layout("vcards", "Contacts (vCard 2.1, 3.0, 4.0)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether it begins with a card."""
        data = head.data
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            data = data.decode("utf-16", "replace").encode()
        return _START.match(data) is not None

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The cards in the order of the file."""
        stater, ids = Stater(context, "card", file=path.name), _Ids()
        for card in _cards(path, encoding_of(path, context), context):
            yield _outcome(stater, card, ids)


def _cards(path: Path, encoding: str, context: Context) -> Iterator[_Card]:
    """The cards; one that does not end ends where the next begins, so that it hides no other.

    Only a property ``AGENT`` holds a card (vCard 2.1 and 3.0).
    """
    card: _Card | None = None
    depth, before = 0, ""
    for number, line in _logical_lines(path, encoding, context):
        key = "".join(line.split()).upper()[:12]
        if key == "BEGIN:VCARD" and card is not None and not before.startswith("AGENT"):
            card.problem = _NO_END
            yield card
            card, depth = None, 0
        depth += (key == "BEGIN:VCARD") - (key == "END:VCARD" and depth > 0)
        before = key if key else before
        if card is None:
            if key == "BEGIN:VCARD":
                card = _Card(number)
            elif line.strip():
                context.unused.add("lines outside a card")
        elif depth == 0:
            yield card
            card = None
        elif depth > 1:
            context.unused.add("lines of a card within a card")
        elif not key.startswith("END:VCARD"):
            _take(card, line, encoding)
    if card is not None:
        card.problem = _NO_END
        yield card


def _logical_lines(path: Path, encoding: str, context: Context) -> Iterator[tuple[int, str]]:
    """Lines with those joined that were folded: by a blank, or softly in quoted-printable."""
    pieces: list[str] = []
    began, size, soft, quoted = 0, 0, False, False
    for number, line in text_lines(path, encoding, context.meter):
        if pieces and (soft or line[:1] in (" ", "\t")) and size < LARGEST_CARD:
            pieces.append(line if soft else line[1:])
        else:
            if pieces:
                yield began, "".join(pieces)
            began, pieces, size, quoted = number, [line], 0, _is_quoted(line)
        size += len(line)
        soft = quoted and line.endswith("=")
        if soft:
            pieces[-1] = pieces[-1][:-1]
    if pieces:
        yield began, "".join(pieces)


def _is_quoted(line: str) -> bool:
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _take(card: _Card, line: str, encoding: str) -> None:
    card.size += len(line)
    if card.size > LARGEST_CARD:
        card.problem = "the card has more than 32 Mi characters"
        return
    match = _PROPERTY.fullmatch(line.strip())
    if match is None:
        if line.strip():
            card.lines.append(_Line("", {}, line.strip()))
        return
    parameters, rest = _parameters(match["rest"])
    value = _decoded(rest.removeprefix(":"), parameters, encoding)
    card.lines.append(_Line(match["name"].upper(), parameters, value))


def _parameters(rest: str) -> tuple[dict[str, str], str]:
    """The parameters before a value, and the rest from its colon on, in one pass."""
    stated: dict[str, list[str]] = {}
    at = 0
    while rest.startswith(";", at):
        found = _PARAMETER.match(rest, at)
        if found is None:
            break
        key, value = found["key"].upper(), found["value"].strip('"').strip()
        if not found["equals"]:
            # vCard 2.1 writes bare values: TEL;CELL;QUOTED-PRINTABLE
            is_encoding = key in ("QUOTED-PRINTABLE", "BASE64")
            key, value = ("ENCODING", key) if is_encoding else ("TYPE", key)
        stated.setdefault(key, []).append(value)
        at = found.end()
    return {key: ",".join(values) for key, values in stated.items()}, rest[at:]


def _decoded(value: str, parameters: dict[str, str], encoding: str) -> str:
    """A value as text; what cannot be decoded is left as characters that no value may hold."""
    how = parameters.get("ENCODING", "").upper()
    charset = parameters.get("CHARSET", "") or ("utf-8" if how else "")
    if not charset or how in ("BASE64", "B"):
        return value
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    raw = value.encode(encoding, errors)
    if how == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw)
    try:
        return raw.decode(text_codec(charset) or "utf-8")
    except (LookupError, UnicodeError, ValueError):
        return raw.decode("utf-8", "replace")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


class _Ids:
    """What cards of a file are known by."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._said: dict[str, str] = {}

    def refuse_twin(self, known: str, digest: str) -> None:
        """Refuse a card of an id that an earlier one has, unless it says the same.

        Of files with more than 200,000 ids the first so many are remembered.
        """
        if self._said.get(known, digest) != digest:
            raise UnreadableValue(
                "stands twice, on cards that differ", "Give each card a UID of its own."
            )
        if len(self._said) < MOST_UIDS:
            self._said[known] = digest

    def count(self, card: _Card, digest: str) -> str:
        """What to add to the id of one without ``UID`` that says what an earlier one says.

        Beyond 50,000 different ones each is told by the line it begins on, so that memory is
        bounded and no two become one.
        """
        if digest not in self._seen and len(self._seen) >= MOST_REMEMBERED:
            return f"-line{card.number}"
        self._seen[digest] = count = self._seen.get(digest, 0) + 1
        return f"-{count}" if count > 1 else ""


def _stated_id(stater: Stater, card: _Card, ids: _Ids) -> str:
    uid = card.first("UID")
    said = [f"{line.name}:{line.value}" for line in card.lines if line.name not in _NO_IDENTITY]
    digest = digest_of(*said)
    if uid:
        known = stater.of_file(uid)
        ids.refuse_twin(known, digest)
        return known
    return stater.of_file(f"{digest}{ids.count(card, digest)}")


def _schema(card: _Card) -> str:
    """What a card is of: a person if it does not say otherwise, and not if it names none.

    Address books write companies as cards with no name of a person, or with Apple's mark.
    """
    kind = card.first("KIND").casefold()
    if kind == "org" or card.first("X-ABSHOWAS").casefold() == "company":
        return "Organization"
    named = card.first("N").strip("; ")
    company = card.first("ORG").strip("; ").replace(";", " ")
    is_company = company and not named and card.first("FN") in ("", company, card.first("ORG"))
    return "LegalEntity" if is_company or kind not in ("", "individual") else "Person"


def _outcome(stater: Stater, card: _Card, ids: _Ids) -> RowOutcome:
    row = f"line {card.number}"
    if card.problem:
        return RowOutcome((), (Refused(row, "", card.problem, "Export the contacts again."),))
    draft = RowDraft(row)
    try:
        entity = stater.entity(draft, _schema(card), _stated_id(stater, card, ids))
    except UnreadableValue as error:
        draft.refuse("UID", error, value=card.first("UID"))
        return draft.outcome()
    for line in card.lines:
        _note_parameters(stater, line)
        if line.name in _STATED:
            _STATED[line.name](entity, line)
        elif line.name in _UNREAD:
            stater.context.unused.add(f"property {line.name}")
        elif line.name not in _SILENT and not _is_known(line) and line.text:
            entity.say_text("notes", f"{line.name or 'Line'}: {line.text}")
    if not any(one.prop == "name" for one in draft.statements):
        entity.say("name", _composed(card))
    if not draft.statements and not draft.refused:
        return RowOutcome((), (Refused(row, "", "the card says nothing", "Remove it."),))
    return draft.outcome()


def _is_known(line: _Line) -> bool:
    """Whether a line has said all it says by what the card became."""
    said = line.text.casefold()
    return line.name == "UID" or (line.name == "KIND" and said in ("individual", "org"))


def _note_parameters(stater: Stater, line: _Line) -> None:
    for key in line.parameters.keys() - _ENCODING_PARAMETERS:
        stater.context.unused.add(f"parameter {key} of {line.name}")


def _composed(card: _Card) -> str:
    """A name put together from its parts, or from whatever else names the card."""
    for line in card.lines:
        if line.name == "N":
            last, first, middle, before, after = (*line.parts(), "", "", "", "", "")[:5]
            whole = " ".join(part for part in (before, first, middle, last, after) if part)
            if whole:
                return whole
    return card.first("ORG").replace(";", ", ") or card.first("NICKNAME")


def _say(prop: str) -> Callable[[Entity, _Line], None]:
    def state(entity: Entity, line: _Line) -> None:
        entity.say_text(prop, line.text)

    return state


def _say_person(prop: str) -> Callable[[Entity, _Line], None]:
    """States a property that only a person has; of an organization it is kept as a note."""

    def state(entity: Entity, line: _Line) -> None:
        if entity.schema == "Person":
            entity.say(prop, line.text)
        else:
            entity.say_text("notes", f"{line.name}: {line.text}")

    return state


def _names(entity: Entity, line: _Line) -> None:
    if entity.schema != "Person":
        entity.say_text("notes", f"N: {line.text}" if line.text.strip("; ") else "")
        return
    props = ("lastName", "firstName", "middleName", "title", "nameSuffix")
    for prop, part in zip(props, line.parts(), strict=False):
        entity.say(prop, part)


def _nicknames(entity: Entity, line: _Line) -> None:
    for part in line.parts(","):
        entity.say("weakAlias", part)


def _phone(entity: Entity, line: _Line) -> None:
    number, _, rest = line.text.removeprefix("tel:").partition(";")
    if number:
        entity.say("phone", number, field="TEL")
    entity.say_text("notes", f"TEL {number}: {rest}" if rest else "")


def _address(entity: Entity, line: _Line) -> None:
    box, extra, street, city, region, code, country = (*line.parts(), *[""] * 7)[:7]
    parts = [part for part in (box, extra, street, city, region, code, country) if part]
    entity.say("address", ", ".join(part.replace("\n", ", ") for part in parts))


def _birthday(entity: Entity, line: _Line) -> None:
    basic = _BASIC_DAY.fullmatch(line.text)
    stated = "-".join(basic.groups()) if basic is not None else line.text.partition("T")[0]
    if entity.schema == "Person" and entity.can_say("birthDate", stated):
        entity.say("birthDate", stated, original=line.text)
    else:
        entity.say("notes", f"BDAY: {line.text}")


def _gender(entity: Entity, line: _Line) -> None:
    letter = (line.parts() or [""])[0]
    if entity.schema == "Person" and letter.upper() in ("M", "F", "O"):
        entity.say("gender", {"M": "male", "F": "female", "O": "other"}[letter.upper()],
                   original=line.text)  # fmt: skip
    elif line.text.strip("; "):
        entity.say("notes", f"GENDER: {line.text}")


def _website(entity: Entity, line: _Line) -> None:
    if entity.can_say("website", line.text):
        entity.say("website", line.text)
    else:
        entity.say("notes", f"URL: {line.text}")


_STATED: dict[str, Callable[[Entity, _Line], None]] = {
    "FN": _say("name"),
    "N": _names,
    "NICKNAME": _nicknames,
    "TEL": _phone,
    "EMAIL": _say("email"),
    "ADR": _address,
    "BDAY": _birthday,
    "GENDER": _gender,
    "TITLE": _say_person("position"),
    "ROLE": _say_person("position"),
    "URL": _website,
    "NOTE": _say("notes"),
    "CATEGORIES": _say("keywords"),
}
