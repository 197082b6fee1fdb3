"""Words that all of casework shares: states, routes, authorities, what a check answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

__all__ = [
    "AFTER_DEPARTURE",
    "CONSENT_ROUTES",
    "Json",
    "Reason",
    "Receiver",
    "Route",
    "State",
    "Verdict",
]

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None


class State(StrEnum):
    """Where a case stands."""

    INTAKE = "intake"
    SCREENING = "screening"
    VOLUNTARY_COUNSELLING = "voluntary_counselling"
    LIABLE = "liable"
    DOCUMENTING = "documenting"
    ACCEPTED_BY_RECEIVER = "accepted_by_receiver"
    NOTICE_SERVED = "notice_served"
    NOTICE_ELAPSED = "notice_elapsed"
    BOOKED = "booked"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    REFUSED_ON_ARRIVAL = "refused_on_arrival"
    REINTEGRATION_PLAN = "reintegration_plan"
    SUPPORTED = "supported"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    HELD = "held"


class Route(StrEnum):
    """How a person returns; the first two only with consent."""

    VOLUNTARY = "voluntary"
    ASSISTED = "assisted"
    ENFORCED = "enforced"
    PORT = "port"


class Receiver(StrEnum):
    """The authority that must have accepted the person."""

    BAGHDAD = "baghdad"
    ERBIL = "erbil"


CONSENT_ROUTES = frozenset({Route.VOLUNTARY, Route.ASSISTED})
# What happens from here on cannot void a booking or hold the case: the person has left.
# `refused_on_arrival` is not among them: that person is back, and everything begins anew.
AFTER_DEPARTURE = frozenset(
    {
        State.DEPARTED,
        State.ARRIVED,
        State.REINTEGRATION_PLAN,
        State.SUPPORTED,
        State.FOLLOW_UP,
        State.CLOSED,
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that keeps a case from a step.

    Attributes:
        guard: the guard that refuses; ``"step"`` where the table knows no such step.
        subject: what the guard looks at: kind of barrier, document, notice.
        since: since when, where the case's history says so.
        authority: the law, rule or judgment that the guard rests on.
        basis_status: ``"seen"`` where its text was read, else ``"unconfirmed"``.
        lifts_on: code of what would change it.
        words_key: key of the words in the guard table.
        params: what was found (``reading``) and what the words mention.
    """

    guard: str
    subject: str
    since: datetime | None
    authority: str
    basis_status: str
    lifts_on: str
    words_key: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a step may be taken now, and everything that forbids it.

    Attributes:
        allowed: no guard forbids it.
        reasons: every guard that does, in the order of the table.
    """

    allowed: bool
    reasons: tuple[Reason, ...] = ()
