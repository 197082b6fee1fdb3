"""The messages of a mailbox (RFC 4155), or the one message of a file.

A message begins at a line ``From sender date`` behind an empty line, the date as mail programs
write it, with a header behind it: prose that begins with ``From`` begins none. ``>From`` in a body
is ``From`` (mboxrd): each such line loses one ``>``.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

__all__ = ["LARGEST_MESSAGE", "is_postmark", "messages_of"]

LARGEST_MESSAGE = 64 << 20
LONGEST_LINE = 1 << 20
LONGEST_POSTMARK = 500
_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK = rb"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-6]\d)?"
_ZONE = rb"(?: +(?:[A-Z]{1,5}|[+\-]\d{4})){0,2}"
# As asctime writes dates, with zones where programs put them, and as letters' own headers do.
_POSTMARK = re.compile(
    rb"From +(?:\S+ +){0,2}(?:"
    + _DAY + rb" +" + _MONTH + rb" +\d{1,2} +" + _CLOCK + _ZONE + rb" +\d{4}" + _ZONE
    + rb"|" + _DAY + rb", +\d{1,2} +" + _MONTH + rb" +\d{4} +" + _CLOCK + _ZONE
    + rb")(?: +remote from \S+)?\s*"
)  # fmt: skip
_HEADER = re.compile(rb"[!-9;-~]{1,76}:|>?From ")
_QUOTED = re.compile(rb">+From ")


def is_postmark(line: bytes) -> bool:
    """Whether a line is one that begins a message of a mailbox."""
    return len(line) <= LONGEST_POSTMARK and _POSTMARK.fullmatch(line) is not None


def messages_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of each message; None for one of more than 64 MiB.

    A file that does not begin with a mailbox's line is one message.
    """
    lines = _lines(stream)
    first = next((line for line in lines if line.strip()), b"")
    is_box = is_postmark(first)
    message = _Message() if is_box else _Message(first)
    was_blank, held = False, b""
    for line in lines:
        if held:
            # What seemed to begin a message does so only if a header stands behind it.
            if _HEADER.match(line) or not line.strip():
                yield message.whole()
                message = _Message()
            else:
                message.add(held)
            held = b""
        if is_box and was_blank and is_postmark(line):
            held, was_blank = line, False
            continue
        was_blank = not line.strip()
        message.add(line[1:] if is_box and _QUOTED.match(line) else line)
    message.add(held)
    yield message.whole()


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines; one that is too long comes in pieces that begin nothing."""
    while line := stream.readline(LONGEST_LINE):
        pieces = [line]
        size = len(line)
        while not line.endswith(b"\n") and (line := stream.readline(LONGEST_LINE)):
            size += len(line)
            if size <= LARGEST_MESSAGE + LONGEST_LINE:
                pieces.append(line)
        yield b"".join(pieces)


class _Message:
    """The lines of one message, as long as it is not too large."""

    def __init__(self, first: bytes = b"") -> None:
        self._pieces = [first]
        self._size = len(first)

    def add(self, line: bytes) -> None:
        """Take one more line in."""
        self._size += len(line)
        if self._size <= LARGEST_MESSAGE:
            self._pieces.append(line)

    def whole(self) -> bytes | None:
        """All of it; None if it is too large."""
        return b"".join(self._pieces) if self._size <= LARGEST_MESSAGE else None
