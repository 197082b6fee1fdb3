"""What may be recorded next: no money above its ceiling, no referral without consent."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from hawkari.engines.casework.events import Event, EventKind
from hawkari.engines.casework.reintegration.money import check_ceiling, money
from hawkari.engines.casework.reintegration.values import (
    AID_KINDS,
    NEEDS,
    REFERRAL_STEPS,
    SERVICES,
    AidState,
    Goal,
    ReferralState,
    Reintegration,
)
from hawkari.engines.casework.values import Route
from hawkari.errors import BadInput

__all__ = ["RECORDED", "check_body_of", "check_step", "goal_of"]


def check_step(so_far: Reintegration, event: Event, *, route: Route | None, arrived: bool) -> None:
    """Refuse an event that its case does not allow now.

    Args:
        so_far: what was done until now.
        event: of the kinds PLAN, ASSISTANCE, REFERRAL or SURVEY.
        route: of the case.
        arrived: whether the person has arrived.

    Raises:
        BadInput: with what is wrong.
    """
    do = str(event.body.get("do", ""))
    if not arrived and (event.kind, do) not in BEFORE_ARRIVAL:
        raise BadInput(
            "the person has not arrived",
            "Before arrival, assess and promise; the rest follows after it.",
        )
    check_body_of(so_far, event)
    if (event.kind, do) == (EventKind.ASSISTANCE, "promise"):
        amount = money(event.body.get("amount"))
        check_ceiling(so_far.committed, amount, route, on=event.at.date())


def check_body_of(so_far: Reintegration, event: Event) -> None:
    """Refuse an event that does not follow from what was done until now, whatever the case.

    Raises:
        BadInput: with what is wrong.
    """
    _CHECKS[event.kind](so_far, event)


def _text(event: Event, name: str) -> str:
    value = event.body.get(name)
    return value.strip() if isinstance(value, str) else ""


def _must(event: Event, *names: str) -> None:
    for name in names:
        if not _text(event, name):
            raise BadInput(f"{name.replace('_', ' ')} is missing", "Say it.", where=(name,))


def _check_plan(_: Reintegration, event: Event) -> None:
    if event.body.get("do") == "assess":
        needs = event.body.get("needs")
        if not isinstance(needs, dict) or not any(needs.get(one) for one in NEEDS):
            raise BadInput("nothing was assessed", "Say what was found.", where=("needs",))
        return
    goals = event.body.get("goals")
    if event.body.get("do") != "plan" or not isinstance(goals, list) or not goals:
        raise BadInput("a plan has at least one goal", "Write a goal.", where=("goals",))
    if len(goals) > 12:
        raise BadInput("these are too many goals", "At most 12.", where=("goals",))
    for at, one in enumerate(goals, 1):
        if not goal_of(one):
            raise BadInput(
                f"goal {at} is not complete",
                "Say what, the next step, who takes it, and until which day.",
                where=("goals",),
            )
    _must(event, "document")


def goal_of(one: object) -> Goal | None:
    """A goal from its data; None if something of it is missing."""
    if not isinstance(one, dict):
        return None
    said = {name: one.get(name) for name in ("goal", "step", "who")}
    words = {name: word.strip() for name, word in said.items() if isinstance(word, str)}
    until = _day(one.get("until"))
    if until is None or len(words) < len(said) or not all(words.values()):
        return None
    return Goal(**words, until=until)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _check_aid(so_far: Reintegration, event: Event) -> None:
    do = event.body.get("do")
    if do == "promise":
        if event.body.get("kind") not in AID_KINDS:
            raise BadInput("that is no kind of assistance", "Choose one.", where=("kind",))
        _must(event, "what")
        money(event.body.get("amount"))
        return
    item = _item(so_far.aid, event.body.get("item"))
    if item is None or item.state is not AidState.PROMISED:
        raise BadInput("no such promise stands", "Look at the list again.", where=("item",))
    if do == "cancel":
        _must(event, "why")
    elif do == "give":
        _must(event, "receipt")
        if event.actor == item.promised_by:
            raise BadInput(
                "who promised an item does not record that it was given",
                "Let a colleague see the receipt.",
                where=("item",),
            )
    else:
        raise BadInput("that cannot be done with an item", "Give or cancel it.", where=("do",))


def _item(items: Sequence[Any], number: object) -> Any:
    return next((one for one in items if one.number == number), None)


def _check_referral(so_far: Reintegration, event: Event) -> None:
    if event.body.get("do") == "make":
        _check_consent(event)
        return
    item = _item(so_far.referrals, event.body.get("item"))
    to = _state(event.body.get("do"))
    if item is None or to is None:
        raise BadInput("there is no such referral", "Look at the list again.", where=("item",))
    if to not in REFERRAL_STEPS[item.state]:
        raise BadInput(
            f"a referral that is {item.state.replace('_', ' ')} cannot become {to}",
            "Look at the list again.",
            where=("do",),
        )
    if to is ReferralState.REJECTED:  # a person revokes without a reason
        _must(event, "why")


def _check_consent(event: Event) -> None:
    """A referral hands on what is known of a person: without their consent it is not made."""
    _must(event, "to", "consent_document", "consent_language")
    if event.body.get("service") not in SERVICES:
        raise BadInput("that is no service", "Choose one.", where=("service",))
    if event.body.get("consent_informed") is not True:
        raise BadInput(
            "the person has not consented to this referral",
            "Ask them, in their language; without consent nobody is referred.",
            where=("consent_informed",),
        )
    dated = _day(event.body.get("consent_dated"))
    if dated is None or dated > event.at.date():
        raise BadInput(
            "the consent has no day, or one to come", "Give its day.", where=("consent_dated",)
        )
    fields = event.body.get("fields")
    if not isinstance(fields, list) or not fields or not all(isinstance(f, str) for f in fields):
        raise BadInput(
            "it is not said what may be told", "Name the details agreed to.", where=("fields",)
        )


def _state(do: object) -> ReferralState | None:
    return ReferralState(do) if isinstance(do, str) and do in tuple(ReferralState) else None


def _check_survey(so_far: Reintegration, event: Event) -> None:
    month = event.body.get("month")
    if type(month) is not int:
        raise BadInput("it is of no wave", "0, 3, 6 or 12 months.", where=("month",))
    if _day(event.body.get("day")) is None or not all(
        isinstance(event.body.get(name), dict) for name in ("scores", "answers")
    ):
        raise BadInput("it is no interview", "Take it from its submission.", where=("day",))
    if so_far.survey(month) is not None:
        raise BadInput(
            f"the interview of month {month} was held already",
            "Nothing was changed: one interview a person and wave.",
            where=("month",),
        )


BEFORE_ARRIVAL = frozenset(
    {
        (EventKind.PLAN, "assess"),
        (EventKind.ASSISTANCE, "promise"),
        (EventKind.ASSISTANCE, "cancel"),
    }
)
RECORDED = (EventKind.PLAN, EventKind.ASSISTANCE, EventKind.REFERRAL, EventKind.SURVEY)
_CHECKS: Mapping[EventKind, Callable[[Reintegration, Event], None]] = {
    EventKind.PLAN: _check_plan,
    EventKind.ASSISTANCE: _check_aid,
    EventKind.REFERRAL: _check_referral,
    EventKind.SURVEY: _check_survey,
}
