"""The process that workers are forked from: it has imported the loaders and never sees a file.

Importing them takes a second, forking some milliseconds; and a worker that starts from here has
no database, no secret and no other file in its memory. `hawkari.evidence.sandbox.workers` starts
it.

Orders come over the socket that it is given: ``F`` with a descriptor forks a worker that answers
there, and is replied to with its process id; ``W`` with an id waits for that worker's end, and is
replied to with its exit status and processor seconds. It ends when the socket is closed.
"""

import os
import signal
import socket

from hawkari.evidence.loaders import shipped_layouts
from hawkari.evidence.sandbox import worker
from hawkari.evidence.sandbox.orders import ENDED, PROCESS

__all__ = ["main"]


def main(descriptor: int) -> None:
    """Answer orders until the parent is gone; then end what still runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    shipped_layouts()  # read once here instead of in each worker
    running: set[int] = set()
    with socket.socket(fileno=descriptor) as orders:
        while True:
            message, given, _flags, _from = socket.recv_fds(orders, PROCESS.size, 1)
            if not message:
                break
            order, process = PROCESS.unpack(message)
            if order == b"F":
                process = os.fork()
                if process == 0:
                    _be_worker(orders, given[0])
                os.close(given[0])
                running.add(process)
                orders.send(PROCESS.pack(b"F", process))
            elif process in running:
                running.discard(process)
                orders.send(ENDED.pack(*_ended(process)))
    for process in running:
        os.kill(process, signal.SIGKILL)


def _be_worker(orders: socket.socket, descriptor: int) -> None:
    """Answer one question and leave, whatever happens; nothing of the nursery's is run on exit."""
    try:
        orders.close()
        worker.answer(descriptor)
    finally:
        os._exit(0)


def _ended(process: int) -> tuple[int, float]:
    _process, status, usage = os.wait4(process, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
