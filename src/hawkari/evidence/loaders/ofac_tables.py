"""OFAC's list in CSV, as published: ``sdn.csv``, ``alt.csv`` and ``add.csv``, without headers.

The three tables hang together by their first column, so that one source loads all three: what the
second and third say is about the entities of the first. ``-0-`` means empty. The remarks at the
end of ``sdn.csv`` are taken apart at their semicolons.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from hawkari.evidence.loaders.delimited import text_records
from hawkari.evidence.loaders.encodings import encoding_of
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.listed import Listed
from hawkari.evidence.loaders.ofac_remarks import state_remarks
from hawkari.evidence.loaders.ofac_terms import AUTHORITY, alias_strength, schema_of_kind
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.stating import Stater
from hawkari.evidence.loaders.values import Context, Refused, RowOutcome, UnreadableValue

__all__ = ["OfacTablesLoader"]

EMPTY = "-0-"
PARTIES, ALIASES, ADDRESSES = 12, 5, 6
_KINDS = frozenset({"individual", "vessel", "aircraft", EMPTY})
_ALIAS_KINDS = frozenset({"aka", "fka", "nka", "a.k.a.", "f.k.a.", "n.k.a."})
_END_OF_FILE = "\x1a"


class OfacTablesLoader(RecordLoader):
    """OFAC's three tables; each line is one row, named by its number."""

    name = "ofac-tables"
    layout = Layout("ofac-sdn-tables", "OFAC specially designated nationals (CSV)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether the first line is one of the three tables, and ``-0-`` stands somewhere."""
        lines = head.data.decode("latin-1").splitlines()[:1]
        try:
            rows = list(csv.reader(lines))
        except csv.Error:
            return False
        return EMPTY.encode() in head.data and bool(rows) and _reader(rows[0]) is not None

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The lines in the order of the file."""
        encoding = encoding_of(path, context)
        stater = Stater(context, "ofac")
        for record in text_records(path, encoding, ",", meter=context.meter):
            if [str(cell).strip() for cell in record.cells] != [_END_OF_FILE]:
                yield _outcome(stater, record)


def _outcome(stater: Stater, record: TableRow) -> RowOutcome:
    row = str(record.number)
    if record.problem:
        return RowOutcome((), (Refused(row, "", record.problem, record.remedy),))
    cells = [str(cell).strip() for cell in record.cells]
    read = _reader(cells)
    if read is None:
        problem = f"the line has {len(cells)} fields, which is none of OFAC's tables"
        remedy = "Fetch the list again from its publisher."
        return RowOutcome((), (Refused(row, "", problem, remedy),))
    try:
        listed = read(stater, ["" if cell == EMPTY else cell for cell in cells])
    except UnreadableValue as error:
        return RowOutcome(
            (), (Refused(row, "ent_num", f"the id {error.problem}", error.remedy, cells[0]),)
        )
    return listed.outcome()


def _reader(cells: Sequence[str]) -> Callable[[Stater, Sequence[str]], Listed] | None:
    """What reads a line of so many fields; None for a line of no table."""
    stated = [cell.strip() for cell in cells]
    if not stated or not (stated[0].isascii() and stated[0].isdigit()):
        return None
    if len(stated) == PARTIES and stated[2].casefold() in _KINDS:
        return _party
    if len(stated) == ALIASES and stated[1].isdigit() and stated[2].casefold() in _ALIAS_KINDS:
        return _alias
    if len(stated) == ADDRESSES and stated[1].isdigit():
        return _address
    return None


def _natural(written: str) -> str:
    """``ABBAS, Abu`` as ``Abu ABBAS``."""
    last, comma, first = written.partition(", ")
    return f"{first} {last}" if comma else written


def _party(stater: Stater, cells: Sequence[str]) -> Listed:
    number, name, kind, programs, title, call_sign, *vessel, remarks = cells
    vessel_kind, tonnage, gross, flag, owner = vessel
    listed = Listed(stater, schema_of_kind(kind), number)
    if listed.is_person:
        listed.name(_natural(name), original=name)
    else:
        listed.name(name)
    listed.say_or_note("title", title)
    for prop, value in (
        ("callSign", call_sign),
        ("type", vessel_kind),
        ("tonnage", tonnage.replace(",", "")),
        ("grossRegisteredTonnage", gross.replace(",", "")),
        ("flag", flag),
    ):
        listed.say_or_note(prop, value)
    listed.note("Owner", owner)
    state_remarks(listed, remarks)
    for program in programs.replace("[", "").split("]"):
        if program.strip():
            listed.sanction(authority=AUTHORITY, program=program.strip(), recordId=number)
    return listed


def _alias(stater: Stater, cells: Sequence[str]) -> Listed:
    number, _, kind, name, remarks = cells
    # The table does not say of what kind the party is.
    listed = Listed(stater, "LegalEntity", number)
    listed.name(name, alias_strength(kind, is_weak="weak" in remarks.casefold()))
    listed.note(f"Alias {name}", remarks)
    return listed


def _address(stater: Stater, cells: Sequence[str]) -> Listed:
    number, _, street, city, country, remarks = cells
    listed = Listed(stater, "LegalEntity", number)
    listed.address([street, city], country, remarks)
    return listed
