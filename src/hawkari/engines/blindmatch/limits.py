"""How much may be asked: numbers as data, and the counters that they are held against."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hawkari.engines.blindmatch.query import Query

__all__ = ["Charge", "Ledger", "Limits", "charges"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Evaluations that are allowed; the holder sets them for each partner.

    The holder sees blinded points only, so it counts evaluations, not different values: who asks
    for a value twice pays twice.

    Args:
        batch: values in one query without a second person.
        largest_batch: values in one query with one.
        officer_epoch: an officer's values in an epoch without a second person.
        officer_day: an officer's values in a day, with or without.
        authorizer_day: values that a second person allows in a day.
        operation_epoch: an operation's values in an epoch.
        partner_day: a partner's values in a day, of one type.
        partner_epoch: a partner's values in an epoch, of one type.
        strikes: refusals for quota in an epoch after which an officer is suspended.
    """

    batch: int = 500
    largest_batch: int = 10_000
    officer_epoch: int = 900
    officer_day: int = 10_000
    authorizer_day: int = 20_000
    operation_epoch: int = 20_000
    partner_day: int = 50_000
    partner_epoch: int = 250_000
    strikes: int = 3


@dataclass(frozen=True, slots=True)
class Charge:
    """What one query adds to one counter, and how far that may go."""

    rule: str
    counter: tuple[str, ...]
    amount: int
    limit: int


class Ledger(Protocol):
    """Counters, suspensions and the log of one holder: kept by the node, in its database.

    Every method may raise; evaluation is then refused. `admit` must be one transaction: exact
    however many callers there are. Officers come in one writing, that of `Grounds.asker`.
    """

    def admit(self, query_id: str, charges: list[Charge]) -> str | None:
        """Charge all or nothing; the rule that forbids it, or None when charged.

        ``"replay"`` if the id was ever admitted.
        """

    def is_suspended(self, partner: str, officer: str) -> bool:
        """Whether this officer of a partner, or the whole partner, may not ask."""

    def suspend(self, partner: str, officer: str, reason: str) -> None:
        """Stop an officer until a person lifts it."""

    def strike(self, partner: str, officer: str, epoch: int) -> int:
        """Count a refusal for quota; how many there are now in the epoch."""

    def write(self, event: str, query: Query, detail: str = "") -> None:
        """Write to the log, durably; a query that is not logged is not answered."""


def charges(query: Query, limits: Limits, today: date) -> list[Charge]:
    """What a query is charged to: officer, operation and partner, by day and by epoch."""
    scope, grounds, size = query.scope, query.grounds, len(query)
    officer, epoch = (scope.partner, grounds.asker), str(scope.epoch)
    day, kind = today.isoformat(), str(scope.kind)
    rows: list[tuple[str, tuple[str, ...], int]] = [
        ("quota:officer-day", (*officer, day), limits.officer_day),
        (
            "quota:operation-epoch",
            (scope.partner, grounds.operation, epoch),
            limits.operation_epoch,
        ),
        ("quota:partner-day", (scope.partner, kind, day), limits.partner_day),
        ("quota:partner-epoch", (scope.partner, kind, epoch), limits.partner_epoch),
    ]
    if grounds.second:
        second = (scope.partner, grounds.second, day)
        rows.append(("quota:authorizer-day", second, limits.authorizer_day))
    else:
        rows.append(("quota:officer-epoch", (*officer, epoch), limits.officer_epoch))
    return [Charge(rule, (rule, *counter), size, limit) for rule, counter, limit in rows]
