"""The audit log as files: JSON lines with leaf hashes, closed by a signed tree head.

    {"hawkari":"audit log","form":1,"start":0,"fields":{…}}       first line
    {"leaf":"<64 hex digits>","entry":<entry>}                    one for each entry, in order
    {"head":{…},"key":"<PEM>"}                                    last line

The leaf hash is SHA-256(0x00 || the bytes of ``<entry>`` as they stand in the line). A log may be
parted into several files, one after the other; `start` is the number of a file's first entry.
Checking needs the files alone: no database and no settings.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hawkari.engines.merkle import Frontier, grow
from hawkari.errors import BadInput
from hawkari.evidence.log_entries import FIELDS
from hawkari.evidence.tree_heads import SignedHead, key_id, public_key, public_pem

__all__ = [
    "AuditProblem",
    "AuditReport",
    "check_log",
    "entry_line",
    "first_line",
    "last_line",
    "log_files",
    "read_last_line",
]

MOST_PROBLEMS = 1000
BLOCK = 512
BEFORE, BETWEEN, AFTER = b'{"leaf":"', b'","entry":', b"}\n"
ENTRY = len(BEFORE) + 64 + len(BETWEEN)
LAST = b'{"head":'
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, BadInput)
NAME = re.compile(r"audit-\d{12}-\d{12}\.jsonl")


@dataclass(frozen=True, slots=True)
class AuditProblem:
    """One thing wrong with the log: where (`seq`, or None for the whole log) and what."""

    seq: int | None
    what: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Result of a verification.

    Attributes:
        entries: how many were read.
        root: the tree head as recomputed, 64 hexadecimal digits: keep it elsewhere.
        problems: in the order of the log, at most `MOST_PROBLEMS`.
        key: `key_id` of the key that signed a file's head; empty for the store.
    """

    entries: int
    root: str
    problems: tuple[AuditProblem, ...]
    key: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def first_line(start: int) -> bytes:
    """The first line of a file whose first entry is number `start`."""
    fields = {str(version): names for version, names in FIELDS.items()}
    head = {"hawkari": "audit log", "form": 1, "start": start, "fields": fields}
    return orjson.dumps(head) + b"\n"


def entry_line(leaf: str, entry: bytes) -> bytes:
    """The line of one entry: its leaf hash in hexadecimal and the bytes that it covers."""
    return b"".join((BEFORE, leaf.encode(), BETWEEN, entry, AFTER))


def last_line(head: SignedHead, key: Ed25519PublicKey) -> bytes:
    """The line that closes a file."""
    return b'{"head":%b,"key":%b}\n' % (head.to_json().encode(), orjson.dumps(public_pem(key)))


def log_files(path: Path) -> list[Path]:
    """The file itself, or the shipped files of a folder in order.

    Raises:
        BadInput: if there are none.
    """
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.iterdir() if NAME.fullmatch(one.name))
    if not found:
        raise BadInput("no file of an audit log is in it", "Ship there first.", where=(str(path),))
    return found


