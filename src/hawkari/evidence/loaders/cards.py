"""Contacts as vCards 2.1, 3.0 and 4.0, one or many a file, as phones and mail programs export them.

Quoted-printable, base64 and a charset of a single line are read. Pictures, sounds and keys are not
read. A card without a ``UID`` is known by what it says.
"""

import codecs
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of
from hawkari.evidence.loaders.text_lines import encoding_of, text_lines
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)

__all__ = ["CardLoader"]

LARGEST_CARD = 32 << 20
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
        stater = Stater(context, "card")
        for card in _cards(path, encoding_of(path, context), context):
            yield _outcome(stater, card)


def _cards(path: Path, encoding: str, context: Context) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0
    for number, line in _logical_lines(path, encoding, context):
        key = "".join(line.split()).upper()[:12]
        depth += (key == "BEGIN:VCARD") - (key == "END:VCARD" and depth > 0)
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
        card.problem = "the card does not end"
        yield card


def _logical_lines(path: Path, encoding: str, context: Context) -> Iterator[tuple[int, str]]:
    """Lines with those joined that were folded: by a blank, or softly in quoted-printable."""
    pieces: list[str] = []
    began, size, soft = 0, 0, False
    for number, line in text_lines(path, encoding, context.meter):
        if pieces and (soft or line[:1] in (" ", "\t")) and size < LARGEST_CARD:
            pieces.append(line if soft else line[1:])
        else:
            if pieces:
                yield began, "".join(pieces)
            began, pieces, size = number, [line], 0
        size += len(line)
        soft = _is_quoted(pieces[0]) and line.endswith("=")
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
    rest = match["rest"]
    parameters: dict[str, str] = {}
    while rest.startswith(";"):
        found = _PARAMETER.match(rest)
        if found is None:
            break
        key, value = found["key"].upper(), found["value"].strip('"').strip()
        if not found["equals"]:
            # vCard 2.1 writes bare values: TEL;CELL;QUOTED-PRINTABLE
            is_encoding = key in ("QUOTED-PRINTABLE", "BASE64")
            key, value = ("ENCODING", key) if is_encoding else ("TYPE", key)
        parameters[key] = f"{parameters[key]},{value}" if key in parameters else value
        rest = rest[found.end() :]
    value = _decoded(rest.removeprefix(":"), parameters, encoding)
    card.lines.append(_Line(match["name"].upper(), parameters, value))


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
        codec = codecs.lookup(charset)
        return raw.decode(codec.name if getattr(codec, "_is_text_encoding", False) else "utf-8")
    except (LookupError, UnicodeError, ValueError):
        return raw.decode("utf-8", "replace")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _outcome(stater: Stater, card: _Card) -> RowOutcome:
    row = f"line {card.number}"
    if card.problem:
        return RowOutcome((), (Refused(row, "", card.problem, "Export the contacts again."),))
    kind = card.first("KIND").casefold()
    schema = "Organization" if kind in ("org", "group") else "Person"
    said = [f"{line.name}:{line.value}" for line in card.lines if line.name not in _NO_IDENTITY]
    stated = card.first("UID") or digest_of(*said)
    draft = RowDraft(row)
    try:
        entity = stater.entity(draft, schema, stated if len(stated) <= 100 else digest_of(stated))
    except UnreadableValue as error:
        draft.refuse("UID", error, value=stated)
        return draft.outcome()
    for line in card.lines:
        _note_parameters(stater, line)
        if line.name in _STATED:
            _STATED[line.name](entity, line)
        elif line.name in _UNREAD:
            stater.context.unused.add(f"property {line.name}")
        elif line.name not in _SILENT and line.name not in ("KIND", "UID") and line.text:
            entity.say_text("notes", f"{line.name or 'Line'}: {line.text}")
    if not any(one.prop == "name" for one in draft.statements):
        entity.say("name", _composed(card))
    if not draft.statements and not draft.refused:
        return RowOutcome((), (Refused(row, "", "the card says nothing", "Remove it."),))
    return draft.outcome()


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
    number = line.text.removeprefix("tel:").partition(";")[0]
    if number:
        entity.say("phone", number, field="TEL")


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
