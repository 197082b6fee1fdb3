"""What needs a person now: the work list of the home page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hawkari.desks.exchange.services.waiting import ACTIONS, waiting_for
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import LoadState
from hawkari.evidence.overview import LoadView, SourceView, sources_overview
from hawkari.evidence.watchlists import count_open
from hawkari.site.duties import Duty, duties_of

__all__ = ["LoadWork", "Work", "worklist"]

RECENT = timedelta(days=7)
INTERRUPTED = timedelta(minutes=10)
LAST_LOADS = 5


@dataclass(frozen=True, slots=True)
class LoadWork:
    """A load with its source, as a line of the work list or of the last loads."""

    source: SourceView
    load: LoadView


@dataclass(frozen=True, slots=True)
class Work:
    """Everything the home page shows.

    Attributes:
        reads: whether this role reads content at all; if not, the rest is empty but `duties`.
        refused: standing loads of the last 7 days that refused rows, newest first.
        interrupted: loads that began over 10 minutes ago and neither finished nor were refused.
        overdue: sources whose review date has passed, the longest first.
        sources: how many sources the reader sees.
        agencies: their agencies' names, in order.
        last: the newest loads, at most 5.
        alerts: watch alerts that wait for this person's answer.
        exchange: things that wait for this person at the exchange desk.
        exchange_late: how many of them are overdue.
        duties: what waits at the desks of returns and campaigns.
    """

    reads: bool
    refused: tuple[LoadWork, ...] = ()
    interrupted: tuple[LoadWork, ...] = ()
    overdue: tuple[SourceView, ...] = ()
    sources: int = 0
    agencies: tuple[str, ...] = ()
    last: tuple[LoadWork, ...] = ()
    alerts: int = 0
    exchange: int = 0
    exchange_late: int = 0
    duties: tuple[Duty, ...] = ()


def worklist(access: Access, *, now: datetime) -> Work:
    """The work list of one person in one operation.

    Args:
        access: who asks; the reading of the sources is audited.
        now: an aware time.
    """
    if not access.may(Action.READ):
        return Work(reads=False, duties=duties_of(access))
    sources = sources_overview(access, refused_shown=0)
    exchanged = waiting_for(access) if any(map(access.may, ACTIONS)) else []
    lines = [LoadWork(source, load) for source in sources for load in source.loads]
    lines.sort(key=lambda line: line.load.started_at, reverse=True)
    return Work(
        reads=True,
        refused=tuple(
            line
            for line in lines
            if line.load.current and line.load.rows_refused and now - line.load.started_at <= RECENT
        ),
        interrupted=tuple(
            line
            for line in lines
            if line.load.state == LoadState.RUNNING and now - line.load.started_at >= INTERRUPTED
        ),
        overdue=tuple(
            sorted((each for each in sources if each.overdue), key=lambda each: each.review_due)
        ),
        sources=len(sources),
        agencies=tuple(sorted({each.agency_name for each in sources})),
        last=tuple(lines[:LAST_LOADS]),
        alerts=count_open(access),
        exchange=len(exchanged),
        exchange_late=sum(one.is_late(access.today) for one in exchanged),
        duties=duties_of(access),
    )
