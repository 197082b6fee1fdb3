"""How cases move: which step follows which, how long each stage takes, and who still waits.

A case that has not left a stage yet has waited *at least* so long. Leaving such cases out makes a
slow stage look fast, so the median and the 80th percentile of a stage are Kaplan-Meier's, and a
percentile that no case has reached yet is not given.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from xml.etree import ElementTree as ET

__all__ = ["Arc", "Month", "Step", "Trace", "Waiting", "directly_follows", "throughput",
           "to_xes", "waiting_by_stage"]  # fmt: skip

_DAY = timedelta(days=1)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XES = "http://www.xes-standard.org/"


@dataclass(frozen=True, slots=True)
class Step:
    """A case enters a stage.

    Attributes:
        stage: which.
        at: when, aware.
    """

    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trace:
    """The stages that one case went through, in order of time.

    Attributes:
        case: a name for the case; never a person's.
        steps: at least one.
        lost: when the case went out of sight in its last stage, without leaving it; None for a
            case that is still there.
    """

    case: str
    steps: tuple[Step, ...]
    lost: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arc:
    """One stage follows another directly.

    Attributes:
        source: the stage left.
        target: the stage entered.
        count: how many times.
        days: median days spent in the source before that.
    """

    source: str
    target: str
    count: int
    days: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long cases stay in a stage.

    Attributes:
        stage: which.
        left: stays that have ended.
        now: cases in it now.
        median: days by which half have left, counting those still there; None while unknown.
        eighty: days by which 80 per cent have left; None while unknown.
        oldest: days that the case now there longest has waited; None when nobody is there.
    """

    stage: str
    left: int
    now: int
    median: float | None
    eighty: float | None
    oldest: float | None


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a calendar month, UTC.

    Attributes:
        first: its first day.
        entered: how many cases entered each stage that was asked about.
    """

    first: date
    entered: Mapping[str, int]


def directly_follows(traces: Iterable[Trace]) -> tuple[Arc, ...]:
    """Every pair of stages that follow one another, the most frequent first."""
    spent: dict[tuple[str, str], list[float]] = defaultdict(list)
    for trace in traces:
        for one, two in pairwise(trace.steps):
            spent[one.stage, two.stage].append((two.at - one.at) / _DAY)
    arcs = (Arc(*ends, len(days), median(days)) for ends, days in spent.items())
    return tuple(sorted(arcs, key=lambda arc: (-arc.count, arc.source, arc.target)))


def waiting_by_stage(
    traces: Iterable[Trace], now: datetime, *, final: Sequence[str] = ()
) -> tuple[Waiting, ...]:
    """How long each stage takes, in the order in which stages were first entered.

    Args:
        traces: the cases.
        now: the instant at which the last stage of each case is still going on.
        final: stages in which nobody waits, such as closed.
    """
    stays: dict[str, list[_Stay]] = defaultdict(list)
    for trace in traces:
        for one, two in pairwise(trace.steps):
            stays[one.stage].append(_Stay((two.at - one.at) / _DAY, left=True))
        last = trace.steps[-1]
        days = max(((trace.lost or now) - last.at) / _DAY, 0.0)
        stays[last.stage].append(_Stay(days, there=trace.lost is None))
    return tuple(_waiting(stage, each) for stage, each in stays.items() if stage not in final)


def throughput(
    traces: Iterable[Trace], stages: Sequence[str], span: tuple[date, date]
) -> tuple[Month, ...]:
    """How many cases entered stages in each month from one date to another, months without too."""
    wanted = set(stages)
    counts: Counter[tuple[date, str]] = Counter(
        (step.at.date().replace(day=1), step.stage)
        for trace in traces
        for step in trace.steps
        if step.stage in wanted
    )
    return tuple(
        Month(first, {stage: counts[first, stage] for stage in stages}) for first in _months(span)
    )


def to_xes(traces: Iterable[Trace]) -> str:
    """The traces as an event log of IEEE 1849-2016 (XES), for any process-mining tool."""
    log = ET.Element("log", {"xes.version": "1.0", "xmlns": _XES})
    for name, prefix in (("Concept", "concept"), ("Time", "time")):
        uri = f"{_XES}{prefix}.xesext"
        ET.SubElement(log, "extension", {"name": name, "prefix": prefix, "uri": uri})
    for trace in traces:
        one = ET.SubElement(log, "trace")
        ET.SubElement(one, "string", {"key": "concept:name", "value": _writable(trace.case)})
        for step in trace.steps:
            event = ET.SubElement(one, "event")
            stage = {"key": "concept:name", "value": _writable(step.stage)}
            ET.SubElement(event, "string", stage)
            at = step.at.isoformat(timespec="milliseconds")
            ET.SubElement(event, "date", {"key": "time:timestamp", "value": at})
    ET.indent(log)
    return ET.tostring(log, encoding="unicode", xml_declaration=False) + "\n"


def _writable(text: str) -> str:
    """The text without the characters that no XML 1.0 document may hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


@dataclass(frozen=True, slots=True)
class _Stay:
    days: float
    left: bool = False
    there: bool = False


def _waiting(stage: str, stays: list[_Stay]) -> Waiting:
    still = [one.days for one in stays if one.there]
    half, most = _quantiles(stays, (0.5, 0.8))
    left = sum(one.left for one in stays)
    return Waiting(stage, left, len(still), half, most, max(still, default=None))


def _quantiles(stays: list[_Stay], shares: tuple[float, ...]) -> list[float | None]:
    """Days by which a share has left (Kaplan and Meier 1958)."""
    steps = list(_leaving(stays))
    return [next((days for days, left in steps if left >= share - 1e-9), None) for share in shares]


def _leaving(stays: list[_Stay]) -> Iterator[tuple[float, float]]:
    """Each length at which somebody left, and the share that had left by then."""
    ended = Counter(one.days for one in stays if one.left)
    every = Counter(one.days for one in stays)
    there, stayed = len(stays), 1.0
    for days in sorted(every):
        if ended[days]:
            stayed *= 1 - ended[days] / there
            yield days, 1 - stayed
        there -= every[days]


def _months(span: tuple[date, date]) -> Iterator[date]:
    first, last = (day.replace(day=1) for day in span)
    while first <= last:
        yield first
        first = (first + timedelta(days=32)).replace(day=1)
