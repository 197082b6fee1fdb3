"""Who is told how a run gets on: its steps, its plan of blocking, and how far the pairs are."""

from collections.abc import Callable, Sequence

from hawkari.engines.linkage.values import RulePlan

__all__ = ["Progress", "Watcher", "as_watcher"]

Progress = Callable[[str, int, int], None]
"""Told a step's name, its number from 1, and the number of steps."""


class Watcher:
    """A `Progress` that is told more; each method here does nothing, for a subclass to say."""

    def __call__(self, step: str, number: int, of: int) -> None:
        """A step begins: its name, its number from 1, the number of steps."""

    def plan(self, plan: Sequence[RulePlan]) -> None:
        """Blocking is done, no pair is compared yet: what each rule proposes and adds."""

    def count(self, step: str, done: int, of: int) -> None:
        """Within a step, so many of so many are done; `done` rises, and is at last `of`."""


class _Plain(Watcher):
    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __call__(self, step: str, number: int, of: int) -> None:
        self._progress(step, number, of)


def as_watcher(progress: Progress | None) -> Watcher:
    """The watcher that passes steps on to a progress; nobody's where it is None."""
    if progress is None:
        return Watcher()
    return progress if isinstance(progress, Watcher) else _Plain(progress)
