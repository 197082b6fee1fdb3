"""One small good file of each kind, as the contract suite needs it. All people are invented."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from hawkari.evidence.loaders import Layout, parse_layout

HEADER = ["Ref", "Full name", "Born", "Phone"]
PEOPLE = [
    ["P1", "بەرزان  عەلی", "12/03/1984", "+447700900101"],
    ["P2", "Barzan Ali", "1985", "07700 900102"],
    ["P3", 'O\'Neil, "Jo"', "03/1986", "+447700900103"],
    ["P4", "علي حسين", "١٢/٠٣/١٩٨٧", ""],
]
LAYOUT: Layout = parse_layout(
    {
        "name": "people",
        "tables": [
            {
                "entities": {
                    "person": {
                        "schema": "Person",
                        "id": "Ref",
                        "properties": {
                            "name": "Full name",
                            "birthDate": {"column": "Born", "order": "dmy"},
                            "phone": "Phone",
                        },
                    }
                }
            }
        ],
    }
)


@dataclass(frozen=True)
class Case:
    """A kind of file: its loader's name, the name of a file, and how to write some rows."""

    loader: str
    file: str
    write: Callable[[Path, int], None]
    names: Callable[[int], list[str]]
    layouts: tuple[Layout, ...] = (LAYOUT,)


def person(number: int) -> list[str]:
    ref, *rest = PEOPLE[number % len(PEOPLE)]
    return [f"{ref}-{number}", *rest]


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def write_csv(path: Path, rows: int) -> None:
    lines = [HEADER, *map(person, range(rows))]
    path.write_text(
        "".join(",".join(map(quoted, line)) + "\r\n" for line in lines), encoding="utf-8"
    )


def write_tsv(path: Path, rows: int) -> None:
    lines = [HEADER, *map(person, range(rows))]
    text = "".join("\t".join(map(quoted, line)) + "\n" for line in lines)
    path.write_text(text, encoding="utf-16")


def write_xlsx(path: Path, rows: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Persons")
    sheet.append(HEADER)
    for number in range(rows):
        sheet.append(person(number))
    book.save(path)


def write_ftm(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        for number in range(rows):
            ref, name, _, phone = person(number)
            entity = {
                "id": ref,
                "schema": "Person",
                "properties": {"name": [name], "phone": [phone] if phone else []},
                "source": "list",
            }
            out.write(json.dumps(entity, ensure_ascii=False) + "\n")


def write_telegram(path: Path, rows: int) -> None:
    messages = [
        {
            "id": number,
            "type": "message",
            "date": "2026-01-02T03:04:05",
            "date_unixtime": "1767323045",
            "from": person(number)[1],
            "from_id": f"user{number}",
            "text": ["call ", {"type": "phone", "text": "+447700900199"}],
            "text_entities": [{"type": "phone", "text": "+447700900199"}],
        }
        for number in range(rows)
    ]
    chat = {"name": "Travel", "type": "public_channel", "id": 7, "messages": messages}
    path.write_text(json.dumps(chat, ensure_ascii=False, indent=1), encoding="utf-8")


def names_of(rows: int) -> list[str]:
    return [person(number)[1] for number in range(rows)]


CASES = (
    Case("delimited", "people.csv", write_csv, names_of),
    Case("delimited", "people.txt", write_tsv, names_of),
    Case("workbook", "people.xlsx", write_xlsx, names_of),
    Case("followthemoney", "people.json", write_ftm, names_of),
    Case("telegram", "result.json", write_telegram, lambda rows: ["Travel", *names_of(rows)]),
)
