"""What follows arrival: a plan within a month, help in kind and money, follow-ups for a year."""

from collections.abc import Callable
from datetime import timedelta

from hawkari.engines.corridor.returns.journal import Journal

__all__ = ["support"]

_GOALS = ("a stall at the market", "a course in refrigeration", "school for the children", "a flat")
_ITEMS = (
    *(("rent", "900.00"), ("tools", "1250.00"), ("course fee", "700.00"), ("stock", "1500.00")),
    *(("medical costs", "380.00"), ("school costs", "260.00")),
)
_REFERRED_TO = ("employment centre", "clinic", "legal aid office", "civil office for the card")
_MONTHS = (0, 3, 6, 12)
_MONTH = 30.44
REFERRED, SURVEYED = 0.4, 0.85


def support(journal: Journal, to: Callable[[str], None]) -> None:
    """Reintegration from arrival to the last follow-up.

    Args:
        journal: of the case.
        to: moves the case to a state.
    """
    rng = journal.rng
    arrived = journal.now
    journal.wait(4, 45)
    journal.add("plan", {"goals": [rng.choice(_GOALS)], "signed": journal.day(0)})
    to("reintegration_plan")
    if rng.random() < REFERRED:
        journal.wait(1, 12)
        journal.add("referral", {"to": rng.choice(_REFERRED_TO), "consent": True})
    for item, amount in rng.sample(_ITEMS, rng.choice((1, 2, 2, 3))):
        journal.wait(3, 30)
        journal.add("assistance", {"item": item, "amount": amount, "currency": "GBP"})
    to("supported")
    followed = False
    for month in _MONTHS:
        due = arrived + timedelta(days=month * _MONTH)
        journal.now = max(journal.now, due)
        if rng.random() >= SURVEYED:
            continue
        journal.wait(1, 20)
        journal.add("survey", {"month": month, "answered": True})
        if not followed:
            followed = True
            to("follow_up")
    journal.wait(5, 40)
