"""Attendance codes: printed before a session, scanned without a network, read back from a file.

A code says course, session and trainee's number, and carries the first 80 bits of an HMAC-SHA256
under the session's key, which stays in the installation. So a code cannot be made up, and that of
one session tells nothing at another. Nothing in it names a person.
"""

import hmac
import re
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256

__all__ = ["Code", "code_of", "codes_in", "is_genuine"]

_FORM = re.compile(r"HKA1:(S-\d{4}-[0-9A-Z]{6}):(\d{1,3}):(\d{1,6}):([A-Z2-7]{16})")
_BYTES = 10


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it was scanned; whether it is genuine is another question."""

    course: str
    session: int
    trainee: int
    mark: str


def code_of(key: str, course: str, session: int, *, trainee: int) -> str:
    """The text of a code.

    Args:
        key: of the session, in hex.
        course: its reference.
        session: its number.
        trainee: their number in the course.
    """
    said = f"HKA1:{course}:{session}:{trainee}"
    return f"{said}:{_mark(key, said)}"


def codes_in(line: str) -> list[Code]:
    """The codes of a line of a file of scans, whatever else the scanner wrote into it."""
    found = _FORM.findall(line)
    return [
        Code(course, int(session), int(trainee), mark) for course, session, trainee, mark in found
    ]


def is_genuine(code: Code, key: str) -> bool:
    """Whether a code was made with the key of its session."""
    said = f"HKA1:{code.course}:{code.session}:{code.trainee}"
    return hmac.compare_digest(code.mark, _mark(key, said))


def _mark(key: str, said: str) -> str:
    made = hmac.new(bytes.fromhex(key), said.encode(), sha256).digest()[:_BYTES]
    return b32encode(made).decode()
