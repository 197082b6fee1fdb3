"""The engine's files: records in JSON lines or CSV, clusters and pairs out as TSV."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from hawkari.engines.linkage.pairs import ScoredPairs
from hawkari.engines.linkage.values import Linkage, Record, ScoredPair
from hawkari.errors import BadInput

__all__ = ["RefusedRow", "read_records", "write_clusters", "write_pairs"]

_COLUMNS = {
    "name": "name",
    "alias": "alias",
    "dob": "birthDate",
    "gender": "gender",
    "phone": "phone",
    "document": "idNumber",
    "birth_place": "birthPlace",
}


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was left out: its number in the file (from 1, with the header), and why."""

    row: int
    problem: str
    remedy: str


def read_records(stream: TextIO, file_name: str) -> Iterator[Record | RefusedRow]:
    """Records of one file: JSON lines where the first character is a brace, else CSV.

    Args:
        stream: text, opened without newline translation.
        file_name: for messages.

    Raises:
        BadInput: if the file is empty, or a CSV without the columns `id` and `name`.
    """
    lines = iter(stream)
    first = next(lines, "")
    if not first.strip():
        raise BadInput(
            "the file is empty", "Give records as JSON lines or CSV.", where=(file_name,)
        )
    chained = _again(first, lines)
    yield from (
        _json_lines(chained)
        if first.lstrip("\ufeff ").startswith("{")
        else _csv(chained, file_name)
    )


def _again(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first.removeprefix("\ufeff")
    yield from rest


def _json_lines(lines: Iterable[str]) -> Iterator[Record | RefusedRow]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            yield RefusedRow(
                number, f"not JSON ({error.msg})", "Give one whole object on each line."
            )
            continue
        yield _from_json(item, number)


def _from_json(item: Any, number: int) -> Record | RefusedRow:
    shape = "Give id, schema, properties (lists of text by name) and source."
    if not isinstance(item, dict) or not isinstance(item.get("id"), str) or not item["id"]:
        return RefusedRow(number, "no id", shape)
    if _breaks_tables(item["id"]):
        return RefusedRow(number, "the id holds a tab or a line break", "Take it out of the id.")
    properties = item.get("properties", {})
    if not isinstance(properties, dict) or not isinstance(item.get("schema"), str):
        return RefusedRow(number, "no schema, or properties of another shape", shape)
    source = item.get("source") or item.get("dataset") or next(iter(item.get("datasets") or []), "")
    return Record(
        id=item["id"],
        schema=item["schema"],
        source=str(source),
        properties={name: _texts(value) for name, value in properties.items()},
    )


def _breaks_tables(identity: str) -> bool:
    """Whether an id cannot stand in raw TSV."""
    return any(character in identity for character in "\t\n\r")


def _texts(value: Any) -> tuple[str, ...]:
    """Texts of a property, numbers as their digits; what is neither is left out."""
    values = value if isinstance(value, list) else [value]
    texts = (
        str(v) if isinstance(v, int | float) and not isinstance(v, bool) else v for v in values
    )
    return tuple(text for text in texts if isinstance(text, str) and text.strip())


def _csv(lines: Iterable[str], file_name: str) -> Iterator[Record | RefusedRow]:
    reader = csv.DictReader(lines, strict=True)
    missing = {"id", "name"} - set(reader.fieldnames or ())
    if missing:
        wanted = " and ".join(sorted(missing))
        raise BadInput(f"no column {wanted}", "Give a header with id and name.", where=(file_name,))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield RefusedRow(
                reader.line_num, f"not CSV ({error})", "Quote fields as RFC 4180 says."
            )
            continue
        yield _from_csv(row, reader.line_num)


def _from_csv(row: Mapping[Any, Any], number: int) -> Record | RefusedRow:
    if None in row or None in row.values():
        return RefusedRow(
            number, "another number of fields than the header", "Quote commas in fields."
        )
    if not row["id"].strip():
        return RefusedRow(number, "no id", "Give each record an id.")
    if _breaks_tables(row["id"]):
        return RefusedRow(number, "the id holds a tab or a line break", "Take it out of the id.")
    values = {prop: row[column].strip() for column, prop in _COLUMNS.items() if row.get(column)}
    return Record(
        id=row["id"],
        schema=row.get("schema") or "Person",
        source=row.get("source") or "",
        properties={prop: (value,) for prop, value in values.items() if value},
    )


def write_clusters(clusters: Mapping[str, str], stream: TextIO) -> None:
    """TSV with the header ``id, cluster``: every record once, by id."""
    stream.write("id\tcluster\n")
    for record, name in sorted(clusters.items()):
        stream.write(f"{record}\t{name}\n")


def write_pairs(linkage: Linkage, stream: TextIO) -> None:
    """TSV with the header ``id_a, id_b, probability``: the most probable pair first."""
    stream.write("id_a\tid_b\tprobability\n")
    pairs = linkage.pairs
    known = pairs.scores() if isinstance(pairs, ScoredPairs) else map(_scores, pairs)
    for left, right, probability in known:
        stream.write(f"{left}\t{right}\t{probability:.6f}\n")


def _scores(pair: ScoredPair) -> tuple[str, str, float]:
    return pair.left, pair.right, pair.probability
