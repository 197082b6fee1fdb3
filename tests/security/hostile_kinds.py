"""Every kind of file that is read, spoilt in every way that can be spoilt; all is invented."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.evidence.loaders.cases import CASES, Case, write_ods_content

__all__ = ["hostile_kinds"]

MIB = 1 << 20
HUGE = 10 * MIB
NAME = "Barzan Ali"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPES = {
    "laughs": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>',
    "outside-file": '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>',
    "outside-page": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY a11 "x">]>',
    "blown-up": f'<!DOCTYPE x [<!ENTITY a11 "{"x" * MIB}">]>',
}
Spoil = Callable[[bytes], bytes]


def _noise(share: float, seed: int) -> Spoil:
    def spoil(whole: bytes) -> bytes:
        chance = random.Random(seed)
        data = bytearray(whole)
        for _ in range(max(1, int(len(data) * share))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)

    return spoil


SPOILT: dict[str, Spoil] = {
    "one-byte": lambda whole: whole[:1],
    "first-tenth": lambda whole: whole[: len(whole) // 10],
    "half": lambda whole: whole[: len(whole) // 2],
    "most": lambda whole: whole[: len(whole) * 9 // 10],
    "without-its-end": lambda whole: whole[:-1],
    "without-its-beginning": lambda whole: whole[7:],
    "twice": lambda whole: whole * 2,
    "hundred-times": lambda whole: whole * 100,
    "nul-in-the-middle": lambda whole: _put(whole, b"\x00" * 9),
    "mebibyte-of-nul-in-the-middle": lambda whole: _put(whole, b"\x00" * MIB),
    "nul-at-the-end": lambda whole: whole + b"\x00" * 4096,
    "junk-at-the-end": lambda whole: whole + bytes(range(256)) * 16,
    "noise-of-a-hundredth": _noise(0.01, 1),
    "noise-of-a-tenth": _noise(0.1, 2),
    "only-noise": _noise(1.0, 3),
    "line-ends-of-windows": lambda whole: whole.replace(b"\n", b"\r\n"),
}


def _put(whole: bytes, junk: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + junk + whole[middle:]


def _texts(whole: str) -> dict[str, str]:
    """A text's own faults: what stands in its values."""
    values = {
        "bidi": "\u202ezraB\u2066 ilA\u200f",
        "zero-width": "B\u200ba\u200dr\ufeffzan",
        "combining": "B" + "\u0301" * 100_000,
        "escapes": "\x1b]0;owned\x07\x1b[2J",
        "huge": "B" * HUGE,
        "lines": "B\n" * 50_000,
        "markup": "&lt;script&gt;alert(1)&lt;/script&gt;",
        "unpaired": "B\ud800",
        "formula": "=cmd|' /C calc'!A0",
        "digits": "9" * MIB,
    }
    return {name: whole.replace(NAME, value) for name, value in values.items()}


def _xml(whole: str) -> dict[str, str]:
    """What only XML can do."""
    head, mark, rest = whole.rpartition("?>")
    made = {
        name: head + mark + doctype + rest.replace(NAME, "&a11;")
        for name, doctype in DOCTYPES.items()
    }
    deep, many = 100_000, 150_000
    made["deep"] = whole.replace(NAME, "<a>" * deep + "x" + "</a>" * deep)
    made["wide"] = whole.replace(NAME, "<a/>" * (3 * many))
    made["attributes"] = whole.replace(
        NAME, "<a " + " ".join(f'b{n}="1"' for n in range(many)) + "/>"
    )
    made["comment-without-end"] = whole.replace(NAME, "<!-- " + "x" * MIB)
    made["instructions"] = whole.replace(NAME, "<?x y?>" * many)
    made["latin-that-is-none"] = whole.replace("UTF-8", "no-such-encoding")
    return made


def _zips(whole: bytes, folder: Path) -> dict[str, bytes]:
    """What only an archive can do, of a spreadsheet's content."""
    swelling = folder / "swelling.ods"
    names = {
        "swells": "<table:table>" + " " * (64 * MIB) + "</table:table>",
        "repeats": '<table:table table:name="S"><table:table-row><table:table-cell>'
        "<text:p>Ref</text:p></table:table-cell></table:table-row>"
        + '<table:table-row table:number-rows-repeated="10000"><table:table-cell '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>" * 20 + "</table:table>",
    }
    made: dict[str, bytes] = {}
    for name, body in names.items():
        write_ods_content(swelling, body)
        made[name] = _packed(swelling.read_bytes())
    added = io.BytesIO(whole)
    with zipfile.ZipFile(added, "a") as archive:
        archive.writestr("../../../tmp/owned", b"x")
        archive.writestr("Basic/Standard/Module1.xml", b'Sub Main: Shell("calc"): End Sub')
    made["path-out-of-it"] = added.getvalue()
    data = bytearray(whole)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    made["encrypted"] = bytes(data)
    return made


def _packed(whole: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def _of_kind(case: Case, folder: Path) -> Iterator[tuple[str, bytes]]:
    path = folder / case.file
    case.write(path, 3)
    whole = path.read_bytes()
    for name, spoil in SPOILT.items():
        yield name, spoil(whole)
    if whole.startswith((b"PK", b"\xff\xfe")) or b"\x00" in whole:
        return
    text = whole.decode("utf-8")
    for name, made in _texts(text).items():
        yield name, made.encode("utf-8", "surrogatepass")
    yield "in-utf-16", text.encode("utf-16")
    yield "in-utf-16-without-a-mark", text.encode("utf-16-be")
    yield "in-windows-1256", text.encode("cp1256", "replace")
    if text.lstrip().startswith("<"):
        for name, made in _xml(text).items():
            yield name, made.encode("utf-8", "surrogatepass")


def hostile_kinds(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Names and bytes; each name begins with the kind of the good file it was."""
    for case in CASES:
        for name, data in _of_kind(case, folder):
            if data:
                yield f"{case.loader}-{case.file}-{name}", data
        if case.file.endswith(".ods"):
            for name, data in _zips((folder / case.file).read_bytes(), folder).items():
                yield f"{case.loader}-{name}.ods", data
    # Good files under the name of the next kind: these are read, by their content.
    for case, other in zip(CASES, (*CASES[1:], CASES[0]), strict=True):
        yield f"really-{case.loader}-{other.file}", (folder / case.file).read_bytes()
