"""Another case of the same person: what protects them there protects them here too.

Two records are taken for one person where birth date and name are the same, in either script. That
is a question to an officer and no answer: saying that they are two people, with a reason, ends it.
People of one family group are judged together in any case, so they are not asked about.
"""

from django.db.models import Q

from hawkari.desks.returns.models import Case, CaseEvent, CasePerson
from hawkari.desks.returns.services.access import known_cases
from hawkari.desks.returns.services.proposals import DIFFERENT_PERSON
from hawkari.desks.returns.services.recording import NewEvent, Open, change, events_of, within
from hawkari.engines.casework import EventKind, Facts, Reason, State, fold
from hawkari.engines.casework.values import AFTER_DEPARTURE
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["OTHER_CASE_GUARD", "other_cases", "say_different", "twins_of"]

OTHER_CASE_GUARD = "other_case"


def twins_of(case: Case) -> list[Case]:
    """Other cases of the agency whose person has the same birth date and a same name."""
    person = CasePerson.objects.get(case=case)
    if not person.birth_date:
        return []
    same = Q()
    for name in ("name", "romanised"):
        if value := getattr(person, name):
            same |= Q(**{f"person__{name}__iexact": value})
    cases = Case.objects.filter(
        same, agency=case.agency_id, disposed_at__isnull=True, person__birth_date=person.birth_date
    )
    if case.family_id is not None:
        cases = cases.exclude(family=case.family_id)
    return list(cases.exclude(pk=case.pk).order_by("pk"))


def other_cases(opened: Open) -> list[Reason]:
    """What other cases of the same person say against this one's departure.

    A case that is still worked on, or in which a barrier was never lifted, says so; one that ended
    without, and one that an officer said is of somebody else, does not.
    """
    found = []
    for other in twins_of(opened.case):
        facts = fold(events_of(other))
        if _matters(facts) and not _said_different(opened.case, other):
            found.append(
                Reason(
                    guard=OTHER_CASE_GUARD,
                    subject=other.reference,
                    since=facts.since,
                    authority="Design rule: what protects a person holds in each of their cases",
                    basis_status="unconfirmed",
                    lifts_on="other_case_settled",
                    words_key=OTHER_CASE_GUARD,
                    params={"reading": str(facts.state or "")},
                )
            )
    return found


def _matters(facts: Facts) -> bool:
    is_open = any(one.lift is None for fact in facts.barriers.values() for one in fact.openings)
    ended = facts.state is State.CLOSED or facts.state in AFTER_DEPARTURE
    return is_open or not ended


def _said_different(one: Case, other: Case) -> bool:
    pairs = ((one, other.reference), (other, one.reference))
    return any(
        CaseEvent.objects.filter(
            case=case, kind=EventKind.NOTE, body__about=DIFFERENT_PERSON, body__case=reference
        ).exists()
        for case, reference in pairs
    )


def say_different(access: Access, reference: str, *, other: str, why: str) -> list[CaseEvent]:
    """Say that another case is of another person, though name and birth date are the same.

    Args:
        access: who decides.
        reference: of the case.
        other: reference of the other.
        why: what tells the two people apart.

    Raises:
        AccessDenied: if the role may not decide.
        BadInput: if there is no such case, it is not one of those in question, or no reason.
    """
    require(access, Action.RETURN_DECIDE)
    if not why.strip():
        raise BadInput("telling two people apart needs a reason", "Say what differs.")

    def record(opened: Open) -> list[CaseEvent]:
        twins = {one.reference for one in twins_of(opened.case)}
        if other not in twins or not known_cases(access).filter(reference=other).exists():
            raise BadInput("this case is not in question", "Look at the case again.")
        body = {"about": DIFFERENT_PERSON, "case": other, "text": why.strip()}
        return within(access, opened, [NewEvent(EventKind.NOTE, body)])

    return change(access, reference, record, act=Act.DECIDE)
