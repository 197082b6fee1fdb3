"""Spoils good files of every kind, each in a way that its seed decides, and reads them."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, loader_for
from tests.evidence.loaders.cases import CASES, Case

__all__ = ["Seeded", "read_spoilt", "seeded_cases", "spoilt"]

ROWS = 3
JUNK = (
    b"\x00", b'"', b"\n", b"{", b"}", b"[", b"]", b"<", b">", b"&", b";", b"=", b":", b",", b"\xff",
    b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"9" * 400, b"-1", b"\xe2\x80\xae", b"\xd8\x00",
    b"<!DOCTYPE x>", b"&a;", b"]]>", b"=?utf-8?Q?=00?=", b"\r\n\r\n", b"PK\x05\x06", b"1e999",
)  # fmt: skip


@dataclass(frozen=True)
class Seeded:
    """A kind of file, and the bytes of a good one."""

    case: Case
    whole: bytes


def seeded_cases(folder: Path) -> Iterator[Seeded]:
    """A good file of each kind that there is a case of."""
    for case in CASES:
        path = folder / case.file
        case.write(path, ROWS)
        yield Seeded(case, path.read_bytes())


def spoilt(whole: bytes, seed: int) -> bytes:
    """The bytes with one to four faults."""
    chance = random.Random(seed)
    data = bytearray(whole)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        chance.choice(FAULTS)(data, chance)
    return bytes(data)


def _flipped(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwritten(data: bytearray, chance: random.Random) -> None:
    at, junk = chance.randrange(len(data) + 1), chance.choice(JUNK)
    data[at : at + len(junk)] = junk


def _inserted(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice(JUNK)


def _cut(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.choice((1, 8, 100, len(data)))]


def _copied(data: bytearray, chance: random.Random) -> None:
    start, at = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    data[at:at] = data[start : start + chance.choice((4, 40, 400))]


FAULTS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flipped, _overwritten, _inserted, _cut, _copied,
)  # fmt: skip


def read_spoilt(path: Path, case: Case) -> None:
    """Read a file to its end, whatever is in it; only a refusal in words is an answer.

    Raises:
        Exception: whatever a loader lets through.
        AssertionError: if a refusal says nothing.
    """
    fault = None
    try:
        _read_whole(path, case)
    except BadInput as error:
        fault = error
    if fault is not None:
        assert fault.problem
        assert fault.remedy
        assert fault.where


def _read_whole(path: Path, case: Case) -> None:
    context = Context("list", country="GB")
    loader = loader_for(path)
    layout = loader.sniff(path, context, case.layouts)
    for outcome in loader.rows(path, layout, context):
        for refused in outcome.refused:
            assert refused.row
            assert refused.problem
            assert refused.remedy
            assert len(refused.row) <= 80
        assert all(len(one.row) <= 80 and len(one.seen) <= 32 for one in outcome.statements)
        assert all(len(one.entity_id) <= 200 for one in outcome.statements)
