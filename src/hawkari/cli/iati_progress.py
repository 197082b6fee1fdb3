"""How much of a large file was read: a bar on a terminal, else a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["reading_progress"]

SECONDS_A_LINE = 10.0


@contextmanager
def reading_progress(
    name: str, now: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int, int], None]]:
    """Tells on standard error how much of a file was read; small files finish before it speaks.

    Args:
        name: of the file.
        now: seconds of a clock that never goes back.
    """
    last = now()
    shown = sys.stderr.isatty()

    def told(done: int, total: int) -> None:
        nonlocal last
        if now() - last < (1.0 if shown else SECONDS_A_LINE):
            return
        last = now()
        of = f" of {total / 1e6:,.0f} MB, {100 * done // total} %" if total else " MB"
        sys.stderr.write(f"{name}: {done / 1e6:,.0f}{of} read\n")
        sys.stderr.flush()

    yield told
