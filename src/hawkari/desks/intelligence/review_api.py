"""Operations of the desk's API on the review queue and the model; `api` adds them to its own."""

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from hawkari.desks.intelligence.model_schemas import AgreementOut, AnyModelOut
from hawkari.desks.intelligence.review_schemas import (
    LARGEST,
    ApartOut,
    ApartQuery,
    DecisionIn,
    DecisionOut,
    MarkedOut,
    MarkIn,
    QueueOut,
    QueueQuery,
    RowOut,
    StatedOut,
    TogetherOut,
    UndoIn,
    UndoneOut,
    WithdrawalIn,
    WithdrawnOut,
)
from hawkari.desks.intelligence.services.deciding import Answer, answer, withdraw
from hawkari.desks.intelligence.services.explaining import apart_data, together_data
from hawkari.desks.intelligence.services.modelling import ModelPage, model_page
from hawkari.desks.intelligence.services.reviewing import Wanted, queue_data
from hawkari.desks.intelligence.services.source_rows import source_row
from hawkari.desks.intelligence.services.two_people import lift, mark
from hawkari.desks.intelligence.services.undoing import undo
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of
from hawkari.errors import BadInput
from hawkari.evidence.entities import ValueView

__all__ = ["review_router"]

review_router = Router()
CONFLICT = {409: ErrorOut}
LISTS = ("comparisons", "plan", "findings", "changes", "thresholds", "calibration")
VALUE_FIELDS = tuple(name for name in StatedOut.model_fields if name != "property")


@review_router.get("/review/queue", response={200: QueueOut, **REFUSALS})
def review_queue(request: HttpRequest, asked: Query[QueueQuery]) -> dict[str, Any]:
    """Items to answer, in the order in which an answer teaches or matters most; audited."""
    wanted = Wanted(
        after=_text(asked.after),
        kinds=frozenset(asked.kind),
        agencies=frozenset(map(_text, asked.agency)),
        reads=frozenset(asked.reads),
    )
    return queue_data(access_of(request), wanted, limit=asked.limit)


@review_router.post(
    "/review/decisions", response={200: DecisionOut, **REFUSALS, 404: ErrorOut, **CONFLICT}
)
def decide_pair(request: HttpRequest, given: DecisionIn) -> dict[str, Any]:
    """Answer an item; 409 where it contradicts a person's decision; audited."""
    kept = answer(
        access_of(request),
        Answer(
            given.judgement,
            left=_text(given.left),
            right=_text(given.right),
            item=_text(given.item),
            event=given.event,
            token=_text(given.token),
            reason=_text(given.reason),
        ),
    )
    return {"kept": kept.code, "event": kept.event}


@review_router.post("/review/undo", response={200: UndoneOut, **REFUSALS})
def undo_decision(request: HttpRequest, given: UndoIn) -> dict[str, list[str]]:
    """Take a decision back that is the last thing this user did; audited."""
    return {"pair": list(undo(access_of(request), given.event))}


@review_router.post("/review/withdrawals", response={200: WithdrawnOut, **REFUSALS})
def withdraw_judgement(request: HttpRequest, given: WithdrawalIn) -> dict[str, int]:
    """Take one judgement back with a reason; what follows from it comes apart; audited."""
    withdraw(access_of(request), given.event, reason=_text(given.reason))
    return {"withdrawn": given.event}


@review_router.post(
    "/entities/{canonical_id}/marks", response={200: MarkedOut, **REFUSALS, 404: ErrorOut}
)
def mark_entity(request: HttpRequest, canonical_id: str, given: MarkIn) -> dict[str, int]:
    """Say that joining an entity needs two people, with the harm a wrong join would do; audited."""
    return {"mark": mark(access_of(request), _text(canonical_id), reason=_text(given.reason))}


@review_router.post("/marks/{int:number}/lift", response={200: MarkedOut, **REFUSALS})
def lift_mark(
    request: HttpRequest, number: Annotated[int, Path(ge=0, le=LARGEST)], given: MarkIn
) -> dict[str, int]:
    """Lift a mark, with a reason; audited."""
    lift(access_of(request), number, reason=_text(given.reason))
    return {"mark": number}


@review_router.get("/rows/{int:statement}", response={200: RowOut, **REFUSALS, 404: ErrorOut})
def stated_row(request: HttpRequest, statement: Annotated[int, Path(ge=0, le=LARGEST)]) -> Any:
    """The source row that a statement comes from; audited."""
    found = source_row(access_of(request), statement)
    return {**asdict(found), "values": [_stated(one) for one in found.values]}


def _stated(value: ValueView) -> dict[str, Any]:
    return {"property": value.prop, **{name: getattr(value, name) for name in VALUE_FIELDS}}


@review_router.get(
    "/entities/{canonical_id}/explanation",
    response={200: TogetherOut, **REFUSALS, 404: ErrorOut},
)
def why_together(request: HttpRequest, canonical_id: str) -> dict[str, Any]:
    """Why each record is in an entity: by whose word or which rule, shown what; audited."""
    return together_data(access_of(request), _text(canonical_id))


@review_router.get("/apart", response={200: ApartOut, **REFUSALS, 404: ErrorOut})
def why_apart(request: HttpRequest, asked: Query[ApartQuery]) -> dict[str, Any]:
    """Why two entities are apart; audited."""
    return apart_data(access_of(request), _text(asked.left), _text(asked.right))


@review_router.get("/model", response={200: AnyModelOut, **REFUSALS})
def linkage_model(request: HttpRequest) -> dict[str, Any]:
    """What the model weighs, what its guard found, what would join from where on; audited."""
    found = model_page(access_of(request))
    return {"model": None if found is None else _model(found)}


def _model(page: ModelPage) -> dict[str, Any]:
    run = page.run
    whole = page.agreement.whole
    return {
        **{name: getattr(run, name) for name in ("run", "at", "version", "trained", "records")},
        **{name: getattr(page, name) for name in ("one_in", "previous")},
        **{name: [asdict(one) for one in getattr(page, name)] for name in LISTS},
        "agreement": [
            {name: getattr(one, name) for name in AgreementOut.model_fields}
            for one in (*([] if whole is None else [whole]), *page.agreement.pairs)
        ],
    }


def _text(given: str) -> str:
    if "\x00" in given:
        raise BadInput("a text holds a character that cannot be kept", "Take U+0000 out of it.")
    return given
