"""The engine's files: records in JSON lines or CSV, clusters and pairs out as TSV."""

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from hawkari.engines.linkage.pairs import ScoredPairs
from hawkari.engines.linkage.values import Linkage, Record, ScoredPair
from hawkari.errors import BadInput

__all__ = ["RefusedRow", "read_records", "write_clusters", "write_pairs"]

# Headers, in lower case, and the FollowTheMoney property that a column of theirs states.
_COLUMNS = {
    "name": "name", "alias": "alias", "previous_name": "previousName",
    "dob": "birthDate", "birth_date": "birthDate", "date_of_birth": "birthDate",
    "birth_place": "birthPlace", "place_of_birth": "birthPlace",
    "gender": "gender", "sex": "gender", "nationality": "nationality", "citizenship": "citizenship",
    "father_name": "fatherName", "father": "fatherName",
    "mother_name": "motherName", "mother": "motherName",
    "phone": "phone", "telephone": "phone", "mobile": "mobile", "email": "email",
    "document": "idNumber", "id_number": "idNumber", "passport": "passportNumber",
    "passport_number": "passportNumber", "tax_number": "taxNumber",
    "registration_number": "registrationNumber", "address": "address",
    "account": "accountNumber", "account_number": "accountNumber", "iban": "iban",
    "wallet": "publicKey", "handle": "handle", "username": "username", "platform": "service",
    "legal_form": "legalForm", "imo": "imoNumber", "mmsi": "mmsi", "call_sign": "callSign",
    "flag": "flag", "vin": "vin", "plate": "licensePlate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row, or a value of it, that was left out: the row's number from 1, and why."""

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
        except (ValueError, RecursionError) as error:
            # Nested too deep, or a number of thousands of digits, besides what is no JSON.
            said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            yield RefusedRow(number, f"not JSON ({said})", "Give one whole object on each line.")
            continue
        yield from _from_json(item, number)


def _from_json(item: Any, number: int) -> Iterator[Record | RefusedRow]:
    """The record of an object, and after it what of it was left out."""
    found = _record_of(item, number)
    yield found
    if isinstance(found, Record):
        for prop, values in item.get("properties", {}).items():
            if len(found.properties.get(prop, ())) < len(_listed(values)):
                yield RefusedRow(
                    number,
                    f"a value of {prop!r} is no text, or empty: left out, the rest is kept",
                    "Give lists of text by property.",
                )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _record_of(item: Any, number: int) -> Record | RefusedRow:
    shape = "Give id, schema, properties (lists of text by name) and source."
    if not isinstance(item, dict) or not isinstance(item.get("id"), str) or not item["id"]:
        return RefusedRow(number, "no id", shape)
    if _breaks_tables(item["id"]):
        return RefusedRow(
            number, "the id holds a tab, a line break or half a letter", "Take it out of the id."
        )
    properties = item.get("properties", {})
    if not isinstance(properties, dict) or not isinstance(item.get("schema"), str):
        return RefusedRow(number, "no schema, or properties of another shape", shape)
    source = item.get("source") or item.get("dataset") or next(iter(_datasets(item)), "")
    texts = {_whole(name): _texts(value) for name, value in properties.items()}
    return Record(
        id=item["id"], schema=_whole(item["schema"]), source=_whole(str(source)), properties=texts
    )


def _datasets(item: Mapping[str, Any]) -> list[Any]:
    named = item.get("datasets")
    return named if isinstance(named, list) else []


def _whole(text: str) -> str:
    """The text without halves of letters (lone surrogates), which no file can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _breaks_tables(identity: str) -> bool:
    """Whether an id cannot stand in raw TSV, in UTF-8."""
    return any(sign in identity for sign in "\t\n\r") or _whole(identity) != identity


def _texts(value: Any) -> tuple[str, ...]:
    """Texts of a property, numbers as their digits; what is neither is left out."""
    texts = map(_digits, _listed(value))
    whole = (_whole(text) for text in texts if isinstance(text, str))
    return tuple(text for text in whole if text.strip())


def _digits(value: Any) -> Any:
    """A number as its digits, without a fraction of nothing; what is no number as it is."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() else str(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


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
    properties: dict[str, tuple[str, ...]] = {}
    for column, text in row.items():
        prop = _COLUMNS.get(column.strip().lower())
        if prop is not None and text.strip():
            properties[prop] = (*properties.get(prop, ()), text.strip())
    return Record(
        id=row["id"],
        schema=row.get("schema") or "Person",
        source=row.get("source") or "",
        properties=properties,
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
