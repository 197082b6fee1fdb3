"""One small good file of each kind, as the contract suite needs it. All people are invented."""

import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

from hawkari.evidence.loaders import Layout, parse_layout
from tests.evidence.loaders import letter_files, list_files, report_files
from tests.evidence.loaders.call_files import write_calls
from tests.evidence.loaders.pdf.writing import by_hand, ruled_page

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
    """A kind of file: its loader's name, the name of a file, and how to write some rows.

    `streams` is false for a kind whose form makes it be read into memory before its first row;
    `many` rows make a file so large that it is not read at once.
    """

    loader: str
    file: str
    write: Callable[[Path, int], None]
    names: Callable[[int], list[str]]
    layouts: tuple[Layout, ...] = (LAYOUT,)
    streams: bool = True
    many: int = 30_000


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


def biff(kind: int, data: bytes) -> bytes:
    """One record of the old Excel format."""
    return struct.pack("<HH", kind, len(data)) + data


def write_xls(path: Path, rows: int) -> None:
    """A workbook stream of Excel 97, as [MS-XLS] describes it, of text cells only."""
    title = "Persons".encode("utf-16-le")
    sheet_name = struct.pack("<BB", 7, 1) + title
    end = biff(0x0A, b"")

    def bof(kind: int) -> bytes:
        return biff(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 0x06))

    globals_size = len(bof(5)) + len(biff(0x85, bytes(6) + sheet_name)) + len(end)
    lines = [bof(0x10)]
    for row, line in enumerate([HEADER, *map(person, range(rows))]):
        for column, cell in enumerate(line):
            text = cell.encode("utf-16-le")
            head = struct.pack("<HHHHB", row, column, 0, len(cell), 1)
            lines.append(biff(0x0204, head + text) if cell else b"")
    bound = biff(0x85, struct.pack("<IBB", globals_size, 0, 0) + sheet_name)
    path.write_bytes(bof(5) + bound + end + b"".join(lines) + end)


def ods_sheet(lines: list[list[str]]) -> str:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string"><text:p>'
            f"{escape(cell).replace('  ', ' <text:s/>')}</text:p></table:table-cell>"
            for cell in line
        )
        + "</table:table-row>"
        for line in lines
    )
    return f'<table:table table:name="Persons">{rows}</table:table>'


def write_ods(path: Path, rows: int) -> None:
    write_ods_content(path, ods_sheet([HEADER, *map(person, range(rows))]))


def write_ods_content(path: Path, body: str) -> None:
    """A spreadsheet as OpenDocument 1.3 part 3 describes it, with these tables."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names}><office:body>'
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", f'<m full-path="/" media-type="{kind}"/>')


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


def write_ftm_table(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write("entity_id,prop,schema,value,lang,original_value,first_seen\n")
        for number in range(rows):
            ref, name, _, _ = person(number)
            out.write(f"{ref},name,Person,{quoted(name)},,,2026-01-02\n")


def write_stix(path: Path, rows: int) -> None:
    objects = [
        {
            "type": "identity",
            "spec_version": "2.1",
            "id": f"identity--{number:08x}-0000-4000-8000-000000000000",
            "created": "2026-01-02T03:04:05.000Z",
            "modified": "2026-01-02T03:04:05.000Z",
            "name": person(number)[1],
            "identity_class": "individual",
        }
        for number in range(rows)
    ]
    bundle = {"type": "bundle", "id": f"bundle--{'0' * 8}-0000-4000-8000-{'0' * 12}"}
    path.write_text(json.dumps(bundle | {"objects": objects}, ensure_ascii=False), "utf-8")


def write_json_lines(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        for number in range(rows):
            line = dict(zip(HEADER, person(number), strict=True))
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_json(path: Path, rows: int) -> None:
    records = [dict(zip(HEADER, person(number), strict=True)) for number in range(rows)]
    path.write_text(json.dumps({"people": records}, ensure_ascii=False), encoding="utf-8")


def write_docx(path: Path, rows: int) -> None:
    """A document of one table, as ECMA-376 describes it."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{escape(x)}</w:t></w:r></w:p></w:tc>" for x in line)
        + "</w:tr>"
        for line in [HEADER, *map(person, range(rows))]
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{space}"><w:body>'
            f"<w:tbl>{lines}</w:tbl></w:body></w:document>",
        )


