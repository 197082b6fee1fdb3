"""Why records are one entity, and why two are apart, as pages and programs show it."""

from dataclasses import asdict, dataclass
from typing import Any

from hawkari.desks.intelligence.services.comparing import (
    ComparedRow,
    Score,
    compared_rows,
    score_of,
)
from hawkari.desks.intelligence.services.reviewing import Side, handling_of, side_of
from hawkari.evidence.access import Access
from hawkari.evidence.entities import EntityView
from hawkari.evidence.explaining import Ground, WhyIn, WhyNot, explain, why_not
from hawkari.evidence.judgements import JudgementView
from hawkari.evidence.reviewing.state import pair_token

__all__ = ["Apart", "apart", "apart_data", "together_data"]


@dataclass(frozen=True, slots=True)
class _Beside:
    """The two records with what the newest run found of them."""

    left: EntityView
    right: EntityView
    probability: float | None
    weight: float | None
    reasons: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Why two are apart.

    Attributes:
        left, right: the records.
        grounds: why, the weightiest first.
        are_together: whether they are one entity to this reader.
        rows: the two side by side.
        score: what the newest run gave the pair that stands for them; None where it has none.
        handling: the strictest of what is shown.
        token: to send with a decision on the two, which then counts for them as they are shown.
    """

    left: Side
    right: Side
    grounds: tuple[Ground, ...]
    are_together: bool
    rows: tuple[ComparedRow, ...]
    score: Score | None
    handling: str
    token: str


def apart(access: Access, left: str, right: str) -> Apart:
    """Why two entities are apart, with the two side by side.

    Args:
        access: who asks; audited.
        left: canonical id or id as stated.
        right: the other.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if one of them is unknown, or hidden.
    """
    found = why_not(access, left, right)
    scored = next((one for one in found.grounds if one.weight is not None), None)
    beside = _beside(found, scored)
    return Apart(
        left=side_of(beside.left),
        right=side_of(beside.right),
        grounds=found.grounds,
        are_together=found.are_together,
        rows=compared_rows(beside),
        score=score_of(beside),
        handling=handling_of(beside.left, beside.right),
        token=pair_token(access, (beside.left.members[0], beside.right.members[0])),
    )


def _beside(found: WhyNot, scored: Ground | None) -> _Beside:
    """The pair asked for; scored where the run's best pair between the two is that very pair."""
    ends = {one.members[0] for one in (found.left, found.right)}
    if scored is None or {scored.left, scored.right} != ends:
        return _Beside(found.left, found.right, None, None, ())
    sides = (found.left, found.right)
    if found.left.members[0] != scored.left:
        sides = (found.right, found.left)
    return _Beside(*sides, scored.probability, scored.weight, scored.reasons)


def apart_data(access: Access, left: str, right: str) -> dict[str, Any]:
    """Why two entities are apart, as plain data; as `apart`."""
    found = why_not(access, left, right)
    return {
        "left": found.left.members[0],
        "right": found.right.members[0],
        "are_together": found.are_together,
        "grounds": [
            {
                "kind": one.kind.value,
                "words": one.words,
                "left": one.left,
                "right": one.right,
                "probability": one.probability,
                "weight": one.weight,
                "reasons": list(one.reasons),
                "judgements": [judgement_data(event) for event in one.judgements],
            }
            for one in found.grounds
        ],
    }


def together_data(access: Access, entity: str) -> dict[str, Any]:
    """Why each record is in an entity: by whose word or which rule, shown what; as plain data.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if it is unknown, or hidden.
    """
    found = explain(access, entity)
    return {
        "canonical_id": found.canonical_id,
        "records": [_why_in(one) for one in found.records],
    }


def _why_in(one: WhyIn) -> dict[str, Any]:
    return {
        "id": one.record.members[0],
        "caption": one.record.caption,
        "path": [event.event for event in one.path],
        "joins": [judgement_data(event) for event in one.joins],
    }


def judgement_data(event: JudgementView) -> dict[str, Any]:
    """A judgement as plain data."""
    return {**asdict(event), "reasons": list(event.reasons)}
