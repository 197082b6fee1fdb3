"""Compares what we hold of a person with what another authority holds; the officer decides.

A comparison needs a purpose and a basis, which are kept with the decision. It lifts no barrier: an
officer who finds that identity is settled lifts it with the paper that says so.
"""

from dataclasses import asdict, dataclass

from django.utils import timezone

from hawkari.desks.returns.identity import Record, Row, compare_records
from hawkari.desks.returns.identity.records import FIELDS
from hawkari.desks.returns.models import Case, CaseEvent, IdentityCheck
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.recording import NewEvent, Open, change, facts_of, within
from hawkari.engines.casework import EventKind
from hawkari.errors import BadInput
from hawkari.evidence import outbox
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act, Basis, IncomingPackage
from hawkari.evidence.outbox import PackageKind

__all__ = ["Decision", "Why", "compare_with", "decide_identity", "our_record", "their_record"]


@dataclass(frozen=True, slots=True)
class Why:
    """On what a comparison rests, and what it is for."""

    basis: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the officer decides, and why."""

    outcome: str
    why: str


def our_record(case: Case) -> Record:
    """What the case holds of its person."""
    person = case.person
    document: dict[str, str] = next((one for one in person.documents if one.get("number")), {})
    return Record(
        full_name=person.name,
        other_name=person.romanised,
        father_name=person.father_name,
        mother_name=person.mother_name,
        born=person.birth_date,
        birth_place=person.birth_place,
        sex=person.sex,
        document_kind=document.get("kind", ""),
        document_number=document.get("number", ""),
    )


def their_record(package: IncomingPackage) -> Record:
    """What a reply says that the other authority holds."""
    return Record(**{name: package.body[name] for name in FIELDS if name in package.body})


def compare_with(access: Access, reference: str, number: int, *, why: Why) -> tuple[Row, ...]:
    """Both records side by side; that they were compared, and for what, stands in the history.

    Args:
        access: who compares.
        reference: of the case.
        number: of the reply that came.
        why: basis and purpose.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if there is no such case or reply, or basis or purpose are missing or do not hold.
    """
    require(access, Action.CASEWORK)
    case = case_of(access, reference)
    _check(case, why)
    package = reply_for(access, case, number)
    said = {
        "about": "identity_compared",
        "basis": why.basis,
        "purpose": why.purpose.strip(),
        "text": f"package {package.reference}",
    }
    new = NewEvent(EventKind.NOTE, said)
    change(access, reference, lambda opened: within(access, opened, [new]), act=Act.CONSULT)
    return compare_records(our_record(case), their_record(package))


def _check(case: Case, why: Why) -> None:
    if why.basis not in Basis.values:
        raise BadInput(f"{why.basis!r} is no basis", f"Choose one of {', '.join(Basis.values)}.")
    if not why.purpose.strip():
        raise BadInput("a comparison needs its purpose", "Say in a sentence what it is for.")
    consent = facts_of(case).consent
    if why.basis == Basis.CONSENT and (consent.given is None or consent.withdrawn is not None):
        raise BadInput("no consent stands", "Record it, or choose another basis.")


def decide_identity(
    access: Access, reference: str, number: int, *, why: Why, decision: Decision
) -> IdentityCheck:
    """Keep what an officer decided after comparing with what a reply holds.

    Args:
        access: who decides.
        reference: of the case.
        number: of the package that came.
        why: basis and purpose.
        decision: ``same``, ``other`` or ``unsure``, with the reason.

    Raises:
        AccessDenied: if the role may not decide on returns.
        BadInput: if there is no such reply for the case, or a reason is missing.
    """
    require(access, Action.RETURN_DECIDE)
    if decision.outcome not in IdentityCheck.Outcome.values or not decision.why.strip():
        raise BadInput("a decision needs its reason", "Say same, other or unsure, and why.")
    case = case_of(access, reference)
    _check(case, why)
    package = reply_for(access, case, number)
    source = f"package {package.reference}"
    made: list[IdentityCheck] = []

    def record(opened: Open) -> list[CaseEvent]:
        made.append(
            IdentityCheck.objects.create(
                case=opened.case,
                ours=asdict(our_record(case)),
                theirs=asdict(their_record(package)),
                source=source,
                basis=why.basis,
                purpose=why.purpose.strip(),
                outcome=decision.outcome,
                why=decision.why.strip(),
                by=access.user,
                at=timezone.now(),
            )
        )
        said = {
            "about": f"identity_{decision.outcome}",
            "text": f"{source}: {decision.why.strip()}",
        }
        return within(access, opened, [NewEvent(EventKind.NOTE, said)])

    change(access, reference, record, act=Act.DECIDE)
    return made[0]


def reply_for(access: Access, case: Case, number: int) -> IncomingPackage:
    """A reply that answers a package of the case.

    Raises:
        BadInput: if there is none.
    """
    ours = outbox.known_outgoing(access).filter(about=case.reference).values("reference")
    found = outbox.known_incoming(access).filter(
        pk=number, kind=PackageKind.REPLY.value, answers__in=ours
    )
    package = found.first()
    if package is None:
        raise BadInput("there is no such reply for this case", "Look at the case again.")
    return package
