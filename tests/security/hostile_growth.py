"""Files built so that a reader's work grows with the square of their size; all is invented."""

import tempfile
import zipfile
from collections.abc import Callable

from tests.evidence.loaders.cases import HEADER

__all__ = ["GROWING"]

MAIL_HEAD = "From: a@example.org\nSubject: x\n"


def mail(header: str = "", body: str = "x", kind: str = "text/plain") -> str:
    return f"{MAIL_HEAD}{header}Content-Type: {kind}\n\n{body}\n"


def folded(name: str, piece: str, size: int) -> str:
    """A header of a size, in lines of at most 900 characters."""
    whole = piece * (size // len(piece))
    return f"{name}: " + "\n ".join(whole[at : at + 900] for at in range(0, len(whole), 900)) + "\n"


def graph(inner: str) -> str:
    return f'<graphml><key id="k" for="all"/><graph>{inner}</graph></graphml>'


def card(lines: str) -> str:
    return f"BEGIN:VCARD\nFN:x\n{lines}\nEND:VCARD\n"


def chat(text: str) -> str:
    return f"25/03/2024, 10:00 - Ali: x\n{text}\n"


def ods(size: int) -> bytes:
    """A sheet of rows that are each repeated as often as one row may be."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    cells = [f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in HEADER]
    head = f"<table:table-row>{''.join(cells)}</table:table-row>"
    long = cells[0].replace(HEADER[0], "1") + cells[1].replace(HEADER[1], "x" * 300)
    row = f'<table:table-row table:number-rows-repeated="9999">{long}</table:table-row>'
    rows = head + row * (size // len(row) + 1)
    content = f"<office:document-content{names}><table:table>{rows}</table:table>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with tempfile.TemporaryFile() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("content.xml", f"{content}</office:document-content>")
            archive.writestr("META-INF/manifest.xml", f'<m media-type="{kind}"/>')
        out.seek(0)
        return out.read()


def ofac(remarks: str) -> str:
    return f'17,"RESHID, Haval",individual,TST{",-0- " * 7},"{remarks}"\r\n'


GROWING: dict[str, Callable[[int], str | bytes]] = {
    "comments before an XML document": lambda n: "<!--" * (min(n, 60_000) // 4),
    "marks of direction in a chat": lambda n: chat("\u200e" * n),
    "marks behind the date of a chat": lambda n: chat("25/03/2024, 10:00" + "\u200e" * n),
    "marks before a sender of a chat": lambda n: chat("25/03/2024, 10:00 - " + "\u200e" * n),
    "half an encoded word in a header": lambda n: mail(folded("X-A", "=?a?q?", n)),
    "half an address in a header": lambda n: mail(folded("To", "<a@b,", n)),
    "comments without end in a header": lambda n: mail(folded("To", "((", n)),
    "quotes without end in a header": lambda n: mail(folded("To", '"a\\" ', n)),
    "punycode as the charset of a letter": lambda n: mail(
        body="é" * n, kind="text/plain; charset=punycode"
    ),
    "marks without end in HTML": lambda n: mail(body="<!" * (n // 2), kind="text/html"),
    "comments without end in HTML": lambda n: mail(body="<!--" * (n // 4), kind="text/html"),
    "closing marks in HTML": lambda n: mail(body="</a" * (n // 3), kind="text/html"),
    "parts within parts of a letter": lambda n: mail(
        body="--a\n\n" * (n // 5), kind="multipart/mixed; boundary=a"
    ),
    "parameters of a card": lambda n: card("NOTE" + ";a=b" * (n // 4) + ":x"),
    "folded lines of a card": lambda n: card("NOTE;" + "a" * (n // 2) + ":x" + "\n x" * (n // 6)),
    "values of a node of a chart": lambda n: graph(
        '<node id="1">' + '<data key="k">x</data>' * (n // 22) + "</node>"
    ),
    "values of an edge of a chart": lambda n: graph(
        '<edge source="1" target="2">' + '<data key="k">x</data>' * (n // 22) + "</edge>"
    ),
    "repeated rows of a sheet": ods,
    "blanks in a date of a list": lambda n: ofac("DOB 03" + " " * n + "x"),
    "brackets in a remark of a list": lambda n: ofac("Passport " + "( " * (n // 2)),
}