def write_pdf(path: Path, rows: int) -> None:
    """A table with rules over as many pages as it takes, its header on each."""
    people = [person(number) for number in range(rows)]
    pages = [people[at : at + 40] for at in range(0, rows, 40)] or [[]]
    by_hand(path, [ruled_page([HEADER, *page], shown=from_the_left) for page in pages])


def from_the_left(text: str) -> str:
    """A text as it stands on paper, single spaces between its words."""
    single = " ".join(text.split())
    return single[::-1] if any("\u0620" < letter < "\u0660" for letter in single) else single


def write_graphml(path: Path, rows: int) -> None:
    nodes = "".join(
        f'<node id="{number}"><data key="d0">{escape(name)}</data></node>'
        for number, name in enumerate(names_of(rows))
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node" '
        f'attr.name="label"/><graph edgedefault="directed">{nodes}</graph></graphml>',
        encoding="utf-8",
    )


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


LIST_CASES = tuple(
    Case(loader, file, list_files.writer(form, names_of), names_of, many=3_000)
    for loader, file, form in (
        ("un-list", "consolidated.xml", list_files.un),
        ("eu-list", "xmlFullSanctionsList.xml", list_files.eu),
        ("uk-list", "UK_Sanctions_List.xml", list_files.uk),
        ("ofac-list", "sdn.xml", list_files.ofac),
        ("ofac-tables", "sdn.csv", list_files.ofac_tables),
    )
)

LETTER_CASES = (
    Case(
        "cards",
        "contacts.vcf",
        lambda path, rows: letter_files.write_cards(path, names_of(rows)),
        names_of,
        many=9_000,
    ),
    Case(
        "letters",
        "inbox.mbox",
        lambda path, rows: letter_files.write_mbox(path, names_of(rows)),
        lambda _: [],
        many=1_000,
    ),
    Case(
        "chats",
        "_chat.txt",
        lambda path, rows: letter_files.write_chat(path, names_of(rows)),
        lambda rows: list(dict.fromkeys(names_of(rows))),
        many=9_000,
    ),
)

CASES: tuple[Case, ...] = (
    Case("delimited", "people.csv", write_csv, names_of),
    Case("delimited", "people.txt", write_tsv, names_of),
    Case("workbook", "people.xlsx", write_xlsx, names_of),
    Case("old-workbook", "people.xls", write_xls, names_of, streams=False),
    Case("open-sheet", "people.ods", write_ods, names_of),
    Case("followthemoney", "people.json", write_ftm, names_of),
    Case("stix", "bundle.json", write_stix, names_of),
    Case("telegram", "result.json", write_telegram, lambda rows: ["Travel", *names_of(rows)]),
    Case("followthemoney-table", "statements.csv", write_ftm_table, names_of),
    Case("json-table", "people.jsonl", write_json_lines, names_of),
    Case("json-table", "export.json", write_json, names_of),
    Case(
        "extraction",
        "phone.ufdr",
        lambda path, rows: report_files.write_contacts(path, names_of(rows)),
        names_of,
        many=3_000,
    ),
    Case("document", "people.docx", write_docx, names_of, many=9_000),
    Case(
        "pdf",
        "people.pdf",
        write_pdf,
        lambda rows: [" ".join(name.split()) for name in names_of(rows)],
        many=1_200,
    ),
    Case("graph", "chart.graphml", write_graphml, names_of, many=9_000),
    Case("call-exports", "Master.csv", write_calls, lambda _: [], many=3_000),
    *LIST_CASES,
    *LETTER_CASES,
)
