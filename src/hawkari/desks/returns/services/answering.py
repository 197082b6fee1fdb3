"""How long receiving authorities take to answer: each request, from the asking to the answer."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from hawkari.desks.returns.models import Case, CaseEvent
from hawkari.engines.casework import EventKind
from hawkari.engines.casework.flows import Step, Trace

__all__ = ["ANSWERED", "requests_of"]

ANSWERED = "answered"
_KINDS = (
    *(EventKind.RECEIVER_ASKED, EventKind.RECEIVER_ANSWERED),
    *(EventKind.CLOSED, EventKind.CORRECTED),
)
_Row = tuple[int, str, datetime, dict[str, object]]


def requests_of(cases: QuerySet[Case]) -> Iterator[Trace]:
    """Each request as a trace from the authority that was asked to `ANSWERED`.

    Asking again while no answer has come begins no new request. A request whose case was closed
    before an answer came is lost from sight then: it was neither answered nor still waits.
    """
    rows = (
        CaseEvent.objects.filter(case__in=cases, kind__in=_KINDS)
        .order_by("case_id", "at", "number")
        .values_list("case_id", "number", "kind", "at", "body")
    )
    each: dict[int, list[_Row]] = defaultdict(list)
    for case, *row in rows.iterator(chunk_size=5_000):
        each[case].append(tuple(row))
    for case, happened in each.items():
        yield from _requests(str(case), happened)


def _requests(case: str, rows: list[_Row]) -> Iterator[Trace]:
    wrong = {body.get("event") for _, kind, _, body in rows if kind == EventKind.CORRECTED}
    waiting: dict[str, datetime] = {}
    for number, kind, at, body in rows:
        receiver = str(body.get("receiver", ""))
        if kind == EventKind.RECEIVER_ASKED:
            waiting.setdefault(receiver, at)
        elif kind == EventKind.RECEIVER_ANSWERED and number not in wrong and receiver in waiting:
            asked = waiting.pop(receiver)
            yield Trace(case, (Step(receiver, asked), Step(ANSWERED, max(at, asked))))
        elif kind == EventKind.CLOSED:
            for one, asked in waiting.items():
                yield Trace(case, (Step(one, asked),), lost=max(at, asked))
            waiting = {}
    for one, asked in waiting.items():
        yield Trace(case, (Step(one, asked),))
