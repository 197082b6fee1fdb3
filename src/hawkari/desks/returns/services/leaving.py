"""Whether something about a case may leave for a receiving authority, and still may.

It is asked when a person releases it, and again after whatever happens until it is carried:
somebody may ask to be protected, or withdraw consent, in the hours between.
"""

from datetime import datetime

from hawkari.engines.casework import CONSENT_ROUTES, Facts, load_table
from hawkari.engines.casework.readings import Look, read
from hawkari.errors import BadInput
from hawkari.evidence import outbox
from hawkari.evidence.access import Access
from hawkari.evidence.models import Basis, OutgoingPackage
from hawkari.evidence.outbox import PackageKind

__all__ = ["drop_what_may_not_leave", "may_be_told", "may_leave"]

ASKS_PROTECTION = ("asylum_claim", "further_submissions", "appeal_pending")
"""While one of these is open, or nobody has looked, the state of return is not told of anybody."""


def may_be_told(facts: Facts, authority: str, basis: str) -> None:
    """The named authority only; and by consent only while it stands.

    Raises:
        BadInput: if it is another, or consent does not stand.
    """
    if facts.receiver is None or str(facts.receiver) != authority:
        raise BadInput(
            "only the authority that the case names may be told", "Name it in the case first."
        )
    consent = facts.consent
    stands = consent.given is not None and consent.withdrawn is None and consent.informed
    if basis == Basis.CONSENT and not stands:
        raise BadInput("no informed consent stands", "Record it, or choose another basis.")
    if consent.withdrawn is not None and facts.route in CONSENT_ROUTES:
        raise BadInput("the consent was withdrawn", "Nothing more is sent about this person.")


def may_leave(package: OutgoingPackage, facts: Facts, now: datetime) -> None:
    """What a package rests on stands, and the person does not ask to be protected from that state.

    That a request is withdrawn may always be said.

    Raises:
        BadInput: if it does not, or protection is asked or may be asked, or nobody has looked.
    """
    if package.kind == PackageKind.WITHDRAWN:
        return
    may_be_told(facts, package.body.get("authority", ""), package.basis)
    look = Look(load_table(), facts, now)
    asked = [read(f"barrier:{kind}", look).value for kind in ASKS_PROTECTION]
    if package.basis != Basis.CONSENT and not {"open", "unknown"}.isdisjoint(asked):
        raise BadInput(
            "the person may be asking to be protected from this state",
            "Nothing is sent until each claim and appeal is looked for and decided.",
        )


def drop_what_may_not_leave(access: Access, reference: str, facts: Facts, *, now: datetime) -> None:
    """Drop what was released about a case and not carried yet, where it may leave no more."""

    def still_may(package: OutgoingPackage) -> bool:
        # An answer to what another agency asked was never judged by our case of the person.
        if package.kind == PackageKind.REPLY:
            return True
        try:
            may_leave(package, facts, now)
        except BadInput:
            return False
        return True

    outbox.drop_released(access, reference, unless=still_may)
