"""What the API takes and gives about the review queue and the model."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema

from hawkari.evidence.explaining import GroundKind
from hawkari.evidence.reviewing.items import ItemKind

__all__ = [
    "LARGEST",
    "ApartOut",
    "ApartQuery",
    "BecauseOut",
    "DecisionIn",
    "DecisionOut",
    "GroundOut",
    "JudgementOut",
    "MarkIn",
    "MarkOut",
    "MarkedOut",
    "PairOut",
    "QueueOut",
    "QueueQuery",
    "ReasonOut",
    "RecordOut",
    "RowOut",
    "StatedOut",
    "TogetherOut",
    "UndoIn",
    "UndoneOut",
    "WhyInOut",
    "WithdrawalIn",
    "WithdrawnOut",
]

Verdict = Literal["positive", "negative", "unsure", "settle", "withdraw", "decline"]
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


class BecauseOut(Schema):
    """One reason why an item stands where it stands: a code, and what it speaks of."""

    code: str = Field(examples=["uncertain", "teaches", "two people"])
    text: str
    figure: float | None


class PairOut(Schema):
    """One item of the queue: two records, and what is asked about them."""

    key: str = Field(examples=["pair-17"], description="The cursor for what comes after it")
    kind: ItemKind
    thing: str = Field(
        examples=["vessel"],
        description="What the two are of: person, organisation, vessel, vehicle, aircraft, account",
    )
    token: str = Field(description="To send back with an answer: it then counts for what was shown")
    answers: list[Verdict] = Field(description="What may be answered")
    because: list[BecauseOut]
    needs_two: bool = Field(description="A decision to join needs a second person")
    judgements: list[int] = Field(description="The decisions it is about")
    left: RecordOut
    right: RecordOut
    probability: float | None = Field(ge=0, le=1)
    weight: float | None = Field(description="Bits, with what was known before looking")
    reasons: list[ReasonOut]
    not_compared: list[str]
    unsure: bool = Field(description="Somebody looked and left it open")


class QueueOut(Schema):
    """How the queue stands, and its first pairs in the order in which they are to be decided."""

    waiting: int
    is_exact: bool = Field(description="False: `waiting` is about so many")
    unsure: int
    decided_today: int
    others: dict[str, int] = Field(description="How many of each kind but pairs wait")
    undo: int = Field(description="The decision that an undo takes back; 0 where it takes none")
    pairs: list[PairOut]


class QueueQuery(Schema):
    """What of the queue to give."""

    after: str = Field("", max_length=40, description="Key of the item to go on behind")
    kind: list[ItemKind] = Field(default_factory=list, description="Kinds of item; none for all")
    agency: list[str] = Field(
        default_factory=list, max_length=2, description="Records of exactly these one or two"
    )
    reads: list[Literal["Latn", "ar", "ckb"]] = Field(
        default_factory=list, description="A name of either side is written in one of these"
    )
    limit: int = Field(20, ge=1, le=100)


class DecisionIn(Schema):
    """An answer to an item of the queue, or to a pair by its records' ids.

    `item` is needed for everything but a decision; `event` to withdraw; a reason to settle, to
    withdraw and to decline. With the `token` of the item the answer is refused if the item has
    changed since; the same answer sent twice is kept once.
    """

    judgement: Verdict
    left: str = Field("", max_length=200, description="Id as stated, or canonical")
    right: str = Field("", max_length=200)
    item: str = Field("", max_length=40)
    event: int = Field(0, ge=0, le=LARGEST)
    token: str = Field("", max_length=64)
    reason: str = Field("", max_length=1000)


class DecisionOut(Schema):
    """An answer that was kept; `proposed`: a second person has to agree first."""

    kept: str = Field(examples=["positive", "proposed", "read", "settle"])
    event: int = Field(description="The judgement; 0 where none was made or withdrawn")


class UndoIn(Schema):
    """The decision to take back: the last thing that this user did, as `undo` of the queue says."""

    event: Number


class UndoneOut(Schema):
    """The pair whose decision was taken back."""

    pair: list[str] = Field(min_length=2, max_length=2)


class WithdrawalIn(Schema):
    """One judgement to take back, with the reason."""

    event: Number
    reason: str = Field(min_length=1, max_length=1000)


class WithdrawnOut(Schema):
    """The judgement that was taken back."""

    withdrawn: int


class MarkIn(Schema):
    """Why a wrong join would do harm, or why a mark may be lifted."""

    reason: str = Field(min_length=1, max_length=1000)


class MarkOut(Schema):
    """A mark that stands: joining the entity needs two people; `desk`: empty for a person's own."""

    mark: int
    entity_id: str = Field(description="The record as stated")
    desk: str
    reason: str
    marked_by: str
    marked_at: datetime


class MarkedOut(Schema):
    """The number of a mark that was set, or lifted."""

    mark: int


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


class JudgementOut(Schema):
    """One decision, and what its maker was shown; `proposed_by`: whom a second person agreed with.

    `judgement` is positive, negative, unsure or proposed.
    """

    event: int
    left: str
    right: str
    judgement: str
    maker: str
    by_rule: bool
    made_at: datetime
    reason: str
    probability: float | None
    weight: float | None
    reasons: list[ReasonOut]
    proposed_by: str


class GroundOut(Schema):
    """One reason why two are apart; scores are of the pair `left`, `right`."""

    kind: GroundKind
    words: str
    left: str
    right: str
    probability: float | None
    weight: float | None
    reasons: list[ReasonOut]
    judgements: list[JudgementOut]


class ApartOut(Schema):
    """Why two entities are apart, the weightiest ground first."""

    left: str
    right: str
    are_together: bool
    grounds: list[GroundOut]


class ApartQuery(Schema):
    """Two entities, by canonical id or id as stated."""

    left: str = Field(max_length=200)
    right: str = Field(max_length=200)


class WhyInOut(Schema):
    """Why one record is in an entity: numbers of the joins from it to the oldest; all its joins."""

    id: str
    caption: str
    path: list[int]
    joins: list[JudgementOut]


class TogetherOut(Schema):
    """Why the records of an entity are one."""

    canonical_id: str
    records: list[WhyInOut]
