"""A lock on a file that the processes of one installation queue at before they write."""

import os
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # no such locks on Windows, where SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]

__all__ = ["LONGEST_WAIT_S", "WriteQueue"]

LONGEST_WAIT_S = 300.0
IMPATIENT_AFTER_S = 1.0
POLL_S, IMPATIENT_POLL_S = 0.004, 0.0005


class WriteQueue:
    """One connection's place in the queue; may be entered again by whoever is in already.

    SQLite lets writers wait by trying again ever more seldom, up to 0.1 s apart: a process that
    writes without a pause then keeps the others out until they give up with "database is locked".
    Here everybody tries often, and whoever has waited long tries most often. The lock ends with
    its process, however that ends.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._entered = 0

    def enter(self) -> bool:
        """Wait for one's turn; false if it did not come within `LONGEST_WAIT_S`."""
        if self._entered == 0 and not self._lock():
            return False
        self._entered += 1
        return True

    def leave(self) -> None:
        """Let the next one in."""
        if self._entered == 0:
            return
        self._entered -= 1
        if self._entered == 0 and fcntl is not None and self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Leave for good."""
        self._entered = 0
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _lock(self) -> bool:
        if fcntl is None:
            return True
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        began = time.monotonic()
        while (waited := time.monotonic() - began) < LONGEST_WAIT_S:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(IMPATIENT_POLL_S if waited > IMPATIENT_AFTER_S else POLL_S)
            else:
                return True
        return False
