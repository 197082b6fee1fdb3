"""Starts the nursery once a process, and a worker for each question."""

import atexit
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from signal import SIGKILL

from hawkari.errors import HawkariError
from hawkari.evidence.sandbox.orders import ENDED, PROCESS
from hawkari.evidence.sandbox.wire import LENGTH, MOST_BYTES, Nonsense, read_exactly

__all__ = ["NoWorker", "Silent", "Worker", "prepare", "started"]

# No other variable reaches the readers: HAWKARI_DATABASE_URL may hold a password.
_PASSED_ON = (
    "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH",
    "OPENBLAS_CORETYPE", "ICU_DATA", "TZDIR", "PYTHONTZPATH",
)  # fmt: skip

# What loaders import may ask Django whether to translate. It is told without the settings of this
# installation, which hold secrets.
_PROGRAM = """
import sys
from django.conf import settings
settings.configure(USE_I18N=False)
from hawkari.evidence.sandbox.nursery import main
main(int(sys.argv[1]))
"""


class NoWorker(HawkariError):
    """The process that reads files could not be started, so nothing was read."""

    def __init__(self) -> None:
        super().__init__(
            "the process that reads files could not be started; run the same command again, and "
            "tell whoever runs this installation if it stays so"
        )


class Silent(Exception):
    """A worker said nothing for too long."""


@dataclass(slots=True)
class Worker:
    """A worker, and the socket it answers on. Use once; `stop` it whatever happens."""

    process: int
    line: socket.socket
    nursery: "_Nursery"
    _stopped: tuple[int, float] | None = None

    def frames(self, silent_seconds: float, wall_seconds: float) -> Iterator[bytes]:
        """What it says, frame by frame, until it ends.

        Raises:
            Silent: if it says nothing for so long, or talks for longer than `wall_seconds`.
            Nonsense: if a frame is too long or cut off.
        """
        end = time.monotonic() + wall_seconds
        while True:
            wait = min(silent_seconds, end - time.monotonic())
            if wait <= 0:
                raise Silent("wall")
            if not _ready(self.line, wait):
                raise Silent("silence" if wait == silent_seconds else "wall")
            head = self._read(LENGTH.size)
            if len(head) < LENGTH.size:
                return
            (length,) = LENGTH.unpack(head)
            if length > MOST_BYTES:
                raise Nonsense("a frame of more than 64 MiB")
            body = self._read(length)
            if len(body) < length:
                return
            yield body

    def _read(self, count: int) -> bytes:
        with suppress(ConnectionResetError):
            return read_exactly(self.line.fileno(), count)
        return b""

    def stop(self) -> tuple[int, float]:
        """End it if it runs; its exit status (negative: the signal) and processor seconds."""
        if self._stopped is None:
            self.line.close()
            with suppress(ProcessLookupError):
                os.kill(self.process, SIGKILL)
            self._stopped = self.nursery.waited_for(self.process)
        return self._stopped

    def ended(self) -> tuple[int, float]:
        """As `stop`, but of one that has closed its line: how it came to its end."""
        if self._stopped is None:
            self.line.close()
            self._stopped = self.nursery.waited_for(self.process)
        return self._stopped


def _ready(line: socket.socket, seconds: float) -> bool:
    return bool(select.select([line], [], [], seconds)[0])


@dataclass(slots=True)
class _Nursery:
    """The running nursery of this process."""

    owner: int
    process: subprocess.Popen[bytes]
    orders: socket.socket
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def usable(self) -> bool:
        """Whether it is this process's own, and alive."""
        return self.owner == os.getpid() and self.process.poll() is None

    def fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        with theirs, self.lock:
            try:
                socket.send_fds(self.orders, [PROCESS.pack(b"F", 0)], [theirs.fileno()])
                reply = self.orders.recv(PROCESS.size)
            except OSError:
                reply = b""
        if len(reply) < PROCESS.size:
            ours.close()
            raise NoWorker
        return Worker(PROCESS.unpack(reply)[1], ours, self)

    def waited_for(self, process: int) -> tuple[int, float]:
        with self.lock:
            try:
                self.orders.send(PROCESS.pack(b"W", process))
                reply = self.orders.recv(ENDED.size)
            except OSError:
                reply = b""
        status, seconds = ENDED.unpack(reply) if len(reply) == ENDED.size else (0, 0.0)
        return status, seconds

    def close(self) -> None:
        self.orders.close()
        if self.owner == os.getpid():
            self.process.wait()


_running: list[_Nursery] = []
_starting = threading.Lock()


def prepare() -> None:
    """Start the nursery without waiting for it, so that the first worker need not wait either."""
    _nursery()


def started() -> Worker:
    """A new worker, isolated from nothing yet: it isolates itself when it is asked.

    Raises:
        NoWorker: if it cannot be started.
    """
    return _nursery().fork()


def _nursery() -> _Nursery:
    with _starting:
        if not _running or not _running[0].usable:
            _running[:] = [_start()]
        return _running[0]


def _start() -> _Nursery:
    ours, theirs = socket.socketpair()
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment["OPENBLAS_NUM_THREADS"] = "1"  # threads would not survive the fork
    environment["OPENPYXL_LXML"] = "False"  # the parser that defusedxml guards, whatever is there
    with theirs:
        command = [sys.executable, "-P", "-c", _PROGRAM]
        process = subprocess.Popen(  # noqa: S603  our own program, arguments of our own
            [*command, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Ctrl+C is for the load, which then ends its worker.
            start_new_session=True,
        )
    nursery = _Nursery(os.getpid(), process, ours)
    atexit.register(nursery.close)
    return nursery
