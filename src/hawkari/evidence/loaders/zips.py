"""Guards against archives that are broken, or built to swell."""

import lzma
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from hawkari.errors import BadInput

__all__ = [
    "MAX_MEMBERS",
    "MAX_UNPACKED_BYTES",
    "ZIP_DAMAGE",
    "checked_archive",
    "checked_member",
    "member_names",
]

ZIP_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError, KeyError,
)  # fmt: skip
"""What opening an archive or reading one of its members raises where it is damaged."""

MAX_MEMBERS = 10_000
MAX_UNPACKED_BYTES = 4 << 30
MAX_STRINGS_BYTES = 512 << 20
MAX_RATIO = 200
LARGEST_REPORT_BYTES = 16 << 30
RATIO_MATTERS_FROM_BYTES = 32 << 20
_SMALLER = "Save it as .csv, or in several smaller workbooks."


def member_names(stream: BinaryIO) -> frozenset[str]:
    """The names of what is in an archive; empty if its directory cannot be read."""
    try:
        return frozenset(zipfile.ZipFile(stream).namelist())
    except ZIP_DAMAGE:
        return frozenset()


def checked_archive(stream: BinaryIO, path: Path) -> zipfile.ZipFile:
    """A zip archive whose stated sizes are within limits.

    A member that unpacks to more than it states is an error of `zipfile` when it is read, so the
    stated sizes bound what reading can cost: 10,000 members, 4 GiB together, and a ratio of 200
    for members of more than 32 MiB. A workbook's shared texts are held in memory: 512 MiB.

    Raises:
        BadInput: if it is no whole zip archive, is encrypted, or is beyond a limit.
    """
    where = (path.name,)
    try:
        archive = zipfile.ZipFile(stream)
    except ZIP_DAMAGE as error:
        raise BadInput(
            "the workbook is cut off or damaged", "Copy or export it again.", where=where
        ) from error
    members = archive.infolist()
    _refuse_twins([member.filename for member in members], path)
    if any(member.flag_bits & 1 for member in members):
        raise BadInput("the file is encrypted", "Save it without a password.", where=where)
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED_BYTES:
        raise BadInput("the workbook unpacks to more than 4 GiB", _SMALLER, where=where)
    for member in members:
        if member.filename.lower().endswith("sharedstrings.xml"):
            _limit(member.file_size <= MAX_STRINGS_BYTES, path)
        if member.file_size > RATIO_MATTERS_FROM_BYTES:
            _limit(member.file_size <= MAX_RATIO * max(member.compress_size, 1), path)
    return archive


def checked_member(stream: BinaryIO, path: Path, name: str) -> zipfile.ZipFile:
    """A zip archive of which one member alone is read: the limits hold for that one.

    Raises:
        BadInput: if it is no whole zip archive, or the member is encrypted or beyond a limit.
    """
    where = (path.name,)
    try:
        archive = zipfile.ZipFile(stream)
        member = archive.getinfo(name)
    except ZIP_DAMAGE as error:
        raise BadInput(
            "the archive is cut off or damaged", "Copy or export it again.", where=where
        ) from error
    _refuse_twins([one for one in archive.namelist() if one.casefold() == name.casefold()], path)
    if member.flag_bits & 1:
        raise BadInput("the file is encrypted", "Save it without a password.", where=where)
    is_large = member.file_size > RATIO_MATTERS_FROM_BYTES
    swells = is_large and member.file_size > MAX_RATIO * max(member.compress_size, 1)
    if swells or member.file_size > LARGEST_REPORT_BYTES:
        raise BadInput(
            "the archive unpacks to far more than its size", "Export less of it.", where=where
        )
    return archive


def _refuse_twins(names: list[str], path: Path) -> None:
    """Refuse two files of one name: which of them a program shows is for each to choose."""
    if len({name.casefold() for name in names}) < len(names):
        raise BadInput(
            "the archive holds two files of one name, so what it shows depends on the program",
            "Treat it as made on purpose: ask the sender, or save it again where it was made.",
            where=(path.name,),
        )


def _limit(within: bool, path: Path) -> None:  # noqa: FBT001  reads as a claim
    if not within:
        raise BadInput(
            "the workbook unpacks to far more than its size", _SMALLER, where=(path.name,)
        )
