"""Call records as telephone exchanges write them: Asterisk, FreeSWITCH, Cisco's CUCM.

A line is a call, or a leg of one. Times of Asterisk and FreeSWITCH are those of the exchange's own
clock, which the file does not name; CUCM's are in UTC.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hawkari.evidence.loaders.call_forms import (
    Fields,
    Kind,
    is_header,
    is_types,
    with_header,
    without_header,
)
from hawkari.evidence.loaders.delimited import text_records
from hawkari.evidence.loaders.encodings import encoding_of
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.stating import Entity, Stater, digest_of
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)

__all__ = ["CallExportLoader"]

_EPOCH = re.compile(r"[1-9]\d{0,9}")
FEWEST_DIGITS = 7
"""Of a telephone number; extensions have fewer."""

_NOTHING = frozenset({"", "0"})


class CallExportLoader(RecordLoader):
    """Calls; each line is one row, named by its number."""

    name = "call-exports"
    layout = Layout("call-exports", "Call records of Asterisk, FreeSWITCH or CUCM", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether the first line is a record of an exchange, or names CUCM's fields."""
        text = head.data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
        try:
            first = next(csv.reader(text.splitlines()[:1]), [])
        except csv.Error:
            return False
        return is_header(first) or without_header(first) is not None

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The lines in the order of the file."""
        encoding = encoding_of(path, context)
        stater = Stater(context, "call")
        header: tuple[str, ...] = ()
        for record in text_records(path, encoding, ",", meter=context.meter):
            cells = [str(cell).strip() for cell in record.cells]
            if not record.problem and is_header(cells):
                header = tuple(cells)
            elif record.problem or not (header and is_types(cells)):
                yield _outcome(stater, record, header)


def _fields_of(record: TableRow, header: tuple[str, ...]) -> tuple[Kind, Fields] | None:
    cells = [str(cell).strip() for cell in record.cells]
    return with_header(header, cells) if header else without_header(cells)


def _outcome(stater: Stater, record: TableRow, header: tuple[str, ...]) -> RowOutcome:
    row = str(record.number)
    if record.problem:
        return RowOutcome((), (Refused(row, "", record.problem, record.remedy),))
    found = _fields_of(record, header)
    if found is None:
        problem = f"the line has {len(record.cells)} fields and is no record of a call"
        return RowOutcome((), (Refused(row, "", problem, "Export the records again."),))
    draft = RowDraft(row)
    kind, fields = found
    try:
        _Call(stater, draft, kind, fields).state()
    except UnreadableValue as error:
        draft.refuse("id", error)
    return draft.outcome()


def _is_long(number: str) -> bool:
    """Whether a text without letters has more digits than an extension."""
    digits = sum(map(str.isdecimal, number))
    return digits >= FEWEST_DIGITS and not any(map(str.isalpha, number))


@dataclass(frozen=True, slots=True)
class _Call:
    """One line, being read into its row."""

    stater: Stater
    draft: RowDraft
    kind: Kind
    fields: Fields

    def state(self) -> None:
        """State all of it."""
        kind, fields = self.kind, self.fields
        start = self._moment(kind.start)
        cleaned = self.stater.cleaned("date", start, order="ymd").values
        self.draft.seen = cleaned[0][0] if cleaned else ""
        # Known by all that the line says: an exchange writes several lines of one channel.
        call = self.stater.entity(self.draft, "Call", digest_of(*fields.values()))
        call.say_short("recordId", kind.known(fields))
        call.say("startDate", start, order="ymd", original=fields[kind.start], field=kind.start)
        end = self._moment(kind.end)
        call.say("endDate", end, order="ymd", original=fields[kind.end], field=kind.end)
        call.say("duration", fields[kind.talked], field=kind.talked)
        self._parties(call)
        self._notes(call)

    def _moment(self, name: str) -> str:
        """A time in ISO form; empty where CUCM writes that there was none."""
        written = self.fields[name]
        if self.kind.is_clock or not _EPOCH.fullmatch(written):
            return "" if written == "0" else written
        return datetime.fromtimestamp(int(written), UTC).isoformat()

    def _parties(self, call: Entity) -> None:
        """Numbers of both ends; an extension is no telephone number, and stands in the text.

        What is as long as a telephone number and cannot be read as one is refused besides, so that
        nobody overlooks it.
        """
        for prop, name in (
            ("callerNumber", self.kind.caller),
            ("receiverNumber", self.kind.called),
        ):
            number = self.fields[name]
            is_number = _is_long(number) or call.can_say(prop, number)
            if number and not (is_number and call.say(prop, number, field=name)):
                call.say_text("description", f"{name}: {number}")

    def _notes(self, call: Entity) -> None:
        """What became of the call, and what no property holds; the rest is counted as not used."""
        kind, fields = self.kind, self.fields
        if kind.outcome:
            call.say_text("summary", fields[kind.outcome])
        if kind.rang and fields[kind.rang] != fields[kind.talked]:
            call.say_text("description", f"{kind.rang}: {fields[kind.rang]}")
        for name in kind.notes:
            value = fields.get(name, "")
            if value not in {*_NOTHING, fields[kind.caller], fields[kind.called]}:
                call.say_text("description", f"{name}: {value}")
        for name, value in fields.items():
            if value not in _NOTHING and name not in kind.used:
                self.stater.context.unused.add(f"field {name}")
