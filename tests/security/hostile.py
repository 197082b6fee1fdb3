"""Files as a smuggler, or chance, would send them: each a name and its bytes. All is invented."""

import gzip
import io
import json
import pickle
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.evidence.loaders.cases import HEADER, write_ftm, write_telegram, write_xlsx
from tests.security.hostile_growth import GROWING
from tests.security.hostile_kinds import hostile_kinds

Member = Callable[[bytes], bytes]
MIB = 1 << 20
PACKED = zipfile.ZIP_DEFLATED
HEAD = ",".join(HEADER).encode() + b"\n"
LAUGHS = b"".join(
    b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 12)
)
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + LAUGHS + b"]>"
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY a11 "x">]>'


def csv(*rows: bytes) -> bytes:
    return HEAD + b"\n".join(rows) + b"\n"


def delimited_files() -> dict[str, bytes]:
    """Text that claims to be a table."""
    return {
        "nul-in-cells.csv": csv(b"1,A\x00li,1984,"),
        "only-nul.csv": b"\x00" * 4096,
        "bidi-override.csv": csv("1,\u202eilA\u2066,1984,".encode()),
        "zero-width.csv": csv("1,A\u200bl\u200di\ufeff,1984,".encode()),
        "terminal-escapes.csv": csv(b"1,\x1b]0;owned\x07\x1b[2J,1984,"),
        "bell-and-backspace.csv": csv(b"1,A\x07\x08\x7f,1984,"),
        "overlong-utf8.csv": csv(b"1,\xc0\xaf\xe0\x80\xaf,1984,"),
        "surrogates-in-utf8.csv": csv(b"1,\xed\xa0\x80\xed\xb0\x80,1984,"),
        "broken-utf8.csv": csv(b"1,\xff\xfe\xfd\x80,1984,"),
        "half-utf16.csv": b"\xff\xfe" + "Ref,Full name".encode("utf-16-le")[:-1],
        "utf32.csv": csv(b"1,Ali,1984,").decode().encode("utf-32"),
        "bom-only.csv": b"\xef\xbb\xbf",
        "line-ends-only.csv": b"\r\n\n\r" * 1000,
        "one-endless-line.csv": b"a" * (6 * MIB),
        "one-endless-row.csv": HEAD + b"1," + b"x," * MIB,
        "quote-never-closed.csv": HEAD + b'1,"' + b"a\n" * 200_000,
        "quotes-of-quotes.csv": HEAD + b'"' * (1 * MIB),
        "one-huge-cell.csv": HEAD + b"1," + b"A" * (8 * MIB) + b",1984,\n",
        "a-hundred-thousand-columns.csv": b",".join(b"c%d" % n for n in range(100_000)) + b"\n1\n",
        "header-of-a-megabyte.csv": b"Ref," + b"n" * MIB + b"\n1,2\n",
        "headers-twice.csv": b"Ref,Ref,Full name,Born,Phone\n1,2,Ali,,\n",
        "headers-empty.csv": b",,,\n1,2,3,4\n",
        "headers-lookalike.csv": "R\u0435f,Full n\u0430me,Born,Phone\n1,Ali,,\n".encode(),
        "formulas.csv": csv(b"1,\"=cmd|' /C calc'!A0\",1984,", b"2,+1+1,,", b"3,@SUM(A1),,"),
        "number-of-a-million-digits.csv": csv(b"1,Ali,1984," + b"9" * MIB),
        "phone-of-ten-thousand-digits.csv": csv(b"1,Ali,1984,+" + b"4" * 10_000),
        "dates-out-of-time.csv": csv(b"1,Ali,99999-99-99,", b"2,Ali,0000-00-00,", b"3,Ali,-1,"),
        "id-of-a-megabyte.csv": csv(b"i" * MIB + b",Ali,1984,"),
        "id-with-path.csv": csv(b"../../etc/passwd,Ali,1984,"),
        "sql-in-cells.csv": csv(b"1'; DROP TABLE evidence_statement; --,Ali,1984,"),
        "markup-in-cells.csv": csv(b"1,<script>alert(1)</script>,1984,"),
        "template-in-cells.csv": csv(b"1,{{ 7*7 }}{% debug %},1984,"),
        "rows-of-every-length.csv": HEAD + b"\n".join(b"1," * n for n in range(300)),
        "combining-marks.csv": csv(b"1,A" + "\u0301".encode() * 100_000 + b",1984,"),
        "one-ligature.csv": csv(("1," + "\ufdfa" * 50_000 + ",1984,").encode()),
    }


