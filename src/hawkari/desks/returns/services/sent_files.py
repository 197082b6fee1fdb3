"""Interviews out of the files that people send in: XML, a table, or a ZIP of either."""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from hawkari.engines.casework.instruments import demonstration, read_table
from hawkari.errors import BadInput
from hawkari.evidence.loaders.zips import ZIP_DAMAGE

__all__ = ["Sent", "interviews_in"]

Sent = tuple[str, bytes | Mapping[str, str]]
"""Name of one interview, and its XML or the fields of its row."""
LARGEST = 20_000_000
MOST = 5_000


def interviews_in(name: str, raw: bytes) -> list[Sent]:
    """The interviews in one file.

    Args:
        name: as the sender has it; its ending says what it is.
        raw: its content.

    Raises:
        BadInput: if it is too large, or cannot be read at all; what is wrong with one interview is
            found when it is taken.
    """
    found = list(_in_zip(name, raw) if name.lower().endswith(".zip") else _in_file(name, raw))
    if not found:
        raise BadInput("there is no interview in it", "Send XML, CSV or a ZIP.", where=(name,))
    if len(found) > MOST:
        raise BadInput("there are too many interviews in it", f"At most {MOST}.", where=(name,))
    return found


def _in_file(name: str, raw: bytes) -> Iterator[Sent]:
    if len(raw) > LARGEST:
        raise BadInput("the file is too large", f"At most {LARGEST} bytes.", where=(name,))
    if not name.lower().endswith(".csv"):
        yield name, raw
        return
    for place, fields in read_table(demonstration(), raw):
        yield f"{name}, {place}", fields


def _in_zip(name: str, raw: bytes) -> Iterator[Sent]:
    left = LARGEST
    try:
        with zipfile.ZipFile(BytesIO(raw)) as box:
            members = [one for one in box.infolist() if _wanted(one.filename)]
            if len(members) > MOST:
                raise BadInput("too many files", f"At most {MOST}.", where=(name,))
            if any(member.flag_bits & 1 for member in members):
                raise BadInput("it is encrypted", "Pack it without a password.", where=(name,))
            for member in members:
                with box.open(member) as opened:
                    # What a member says of its own size may be a lie: no more is ever unpacked.
                    content = opened.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise BadInput("too large when unpacked", f"{LARGEST} bytes.", where=(name,))
                yield from _in_file(member.filename, content)
    except ZIP_DAMAGE as error:
        raise BadInput(
            "this is no ZIP that can be read", "Pack it again.", where=(name,)
        ) from error


def _wanted(name: str) -> bool:
    return name.lower().endswith((".xml", ".csv")) and not name.startswith("__MACOSX")