@dataclass(slots=True)
class _Walk:
    """A walk over the files: the tree so far, and what is wrong."""

    key: Ed25519PublicKey | None
    roots: dict[int, str]
    frontier: Frontier = field(default_factory=Frontier)
    problems: list[AuditProblem] = field(default_factory=list)
    stated: Ed25519PublicKey | None = None
    out_of_step: bool = False

    @property
    def size(self) -> int:
        return self.frontier.size

    def say(self, seq: int | None, what: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(AuditProblem(seq, what))

    def add(self, digests: Sequence[bytes]) -> None:
        """Append leaves; on the way compare the tree head wherever one is known from before."""
        first = self.size
        for size in [one for one in self.roots if first < one <= first + len(digests)]:
            root = grow(self.frontier, digests[: size - first])[0].root().hex()
            if root != self.roots[size]:
                self.say(None, f"the first {size} entries are not those of the older head")
        self.frontier, _ = grow(self.frontier, digests)


def check_log(
    files: Iterable[Path],
    *,
    key: Ed25519PublicKey | None = None,
    older: Sequence[SignedHead] = (),
    block: int = BLOCK,
) -> AuditReport:
    """Check an exported or shipped log: every byte of every line, and every head.

    Linear, about two microseconds an entry; memory is flat.

    Args:
        files: in order; see `log_files`.
        key: the log's public key, got from elsewhere; None believes the one in the files, which
            then says only that the files agree with themselves.
        older: heads kept from before; their signatures are checked with `key`.
        block: how many lines are taken at once.

    Raises:
        BadInput: if a file cannot be read.
    """
    walk = _Walk(key, {head.size: head.root for head in older})
    read = list(files)
    for path in read:
        try:
            with path.open("rb") as stream:
                _check_file(walk, stream, block=block)
        except OSError as error:
            raise BadInput(
                "the file cannot be read", "Check the path.", where=(str(path),)
            ) from error
    trusted = key or walk.stated
    for head in older:
        if trusted is None or not head.is_signed_by(trusted):
            walk.say(None, f"the older head of {head.size} entries is not signed by the log's key")
    for size in sorted(one for one in walk.roots if one > walk.size):
        walk.say(None, f"{walk.size} entries are left of the {size} that the older head counts")
    if walk.out_of_step:
        walk.problems += _out_of_order(read)
    signer = key_id(walk.stated) if walk.stated else ""
    return AuditReport(walk.size, walk.frontier.root().hex(), tuple(walk.problems), signer)


def _check_file(walk: _Walk, stream: BinaryIO, *, block: int) -> None:
    if stream.readline() != first_line(walk.size):
        walk.say(walk.size, f"the file's first line is not that of a log from entry {walk.size}")
    while lines := list(islice(stream, block)):
        last = lines.pop() if lines[-1].startswith(LAST) else b""
        if lines:
            _check_lines(walk, lines)
        if last:
            _check_last(walk, last)
            if stream.read(1):
                walk.say(walk.size, "lines follow the line that closes the file")
            return
    walk.say(walk.size, "the file is cut off: the line with the signed head is missing")


def _check_lines(walk: _Walk, lines: list[bytes]) -> None:
    digests = [sha256(b"\x00" + line[ENTRY:-2]).digest() for line in lines]
    found = b"".join(digests).hex("\n", 32).encode().split(b"\n")
    expected = [BEFORE + leaf + BETWEEN for leaf in found]
    ends = {line[-2:] for line in lines}
    if ends != {AFTER} or [line[:ENTRY] for line in lines] != expected:
        for place, line in enumerate(lines):
            if line[:ENTRY] != expected[place] or line[-2:] != AFTER:
                walk.say(walk.size + place, "the entry was changed after it was written")
    walk.add(digests)


def read_last_line(line: bytes) -> tuple[SignedHead, Ed25519PublicKey]:
    """The signed head and the public key of a closing line.

    Raises:
        ValueError, LookupError, TypeError, AttributeError, BadInput: if it is not exactly as
            `last_line` writes it.
    """
    read = orjson.loads(line)
    head, key = SignedHead.of(read["head"]), public_key(read["key"])
    if last_line(head, key) != line:
        raise ValueError("not written by this program")
    return head, key


def _check_last(walk: _Walk, line: bytes) -> None:
    try:
        head, stated = read_last_line(line)
    except UNREADABLE:
        walk.say(None, "the line with the signed head was changed")
        return
    walk.stated = stated
    if head.key != key_id(stated):
        walk.say(None, "the public key in the file is not the one that signed its head")
    if not head.is_signed_by(walk.key or stated):
        who = "the key given" if walk.key else f"its key {key_id(stated)[:16]}"
        walk.say(None, f"the head at {head.size} is not signed by {who}")
    if (head.size, head.root) != (walk.size, walk.frontier.root().hex()):
        what = f"{walk.size} entries do not make the signed head of {head.size}"
        walk.say(None, f"{what}: entries are missing, added, changed or in another order")
        walk.out_of_step = True


def _out_of_order(files: Iterable[Path]) -> list[AuditProblem]:
    """The first line that is not at the place its entry states."""
    place = 0
    for path in files:
        with path.open("rb") as stream:
            for line in islice(stream, 1, None):
                if line.startswith(LAST):
                    break
                if _number(line) != place:
                    return [AuditProblem(place, "another entry stands in the place of this one")]
                place += 1
    return []


def _number(line: bytes) -> int | None:
    try:
        entry = orjson.loads(line[ENTRY:-2])
        number = entry["seq"] if isinstance(entry, dict) else entry[FIELDS[2].index("seq")]
    except (ValueError, TypeError, LookupError):
        return None
    return number if isinstance(number, int) else None
