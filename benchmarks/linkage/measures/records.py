"""Records with their truth, as every method of a comparison gets them."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from hawkari.engines.linkage import Record
from hawkari.engines.linkage.tables import read_records

__all__ = [
    "DataSet",
    "ceiling_of",
    "febrl",
    "historical",
    "lines",
    "partners",
    "sanctions",
    "script_of",
    "table",
]

# Records of these sources are in Arabic script: Arabic, or Sorani.
_SCRIPTS = {
    "IQ": "ar", "iq-fed-files": "ar", "iq-hawala": "ar", "KRG": "ckb", "krg-asayish-files": "ckb",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DataSet:
    """Records with what is known of them.

    Attributes:
        truth: record id to person; records that are not in it are not scored.
        negatives: pairs that reviewers judged different.
        ceiling: F1 that the fields allow at best, in words; empty where nobody measured it.
    """

    name: str
    records: tuple[Record, ...]
    truth: Mapping[str, str]
    negatives: tuple[tuple[str, str], ...] = ()
    ceiling: str = ""


def script_of(record: Record) -> str:
    """Script and language that a record's source writes: `Latn`, `ar` or `ckb`.

    Records of sources that are not known are `ar` where a name has an Arabic letter.
    """
    if record.source in _SCRIPTS:
        return _SCRIPTS[record.source]
    names = "".join(record.properties.get("name", ()))
    return "ar" if any("\u0600" <= letter <= "\u06ff" for letter in names) else "Latn"


def partners(folder: Path) -> DataSet:
    """Synthetic records of five sources in three scripts."""
    path = folder / "partners_records.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        parts = {row["id"]: (row["given"], row["rest"]) for row in csv.DictReader(stream)}
    # Ours does not look at these two; Splink's blocking rules do.
    records = (
        replace(
            one,
            properties={
                **one.properties,
                "firstName": (parts[one.id][0],),
                "lastName": (parts[one.id][1],),
            },
        )
        for one in _read(path)
    )
    return DataSet("partners", tuple(records), dict(table(folder / "partners_truth.tsv")))


def sanctions(folder: Path, view: str) -> DataSet:
    """Listed persons: `full`, `primary` (one name) or `script` (original script where known)."""
    return DataSet(
        f"sanctions {view}",
        tuple(_read(folder / f"sanctions_{view}.jsonl")),
        dict(table(folder / "sanctions_truth.tsv")),
        tuple(table(folder / "sanctions_reviewed_negatives.tsv")),
    )


def lines(path: Path, name: str, *, ceiling: str = "") -> DataSet:
    """Entities as JSON lines, with `.truth.tsv` beside them in place of `.jsonl`."""
    truth = dict(table(path.with_suffix(".truth.tsv")))
    return DataSet(name, tuple(_read(path)), truth, ceiling=ceiling)


def febrl(folder: Path) -> DataSet:
    """Two invented Australian lists of 5,000, each person in both."""
    records = [
        record
        for half in "ab"
        for record in _febrl_half(folder / f"febrl_dataset4{half}.csv", half)
    ]
    truth = {one.id: "-".join(one.id.split("-")[:2]) for one in records}
    return DataSet("febrl4", tuple(records), truth)


def _febrl_half(path: Path, half: str) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, skipinitialspace=True):
            born = row["date_of_birth"]
            first = (row["street_number"], row["address_1"], row["address_2"])
            yield _record(
                row["rec_id"],
                f"febrl4{half}",
                name=f"{row['given_name']} {row['surname']}",
                firstName=row["given_name"],
                lastName=row["surname"],
                birthDate=f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else "",
                idNumber=row["soc_sec_id"],
                address=", ".join(
                    filter(None, (*first, row["suburb"], row["postcode"], row["state"]))
                ),
                streetNumber=row["street_number"],
                postalCode=row["postcode"],
            )


def historical(folder: Path) -> DataSet:
    """Copies of 5,156 people's entries in Wikidata, with invented errors and postcodes."""
    rows = duckdb.sql(
        "SELECT unique_id, cluster, full_name, first_name, surname, dob, birth_place, "
        f"postcode_fake, gender, occupation FROM '{folder / 'historical_50k.parquet'}'"
    ).fetchall()
    records = (
        _record(
            one,
            "historical",
            name=full or f"{first or ''} {last or ''}",
            firstName=first,
            lastName=last,
            birthDate=born,
            birthPlace=place,
            address=postcode,
            postalCode=postcode,
            gender=gender,
            position=occupation,
        )
        for one, _, full, first, last, born, place, postcode, gender, occupation in rows
    )
    return DataSet("historical_50k", tuple(records), {row[0]: row[1] for row in rows})


def _record(identity: str, source: str, **properties: str | None) -> Record:
    kept = {name: (value.strip(),) for name, value in properties.items() if value and value.strip()}
    return Record(identity, "Person", source, kept)


def _read(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [one for one in read_records(stream, path.name) if isinstance(one, Record)]


def table(path: Path) -> list[tuple[str, str]]:
    """Rows of a table of two columns, without its header."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [(row[0], row[1]) for row in list(csv.reader(stream, delimiter="\t"))[1:] if row]


def ceiling_of(sample: Path) -> str:
    """What a sample's maker says its fields allow at best, in words."""
    limit = json.loads((sample / "ceiling.json").read_text(encoding="utf-8"))
    figures = f"P {limit['precision']:.3f}, R {limit['recall']:.3f}, F1 {limit['f1']:.3f}"
    return f"{figures} on its first {limit['people']} people"
