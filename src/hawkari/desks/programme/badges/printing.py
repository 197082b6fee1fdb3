"""A certificate on paper, by typst: in English and in the course's language, with a QR code."""

import json
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import qrcode
import typst
from qrcode.constants import ERROR_CORRECT_L

from hawkari.desks.programme.badges.packing import packed

__all__ = ["LANGUAGES", "Paper", "certificate_pdf", "qr_svg"]

LANGUAGES = ("en", "ckb", "ar")
"""Those that a certificate can be printed in; English is always beside them."""
ISOLATE, END = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed of a certificate.

    Attributes:
        token: the badge.
        names: of the holder, the first one large.
        title: of the curriculum in English; `own_title` in the course's language.
        language: of the course.
        version: of the curriculum.
        issuer: name of the agency, and `did` its public key.
        place: of the course, and its days.
        rule: percent of sessions and of the test that passed it.
        reference, code: of the certificate, and its holder's.
        given_on, until: its days.
    """

    token: str
    names: tuple[str, ...]
    title: str
    own_title: str
    language: str
    version: int
    issuer: str
    did: str
    place: str
    first: date
    last: date
    rule: tuple[int, int]
    reference: str
    code: str
    given_on: date
    until: date | None


def certificate_pdf(paper: Paper, *, fonts: Path) -> bytes:
    """The certificate on A4, tagged so that it can be read aloud; the same for the same paper.

    Args:
        paper: what it says.
        fonts: folder of the fonts for Arabic script; no font of the machine is used.
    """
    template = resources.files("hawkari.desks.programme.badges") / "resources" / "certificate.typ"
    made: Any = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(_data(paper), ensure_ascii=False)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
        timestamp=datetime.combine(paper.given_on, time(), UTC),
    )
    return bytes(made)


def qr_svg(text: str) -> str:
    """A QR code of a text as one path: dark runs, row by row, in dots, with its quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_L, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                runs.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = max(end, x + 1)
    side, dark = len(rows), "".join(runs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{dark}"/></svg>'
    )


def _data(paper: Paper) -> dict[str, Any]:
    own = paper.language if paper.language in LANGUAGES else "en"
    return {
        "en": _said(paper, "en", paper.title),
        "own": _said(paper, own, paper.own_title or paper.title),
        "lang": own,
        "rtl": bool(_wording(own)["rtl"]),
        "beside": own != "en",
        "names": list(paper.names),
        "code": paper.code,
        "reference": paper.reference,
        "did": paper.did,
        "qr": qr_svg(packed(paper.token)),
        "made": [paper.given_on.year, paper.given_on.month, paper.given_on.day],
    }


def _said(paper: Paper, language: str, title: str) -> dict[str, str]:
    lines: dict[str, str] = dict(_wording(language)["lines"])
    attend, score = paper.rule
    values = {
        "version": paper.version, "first": paper.first, "last": paper.last, "place": paper.place,
        "attend": attend, "pass": score, "issuer": paper.issuer, "day": paper.given_on,
    }  # fmt: skip
    isolated = {name: f"{ISOLATE}{value}{END}" for name, value in values.items()}
    until = {"day": f"{ISOLATE}{paper.until}{END}"}
    said = {key: line.format_map(isolated) for key, line in lines.items() if key != "until"}
    holds = lines["until"].format_map(until) if paper.until is not None else lines["open"]
    return said | {"holds": holds, "course": title}


@cache
def _wording(language: str) -> dict[str, Any]:
    folder = resources.files("hawkari.desks.programme.badges") / "resources"
    return tomllib.loads((folder / f"{language}.toml").read_text("utf-8"))
