"""What was done for a person who returned: assessments, plans, assistance, referrals, surveys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

__all__ = [
    "AID_KINDS",
    "NEEDS",
    "REFERRAL_STEPS",
    "SERVICES",
    "Aid",
    "AidState",
    "Assessment",
    "Goal",
    "Plan",
    "Referral",
    "ReferralState",
    "ReferralStep",
    "Reintegration",
    "Survey",
]

NEEDS = ("vulnerability", "risk", "family", "skills", "wishes")
"""What an assessment looks at (IOM reintegration handbook, module 2; its form is our own)."""
AID_KINDS = ("cash", "travel", "medical", "housing", "work", "training", "school", "other")
SERVICES = (
    *("health", "mental_health", "housing", "work", "training", "school", "papers", "legal"),
    *("protection", "other"),
)


class AidState(StrEnum):
    """How an item of assistance stands."""

    PROMISED = "promised"
    GIVEN = "given"
    CANCELLED = "cancelled"


class ReferralState(StrEnum):
    """How a referral stands."""

    IN_PROGRESS = "in_progress"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DONE = "done"
    REVOKED = "revoked"


REFERRAL_STEPS: Mapping[ReferralState, frozenset[ReferralState]] = {
    ReferralState.IN_PROGRESS: frozenset({
        ReferralState.ACCEPTED, ReferralState.REJECTED, ReferralState.REVOKED,
    }),
    ReferralState.ACCEPTED: frozenset({ReferralState.DONE, ReferralState.REVOKED}),
    ReferralState.REJECTED: frozenset(),
    ReferralState.DONE: frozenset(),
    ReferralState.REVOKED: frozenset(),
}  # fmt: skip
"""Where a referral may go; what stands nowhere here cannot happen."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found out with the person about each of `NEEDS`; empty is not asked."""

    number: int
    at: datetime
    actor: str
    needs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal of a plan: what, the next step, who takes it, until when."""

    goal: str
    step: str
    who: str
    until: date


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that the person agreed to; a later one takes its place."""

    number: int
    at: datetime
    actor: str
    goals: tuple[Goal, ...]
    document: str


@dataclass(frozen=True, slots=True)
class Aid:
    """An item of assistance. `amount` is in pounds, 0.00 for help in kind."""

    number: int
    kind: str
    what: str
    amount: Decimal
    state: AidState
    promised_by: str
    promised_at: datetime
    by: str = ""
    at: datetime | None = None
    receipt: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReferralStep:
    """One thing that happened to a referral."""

    state: ReferralState
    at: datetime
    actor: str
    words: str


@dataclass(frozen=True, slots=True)
class Referral:
    """A person handed on to somebody who helps, with their consent.

    `fields` are the details that the person agreed to be told there.
    """

    number: int
    to: str
    service: str
    state: ReferralState
    consent_document: str
    consent_dated: date
    consent_language: str
    fields: tuple[str, ...]
    steps: tuple[ReferralStep, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """One follow-up interview. `scores` holds score and band by dimension, "" for the whole."""

    number: int
    month: int
    day: date
    agreed: bool
    instrument: str
    version: str
    scores: Mapping[str, Mapping[str, Any]]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reintegration:
    """Everything that was done for one person, in the order in which it was recorded."""

    assessments: tuple[Assessment, ...] = ()
    plans: tuple[Plan, ...] = ()
    aid: tuple[Aid, ...] = ()
    referrals: tuple[Referral, ...] = ()
    surveys: tuple[Survey, ...] = ()

    @property
    def committed(self) -> Decimal:
        """Pounds promised or given, and not cancelled."""
        return sum(
            (one.amount for one in self.aid if one.state is not AidState.CANCELLED),
            Decimal("0.00"),
        )

    @property
    def given(self) -> Decimal:
        """Pounds given."""
        return sum((one.amount for one in self.aid if one.state is AidState.GIVEN), Decimal("0.00"))

    def survey(self, month: int) -> Survey | None:
        """The interview of a wave, if it was held."""
        return next((one for one in self.surveys if one.month == month), None)
