"""Files of interviews that are damaged are refused in words, wherever the damage is."""

import zipfile
from io import BytesIO

import pytest

from hawkari.desks.returns.services.sent_files import interviews_in
from hawkari.errors import BadInput

METHODS = {
    "stored": zipfile.ZIP_STORED,
    "deflate": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}


def packed(method: int) -> bytes:
    box = BytesIO()
    with zipfile.ZipFile(box, "w", method) as archive:
        archive.writestr("a.xml", b"<data>" + bytes(range(32, 127)) * 2 + b"</data>")
    return box.getvalue()


def refusal_of(raw: bytes) -> BadInput | None:
    try:
        interviews_in("all.zip", raw)
    except BadInput as error:
        return error
    return None


@pytest.mark.parametrize("method", METHODS)
def test_a_zip_with_any_byte_changed_is_read_or_refused_in_words(method: str):
    whole = packed(METHODS[method])
    assert [name for name, _content in interviews_in("all.zip", whole)] == ["a.xml"]
    said = [
        refusal
        for at in range(len(whole))
        for bits in (0x01, 0x80, 0xFF)
        if (refusal := refusal_of(whole[:at] + bytes([whole[at] ^ bits]) + whole[at + 1 :]))
    ]
    assert len(said) > len(whole)
    assert all(one.where == ("all.zip",) and one.remedy for one in said)


def test_a_zip_that_needs_a_password_says_so():
    whole = packed(zipfile.ZIP_STORED)
    locked = bytearray(whole)
    locked[6] |= 1
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadInput, match="password"):
        interviews_in("all.zip", bytes(locked))


def test_a_cut_zip_is_refused_at_every_length():
    whole = packed(zipfile.ZIP_DEFLATED)
    for length in range(len(whole)):
        with pytest.raises(BadInput):
            interviews_in("all.zip", whole[:length])
