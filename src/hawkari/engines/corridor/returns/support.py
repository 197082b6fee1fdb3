"""What follows arrival: a plan within a month, help in kind and money, follow-ups for a year."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hawkari.engines.corridor.returns.journal import Journal

__all__ = ["support"]

_GOALS = (
    *("a stall at the market", "work as a repairer of coolers", "the children go to school"),
    *("a flat of one's own", "training as an electrician"),
)
_STEPS = ("look at two places", "ask at the employment centre", "register", "get the card first")
_AID = (
    *(("housing", "rent, three months", "900.00"), ("work", "tools", "650.00")),
    *(("training", "fee of a course", "700.00"), ("medical", "spectacles", "180.00")),
    *(("school", "uniforms and books", "160.00"), ("travel", "bus to the home area", "45.00")),
)
_SERVICES = (
    *(("work", "employment centre"), ("health", "clinic"), ("legal", "legal aid office")),
    *(("papers", "civil office"),),
)
_DIMENSIONS = ("", "economic", "social", "psychosocial")
_MONTHS = (0, 3, 6, 12)
_MONTH = 30.44
_ASKED = 9
REFERRED, SURVEYED = 0.4, 0.85


def support(journal: Journal, to: Callable[[str], None], *, language: str, money: bool) -> None:
    """Reintegration from arrival to the last follow-up.

    Args:
        journal: of the case.
        to: moves the case to a state.
        language: in which consent to a referral was asked for.
        money: whether the route comes with assistance.
    """
    rng = journal.rng
    arrived = journal.now
    journal.wait(4, 45)
    goal = {
        "goal": rng.choice(_GOALS),
        "step": rng.choice(_STEPS),
        "who": "the person, with the caseworker",
        "until": journal.day(60),
    }
    plan = {"do": "plan", "goals": [goal], "document": f"plan of {journal.day(0)}, signed"}
    journal.add("plan", plan)
    to("reintegration_plan")
    if rng.random() < REFERRED:
        journal.wait(1, 12)
        _refer(journal, language)
    for kind, what, amount in rng.sample(_AID, rng.choice((1, 2, 2, 3))):
        journal.wait(3, 30)
        if money:
            _help(journal, {"kind": kind, "what": what, "amount": amount})
    to("supported")
    _follow_up(journal, to, arrived)
    journal.wait(5, 40)


def _refer(journal: Journal, language: str) -> None:
    service, where = journal.rng.choice(_SERVICES)
    body = {
        "do": "make",
        "to": where,
        "service": service,
        "consent_document": "consent form, signed",
        "consent_dated": journal.day(0),
        "consent_language": language,
        "consent_informed": True,
        "fields": ["names", "language"],
    }
    journal.add("referral", body)


def _help(journal: Journal, promise: dict[str, str]) -> None:
    """A promise, and what a colleague saw the receipt of."""
    item = journal.add("assistance", {"do": "promise", **promise})
    journal.wait(2, 12)
    given = {"do": "give", "item": item, "receipt": f"receipt {item}-{journal.day(0)}"}
    journal.add("assistance", given, by_second=True)


def _follow_up(journal: Journal, to: Callable[[str], None], arrived: datetime) -> None:
    """Interviews after 0, 3, 6 and 12 months; not everybody is reached each time."""
    rng = journal.rng
    followed, level = False, rng.uniform(0.25, 0.7)
    for month in _MONTHS:
        journal.now = max(journal.now, arrived + timedelta(days=month * _MONTH))
        if rng.random() >= SURVEYED:
            continue
        journal.wait(1, 20)
        level = min(0.95, max(0.05, level + rng.uniform(-0.08, 0.14)))
        journal.add("survey", _survey(month, journal.day(0), level))
        if not followed:
            followed = True
            to("follow_up")


def _survey(month: int, day: str, level: float) -> dict[str, Any]:
    """An interview as it is kept: without answers, which no sample can invent well."""
    score = {"value": round(level, 3), "highest": round(level, 3), "band": ""}
    counts = {"answered": _ASKED, "asked": _ASKED}
    return {
        "month": month,
        "day": day,
        "agreed": True,
        "instrument": "invented",
        "version": "1",
        "known": {},
        "answers": {},
        "scores": {dim: {**score, **counts} for dim in _DIMENSIONS},
    }
