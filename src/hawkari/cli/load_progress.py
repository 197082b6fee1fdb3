"""How far a load is: rows, rate and end; a bar on a terminal, else a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hawkari.evidence.loading.files import LoadStep

__all__ = ["LoadClock", "load_progress"]

SECONDS_A_LINE = 30.0
Told = Callable[["LoadStep"], None]


@dataclass(slots=True)
class LoadClock:
    """Rate and end of a load, from what was told so far.

    What a load did before it was told of for the first time counts for neither: it may go on
    behind millions of rows of an earlier one.

    Args:
        now: seconds of a clock that never goes back.
        row: what one row of the file is called, in the plural.
        unit: what is counted a second, in the plural.
    """

    now: Callable[[], float] = time.monotonic
    row: str = "rows"
    unit: str = "statements"
    _seen: list[tuple[float, int, int]] = field(default_factory=list)

    def text(self, step: "LoadStep") -> str:
        """How far it is, in words."""
        self._seen = [*self._seen[:1], (self.now(), step.done, step.statements)]
        (since, first, before), (now, _, _) = self._seen[0], self._seen[-1]
        share = f"{step.row:,} {self.row}, {100 * step.done // max(step.total, 1)} %"
        if now <= since or step.done <= first:
            return share
        rate = (step.statements - before) / (now - since)
        left = (step.total - step.done) * (now - since) / (step.done - first)
        return f"{share}, {rate:,.0f} {self.unit} a second, {_lasts(left)} left"


def _lasts(seconds: float) -> str:
    """A time as people say it: ``40 s``, ``7 min``, ``2 h 5 min``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


@contextmanager
def load_progress(
    name: str,
    now: Callable[[], float] = time.monotonic,
    *,
    row: str = "rows",
    unit: str = "statements",
) -> Iterator[Told]:
    """Tells on standard error how far the load of a file is, as `loading.Progress` is told.

    Args:
        name: of the file.
        now: seconds of a clock that never goes back.
        row: what one row of the file is called, in the plural.
        unit: what is counted a second, in the plural.
    """
    clock = LoadClock(now, row, unit)
    if sys.stderr.isatty():
        with _bar(name, clock) as told:
            yield told
    else:
        yield _lines(name, clock)


def _lines(name: str, clock: LoadClock) -> Told:
    """A line each half minute, so that a load in the background says where it is."""
    last = clock.now()

    def told(step: "LoadStep") -> None:
        nonlocal last
        text = clock.text(step)
        if clock.now() - last >= SECONDS_A_LINE:
            last = clock.now()
            sys.stderr.write(f"{name}: {text}\n")
            sys.stderr.flush()

    return told


@contextmanager
def _bar(name: str, clock: LoadClock) -> Iterator[Told]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[text]}"))
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(name, total=None, text="")

    def told(step: "LoadStep") -> None:
        # Started late, so that it does not draw over the questions about an unknown layout.
        bar.start()
        text = clock.text(step)
        bar.update(task, completed=step.done, total=step.total, text=text)

    try:
        yield told
    finally:
        bar.stop()
