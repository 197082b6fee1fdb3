"""States properties of entities from records that are no tables: chats, lists, cards, letters."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from hawkari.evidence.loaders.cleaning import Cleaned, Reading, cleaner
from hawkari.evidence.loaders.identity import universal_id
from hawkari.evidence.loaders.mapping import entity_address
from hawkari.evidence.loaders.schemata import property_of
from hawkari.evidence.loaders.values import Cell, Context, RowDraft
from hawkari.evidence.rows import StatementRow

__all__ = ["LONGEST_ROW", "Entity", "Stater", "digest_of", "numbered_row", "row_name"]

LONGEST_ROW = 80
LONGEST_STATED_ID = 90
LONGEST_TEXT = 60_000
LONGEST_SHORT = 1_000
_NUMBERED = re.compile(r"[A-Za-z]{0,2}-?\d{1,6}(?:::?[A-Za-z]{0,2}\d{1,6}){0,6}")
_clean_id = cleaner(Reading("string"))


def digest_of(*parts: str) -> str:
    """16 hexadecimal digits that tell one combination of texts from another."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def row_name(kind: str, stated: str) -> str:
    """Where a record is in its file, e.g. ``entry 6907993``; at most 80 printable characters."""
    shown = "".join(character for character in stated if character.isprintable())
    return f"{kind} {shown}"[:LONGEST_ROW]


def numbered_row(kind: str, stated: str, number: int) -> str:
    """Where a record is, without naming anybody: by its number among those of its kind.

    An id that is only a number of the program, or a UUID, is shown instead. Any other may be a
    name or a telephone number, and reports are read by people who may not see the values.
    """
    is_plain = _NUMBERED.fullmatch(stated) is not None or universal_id(stated)
    return row_name(kind, stated if is_plain else f"number {number}")


class Stater:
    """Cleans what records say and adds it to rows; what cells became is remembered.

    Args:
        context: source and country of the load.
        prefix: begins the ids of the file's entities; empty for none.
        file: the file's name, which tells ids of one file from those of another where the context
            names no slot.
    """

    def __init__(self, context: Context, prefix: str = "", *, file: str = "") -> None:
        self.context = context
        self._prefix = prefix
        self._file = digest_of(context.slot or file)
        self._clean: dict[tuple[str, str, str], Callable[[Cell], Cleaned]] = {}

    def entity(self, draft: RowDraft, schema: str, stated: str) -> "Entity":
        """An entity by the id that its source states, about which a row says something.

        Raises:
            UnreadableValue: if the id is too long or holds characters that no id may hold.
        """
        cleaned = _clean_id(stated)
        for _, error in cleaned.refused:
            raise error
        known = cleaned.values[0][0] if cleaned.values else ""
        address = entity_address(self.context.source, known, self._prefix)
        return Entity(self, draft, address, schema)

    def of_file(self, *stated: str) -> str:
        """An id that holds in this file alone, from the parts that tell it there.

        One part that is a UUID is the same thing in every file, and stays as it is. The newer
        version of a file gives the same ids as the older one.
        """
        everywhere = universal_id(stated[0]) if len(stated) == 1 else ""
        if everywhere:
            return everywhere
        known = stated[0] if len(stated) == 1 else ""
        if not known or len(known) > LONGEST_STATED_ID:
            known = digest_of(*stated)
        return f"{self._file}-{known}"

    def cleaned(self, kind: str, written: str, *, order: str = "", timezone: str = "") -> Cleaned:
        """What a text becomes as a value of a property type."""
        key = (kind, order, timezone)
        clean = self._clean.get(key)
        if clean is None:
            reading = Reading(kind, country=self.context.country, order=order, timezone=timezone)
            clean = self._clean[key] = cleaner(reading)
        return clean(written)


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity in one row, to which statements are added."""

    stater: Stater
    draft: RowDraft
    address: str
    schema: str

    def say(self, prop: str, written: str, **options: str) -> bool:
        """State one property if it is not empty; what cannot be read is refused by its name.

        Args:
            prop: FollowTheMoney property of the schema.
            written: the value as written.
            options: ``order`` and ``timezone`` of a date as in `Reading`; ``lang``, ISO 639-3;
                ``original``, the value as written where `written` was put together from it;
                ``field``, the name that a refusal gives instead of the property's.

        Returns:
            Whether something was stated.
        """
        kind = property_of(self.schema, prop).type.name
        cleaned = self.stater.cleaned(
            kind, written, order=options.get("order", ""), timezone=options.get("timezone", "")
        )
        original, lang = options.get("original", ""), options.get("lang", "")
        self.draft.statements += [
            StatementRow(
                self.address, self.schema, prop, kind, value,
                original if original and original != value else was, lang, self.draft.row,
                self.draft.seen,
            )
            for value, was in cleaned.values
        ]  # fmt: skip
        for value, error in cleaned.refused:
            self.draft.refuse(options.get("field", prop), error, value=value)
        return bool(cleaned.values)

    def say_text(self, prop: str, written: str) -> None:
        """State a text of any length, one of more than 60,000 characters in several values."""
        for start in range(0, len(written), LONGEST_TEXT):
            self.say(prop, written[start : start + LONGEST_TEXT])

    def say_short(self, prop: str, written: str, *, note: str = "notes") -> None:
        """State a short text; one of more than 1,000 characters is kept as a note instead."""
        if len(written) <= LONGEST_SHORT:
            self.say(prop, written)
        else:
            self.say_text(note, f"{prop}: {written}")

    def can_say(self, prop: str, written: str, **options: str) -> bool:
        """Whether a text can be read as a value of a property."""
        kind = property_of(self.schema, prop).type.name
        return not self.stater.cleaned(kind, written, order=options.get("order", "")).refused

    def refer(self, prop: str, other: "Entity") -> None:
        """State that it refers to another entity."""
        row = StatementRow(
            self.address, self.schema, prop, "entity", other.address, "", "", self.draft.row,
            self.draft.seen,
        )  # fmt: skip
        self.draft.statements.append(row)
