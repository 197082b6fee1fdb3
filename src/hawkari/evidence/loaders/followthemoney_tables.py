"""FollowTheMoney statements as CSV, one a line, as ``ftm`` and nomenklatura export them.

Columns are found by their headers. What a statement's line says is read as the same statement in
JSON is (`followthemoney_lines`).
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from hawkari.errors import BadInput
from hawkari.evidence.loaders.delimited import text_records
from hawkari.evidence.loaders.encodings import encoding_of
from hawkari.evidence.loaders.followthemoney_lines import StatementReader
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.record_files import RecordLoader
from hawkari.evidence.loaders.values import Context, Refused, RowOutcome

__all__ = ["FollowTheMoneyTableLoader"]

NEEDED = frozenset({"entity_id", "schema", "prop", "value"})


class FollowTheMoneyTableLoader(RecordLoader):
    """Statements in CSV; each line is one row, named by its number."""

    name = "followthemoney-table"
    layout = Layout("followthemoney-statements", "FollowTheMoney statements (CSV)", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether the header has the columns of a statement."""
        line = head.data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
        try:
            (header,) = csv.reader([line.decode("utf-8").rstrip("\r")])
        except (ValueError, csv.Error):
            return False
        return set(header) >= NEEDED

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The statements in the order of the file."""
        reader = StatementReader(context)
        records = text_records(path, encoding_of(path, context), ",", meter=context.meter)
        first = next(records, None)
        if first is None or first.problem:
            raise BadInput("the header cannot be read", "Export it again.", where=(path.name,))
        header = [str(cell).lstrip("\ufeff").strip() for cell in first.cells]
        for record in records:
            row = str(record.number)
            if record.problem:
                refused = Refused(row, "", record.problem, record.remedy)
                yield RowOutcome((), (refused,), damaged=record.damaged)
            elif len(record.cells) != len(header):
                problem = f"the line has {len(record.cells)} fields, the header {len(header)}"
                yield RowOutcome((), (Refused(row, "", problem, "Export it again."),))
            else:
                said = dict(zip(header, map(str, record.cells), strict=True))
                yield reader.read({key: text for key, text in said.items() if text}, row)
