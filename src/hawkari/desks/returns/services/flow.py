"""How the cases of an operation flow: throughput, waiting by stage, and what more officers do.

Everything is of cases and stages, never of a person: nobody is compared with anybody.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from hawkari.desks.returns.models import Case, CaseEvent
from hawkari.desks.returns.services.access import known_cases, require_reading
from hawkari.desks.returns.services.answering import ANSWERED, requests_of
from hawkari.engines.casework import EventKind, State
from hawkari.engines.casework.flows import (
    Arc,
    Month,
    Step,
    Trace,
    Waiting,
    directly_follows,
    throughput,
    to_xes,
    waiting_by_stage,
)
from hawkari.engines.casework.queues import (
    Answer,
    Desk,
    Influence,
    Range,
    sensitivity,
    what_if,
)
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["MOST_ARRIVALS", "MOST_CASES", "SHOWN", "STAGES", "Comparison", "Flow", "FlowQuestion",
           "Stock", "compare", "event_log", "flow_of", "stock_of"]  # fmt: skip

MOST_CASES = 10_000
"""Cases that one page reads; of more, the newest are taken and the page says so."""
MOST_ARRIVALS = 5_000
"""Cases a year that one page simulates."""
# At most so many simulated cases a desk; fewer runs make a wider, still honest range.
_CASES = 40_000
_RUNS = (8, 40)
_YEAR = 365
_MOVES = {
    EventKind.OPENED: State.INTAKE,
    EventKind.BOOKED: State.BOOKED,
    EventKind.DEPARTED: State.DEPARTED,
    EventKind.ARRIVED: State.ARRIVED,
    EventKind.REFUSED_ON_ARRIVAL: State.REFUSED_ON_ARRIVAL,
    EventKind.CLOSED: State.CLOSED,
}
_KINDS = (*_MOVES, EventKind.MOVED)
_OTHERS = [state for state in State if state is not State.HELD]
_OUT = _OTHERS.index(State.DEPARTED)
STAGES = (*_OTHERS[:_OUT], State.HELD, *_OTHERS[_OUT:])
"""In the order in which a case would come to them; a held case waits before its departure."""
SHOWN = (State.INTAKE, State.DOCUMENTING, State.DEPARTED, State.CLOSED)
"""Stages whose months are counted: in, at work, out, done."""


@dataclass(frozen=True, slots=True)
class FlowQuestion:
    """Which cases to look at.

    Attributes:
        months: opened in the last so many months.
        route: by this route; empty for any.
        receiver: to this receiving authority; empty for any.
    """

    months: int = 24
    route: str = ""
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """How the cases that were asked about move.

    Attributes:
        cases: how many were read.
        left_out: how many more there are, opened earlier.
        since: the first day that counts.
        now: when it was read.
        stages: every stage that a case came to, in the order of the process.
        arcs: which stage followed which.
        months: how many cases came to the stages of `SHOWN`, by month.
        answers: how long each receiving authority takes to answer what it was asked.
    """

    cases: int
    left_out: int
    since: datetime
    now: datetime
    stages: tuple[Waiting, ...]
    arcs: tuple[Arc, ...]
    months: tuple[Month, ...]
    answers: tuple[Waiting, ...]

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """The stages in which a case can wait."""
        return tuple(one for one in self.stages if one.stage != State.CLOSED)


@dataclass(frozen=True, slots=True)
class Stock:
    """What is known of one stage, to start a simulation from.

    Attributes:
        now: cases in it now.
        arrivals: cases a day that came to it, as a range for the long run; None where no month
            of the last twelve saw any.
        outside: days that an authority took to answer, from what half of the requests took to
            what 80 per cent took; None where not so many have been answered.
    """

    now: int
    arrivals: Range | None
    outside: Range | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A desk as it is, with more officers, and what the answer depends on."""

    officers: int
    more: int
    as_is: Answer
    then: Answer
    influences: tuple[Influence, ...]

    @property
    def hardly_changes(self) -> bool:
        """Whether cases wait for something else: the range moves by less than a tenth."""
        return self.then.within.high > self.as_is.within.high * 0.9

    @property
    def both(self) -> tuple[Answer, Answer]:
        """As it is, and with more officers."""
        return self.as_is, self.then


def flow_of(access: Access, question: FlowQuestion, *, now: datetime) -> Flow:
    """How the cases flow that a reader may know of.

    Raises:
        AccessDenied: if the role may not read cases; the denial is audited.
        BadInput: if `months` is not from 1 to 120.
    """
    require_reading(access)
    cases, since, left_out = _asked(access, question, now)
    with transaction.atomic():
        traces = list(_traces(cases))
        answers = waiting_by_stage(requests_of(cases), now, final=(ANSWERED,))
        _record(access, Act.CONSULT, question, count=len(traces))
    order = {state.value: place for place, state in enumerate(STAGES)}
    stages = sorted(waiting_by_stage(traces, now), key=lambda one: order[one.stage])
    return Flow(
        cases=len(traces),
        left_out=left_out,
        since=since,
        now=now,
        stages=tuple(stages),
        arcs=directly_follows(traces),
        months=throughput(traces, SHOWN, (since.date(), now.date())),
        answers=tuple(sorted(answers, key=lambda one: one.stage)),
    )


