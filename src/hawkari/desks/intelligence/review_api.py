"""Operations of the desk's API on the review queue and the model; `api` adds them to its own."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from hawkari.desks.intelligence.services.modelling import model_page
from hawkari.desks.intelligence.services.reviewing import decide, queue_data, take_back, undo
from hawkari.desks.intelligence.services.source_rows import source_row
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of
from hawkari.errors import BadInput
from hawkari.evidence.entities import ValueView

__all__ = ["review_router"]

Judgement = Literal["positive", "negative", "unsure"]
Id = Annotated[str, Field(min_length=1, max_length=200, description="Id as stated, or canonical")]
# What the database can count to.
LARGEST = 2**63 - 1
Number = Annotated[int, Field(ge=1, le=LARGEST)]


class ReasonOut(Schema):
    """What one comparison said of a pair; `weight` in bits, above 0 for the same."""

    comparison: str = Field(examples=["name"])
    level: str = Field(examples=["rather the same"])
    weight: float
    left: str
    right: str


class RecordOut(Schema):
    """One record of a pair, and where it stands."""

    id: str
    caption: str
    romanised: str
    agency: str
    source: str
    file: str
    row: str


class PairOut(Schema):
    """Two records to be decided on."""

    candidate: int = Field(description="The cursor for what comes after it")
    left: RecordOut
    right: RecordOut
    probability: float = Field(ge=0, le=1)
    weight: float = Field(description="Bits, with what was known before looking")
    reasons: list[ReasonOut]
    not_compared: list[str]
    unsure: bool = Field(description="Somebody looked and left it open")


class QueueOut(Schema):
    """How the queue stands, and its first pairs in the order in which they are to be decided."""

    waiting: int
    unsure: int
    decided_today: int
    pairs: list[PairOut]


class QueueQuery(Schema):
    """What of the queue to give."""

    after: Number | None = Field(None, description="Candidate to go on behind")
    limit: int = Field(20, ge=1, le=100)


class DecisionIn(Schema):
    """A decision on a pair of records."""

    left: Id
    right: Id
    judgement: Judgement
    reason: str = Field("", max_length=1000)


class DecisionOut(Schema):
    """A decision that was kept."""

    event: int


class UndoneOut(Schema):
    """The pair whose decision was taken back; empty if there was none of this user."""

    pair: list[str] = Field(max_length=2)


class WithdrawalIn(Schema):
    """One judgement to take back, with the reason."""

    event: Number
    reason: str = Field(min_length=1, max_length=1000)


class WithdrawnOut(Schema):
    """The judgement that was taken back."""

    withdrawn: int


class StatedOut(Schema):
    """One value of a source row."""

    statement_id: int
    property: str
    value: str
    original_value: str = Field(description="As written, where cleaning changed it")
    romanised: str
    grade: str
    handling: Literal["P", "C"]
    condition: str
    seen: str
    entity_id: str


class RowOut(Schema):
    """A row of a source as it was loaded: what of it this user may see."""

    file: str
    row: str
    layout: str
    sha256: str
    loaded_at: datetime
    source_name: str
    agency_name: str
    total: int
    values: list[StatedOut]


class LevelOut(Schema):
    """One level of a comparison: P(level | same), P(level | different), log2 of their quotient."""

    level: str
    m: float
    u: float
    weight: float
    before: float | None = Field(description="The weight in the run before")


class ComparisonOut(Schema):
    """One comparison, its levels from the best to the worst."""

    comparison: str
    origin: str
    levels: list[LevelOut]


class RuleOut(Schema):
    """One blocking rule: pairs it proposes, pairs no rule before it had, values too common."""

    rule: str
    pairs: int
    added: int
    stopped: int
    before: int | None


class FindingOut(Schema):
    """What the guard found at one level of one comparison."""

    comparison: str
    level: str
    finding: str
    is_new: bool


class ThresholdOut(Schema):
    """How many kept pairs would be joined from a probability on."""

    at: float
    pairs: int
    is_in_force: bool


class ModelOut(Schema):
    """The newest run that this user may be shown, against the one before."""

    run: int
    at: datetime
    version: str
    trained: str
    one_in: int
    records: int
    previous: datetime | None
    comparisons: list[ComparisonOut]
    plan: list[RuleOut]
    findings: list[FindingOut]
    thresholds: list[ThresholdOut]


class AnyModelOut(Schema):
    """The model; null where no run may be shown."""

    model: ModelOut | None


review_router = Router()
CONFLICT = {409: ErrorOut}
VALUE_FIELDS = tuple(name for name in StatedOut.model_fields if name != "property")


@review_router.get("/review/queue", response={200: QueueOut, **REFUSALS})
def review_queue(request: HttpRequest, asked: Query[QueueQuery]) -> dict[str, Any]:
    """Pairs to decide, in the order in which an answer matters most; audited."""
    return queue_data(access_of(request), after=asked.after, limit=asked.limit)


@review_router.post(
    "/review/decisions", response={200: DecisionOut, **REFUSALS, 404: ErrorOut, **CONFLICT}
)
def decide_pair(request: HttpRequest, given: DecisionIn) -> dict[str, int]:
    """Decide on a pair; 409 where it contradicts a person's decision; audited."""
    pair = (_text(given.left), _text(given.right))
    event = decide(access_of(request), pair, given.judgement, reason=_text(given.reason))
    return {"event": event}


@review_router.post("/review/undo", response={200: UndoneOut, **REFUSALS})
def undo_decision(request: HttpRequest) -> dict[str, list[str]]:
    """Take this user's last standing decision back; audited."""
    return {"pair": list(undo(access_of(request)) or ())}


@review_router.post("/review/withdrawals", response={200: WithdrawnOut, **REFUSALS})
def withdraw_judgement(request: HttpRequest, given: WithdrawalIn) -> dict[str, int]:
    """Take one judgement back with a reason; what follows from it comes apart; audited."""
    take_back(access_of(request), given.event, reason=_text(given.reason))
    return {"withdrawn": given.event}


@review_router.get("/rows/{int:statement}", response={200: RowOut, **REFUSALS, 404: ErrorOut})
def stated_row(request: HttpRequest, statement: Annotated[int, Path(ge=0, le=LARGEST)]) -> Any:
    """The source row that a statement comes from; audited."""
    found = source_row(access_of(request), statement)
    return {**asdict(found), "values": [_stated(one) for one in found.values]}


def _stated(value: ValueView) -> dict[str, Any]:
    return {"property": value.prop, **{name: getattr(value, name) for name in VALUE_FIELDS}}


@review_router.get("/model", response={200: AnyModelOut, **REFUSALS})
def linkage_model(request: HttpRequest) -> dict[str, Any]:
    """What the model weighs, what its guard found, what would join from where on; audited."""
    found = model_page(access_of(request))
    return {"model": None if found is None else asdict(found)}


def _text(given: str) -> str:
    if "\x00" in given:
        raise BadInput("a text holds a character that cannot be kept", "Take U+0000 out of it.")
    return given