def other_kinds() -> dict[str, bytes]:
    """Files of kinds that no loader reads, under names that claim otherwise."""
    return {
        "program.csv": b"\x7fELF\x02\x01\x01" + b"\x00" * 200,
        "picture.xlsx": b"\x89PNG\r\n\x1a\n" + b"\x00" * 200,
        "packed.csv": gzip.compress(b"a" * (4 * MIB)),
        "old-office.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512,
        "database.csv": b"SQLite format 3\x00" + b"\x00" * 200,
        "pickled.json": pickle.dumps({"schema": "Person"}),
        "page.csv": b"<html><script>alert(1)</script></html>",
        "laughs.xml": b'<?xml version="1.0"?>' + DOCTYPE + b"<x>&a11;</x>",
        "drawing.json": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "empty.csv": b"",
        "blank.json": b"   ",
    }


def entity(**changed: object) -> bytes:
    whole = {"id": "1", "schema": "Person", "properties": {"name": ["Ali"]}, **changed}
    return json.dumps(whole).encode() + b"\n"


def json_files() -> dict[str, bytes]:
    """JSON that is deep, huge or not what it seems."""
    deep = b'{"schema":' + b"[" * 200_000
    chat = b'{"name":"c","type":"public_channel","id":7,"messages":['
    return {
        "deep-lists.json": b"[" * 500_000,
        "deep-objects.json": b'{"a":' * 200_000,
        "deep-entity.json": deep,
        "deep-property.json": b'{"id":"1","schema":"Person","properties":{"name":'
        + b"[" * 100_000 + b"]" * 100_000 + b"}}\n",
        "line-of-twenty-megabytes.json": entity() + entity(x="y" * (20 * MIB)) + entity(),
        "huge-number.json": b'{"id":1' + b"0" * 6000 + b',"schema":"Person","properties":{}}\n',
        "not-a-number.json": b'{"id":NaN,"schema":"Person","properties":{"name":[Infinity]}}\n',
        "keys-twice.json": b'{"id":"1","id":"2","schema":"Person","properties":{"name":["Ali"]}}\n',
        "prototype.json": entity(__proto__={"admin": True}, constructor={"x": 1}),
        "unknown-schema.json": entity(schema="Nonesuch"),
        "abstract-schema.json": entity(schema="Thing"),
        "properties-no-table.json": entity(properties="name"),
        "property-of-objects.json": entity(properties={"name": [{"a": {"b": "c"}}]}),
        "id-of-lists.json": entity(id=["1"]),
        "lone-surrogates.json": b'{"id":"1","schema":"Person","properties":{"name":["\\ud800"]}}\n',
        "nul-escaped.json": b'{"id":"1","schema":"Person","properties":{"name":["A\\u0000"]}}\n',
        "cut-off.json": entity()[:-9],
        "another-sources-id.json": entity(id="other-source:1"),
        "deep-chat.json": chat + b'{"id":1,"type":"message","text":' + b"[" * 200_000,
        "endless-chat-text.json": chat + b'{"id":1,"type":"message","text":"' + b"x" * (8 * MIB),
        "messages-no-objects.json": chat + b'1,null,"x",[[]],{}]}',
        "chat-ids-of-objects.json": chat + b'{"id":{"a":1},"from_id":[],"type":"message"}]}',
        "chat-of-wild-dates.json": chat
        + b'{"id":1,"type":"message","date":"9999999","date_unixtime":"1e309","text":"x"}]}',
        "chats-no-list.json": b'{"chats":{"list":{"a":1}}}',
    }  # fmt: skip


def workbook(folder: Path) -> bytes:
    path = folder / "good.xlsx"
    write_xlsx(path, 3)
    return path.read_bytes()


