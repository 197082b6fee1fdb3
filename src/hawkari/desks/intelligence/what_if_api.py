"""What a program may ask about taking people out of a network, as on the what-if page."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hawkari.desks.intelligence.network_query import LONGEST_ID, TieQuery
from hawkari.desks.intelligence.services.what_if import MOST_CHOSEN, ask_what_if
from hawkari.desks.intelligence.services.what_if_values import (
    USUAL_BUDGET,
    Asked,
    Branch,
    Person,
    WhatIfPage,
)
from hawkari.desks.intelligence.what_if_forms import MOST_BUDGET
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of
from hawkari.engines.disruption.expected import Figure

__all__ = ["what_if_router"]

what_if_router = Router()
NOTE = "An investigative priority: an officer decides, and nothing is decided here"


class FigureOut(Schema):
    """A share (0-1): mean and 90 % interval over networks that the evidence allows."""

    value: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class PersonOut(Schema):
    """Somebody of the network, and how well they are stated."""

    id: str
    caption: str
    statements: int
    grade: str = Field(examples=["2B"], description="The best; empty where all are ungraded")
    handling: str = Field(examples=["P"], description="The strictest")


class StepsInOut(Schema):
    """Who may step in for whom, with what probability."""

    who: PersonOut
    instead_of: str
    chance: float


class AloneOut(Schema):
    """What a partner could do alone: whom it can reach, and what would be left."""

    partner: str
    reaches: list[str]
    left: FigureOut


class RestsOnOut(Schema):
    """A tie of somebody chosen: the figures rest on it."""

    left: str
    right: str
    kind: str
    grade: str
    handling: str
    statements: list[int]
    answer: str = Field(examples=["confirmed"], description="Of a task; empty without one")


class ChoiceOut(Schema):
    """What one choice would do; `verdict` is against as many others drawn at random."""

    people: list[PersonOut]
    left: FigureOut
    others: FigureOut
    better: float = Field(description="Share of networks in which less is left than of others")
    verdict: str = Field(examples=["cannot tell"])
    parts: list[int] = Field(description="Sizes of what becomes of the parts it is in")
    rewired: FigureOut
    new_ties: float = Field(description="Assumed number of new ties")
    steps_in: list[StepsInOut]
    alone: list[AloneOut]
    together: FigureOut | None
    unreached: list[str]
    rests_on: list[RestsOnOut]


class ComparisonOut(Schema):
    """The first choice against the second."""

    better: float
    verdict: str


class PlannedOut(Schema):
    """One row of the joint plan."""

    rank: int
    who: PersonOut
    partner: str
    left_after: FigureOut
    reason: str


class WhatIfOut(Schema):
    """The answer; `refused` are protected, `unknown` not in this network."""

    note: str = Field(examples=[NOTE])
    choices: list[ChoiceOut]
    comparison: ComparisonOut | None
    plan: list[PlannedOut]
    refused: list[str] = Field(description="Victims, migrants and witnesses are never taken out")
    unknown: list[str]
    answers: int = Field(description="Answers of tasks about ties of this network")
    by_evidence_alone: bool = Field(description="Whether the figures leave them out")
    unranked: int
    too_many: bool
    handling: str


class WhatIfQuery(TieQuery):
    """Whom to take out, of which network, and what each partner could take on."""

    without: list[str] = Field(default_factory=list, max_length=MOST_CHOSEN)
    other: list[str] = Field(
        default_factory=list, max_length=MOST_CHOSEN, description="A second choice beside it"
    )
    by_evidence_alone: bool = Field(default=False, description="Leave answers of tasks out")
    budget: int = Field(USUAL_BUDGET, ge=0, le=MOST_BUDGET, description="People a partner")


@what_if_router.get(
    "/network/what-if.json", response={200: WhatIfOut, **REFUSALS, 404: ErrorOut}, by_alias=True
)
def what_if(request: HttpRequest, asked: Query[WhatIfQuery]) -> dict[str, Any]:
    """What would fall apart without some people, who may step in, who could do it; audited."""
    wanted = Asked(
        first=tuple(one[:LONGEST_ID] for one in asked.without),
        second=tuple(one[:LONGEST_ID] for one in asked.other),
        budgets={},
        filters=asked.filters,
        each=asked.budget,
        by_evidence_alone=asked.by_evidence_alone,
    )
    return _data(ask_what_if(access_of(request), wanted))


def _data(page: WhatIfPage) -> dict[str, Any]:
    comparison = page.comparison
    return {
        "note": NOTE,
        "choices": [_choice(branch) for branch in page.branches],
        "comparison": comparison and {"better": comparison.better, "verdict": comparison.verdict},
        "plan": [
            {
                "rank": one.rank,
                "who": _person(one.who),
                "partner": one.partner,
                "left_after": _figure(one.left_after),
                "reason": one.reason,
            }
            for one in page.plan
        ],
        "refused": [one.id for one in page.refused],
        "unknown": list(page.unknown),
        "answers": page.answers,
        "by_evidence_alone": page.by_evidence_alone,
        "unranked": page.unranked,
        "too_many": page.too_many,
        "handling": page.handling,
    }


def _choice(branch: Branch) -> dict[str, Any]:
    found = branch.outcome.found
    return {
        "people": [_person(one) for one in branch.people],
        "left": _figure(found.left),
        "others": _figure(found.others),
        "better": found.better,
        "verdict": found.verdict,
        "parts": [part.size for part in branch.after],
        "rewired": _figure(found.rewired),
        "new_ties": found.new_ties,
        "steps_in": [
            {"who": _person(one.who), "instead_of": one.instead_of.id, "chance": one.chance}
            for one in branch.steps_in
        ],
        "alone": [
            {
                "partner": one.partner,
                "reaches": [who.id for who in one.reaches],
                "left": _figure(one.left),
            }
            for one in branch.alone
        ],
        "together": found.together and _figure(found.together),
        "unreached": [one.id for one in branch.unreached],
        "rests_on": list(_rests_on(branch)),
    }


def _rests_on(branch: Branch) -> list[dict[str, Any]]:
    return [
        {
            "left": who.id,
            "right": one.other.id,
            "kind": tie.kind,
            "grade": tie.grade,
            "handling": tie.handling,
            "statements": list(tie.statements),
            "answer": "" if one.answer is None else ("refuted", "confirmed")[one.answer.holds],
        }
        for who, listed in branch.basis
        for one in listed
        for tie in one.ties
    ]


def _person(one: Person) -> dict[str, Any]:
    return {
        "id": one.id,
        "caption": one.caption,
        "statements": one.statements,
        "grade": one.grade,
        "handling": one.handling,
    }


def _figure(found: Figure) -> dict[str, float]:
    return {"value": found.value, "low": found.low, "high": found.high}
