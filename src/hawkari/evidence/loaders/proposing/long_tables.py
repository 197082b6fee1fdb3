"""Long tables: a row holds one field, its name in one column and its value in another."""

from collections.abc import Sequence

from hawkari.evidence.loaders.digits import cell_text
from hawkari.evidence.loaders.proposing.headers import read_header
from hawkari.evidence.loaders.tables import Sample

__all__ = ["as_wide"]

FEWEST_FIELDS, MOST_FIELDS = 2, 60
WIDEST = 4
LIKE_A_HEADER = 0.75
MOSTLY = 0.7


def as_wide(sample: Sample) -> tuple[Sample, tuple[str, str] | None]:
    """The sample with a column a field, and the columns of key and value; itself if not long.

    A table of up to four columns is long where the values of one column repeat and most of them
    read as headers of different meanings, and the next column holds other values.
    """
    if not 2 <= len(sample.header) <= WIDEST:
        return sample, None
    for at in range(len(sample.header) - 1):
        fields = list(dict.fromkeys(sample.values(sample.header[at])))
        if _are_fields(fields, sample.values(sample.header[at])):
            return _pivoted(sample, at, fields), (sample.header[at], sample.header[at + 1])
    return sample, None


def _are_fields(fields: Sequence[str], values: Sequence[str]) -> bool:
    if not FEWEST_FIELDS <= len(fields) <= MOST_FIELDS or len(values) < 2 * len(fields):
        return False
    meanings = [reading.meanings[:1] for reading in map(read_header, fields)]
    said = {found[0].concept for found in meanings if found and found[0].likeness >= LIKE_A_HEADER}
    return len(said) >= FEWEST_FIELDS and len(said) >= MOSTLY * len(fields)


def _pivoted(sample: Sample, at: int, fields: Sequence[str]) -> Sample:
    """One row a record: rows of the same other cells follow one another."""
    others = [number for number in range(len(sample.header)) if number not in (at, at + 1)]
    records: dict[tuple[str, ...], dict[str, str]] = {}
    for row in sample.rows:
        key = tuple(cell_text(row[number]) for number in others if number < len(row))
        if at + 1 < len(row):
            records.setdefault(key, {})[cell_text(row[at]).strip()] = cell_text(row[at + 1])
    header = (*(sample.header[number] for number in others), *fields)
    rows = tuple(
        (*key, *(record.get(field, "") for field in fields)) for key, record in records.items()
    )
    return Sample(sample.sheet, header, rows)
