"""Reintegration out of a case's events.

An event that could not have followed from those before it is left out: no reading shows money that
was never promised, or a referral that nobody consented to. So is one that was corrected.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hawkari.engines.casework.events import Event, EventKind
from hawkari.engines.casework.reintegration.money import money
from hawkari.engines.casework.reintegration.steps import RECORDED, check_body_of, goal_of
from hawkari.engines.casework.reintegration.values import (
    NEEDS,
    Aid,
    AidState,
    Assessment,
    Plan,
    Referral,
    ReferralState,
    ReferralStep,
    Reintegration,
    Survey,
)
from hawkari.errors import BadInput

__all__ = ["fold_reintegration"]


def fold_reintegration(events: Iterable[Event]) -> Reintegration:
    """What a case's events come to, in the order of their numbers."""
    ordered = sorted(events, key=lambda one: one.number)
    wrong = {one.body.get("event") for one in ordered if one.kind is EventKind.CORRECTED}
    found = Reintegration()
    for event in ordered:
        if event.kind in RECORDED and event.number not in wrong:
            try:
                check_body_of(found, event)
            except BadInput:
                continue
            found = _APPLY[event.kind](found, event)
    return found


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value.strip() if isinstance(value, str) else ""


def _plan(found: Reintegration, event: Event) -> Reintegration:
    body: Mapping[str, Any] = event.body
    if body.get("do") == "assess":
        said = {name: _text(body["needs"], name) for name in NEEDS}
        made = Assessment(event.number, event.at, event.actor, said)
        return replace(found, assessments=(*found.assessments, made))
    goals = tuple(goal for one in body["goals"] if (goal := goal_of(one)) is not None)
    plan = Plan(event.number, event.at, event.actor, goals, _text(body, "document"))
    return replace(found, plans=(*found.plans, plan))


def _aid(found: Reintegration, event: Event) -> Reintegration:
    body: Mapping[str, Any] = event.body
    if body["do"] == "promise":
        made = Aid(
            event.number, body["kind"], _text(body, "what"), money(body["amount"]),
            AidState.PROMISED, event.actor, event.at,
        )  # fmt: skip
        return replace(found, aid=(*found.aid, made))
    state = AidState.GIVEN if body["do"] == "give" else AidState.CANCELLED
    changed: dict[str, Any] = {
        "state": state, "by": event.actor, "at": event.at,
        "receipt": _text(body, "receipt"), "why": _text(body, "why"),
    }  # fmt: skip
    aid = (replace(one, **changed) if one.number == body["item"] else one for one in found.aid)
    return replace(found, aid=tuple(aid))


def _referral(found: Reintegration, event: Event) -> Reintegration:
    body: Mapping[str, Any] = event.body
    if body["do"] == "make":
        state = ReferralState.IN_PROGRESS
        step = ReferralStep(state, event.at, event.actor, "")
        made = Referral(
            event.number, _text(body, "to"), body["service"], state,
            _text(body, "consent_document"), date.fromisoformat(body["consent_dated"]),
            _text(body, "consent_language"), tuple(body["fields"]), (step,),
        )  # fmt: skip
        return replace(found, referrals=(*found.referrals, made))
    state = ReferralState(body["do"])
    step = ReferralStep(state, event.at, event.actor, _text(body, "why"))
    referrals = (
        replace(one, state=state, steps=(*one.steps, step)) if one.number == body["item"] else one
        for one in found.referrals
    )
    return replace(found, referrals=tuple(referrals))


def _survey(found: Reintegration, event: Event) -> Reintegration:
    body: Mapping[str, Any] = event.body
    made = Survey(
        event.number, body["month"], date.fromisoformat(body["day"]), body["agreed"] is True,
        _text(body, "instrument"), _text(body, "version"), body["scores"], body["answers"],
    )  # fmt: skip
    return replace(found, surveys=(*found.surveys, made))


_APPLY = {
    EventKind.PLAN: _plan,
    EventKind.ASSISTANCE: _aid,
    EventKind.REFERRAL: _referral,
    EventKind.SURVEY: _survey,
}
