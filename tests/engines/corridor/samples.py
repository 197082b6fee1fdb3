"""Reads a sample's files back, as anybody would."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

CSV_FORMS = {
    "iraq.csv": (",", "utf-8-sig"),
    "france.csv": (";", "cp1252"),
    "germany.csv": (";", "utf-8"),
    "calls.csv": (",", "utf-8"),
    "payments.csv": (",", "utf-8"),
    "trips.csv": (",", "utf-8"),
    "seizures.csv": (",", "utf-8"),
}
SOURCES = {
    "uk.xlsx": "nca-nominals",
    "iraq.csv": "iq-fed-files",
    "krg.xlsx": "krg-asayish-files",
    "france.csv": "fr-pn-procedures",
    "germany.csv": "de-bp-vorgaenge",
    "list.ftm.json": "un-list",
    "payments.csv": "iq-hawala",
}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """A CSV file's rows by header."""
    delimiter, encoding = CSV_FORMS[name]
    with (folder / name).open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def sheet(folder: Path, name: str, title: str) -> list[dict[str, Any]]:
    """A sheet's rows by header."""
    book = load_workbook(folder / name, read_only=True)
    lines = book[title].iter_rows(values_only=True)
    header = [str(cell) for cell in next(lines)]
    found = [dict(zip(header, line, strict=True)) for line in lines]
    book.close()
    return found


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """A raw TSV's rows by header."""
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def entities(folder: Path) -> list[dict[str, Any]]:
    """The list's entities."""
    text = (folder / "list.ftm.json").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def stated_ids(folder: Path) -> Iterator[str]:
    """The id of every person record in every file, as a loader states it."""
    for line in sheet(folder, "uk.xlsx", "Persons"):
        yield f"nca-nominals:{line['URN']}"
    for line in sheet(folder, "krg.xlsx", "کەسەکان"):
        yield f"krg-asayish-files:{line['ژمارەی فایل']}"
    for name, column in (
        ("iraq.csv", "رقم الملف"),
        ("france.csv", "Référence"),
        ("germany.csv", "Vorgangsnummer"),
    ):
        for line in rows(folder, name):
            yield f"{SOURCES[name]}:{line[column]}"
    for entity in entities(folder):
        if entity["schema"] == "Person":
            yield f"un-list:{entity['id']}"
    customers = {
        line[column]
        for line in rows(folder, "payments.csv")
        for column in ("sender_no", "receiver_no")
    }
    yield from (f"iq-hawala:{number}" for number in sorted(customers))