def event_log(access: Access, question: FlowQuestion, *, now: datetime) -> str:
    """The stages of the cases as an XES event log; cases are numbered and not named.

    Raises:
        AccessDenied, BadInput: as `flow_of`.
    """
    require_reading(access)
    cases, _, _ = _asked(access, question, now)
    with transaction.atomic():
        traces = list(_traces(cases))
        _record(access, Act.DISCLOSE, question, count=len(traces))
    return to_xes(replace(trace, case=str(number)) for number, trace in enumerate(traces, start=1))


def stock_of(flow: Flow, stage: State) -> Stock:
    """How many cases are in a stage, and how many come to it a day.

    The range is that of the mean of the last twelve whole months, two standard errors to either
    side: counts of months vary far more than chance alone would have them.
    """
    there = next((one.now for one in flow.waiting if one.stage == stage), 0)
    each = [month.entered[stage] for month in flow.months[:-1]][-12:] if stage in SHOWN else []
    outside = _outside(flow.answers)
    if not any(each):
        return Stock(there, None, outside)
    mean = sum(each) / len(each)
    spread = (sum((count - mean) ** 2 for count in each) / max(len(each) - 1, 1)) ** 0.5
    error = 2 * max(spread, mean**0.5) / len(each) ** 0.5
    days = _YEAR / 12
    arrivals = Range(max(mean - error, mean / 4) / days, (mean + error) / days)
    return Stock(there, arrivals, outside)


def _outside(answers: tuple[Waiting, ...]) -> Range | None:
    """From the authority that is quickest for half to the one that is slowest for 80 per cent."""
    known = [(one.median, one.eighty) for one in answers]
    halves = [half for half, _ in known if half is not None]
    most = [eighty for _, eighty in known if eighty is not None]
    return Range(min(halves), max(most)) if halves and len(most) == len(known) else None


def compare(access: Access, desk: Desk, more: int) -> Comparison:
    """Simulate a year of a desk as it is and with more officers. Nothing of a case is read.

    Raises:
        AccessDenied: if the role may not read cases.
        BadInput: if the numbers make no sense or are more than a page may simulate.
    """
    require_reading(access)
    expected = desk.arrivals.high * _YEAR + desk.backlog
    if not 1 <= more <= 100 or not expected <= MOST_ARRIVALS:
        raise BadInput(
            f"more than {MOST_ARRIVALS} cases a year cannot be simulated on a page",
            "Use the command `hawkari returns queue`.",
        )
    runs = int(min(max(_CASES / max(expected, 1), _RUNS[0]), _RUNS[1]))
    both = [
        what_if(replace(desk, officers=officers), replications=runs)
        for officers in (desk.officers, desk.officers + more)
    ]
    return Comparison(desk.officers, more, both[0], both[1], sensitivity(desk))


def _asked(
    access: Access, question: FlowQuestion, now: datetime
) -> tuple[QuerySet[Case], datetime, int]:
    if not 1 <= question.months <= 120:
        raise BadInput("months must be from 1 to 120", "Choose another span.")
    since = (now - timedelta(days=question.months * _YEAR / 12)).replace(hour=0, minute=0, second=0)
    cases = known_cases(access).filter(disposed_at__isnull=True, opened_at__gte=since)
    if question.route:
        cases = cases.filter(standing__route=question.route)
    if question.receiver:
        cases = cases.filter(standing__receiver=question.receiver)
    newest = cases.order_by("-opened_at").values_list("opened_at", flat=True)
    there = cases.count()
    if there > MOST_CASES:
        since = newest[MOST_CASES - 1]
        cases = cases.filter(opened_at__gte=since)
    return cases, since, there - min(there, cases.count())


def _traces(cases: QuerySet[Case]) -> Iterator[Trace]:
    """The stages of each case, by what its events say; a booking taken back moved nobody."""
    rows = (
        CaseEvent.objects.filter(case__in=cases, kind__in=(*_KINDS, EventKind.CORRECTED))
        .order_by("case_id", "at", "number")
        .values_list("case_id", "number", "kind", "at", "body")
    )
    steps: dict[int, list[tuple[int, Step]]] = defaultdict(list)
    wrong: set[tuple[int, int]] = set()
    for case, number, kind, at, body in rows.iterator(chunk_size=5_000):
        if kind == EventKind.CORRECTED:
            wrong.add((case, body.get("event")))
        elif stage := _stage(kind, body):
            steps[case].append((number, Step(stage, at)))
    for case, each in steps.items():
        kept = tuple(step for number, step in each if (case, number) not in wrong)
        if kept:
            yield Trace(str(case), kept)


def _stage(kind: str, body: dict[str, object]) -> str:
    if kind == EventKind.MOVED:
        return str(body.get("to", ""))
    return _MOVES[EventKind(kind)].value


def _record(access: Access, act: Act, question: FlowQuestion, *, count: int) -> None:
    asked = [name for name in ("route", "receiver") if getattr(question, name)]
    audit.record(
        act,
        access=access,
        count=count,
        recipient=access.user.get_username() if act is Act.DISCLOSE else "",
        detail={"what": "flow of cases", "months": question.months, "asked": asked},
    )