def changed(book: bytes, member: str, change: Member) -> bytes:
    """The workbook with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", PACKED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data)
    return out.getvalue()


def added(book: bytes, *members: tuple[str, bytes]) -> bytes:
    """The workbook with more members."""
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def cell(reference: bytes, value: bytes, kind: bytes = b"n") -> Member:
    """Puts a cell into the second row."""
    stated = b'<row r="2"><c r="%s" t="%s"><v>%s</v></c></row></sheetData>' % (
        reference, kind, value,
    )  # fmt: skip
    return lambda xml: xml.replace(b"</sheetData>", stated)


def with_entities(doctype: bytes, place: bytes) -> Member:
    """Declares entities at the top and uses one."""

    def change(xml: bytes) -> bytes:
        head, close, rest = xml.partition(b"?>")
        if not close:
            head, rest = b"", xml
        return head + close + doctype + rest.replace(place, place + b"&a11;", 1)

    return change


def encrypted(book: bytes) -> bytes:
    """The workbook with every member marked as encrypted."""
    data = bytearray(book)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def understated(book: bytes) -> bytes:
    """A member that unpacks to more than its header says."""
    big = changed(book, SHEET, lambda xml: xml + b" " * (2 * MIB))
    with zipfile.ZipFile(io.BytesIO(big)) as archive:
        size = archive.getinfo(SHEET).file_size
    return big.replace(size.to_bytes(4, "little"), (2000).to_bytes(4, "little"))


def link(book: bytes) -> bytes:
    """A member that is a symbolic link."""
    member = zipfile.ZipInfo("xl/worksheets/link.xml")
    member.external_attr = 0o120777 << 16
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(member, "/etc/passwd")
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
RELS = "xl/_rels/workbook.xml.rels"


def workbooks(folder: Path) -> dict[str, bytes]:
    """Workbooks that swell, lie, reach out or are broken."""
    book = workbook(folder)
    nothing = io.BytesIO()
    zipfile.ZipFile(nothing, "w").close()
    many = [(f"xl/media/{number}.bin", b"") for number in range(10_001)]
    return {
        "swells.xlsx": changed(book, SHEET, lambda xml: xml + b" " * (64 * MIB)),
        "swells-within.xlsx": changed(book, SHEET, lambda xml: xml + b" " * (24 * MIB)),
        "ten-thousand-members.xlsx": added(book, *many),
        "understated.xlsx": understated(book),
        "encrypted.xlsx": encrypted(book),
        "laughs-in-sheet.xlsx": changed(book, SHEET, with_entities(DOCTYPE, b"<sheetData>")),
        "laughs-in-workbook.xlsx": changed(
            book, "xl/workbook.xml", with_entities(DOCTYPE, b"<sheets>")
        ),
        "laughs-in-types.xlsx": changed(
            book, "[Content_Types].xml", with_entities(DOCTYPE, b"<Default")
        ),
        "outside-entity.xlsx": changed(book, SHEET, with_entities(OUTSIDE, b"<sheetData>")),
        "outside-dtd.xlsx": changed(book, SHEET, with_entities(REMOTE, b"<sheetData>")),
        "path-out-of-it.xlsx": added(book, ("../../../tmp/owned", b"x"), ("/tmp/owned", b"x")),
        "symbolic-link.xlsx": link(book),
        "sheet-outside.xlsx": changed(
            book, RELS, lambda xml: xml.replace(b"worksheets/sheet1.xml", b"../../etc/passwd")
        ),
        "sheet-missing.xlsx": changed(
            book, RELS, lambda xml: xml.replace(b"sheet1.xml", b"sheet9.xml")
        ),
        "half.xlsx": book[: len(book) // 2],
        "directory-torn.xlsx": book[:-30] + b"\xff" * 30,
        "in-itself.xlsx": added(book, ("xl/book.xlsx", book)),
        "macros.xlsm": added(book, ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\x00" * 999)),
        "nothing-in-it.xlsx": nothing.getvalue(),
        "row-beyond-the-end.xlsx": changed(
            book, SHEET, lambda xml: xml.replace(b'<row r="3"', b'<row r="99999999999"')
        ),
        "column-beyond-the-end.xlsx": changed(book, SHEET, cell(b"ZZZZZZ9", b"1")),
        "text-that-is-not-there.xlsx": changed(book, SHEET, cell(b"A9", b"999999", b"s")),
        "text-before-the-first.xlsx": changed(book, SHEET, cell(b"A9", b"-7", b"s")),
        "number-that-is-none.xlsx": changed(book, SHEET, cell(b"A9", b"1e999999")),
        "cell-of-a-megabyte.xlsx": changed(
            book, SHEET, lambda xml: xml.replace(b"Barzan Ali", b"B" * MIB)
        ),
        "styles-torn.xlsx": changed(book, "xl/styles.xml", lambda _: b"<styleSheet><broken"),
        "sheet-no-xml.xlsx": changed(book, SHEET, lambda _: b"\x00\xff" * 500),
        "deep-xml.xlsx": changed(
            book, SHEET, lambda xml: xml.replace(b"<sheetData>", b"<a>" * 100_000 + b"<sheetData>")
        ),
    }  # fmt: skip


def disguised(folder: Path) -> dict[str, bytes]:
    """Good files under names of another kind: these are read, by their content."""
    found = {}
    for name, write in (("people.csv", write_ftm), ("people.xlsx", write_telegram)):
        path = folder / name
        write(path, 3)
        found[f"really-{write.__name__[6:]}-{name}"] = path.read_bytes()
    found["really-workbook.csv"] = workbook(folder)
    return found


def hostile_files(folder: Path) -> Iterator[Path]:
    """Write every file into a folder, one after another."""
    made = delimited_files() | other_kinds() | json_files() | workbooks(folder) | disguised(folder)
    good = folder / "good"
    good.mkdir()
    growing = {f"grows-{name.replace(' ', '-')}": make(MIB) for name, make in GROWING.items()}
    texts = {name: one if isinstance(one, bytes) else one.encode() for name, one in growing.items()}
    for name, data in (*made.items(), *texts.items(), *hostile_kinds(good)):
        path = folder / name
        path.write_bytes(data)
        yield path
