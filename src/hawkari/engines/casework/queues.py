"""One desk of officers and its queue, simulated: what more officers would change, as a range.

Nobody measures how long an officer works on a case, and counts alone do not tell it. So every
input is a range that its author must state, each replication draws from all of them, and the answer
is a range too, with what each input alone contributes. `erlang_c` is the exact answer of the
plainest such desk, against which the simulation is held.
"""

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import fmean, quantiles
from typing import Any

import simpy

from hawkari.errors import BadInput

__all__ = ["Answer", "Desk", "Influence", "Range", "Spread", "erlang_c", "sensitivity",
           "simulate", "what_if"]  # fmt: skip

_MOST_CASES = 200_000
_MIDDLE = (0.5, 0.5, 0.5)
_Steps = Generator[simpy.Event, Any, None]


@dataclass(frozen=True, slots=True)
class Range:
    """An input that is not known exactly.

    Attributes:
        low: the least that is believed.
        high: the most.
    """

    low: float
    high: float

    def at(self, share: float) -> float:
        """The value a share of the way up, on a scale of ratios where both ends allow it."""
        if self.low > 0:
            return self.low * math.pow(self.high / self.low, share)
        return self.low + (self.high - self.low) * share


@dataclass(frozen=True, slots=True)
class Desk:
    """Officers who work off one queue, first come, first served.

    Attributes:
        officers: how many work at once.
        arrivals: new cases a day.
        work: days of one officer's time that a case takes, on average.
        outside: days it then waits for an authority outside, on average; no officer is held up.
        backlog: cases that wait on the first day.
        spread: standard deviation of work and of waiting outside, as a share of their mean; 1 is
            the exponential.
    """

    officers: int
    arrivals: Range
    work: Range
    outside: Range = field(default_factory=lambda: Range(0, 0))
    backlog: int = 0
    spread: float = 1.0

    def problem(self) -> str:
        """Why such a desk cannot be simulated, in plain words; empty when it can."""
        ranges = (self.arrivals, self.work, self.outside)
        if not 1 <= self.officers <= 1000:
            return "officers must be from 1 to 1000"
        if any(not 0 <= one.low <= one.high < math.inf for one in ranges):
            return "a range must begin at nought or above and not end before it begins"
        if self.work.low <= 0 or self.arrivals.high <= 0:
            return "work and arrivals must be above nought"
        if not 0 <= self.backlog <= _MOST_CASES or not 0 < self.spread <= 5:
            return "the backlog must be from 0 to 200000 and the spread above 0, at most 5"
        return ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a figure lies in nine of ten replications, and its middle."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Influence:
    """What one input does alone, the others at the middle of their range.

    Attributes:
        name: ``arrivals``, ``work`` or ``outside``.
        at_low: days within which 80 % are done, the input at its low end.
        at_high: the same at its high end.
    """

    name: str
    at_low: float
    at_high: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a desk would bring about.

    Attributes:
        within: days within which 80 per cent of the cases that arrive are done.
        mean: mean days of a case, from arrival to done.
        waiting: cases still in the queue on the last day.
        load: share of the officers' time that is asked for; at 1 or above the queue grows for ever.
        replications: how many were run.
    """

    within: Spread
    mean: Spread
    waiting: Spread
    load: Spread
    replications: int


@dataclass(frozen=True, slots=True)
class _Outcome:
    days: list[float]
    waiting: int


def erlang_c(arrivals: float, work: float, officers: int) -> float:
    """Mean days from arrival to done, where arrivals are Poisson and work is exponential.

    Args:
        arrivals: cases a day.
        work: days of work a case.
        officers: how many; their load must be below 1.

    Source: Erlang (1917); the sum runs by the recursion of the Erlang B formula.
    """
    offered = arrivals * work
    if not 0 < offered < officers:
        raise BadInput("a queue without end has no mean", "Give more officers or less work.")
    blocked = 1.0
    for servers in range(1, officers + 1):
        blocked = offered * blocked / (servers + offered * blocked)
    waits = blocked / (1 - offered / officers * (1 - blocked))
    return work + waits * work / (officers - offered)


def simulate(
    desk: Desk,
    *,
    days: float,
    seed: str,
    warm: float = 0.0,
    at: tuple[float, ...] = _MIDDLE,
) -> list[float]:
    """Days from arrival to done of each case that arrives after `warm` and by `days`.

    Every such case is followed until it is done, however long that takes.

    Args:
        desk: the desk.
        days: how long cases arrive.
        seed: the same seed gives the same cases.
        warm: arrivals before this day are served but not counted.
        at: how far up the ranges of arrivals, work and outside lie.
    """
    return _simulate(desk, days, seed, warm=warm, at=at).days


def what_if(desk: Desk, *, days: float = 365.0, replications: int = 40, seed: str = "1") -> Answer:
    """What a desk brings about over a time, as ranges.

    Args:
        desk: the desk as it would be.
        days: how long; cases that arrive in that time are counted, the backlog is not.
        replications: each draws its own arrivals, work and outside days from their ranges.
        seed: the same seed gives the same answer.

    Raises:
        BadInput: when the desk makes no sense, or would take more than 200,000 cases.
    """
    _refuse(desk, days, replications)
    draw = Random(f"{seed}-ranges")  # noqa: S311  a draw to repeat, no secret
    within, mean, waiting, load = [], [], [], []
    for number in range(replications):
        at = (draw.random(), draw.random(), draw.random())
        outcome = _simulate(desk, days, f"{seed}-{number}", at=at)
        within.append(_eighty(outcome.days))
        mean.append(fmean(outcome.days) if outcome.days else 0.0)
        waiting.append(float(outcome.waiting))
        load.append(desk.arrivals.at(at[0]) * desk.work.at(at[1]) / desk.officers)
    return Answer(
        within=_spread(within),
        mean=_spread(mean),
        waiting=_spread(waiting),
        load=_spread(load),
        replications=replications,
    )


def sensitivity(
    desk: Desk, *, days: float = 365.0, replications: int = 5, seed: str = "1"
) -> tuple[Influence, ...]:
    """What each input does alone, the strongest first: some runs at each end of its range.

    Raises:
        BadInput: as `what_if`.
    """
    _refuse(desk, days, replications)
    found = []
    for place, name in enumerate(("arrivals", "work", "outside")):
        ends = []
        for end in (0.0, 1.0):
            at = tuple(end if number == place else 0.5 for number in range(3))
            # The same draws of chance at both ends, so that only the input differs.
            runs = [
                _simulate(desk, days, f"{seed}-one-{number}", at=at)
                for number in range(replications)
            ]
            ends.append(fmean(_eighty(run.days) for run in runs))
        found.append(Influence(name, *ends))
    return tuple(sorted(found, key=lambda one: -abs(one.at_high - one.at_low)))


def _refuse(desk: Desk, days: float, replications: int) -> None:
    problem = desk.problem()
    if not problem and not (1 <= days <= 3660 and 5 <= replications <= 500):
        problem = "days must be from 1 to 3660 and replications from 5 to 500"
    if not problem and desk.arrivals.high * days + desk.backlog > _MOST_CASES:
        problem = "more than 200000 cases would arrive"
    if problem:
        raise BadInput(problem, "Put the numbers right.")


def _simulate(
    desk: Desk, days: float, seed: str, *, warm: float = 0.0, at: tuple[float, ...] = _MIDDLE
) -> _Outcome:
    rate, work, outside = (
        one.at(share)
        for one, share in zip((desk.arrivals, desk.work, desk.outside), at, strict=True)
    )
    # Streams of their own: another work time must not change who arrives when.
    coming, working, away = (Random(f"{seed}-{name}") for name in "cwa")  # noqa: S311
    world = simpy.Environment()
    run = _Run(
        world,
        simpy.Resource(world, desk.officers),
        _lengths(working, work, desk.spread),
        _lengths(away, outside, desk.spread),
    )
    for _ in range(desk.backlog):
        world.process(run.case(counted=False))
    world.process(run.arrive(coming, rate, (warm, days)))
    world.run(until=days)
    waiting = len(run.officers.queue)
    world.run()
    return _Outcome(run.days, waiting)


def _lengths(dice: Random, mean: float, spread: float) -> Iterator[float]:
    shape = 1 / spread**2
    while True:
        yield dice.gammavariate(shape, mean / shape) if mean > 0 else 0.0


@dataclass(slots=True)
class _Run:
    world: simpy.Environment
    officers: simpy.Resource
    takes: Iterator[float]
    waits: Iterator[float]
    days: list[float] = field(default_factory=list)

    def arrive(self, dice: Random, rate: float, span: tuple[float, float]) -> _Steps:
        warm, last = span
        while rate > 0:
            yield self.world.timeout(dice.expovariate(rate))
            if self.world.now >= last:
                return
            self.world.process(self.case(counted=self.world.now >= warm))

    def case(self, *, counted: bool) -> _Steps:
        came, takes, waits = self.world.now, next(self.takes), next(self.waits)
        with self.officers.request() as turn:
            yield turn
            yield self.world.timeout(takes)
        yield self.world.timeout(waits)
        if counted:
            self.days.append(self.world.now - came)


def _eighty(days: list[float]) -> float:
    return quantiles(days, n=10)[7] if len(days) > 1 else (days[0] if days else 0.0)


def _spread(figures: list[float]) -> Spread:
    ends = quantiles(figures, n=20, method="inclusive")
    return Spread(ends[0], ends[9], ends[-1])
