"""Work of nodes in a process that kills itself with SIGKILL at its nth step.

A step is before or after a statement or commit in any node's database, or a file written.
"""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from tests.desks.exchange.nodes import Nodes
from tests.trust.jobs import Points

KILLED = -signal.SIGKILL


def forked(nodes: Nodes, work: Callable[[], object], *, die_at: int = 0) -> int:
    """Do some work in a process of its own; gives how many steps it had, or `KILLED`."""
    return started(nodes, work, die_at=die_at)()


def started(nodes: Nodes, work: Callable[[], object], *, die_at: int = 0) -> Callable[[], int]:
    """Begin such work; gives what waits for its end."""
    for node in nodes.by_slug.values():
        node.connection.close()
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        _work(nodes, work, die_at, writes)
    os.close(writes)
    return lambda: _ended(child, reads)


def _ended(child: int, reads: int) -> int:
    with os.fdopen(reads, encoding="ascii") as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return KILLED
    assert os.WEXITSTATUS(status) == 0, said
    return int(said)


def _work(nodes: Nodes, work: Callable[[], object], die_at: int, told: int) -> None:
    said, code = "", 1
    try:
        points = Points(die_at)
        for node in nodes.by_slug.values():
            with node:
                points.watch()
        replace = Path.replace
        Path.replace = lambda *given: points.around(replace, *given)  # type: ignore[method-assign]
        work()
        said, code = str(points.passed), 0
    except BaseException as error:  # noqa: BLE001  told to the process that waits
        said = repr(error)
    finally:
        os.write(told, said.encode("ascii", "replace"))
        os._exit(code)


def snapshot(nodes: Nodes, folder: Path) -> Callable[[], None]:
    """Keep all that the nodes and their sticks are now; gives what puts it back."""
    for node in nodes.by_slug.values():
        node.connection.close()
    homes = {node.home.parent for node in nodes.by_slug.values()}
    (base,) = homes
    shutil.copytree(base, folder)

    def back() -> None:
        for node in nodes.by_slug.values():
            node.connection.close()
        shutil.rmtree(base)
        shutil.copytree(folder, base)

    return back


__all__ = ["KILLED", "forked", "snapshot", "started"]
