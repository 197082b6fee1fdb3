"""The engine's counters, suspensions and log, in the database: exact, whoever else counts.

A counter is moved by one conditional update, so that two callers can never both have the last of a
quota; a query is charged to all of its counters or to none.
"""

import hashlib
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hawkari.desks.exchange.models.blind import BlindAdmitted, BlindCounter, BlindSuspension
from hawkari.engines.blindmatch import Query
from hawkari.engines.blindmatch.limits import Charge
from hawkari.evidence import audit
from hawkari.evidence.audit import Act
from hawkari.evidence.models import Agency

__all__ = ["DatabaseLedger", "partner_of", "suspend", "suspended"]

SUBJECTS = "/subjects"


class _Forbidden(Exception):
    """Undoes a charge that went part of the way."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


class DatabaseLedger:
    """See `hawkari.engines.blindmatch.Ledger`.

    Args:
        today: the day by this node's clock, for clearing old counters.
    """

    def __init__(self, today: date) -> None:
        self._today = today

    def admit(self, query_id: str, charges: list[Charge]) -> str | None:
        """Charge all or nothing; the rule that forbids it, or None."""
        try:
            with transaction.atomic():
                self._charge(query_id, charges)
        except _Forbidden as forbidden:
            return forbidden.rule
        return None

    def _charge(self, query_id: str, charges: list[Charge]) -> None:
        admitted = {"day": self._today}
        if not BlindAdmitted.objects.get_or_create(query=query_id, defaults=admitted)[1]:
            raise _Forbidden("replay")
        # In one order everywhere, so that two callers never wait for each other.
        for name, charge in sorted((_name(one.counter), one) for one in charges):
            BlindCounter.objects.get_or_create(name=name, defaults={"day": self._today})
            room = BlindCounter.objects.filter(name=name, used__lte=charge.limit - charge.amount)
            if not room.update(used=F("used") + charge.amount, day=self._today):
                raise _Forbidden(charge.rule)

    def is_suspended(self, partner: str, officer: str) -> bool:
        """Whether this officer of a partner, or the whole partner, may not ask."""
        return suspended(partner_of(partner), officer)

    def suspend(self, partner: str, officer: str, reason: str) -> None:
        """Stop an officer until a person lifts it."""
        suspend(partner_of(partner), officer, reason=reason)

    def strike(self, partner: str, officer: str, epoch: int) -> int:
        """Count a refusal for quota; how many there are now in the epoch."""
        name = _name(("strike", partner, officer, str(epoch)))
        BlindCounter.objects.get_or_create(name=name, defaults={"day": self._today})
        BlindCounter.objects.filter(name=name).update(used=F("used") + 1, day=self._today)
        return BlindCounter.objects.get(name=name).used

    def write(self, event: str, query: Query, detail: str = "") -> None:
        """Enter a query in the audit log, under the digest that stands in the partner's log too."""
        grounds, scope = query.grounds, query.scope
        partner = partner_of(scope.partner)
        audit.record(
            Act.SEARCH,
            actor=f"{partner}: {grounds.officer}",
            objects=[query.id],
            count=len(query.blinded) // 32,
            justification=grounds.necessity,
            recipient=partner,
            outcome="ok" if event == "evaluated" else "refused",
            detail={
                "what": f"blind query {event}",
                "rule": detail,
                "digest": query.digest(),
                "type": scope.kind.value,
                "epoch": scope.epoch,
                "their_operation": grounds.operation,
                "basis": grounds.legal_basis,
                "purpose": grounds.purpose,
                "authorizer": grounds.authorizer,
            },
        )


def partner_of(label: str) -> str:
    """The agency that a scope's partner names: scopes of deconfliction name it with an ending."""
    return label.removesuffix(SUBJECTS)


def suspended(agency: str, officer: str) -> bool:
    """Whether an officer, or their whole agency, may not ask now."""
    rows = BlindSuspension.objects.filter(
        agency__slug=agency, officer__in=("", officer), lifted_at__isnull=True
    )
    return rows.exists()


def suspend(
    agency: str, officer: str, *, reason: str, named: str = "", query: str = "", told_by: str = ""
) -> BlindSuspension:
    """Stop an officer of an agency until a person lifts it; one who is stopped stays so."""
    about = Agency.objects.get(slug=agency)
    standing = BlindSuspension.objects.filter(
        agency=about, officer=officer, lifted_at__isnull=True
    ).first()
    if standing is not None:
        return standing
    made = BlindSuspension.objects.create(
        agency=about, officer=officer, named=named or officer, reason=reason, query=query,
        told_by=Agency.objects.filter(slug=told_by).first(), since=timezone.now(),
    )  # fmt: skip
    audit.record(
        Act.DECIDE,
        actor="blind matching",
        objects=[f"suspension {made.pk}"],
        count=1,
        justification=reason,
        detail={"what": "officer suspended", "agency": agency, "officer": named or officer},
    )
    return made


def _name(counter: tuple[str, ...]) -> str:
    """A digest of a counter's name: parts of any length, and no name of an officer, in a key."""
    text = "".join(f"{len(part)}:{part}" for part in counter)
    return hashlib.sha256(text.encode()).hexdigest()
