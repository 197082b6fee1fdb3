"""The worker: isolates itself, then opens one file, answers one question about it, and ends."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.loaders import LOADERS, Context, UnknownLayout, loader_for
from hawkari.evidence.loaders.base import Loader
from hawkari.evidence.loaders.partner_files import Meter
from hawkari.evidence.loaders.values import RowOutcome
from hawkari.evidence.sandbox import limits as limited
from hawkari.evidence.sandbox.isolation import isolate
from hawkari.evidence.sandbox.questions import Question, layout_from_data
from hawkari.evidence.sandbox.wire import LENGTH, pack, packed_rows, read_exactly, write_all

__all__ = ["answer"]

ROWS_A_FRAME = 500
CHARACTERS_A_STATEMENT = 500
"""So much of a row that is given back weighs as one statement."""

SECONDS_A_FRAME = 0.5
SECONDS_A_TICK = 1.0

Say = Callable[..., None]


def answer(descriptor: int) -> None:
    """Read one question from the parent, answer it in frames.

    The last frame says how it ended: ``end``, ``bad``, ``unknown``, ``spent`` or ``crashed``.
    """
    question = Question.from_data(_received(descriptor))

    def say(kind: str, *content: Any) -> None:
        write_all(descriptor, pack(kind, *content))

    try:
        size = question.file.stat().st_size
        limited.apply(question.limits, size)
        say("isolated", list(isolate(question.file)))
        TASKS[question.task](question, say)
    except UnknownLayout as unknown:
        samples = [[one.sheet, list(one.header), _texts(one.rows)] for one in unknown.samples]
        say("unknown", unknown.file, samples)
    except BadInput as bad:
        say("bad", bad.problem, bad.remedy, list(bad.where))
    except MemoryError:
        say("spent", "memory")
    except limited.CpuSpent:
        say("spent", "cpu")
    except Exception as error:  # noqa: BLE001  the process ends here; its parent is told the kind
        say("crashed", type(error).__name__)


def _received(descriptor: int) -> dict[str, Any]:
    (length,) = LENGTH.unpack(read_exactly(descriptor, LENGTH.size))
    _kind, data = json.loads(read_exactly(descriptor, length))
    asked: dict[str, Any] = data
    return asked


def _texts(rows: Any) -> list[list[str | None]]:
    return [[None if cell is None or cell == "" else str(cell) for cell in row] for row in rows]


class _TickingMeter(Meter):
    """A meter that tells the parent now and then that the file is still being read."""

    __slots__ = ("_last", "_read", "_say")

    def __init__(self, say: Say) -> None:
        self._say, self._last, self._read = say, time.monotonic(), 0

    @property
    def bytes_read(self) -> int:
        """How far the file has been read."""
        return self._read

    @bytes_read.setter
    def bytes_read(self, count: int) -> None:
        self._read = count
        now = time.monotonic()
        if now - self._last > SECONDS_A_TICK:
            self._last = now
            self._say("tick", count)


def _opened(question: Question, say: Say) -> tuple[Loader, Context]:
    context = replace(question.context(), meter=_TickingMeter(say))
    return loader_for(question.file), context


def _kind(question: Question, say: Say) -> None:
    say("end", LOADERS.index(loader_for(question.file)))


def _sniff(question: Question, say: Say) -> None:
    loader, context = _opened(question, say)
    layouts = tuple(map(layout_from_data, question.layouts))
    chosen = loader.sniff(question.file, context, layouts)
    say("end", layouts.index(chosen) if chosen in layouts else chosen.name)


def _rows(question: Question, say: Say) -> None:
    loader, context = _opened(question, say)
    layout = layout_from_data(question.layouts[0])
    rows = loader.rows(question.file, layout, context, skip=question.skip)
    for chunk in _chunks(rows):
        say("rows", context.meter.bytes_read, packed_rows(chunk))
    say("end", context.meter.bytes_read, context.unused.counts)


def _chunks(rows: Iterator[RowOutcome]) -> Iterator[list[RowOutcome]]:
    """Rows in chunks of 500, sooner where they come slowly or state much."""
    chunk: list[RowOutcome] = []
    started, statements = time.monotonic(), 0
    for row in rows:
        chunk.append(row)
        statements += len(row.statements)
        statements += sum(len(cell) for _, cell in row.record) // CHARACTERS_A_STATEMENT
        full = len(chunk) >= ROWS_A_FRAME or statements >= 4 * ROWS_A_FRAME
        if full or time.monotonic() - started > SECONDS_A_FRAME:
            yield chunk
            chunk, started, statements = [], time.monotonic(), 0
    if chunk:
        yield chunk


TASKS: dict[str, Callable[[Question, Say], None]] = {"kind": _kind, "sniff": _sniff, "rows": _rows}
