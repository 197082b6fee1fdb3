"""Posts as a table: CSV of 4CAT, of Meta's Content Library, or any with a column for the text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hawkari.desks.campaign.importing.fields import FieldForm, form_of_fields, post_of_fields
from hawkari.desks.campaign.importing.values import BadPost, ReadPost, UnreadablePost
from hawkari.errors import BadInput
from hawkari.evidence.loaders.delimited import DelimitedLoader
from hawkari.evidence.loaders.row_shapes import TableRow
from hawkari.evidence.loaders.tables import Table
from hawkari.evidence.loaders.values import Context

__all__ = ["table_posts"]

REMEDY = "Give the column with the posts' words the header text."


def table_posts(path: Path) -> tuple[FieldForm, Iterator[ReadPost | BadPost]]:
    """The form of a table, told by its header, and its posts.

    Raises:
        BadInput: if no column holds a text, or the file has no header.
    """
    tables = DelimitedLoader().tables(path, Context(source="posts"))
    table = next(tables)
    names = tuple(one.strip().lower() for one in table.header)
    form = form_of_fields(frozenset(names))
    if form is None:
        raise BadInput("no column holds the posts' texts", REMEDY, where=(path.name,))
    return form, _posts(tables, table, form=form, file=path.name)


def _posts(
    tables: Iterator[Table], table: Table, *, form: FieldForm, file: str
) -> Iterator[ReadPost | BadPost]:
    names = tuple(one.strip().lower() for one in table.header)
    for row in table.rows:
        place = f"row {row.number}"
        if row.problem:
            yield BadPost(place, row.problem, row.remedy)
            continue
        try:
            yield post_of_fields(form, _fields(row, names), file=file)
        except UnreadablePost as error:
            yield BadPost(place, error.problem, error.remedy)
    # It holds the file open until its rows are read.
    next(tables, None)


def _fields(row: TableRow, names: tuple[str, ...]) -> dict[str, Any]:
    if len(row.cells) > len(names):
        raise UnreadablePost(
            "it has more cells than the header", "Put fields with commas or line breaks in quotes."
        )
    return {name: one for name, one in zip(names, row.cells, strict=False) if name}
