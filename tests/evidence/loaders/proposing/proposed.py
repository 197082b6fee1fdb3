"""Tables of invented people, and what is proposed for their columns."""

import csv
import io

from hawkari.evidence.loaders import Context, RowOutcome, parse_layout
from hawkari.evidence.loaders.mapping import RowMapper
from hawkari.evidence.loaders.proposing import ColumnProposal, Proposal, propose
from hawkari.evidence.loaders.tables import Sample

__all__ = ["PEOPLE", "codes", "column", "mapped", "proposed", "sample", "stated"]

PEOPLE = """\
Full name,Born,Passport,Tel,Plate
Ali Hassan,13/02/1984,A1234567,+447700900101,AB12 CDE
Omar Rashid,04/11/1985,A7654321,+447700900102,XY34 FGH
Sara Ali,05/06/1990,B1112223,+447700900103,
"""


def sample(text: str, sheet: str = "") -> Sample:
    """A table as the proposer sees it: its header and its first rows."""
    header, *rows = csv.reader(io.StringIO(text))
    return Sample(sheet, tuple(header), tuple(map(tuple, rows)))


def proposed(text: str) -> Proposal:
    """The proposal for a file of one table."""
    return propose("x.csv", [sample(text)])


def column(proposal: Proposal, name: str) -> ColumnProposal:
    """What is proposed for a column."""
    return next(one for table in proposal.tables for one in table.columns if one.column == name)


def mapped(proposal: Proposal, seen: Sample, slot: str = "x.csv") -> list[RowOutcome]:
    """The rows as the proposal reads them; everything must be sure."""
    data = proposal.layout_data()
    assert data is not None, proposal.unsure
    (table,) = parse_layout(data).tables
    mapper = RowMapper(table, seen.header, Context("port", slot=slot))
    return [mapper.map_row(row, str(at)) for at, row in enumerate(seen.rows, start=2)]


def stated(row: RowOutcome) -> set[tuple[str, str]]:
    """What a row states, as property and value."""
    return {(one.prop, one.value) for one in row.statements}


def codes(one: ColumnProposal) -> set[str]:
    """The kinds of doubt about a column."""
    return {doubt.code for doubt in one.doubts}
