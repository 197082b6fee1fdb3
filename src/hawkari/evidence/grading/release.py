"""Whether a value may leave for a recipient: eleven tests, all of which must hold.

Deny by default: whatever is missing, unknown or lapsed denies. Every failing test is given, with
its authority and what would change it. Stricter than reading: the originator's own people have no
short cut here. The tests are those of ``release-rules.json``. Not legal advice; verified by:
nobody yet.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from hawkari.evidence.grading.codes import EuropolHandling, HandlingCode, TrafficLight
from hawkari.evidence.grading.known import unknown_codes
from hawkari.evidence.grading.reading import CRIME, LEVELS, above_ceiling
from hawkari.evidence.grading.reasons import Decision, decided
from hawkari.evidence.grading.release_terms import Recipient, Releasable, ReleaseAction
from hawkari.evidence.grading.schemes import scheme
from hawkari.evidence.grading.transfer import transfer_faults
from hawkari.evidence.grading.values import ConditionValue

__all__ = ["may_release", "may_release_all"]

BASES = frozenset({"fact", "assessment"})
CAUSES_OF_LIGHTS: dict[str, str] = {
    TrafficLight.RED: "tlp-red",
    TrafficLight.AMBER_STRICT: "tlp-amber-strict",
    TrafficLight.AMBER: "tlp-amber",
    TrafficLight.GREEN: "tlp-green",
}
"""The lights that limit anything."""


@dataclass(frozen=True, slots=True)
class _Asked:
    thing: Releasable
    recipient: Recipient
    action: str
    purpose: str
    at: date

    @property
    def condition(self) -> ConditionValue:
        """The condition; one that names nobody where there is none."""
        return self.thing.marking.condition or ConditionValue("")


def may_release(
    thing: Releasable, recipient: Recipient, *, action: str, purpose: str, at: date
) -> Decision:
    """Whether a value may be released.

    Args:
        thing: the value, with its marking and all that decides.
        recipient: who would receive it.
        action: what they would do with it, a `ReleaseAction`; an unknown one is above every PAP.
        purpose: the kind of purpose it is asked for.
        at: the day that periods and conditions are judged on.

    Returns:
        Allowed only if all eleven tests hold; otherwise every failing one. `notices` holds the
        words of H3, which go with the value.
    """
    asked = _Asked(thing, recipient, action, purpose, at)
    causes = [*unknown_codes(thing.marking)]
    for test in TESTS:
        causes += test(asked)
    notices = (thing.marking.europol_text,) if thing.marking.europol_text else ()
    return decided(causes, notices=notices)


def may_release_all(
    things: Iterable[Releasable], recipient: Recipient, *, action: str, purpose: str, at: date
) -> Decision:
    """Whether something derived from several values may be released: only if each of them may.

    A derived thing carries the union of restrictions. Nothing at all is not allowed: a thing
    derived from no statement has no basis.
    """
    decisions = [
        may_release(one, recipient, action=action, purpose=purpose, at=at) for one in things
    ]
    if not decisions:
        return decided(["grade-unknown"])
    causes = [reason.cause for one in decisions for reason in one.reasons]
    notices = tuple(dict.fromkeys(words for one in decisions for words in one.notices))
    return decided(causes, notices=notices)


def _handling(asked: _Asked) -> list[str]:
    marking, condition, recipient = asked.thing.marking, asked.condition, asked.recipient
    if marking.handling != HandlingCode.CONDITIONS:
        return []
    if marking.condition is None or not condition.text.strip():
        return ["condition-missing"]
    causes = []
    if condition.expires is not None and condition.expires < asked.at:
        causes.append("condition-lapsed")
    if not condition.names(recipient.agency, recipient.users):
        causes.append("condition-not-named")
    if condition.must_consult and recipient.agency not in condition.satisfied_for:
        causes.append("condition-consult")
    return causes


def _europol(asked: _Asked) -> list[str]:
    marking, allowed = asked.thing.marking, asked.thing.permissions
    passes_on = (
        asked.action == ReleaseAction.PASS_ON or asked.thing.holder != asked.thing.originator
    )
    checks = (
        ("europol-h0", EuropolHandling.CRIME_ONLY, asked.purpose in CRIME),
        (
            "europol-h1",
            EuropolHandling.NOT_JUDICIAL,
            allowed.judicial or asked.action != ReleaseAction.JUDICIAL,
        ),
        ("europol-h2", EuropolHandling.NOT_PASSED_ON, allowed.passing_on or not passes_on),
        (
            "europol-h3",
            EuropolHandling.OTHER_RESTRICTIONS,
            bool(marking.europol_text) and allowed.acknowledged == marking.europol_text,
        ),
    )
    return [cause for cause, code, is_well in checks if code in marking.europol and not is_well]


def _traffic_light(asked: _Asked) -> list[str]:
    """Who may have it, and whether what they would do keeps it among those who may."""
    tlp = asked.thing.marking.tlp
    if tlp in CAUSES_OF_LIGHTS and not (_is_meant(asked) and _stays_inside(asked)):
        return [CAUSES_OF_LIGHTS[tlp]]
    return []


def _is_meant(asked: _Asked) -> bool:
    recipient, condition = asked.recipient, asked.condition
    partner = recipient.agency in asked.thing.operation.partners
    named = recipient.agency in condition.agencies
    shared = asked.thing.marking.handling == HandlingCode.PERMITTED and partner
    client = not recipient.client_of.isdisjoint(condition.agencies)
    match asked.thing.marking.tlp:
        case TrafficLight.RED:
            return bool(recipient.users) and recipient.users <= condition.users
        case TrafficLight.AMBER_STRICT:
            return named
        case TrafficLight.AMBER:
            return named or client or shared
        case _:
            return partner


def _stays_inside(asked: _Asked) -> bool:
    """Whether the action keeps it where TLP wants it; our reading of the protocol."""
    strict = asked.thing.marking.tlp in (TrafficLight.RED, TrafficLight.AMBER_STRICT)
    if asked.action == ReleaseAction.PASS_ON:
        return not strict
    return asked.action != ReleaseAction.PUBLISH


def _permissible_actions(asked: _Asked) -> list[str]:
    needs = _levels_needed()
    pap = asked.thing.marking.pap
    if asked.action not in needs:
        return ["pap-action"]
    order = _pap_order()
    if pap not in order:
        return []
    return [] if order.index(needs[asked.action]) <= order.index(pap) else ["pap-action"]


@cache
def _levels_needed() -> dict[str, str]:
    return dict(scheme("pap").data["actions"])


@cache
def _pap_order() -> tuple[str, ...]:
    """PAP codes from the strictest to the widest."""
    return tuple(scheme("pap").data["order"])


def _classification(asked: _Asked) -> list[str]:
    level = asked.thing.marking.gsc
    if level not in LEVELS:
        return []
    above = [above_ceiling(level, each) for each in (asked.recipient.ceiling, asked.thing.ceiling)]
    return ["gsc-ceiling"] if any(above) else []


def _operation(asked: _Asked) -> list[str]:
    operation, condition = asked.thing.operation, asked.condition
    causes = []
    if condition.purposes and asked.purpose not in condition.purposes:
        causes.append("condition-purpose")
    if asked.purpose != operation.purpose:
        causes.append("purpose")
    if asked.recipient.agency not in operation.partners:
        causes.append("member")
    ended = operation.ends is not None and operation.ends < asked.at
    if ended or operation.starts > asked.at:
        causes.append("period")
    return causes


def _subjects(asked: _Asked) -> list[str]:
    causes = []
    for subject in asked.thing.subjects:
        if not subject.categories:
            causes.append("subject-unset")
        if not BASES.issuperset(subject.categories.values()):
            causes.append("subject-basis")
    return causes


def _transfer(asked: _Asked) -> list[str]:
    return transfer_faults(asked.thing, asked.recipient, asked.purpose)


def _onward(asked: _Asked) -> list[str]:
    thing = asked.thing
    if thing.holder == thing.originator or asked.recipient.agency in thing.permissions.onward:
        return []
    return ["onward"]


def _retention(asked: _Asked) -> list[str]:
    thing = asked.thing
    checks = (
        ("retention", thing.keep_until is None or thing.keep_until < asked.at),
        ("retracted", thing.is_retracted),
        ("recalled", thing.is_recalled),
    )
    return [cause for cause, fails in checks if fails]


TESTS: tuple[Callable[[_Asked], list[str]], ...] = (
    _handling,
    _europol,
    _traffic_light,
    _permissible_actions,
    _classification,
    _operation,
    _subjects,
    _transfer,
    _onward,
    _retention,
)
"""Tests 2 to 11; the first, that every code is known, is asked of the marking alone."""
