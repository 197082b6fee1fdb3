"""The parent's side: a loader like any other, that asks a worker."""

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.grading.fields import to_fields
from hawkari.evidence.grading.terms import as_value
from hawkari.evidence.loaders import (
    FIXED_LAYOUTS,
    LOADERS,
    Context,
    Layout,
    RowOutcome,
    UnknownLayout,
)
from hawkari.evidence.loaders.partner_files import open_binary
from hawkari.evidence.loaders.tables import Sample
from hawkari.evidence.sandbox.limits import Limits, Spent
from hawkari.evidence.sandbox.questions import TOLD, Question, layout_as_data
from hawkari.evidence.sandbox.wire import Nonsense, pack, rows_of, write_all
from hawkari.evidence.sandbox.workers import Silent, Worker, started

__all__ = ["SandboxedLoader", "loader_for"]

DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class SandboxedLoader:
    """Reads one kind of file in a worker. Implements `Loader`, and refuses what it would."""

    name: str
    limits: Limits = DEFAULT

    def recognises(self, head: Any) -> bool:
        """Whether a file that begins so is of this kind; told by the loader it stands for."""
        return next(loader for loader in LOADERS if loader.name == self.name).recognises(head)

    def sniff(self, path: Path, context: Context, layouts: tuple[Layout, ...]) -> Layout:
        """As the loader's own, in a worker."""
        question = self._asked("sniff", path, context)
        known = [layout_as_data(layout) for layout in layouts]
        chosen = _ended(_talk(path, replace(question, layouts=known), context))
        if isinstance(chosen, str) and chosen in FIXED_LAYOUTS:
            return FIXED_LAYOUTS[chosen]
        if type(chosen) is int and 0 <= chosen < len(layouts):
            return layouts[chosen]
        raise _broken(path)

    def rows(
        self, path: Path, layout: Layout, context: Context, *, skip: int = 0
    ) -> Iterator[RowOutcome]:
        """As the loader's own, in a worker, which is stopped when nobody reads on."""
        question = self._asked("rows", path, context)
        question = replace(question, layouts=[layout_as_data(layout)], skip=skip)
        with closing(_talk(path, question, context)) as talk:
            for kind, *content in talk:
                try:
                    if kind == "rows":
                        done, rows = content
                        context.meter.bytes_read = _count(done)
                        yield from rows_of(rows, context.source)
                    elif kind == "end":
                        done, unused = content
                        context.meter.bytes_read = _count(done)
                        for name, count in unused.items():
                            context.unused.add(str(name), _count(count))
                except (Nonsense, ValueError, AttributeError) as error:
                    raise _broken(path) from error

    def _asked(self, task: str, path: Path, context: Context) -> Question:
        told = {name: getattr(context, name) for name in TOLD}
        usual = to_fields(as_value(context.usual))
        return Question(task, str(path.absolute()), self.limits, usual=usual, **told)


def loader_for(path: Path, limits: Limits | None = None) -> SandboxedLoader:
    """The loader of a file's kind, which reads it in a process of its own.

    Args:
        path: the file.
        limits: what reading it may cost; by default as in `Limits`.

    Raises:
        BadInput: if the file cannot be read, is empty, of no kind that is read, or hits a limit.
        NoWorker: if no process can be started.
    """
    allowed = limits or DEFAULT
    index = _ended(_talk(path, Question("kind", str(path.absolute()), allowed), None))
    if type(index) is not int or not 0 <= index < len(LOADERS):
        raise _broken(path)
    return SandboxedLoader(LOADERS[index].name, allowed)


def _ended(talk: Iterator[list[Any]]) -> Any:
    """The one thing that a worker says at its end; None if it says anything else."""
    said = list(talk)[-1]
    return said[1] if len(said) == 2 else None


def _talk(
    path: Path, question: Question, context: Context | None
) -> Generator[list[Any], None, None]:
    """Ask a worker: the frames ``rows`` and ``end`` it answers with; everything else is raised."""
    limits = question.limits
    with open_binary(path):  # says in the caller's words what is wrong with the path itself
        size = path.stat().st_size
    if size > limits.file_bytes:
        raise Spent("size").error(path.name, size, limits)
    worker = started()
    try:
        write_all(worker.line.fileno(), pack("question", question.as_data()))
        for frame in worker.frames(limits.silent_seconds, limits.wall_seconds):
            kind, *content = _decoded(frame)
            if kind == "tick" and context is not None:
                context.meter.bytes_read = _count(*content)
            elif kind in ("rows", "end"):
                yield [kind, *content]
                if kind == "end":
                    return
            elif kind == "spent":
                raise Spent(*content).error(path.name, size, limits)
            elif kind in _REFUSALS:
                raise _REFUSALS[kind](path, *content)
        raise _died(worker, path, size, limits=limits)
    except Silent as silent:
        raise Spent(str(silent)).error(path.name, size, limits) from silent
    except (Nonsense, ValueError, TypeError, KeyError, RecursionError, BrokenPipeError) as error:
        raise _broken(path) from error
    finally:
        worker.stop()


def _decoded(frame: bytes) -> list[Any]:
    data = json.loads(frame)
    if not isinstance(data, list) or not data:
        raise Nonsense("a frame of another shape")
    return data


def _count(stated: Any) -> int:
    if type(stated) is not int or stated < 0:
        raise Nonsense("a count that is none")
    return stated


def _bad(path: Path, problem: Any, *said: Any) -> BadInput:
    remedy, where = said
    name = path.name or str(path)
    places = tuple(str(place) for place in where if str(place) != str(path.absolute()))
    return BadInput(str(problem), str(remedy), where=places or (name,))


def _unknown(_path: Path, file: Any, samples: Any) -> BadInput:
    made = [Sample(str(sheet), tuple(header), tuple(rows)) for sheet, header, rows in samples]
    return UnknownLayout(str(file), made)


def _crashed(path: Path, kind: Any) -> BadInput:
    return BadInput(
        f"the reader failed on it ({str(kind)[:60]})",
        "Save it anew in the program it comes from; if it stays so, report it with the file's "
        "kind.",
        where=(path.name,),
    )


_REFUSALS: dict[str, Callable[..., BadInput]] = {
    "bad": _bad,
    "unknown": _unknown,
    "crashed": _crashed,
}


def _died(worker: Worker, path: Path, size: int, *, limits: Limits) -> BadInput:
    """Why a worker ended without a last word."""
    status, seconds = worker.ended()
    if seconds >= limits.cpu_seconds(size):
        return Spent("cpu").error(path.name, size, limits)
    if status == 0:
        return Spent("memory").error(path.name, size, limits)
    return BadInput(
        f"its reader was ended from outside (signal {-status}), most likely for want of memory",
        "Free memory and load it again, or split it into smaller files.",
        where=(path.name,),
    )


def _broken(path: Path) -> BadInput:
    return BadInput(
        "its reader answered what no reader says, so nothing of it is believed",
        "Treat the file as hostile: keep it aside and tell whoever runs this installation.",
        where=(path.name,),
    )
