"""Who is told how a run gets on: its steps, its plan of blocking, and how far the pairs are."""

from collections.abc import Callable, Sequence
from itertools import groupby

from hawkari.engines.linkage.blocking import StopValue
from hawkari.engines.linkage.values import RulePlan

__all__ = ["Progress", "Teller", "Watcher", "as_watcher"]

# Seconds between two lines about one step.
_SELDOM = 2.0
# So many stop-values of a field are said in words.
_MOST_SAID = 3
_FIELDS = {
    "phone": "phones",
    "identifier": "numbers of documents and accounts",
    "part": "parts of names",
    "place": "places of birth",
    "nickname": "nicknames",
    "birth": "dates of birth",
}

Progress = Callable[[str, int, int], None]
"""Told a step's name, its number from 1, and the number of steps."""


class Watcher:
    """A `Progress` that is told more; each method here does nothing, for a subclass to say."""

    def __call__(self, step: str, number: int, of: int) -> None:
        """A step begins: its name, its number from 1, the number of steps."""

    def plan(self, plan: Sequence[RulePlan]) -> None:
        """Blocking is done, no pair is compared yet: what each rule proposes and adds."""

    def stops(self, listed: Callable[[], Sequence[StopValue]]) -> None:
        """Beside the plan: what lists the values that too many records hold, if that is wanted.

        They are counted when it is called: some seconds a million records.
        """

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


class Teller(Watcher):
    """Says in lines of text how a run gets on: the plan, the pairs done, their rate, and the end.

    Args:
        say: called with a line without its end.
        clock: seconds, rising.

    Attributes:
        stopped: the stop-values of the run, field by field, those held by most records first.
    """

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float]) -> None:
        self._say = say
        self._clock = clock
        self._began = self._said = clock()
        self.stopped: tuple[StopValue, ...] = ()

    def __call__(self, step: str, number: int, of: int) -> None:
        """Say that a step begins."""
        self._say(f"{number}/{of} {step}")
        self._began = self._said = self._clock()

    def plan(self, plan: Sequence[RulePlan]) -> None:
        """Say what each rule proposes, adds, and left out."""
        for rule in plan:
            new = f"{rule.added:,} that no rule before has, {rule.kept:,} of them to compare"
            self._say(f"  {rule.rule}: {rule.pairs:,} pairs, {new}{_stopped(rule)}")
        self._say(f"  to compare: {sum(rule.kept for rule in plan):,} pairs")

    def stops(self, listed: Callable[[], Sequence[StopValue]]) -> None:
        """Name of each field the values that most records hold, and keep all that are listed."""
        self.stopped = tuple(listed())
        for field, values in groupby(self.stopped, key=lambda one: one.field):
            held = list(values)
            named = ", ".join(map(_named, held[:_MOST_SAID]))
            more = ", and others" if len(held) > _MOST_SAID else ""
            self._say(f"  propose no pair alone, {_FIELDS[field]}: {named}{more}")

    def count(self, step: str, done: int, of: int) -> None:
        """Say how far it is, every two seconds and at the end, with the rate and what is left."""
        now = self._clock()
        if done < of and now - self._said < _SELDOM:
            return
        self._said = now
        rate = done / max(now - self._began, 1e-3)
        left = f", {(of - done) / rate:,.0f} s left" if 0 < done < of else ""
        self._say(f"  {step}: {done:,} of {of:,} pairs, {rate:,.0f} a second{left}")


def _stopped(rule: RulePlan) -> str:
    if not rule.stopped:
        return ""
    return f"; {rule.stopped:,} values of more than {rule.cap:,} records left out"


def _named(stop: StopValue) -> str:
    written = f"{stop.example!r} ({stop.value})" if stop.example else stop.value
    return f"{written} in {stop.held:,} records"
