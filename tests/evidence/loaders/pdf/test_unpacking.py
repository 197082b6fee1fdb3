"""Streams of a PDF are unpacked within a bound, and as pdfminer unpacks those within it."""

import base64
import binascii
import zlib
from collections.abc import Callable, Sequence

import pytest
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from hawkari.evidence.loaders.pdf.unpacking import MOST_FILTERS, unpack

TEXT = b"BT (Ali) Tj ET 1 2 3\n" * 50
MOST = 1 << 20


def runs(data: bytes) -> bytes:
    """Each 128 bytes as they are, or as a run where they are all the same."""
    pieces = [data[at : at + 128] for at in range(0, len(data), 128)]
    told = [
        bytes([257 - len(one), one[0]]) if len(one) > 1 and len(set(one)) == 1
        else bytes([len(one) - 1]) + one
        for one in pieces
    ]  # fmt: skip
    return b"".join(told) + b"\x80"


PACKING: dict[str, Callable[[bytes], bytes]] = {
    "FlateDecode": zlib.compress,
    "Fl": zlib.compress,
    "RunLengthDecode": runs,
    "ASCII85Decode": lambda data: base64.a85encode(data) + b"~>",
    "ASCIIHexDecode": lambda data: binascii.hexlify(data) + b">",
}


def packed(filters: Sequence[str], data: bytes) -> PDFStream:
    """A stream that the filters unpack in their order."""
    for name in reversed(filters):
        data = PACKING[name](data)
    return PDFStream({"Filter": [LIT(name) for name in filters]}, data)


CHAINS = [
    ["FlateDecode"], ["Fl"], ["RunLengthDecode"], ["ASCII85Decode"], ["ASCIIHexDecode"],
    ["ASCIIHexDecode", "FlateDecode"], ["ASCII85Decode", "RunLengthDecode"],
    ["FlateDecode", "FlateDecode"], ["FlateDecode", "ASCIIHexDecode", "RunLengthDecode"],
]  # fmt: skip


@pytest.mark.parametrize("filters", CHAINS, ids="+".join)
def test_what_is_within_the_bound_is_what_pdfminer_reads(filters: list[str]):
    content = packed(filters, TEXT)
    assert unpack(content, MOST) == len(TEXT)
    assert content.get_data() == TEXT == packed(filters, TEXT).get_data()


@pytest.mark.parametrize("filters", CHAINS, ids="+".join)
def test_what_swells_is_known_before_it_is_unpacked(filters: list[str]):
    data = b" " * (4 * MOST)
    size = unpack(packed(filters, data), MOST)
    assert size is not None
    assert MOST < size <= len(data), "nothing was unpacked to the end but in steps that only shrink"


def test_letters_of_four_zeros_are_counted_before_they_are_made():
    content = PDFStream({"Filter": LIT("ASCII85Decode")}, b"z" * (MOST // 4 + 1) + b"~>")
    assert unpack(content, MOST) == MOST + 1


def test_a_chain_that_no_program_writes_is_not_unpacked():
    assert unpack(packed(["ASCIIHexDecode"] * (MOST_FILTERS + 1), b" "), MOST) == MOST + 1


def test_a_stream_that_breaks_off_is_broken_and_holds_what_could_be_saved():
    # Blanks are packed best: the first half of this unpacks.
    content = PDFStream({"Filter": LIT("FlateDecode")}, zlib.compress(TEXT * 99)[:-9])
    assert unpack(content, MOST) is None
    assert content.get_data().startswith(TEXT[:20])
    chained = PDFStream({"Filter": [LIT("ASCIIHexDecode"), LIT("FlateDecode")]}, b"xx>")
    assert unpack(chained, MOST) is None
    assert chained.get_data() == b""


def test_a_filter_of_pictures_is_not_unpacked():
    content = PDFStream({"Filter": LIT("DCTDecode")}, b"\xff\xd8")
    assert unpack(content, MOST) is None
    assert content.get_data() == b""
