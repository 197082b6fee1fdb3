"""Which encoding a text file is in, by a stated rule; what fits no rule is refused, not guessed.

1. A byte-order mark decides (UTF-8, UTF-16; UTF-32 is refused).
2. Without one, NUL bytes in nearly every second place mean UTF-16.
3. A file that decodes as UTF-8 to its end is UTF-8. One that does so in at least nine of ten
   places beyond ASCII is UTF-8 with damaged rows: those rows are refused one by one.
4. Otherwise each byte is one character. Arabic words are runs of such bytes, accented Latin
   letters stand alone between ASCII letters: at least half of the bytes beyond ASCII beside
   another such byte means windows-1256 (if 98 in 100 are Arabic letters and marks there, and one
   in five is of the commonest six), at most a quarter means cp1252 (if 98 in 100 are letters or
   marks of western European languages there).
5. Anything else is refused, and `--encoding` states it.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from hawkari.errors import BadInput
from hawkari.evidence.loaders.partner_files import open_binary
from hawkari.evidence.loaders.values import Context

__all__ = ["detect_encoding", "encoding_of", "encoding_of_bytes", "known_encoding", "text_codec"]

CHUNK = 1 << 20
SAMPLED_BYTES = 4 << 20
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_ARABIC = re.compile("[ء-ي\u064b-\u0652پچژگکیھہےں،؛؟ـ\u200c\u200d\u200e\u200f\u00a0–—…«»“”‘’°×÷]")
# Letters and marks of French, German, Dutch, Spanish, Portuguese, Italian and Kurmanji (ê î û ç).
_WESTERN = re.compile(
    "[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŠšŽž€–—…«»“”‘’„‚°§ºª·¡¿\u00a0]"
)
_COMMONEST = re.compile("[الميون]")
# Codecs of Python that are no charset of any text: they turn escapes into characters, or decode in
# time that grows with the square of the text.
_NO_CHARSETS = frozenset({
    "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem",
})  # fmt: skip
REMEDY = "Save the file as UTF-8, or state its --encoding."


def encoding_of(path: Path, context: Context) -> str:
    """The encoding that a person states, else the one that is detected.

    Raises:
        BadInput: if there is none of that name, or none can be told.
    """
    return known_encoding(context.encoding) if context.encoding else detect_encoding(path)


def known_encoding(name: str) -> str:
    """The codec's own name for an encoding that a person states.

    Raises:
        BadInput: if Python has no such text encoding.
    """
    found = text_codec(name)
    if not found:
        raise BadInput(f"there is no text encoding {name!r}", "Use a name such as cp1256.")
    return found


def text_codec(name: str) -> str:
    """The codec's own name for a charset that a file or a person states; empty for none.

    Only charsets of texts count: what else Python calls a codec (``punycode``, ``unicode_escape``)
    is no encoding of a file, and decodes hostile text in time that is not linear.
    """
    try:
        found = codecs.lookup(name[:60])
    except (LookupError, ValueError, UnicodeError):
        return ""
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name.replace("-", "_") not in _NO_CHARSETS else ""


def detect_encoding(path: Path) -> str:
    """The encoding of a text file as a Python codec name, by the rule above.

    Reads the whole file once, in pieces; memory is flat.

    Raises:
        BadInput: if it is not text, or in no encoding that the rule can tell.
    """
    with open_binary(path) as stream:
        head = stream.read(CHUNK)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                if encoding == "utf-32":
                    raise BadInput("the text is in UTF-32", REMEDY, where=(path.name,))
                return encoding
        wide = _wide(head)
        if wide:
            return wide
        stream.seek(0)
        if _decodes_as_utf8(iter(lambda: stream.read(CHUNK), b"")):
            _refuse_binary(head, path)
            return "utf-8"
        stream.seek(0)
        sample = stream.read(SAMPLED_BYTES)
    _refuse_binary(head, path)
    return _single_byte(sample, path)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark, seen by where its NUL bytes are; empty if it is not."""
    half = len(head) // 2
    if half < 2:
        return ""
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    # Arabic letters have no NUL byte, but blanks, digits, commas and line ends do.
    if odd > 0.1 and even < 0.005:
        return "utf-16-le"
    if even > 0.1 and odd < 0.005:
        return "utf-16-be"
    return ""


def _decodes_as_utf8(chunks: Iterator[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_binary(head: bytes, path: Path) -> None:
    """A few NULs are a fault of single cells; control bytes all over mean that it is no text."""
    control = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head))
    if control > 8 and control > len(head) / 50:
        raise BadInput(
            "the file is not text and not a kind of file that can be read",
            "Export it as .csv or .xlsx.",
            where=(path.name,),
        )


def encoding_of_bytes(data: bytes) -> str:
    """The encoding of a short text that is not UTF-8, by rules 3 and 4; empty if they tell none."""
    try:
        return _single_byte(data[:SAMPLED_BYTES], Path())
    except BadInput:
        return ""


def _single_byte(sample: bytes, path: Path) -> str:
    runs: list[bytes] = _BEYOND_ASCII.findall(sample)
    total = sum(map(len, runs))
    as_utf8 = sum(len(part) for run in runs for part in _UTF8_SEQUENCE.findall(run))
    if total == 0 or as_utf8 >= 0.9 * total:
        return "utf-8"
    together = sum(len(run) for run in runs if len(run) > 1)
    if together >= total / 2 and _fits(runs, "cp1256", (_ARABIC, 0.98), (_COMMONEST, 0.2)):
        return "cp1256"
    if together <= total / 4 and _fits(runs, "cp1252", (_WESTERN, 0.98)):
        return "cp1252"
    raise BadInput(
        "the text is neither UTF-8, UTF-16, windows-1256 nor windows-1252",
        REMEDY,
        where=(path.name,),
    )


def _fits(runs: list[bytes], encoding: str, *shares: tuple[re.Pattern[str], float]) -> bool:
    """Whether the bytes decode, and each alphabet makes up at least its share of the text."""
    try:
        text = b"".join(runs).decode(encoding)
    except UnicodeDecodeError:
        return False
    return all(len(letters.findall(text)) >= share * len(text) for letters, share in shares)
