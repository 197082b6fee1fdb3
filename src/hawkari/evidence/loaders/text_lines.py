"""Lines of a text of any encoding, in flat memory, with limits on their length."""

from collections.abc import Iterator
from pathlib import Path

from hawkari.evidence.loaders.delimited import open_text
from hawkari.evidence.loaders.partner_files import Meter

__all__ = ["LONGEST_LINE", "text_lines"]

LONGEST_LINE = 1 << 20


def text_lines(path: Path, encoding: str, meter: Meter | None = None) -> Iterator[tuple[int, str]]:
    """Each line with its number, its end left out; one beyond 1 Mi characters comes in pieces.

    Bytes that do not decode become characters that no value may hold.
    """
    with open_text(path, encoding, meter=meter) as text:
        number, begun = 0, False
        while line := text.readline(LONGEST_LINE):
            number += not begun
            begun = not line.endswith(("\n", "\r"))
            yield number, line.rstrip("\r\n")
