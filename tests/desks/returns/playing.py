"""A returns desk to play on: officers of one agency, and a case brought to any stage.

All people are invented; telephone numbers are from the ranges reserved for fiction.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from hawkari.desks.returns.models import Case
from hawkari.desks.returns.services.barriers import check_barriers
from hawkari.desks.returns.services.cases import NewCase, PersonFields, open_case
from hawkari.desks.returns.services.departing import propose_departure
from hawkari.desks.returns.services.moving import Journey, book, move
from hawkari.desks.returns.services.notices import (
    Consent,
    Notice,
    give_consent,
    serve_notice,
)
from hawkari.desks.returns.services.papers import (
    record_answer,
    record_asked,
    record_document,
)
from hawkari.desks.returns.services.recording import facts_of
from hawkari.engines.casework import State, load_table
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Operation, OperationMember, PurposeKind, User

NUMBERS = count(1)
HEMIN = PersonFields(
    name="هێمن قادر ڕەسووڵ",
    romanised="Hêmin Qadir Resûl",
    birth_date="1994-05-18",
    sex="male",
    nationality="IQ",
    home_area="Ranya",
    phone="+44 7700 900118",
    lawyer="R. Fenwick",
    lawyer_contact="+44 7700 900119",
)
DETAILS = {
    "route": "voluntary",
    "receiver": "erbil",
    "language": "ckb",
    "interpreter": "booked",
    "adults": 1,
    "children": 0,
    "unaccompanied": False,
    "ill": False,
    "pregnant": False,
}


@dataclass
class Desk:
    """One operation for returns, and officers of the agency that holds its cases."""

    agency: str = "home-office"
    operation: Operation = field(
        default_factory=lambda: Operation.objects.create(
            slug=f"returns-{next(NUMBERS)}",
            name="Voluntary and enforced returns",
            purpose="Returns to Iraq",
            purpose_kind=PurposeKind.RETURN,
            legal_basis="Immigration Acts",
            starts=date(2026, 1, 1),
        )
    )

    def user(self, role: str = "caseworker", *, agency: str = "", name: str = "") -> User:
        holder = ensure_agency(agency or self.agency)
        self.operation.agencies.add(holder)
        user = User.objects.create(username=name or f"officer-{next(NUMBERS)}", agency=holder)
        OperationMember.objects.create(operation=self.operation, user=user, role=role)
        return user

    def officer(self, role: str = "caseworker", *, agency: str = "", name: str = "") -> Access:
        return open_access(self.user(role, agency=agency, name=name), self.operation.slug)

    made: int = 0

    def case(self, access: Access, person: PersonFields | None = None, **details) -> Case:
        """A new case; whoever is not named is another person each time, the first `HEMIN`."""
        if person is None:
            person = replace(HEMIN, birth_date=f"{1950 + self.made}-05-18") if self.made else HEMIN
            self.made += 1
        return open_case(access, NewCase(person, DETAILS | details))

    def to(self, access: Access, state: State, **details) -> Case:
        """A case that came to a state by the shortest lawful way."""
        case = self.case(access, **details)
        for step in way(facts_of(case).route):
            if facts_of(case).state is state:
                break
            step(access, case.reference)
        assert facts_of(case).state is state, facts_of(case).state
        return case


def look(access: Access, reference: str) -> None:
    """Look for every barrier, and find none."""
    check_barriers(access, reference, load_table().barriers, source="file read, person asked")


def screened(access: Access, reference: str) -> None:
    move(access, reference, State.SCREENING)


def counselled(access: Access, reference: str) -> None:
    look(access, reference)
    today = timezone.now().date()
    give_consent(
        access,
        reference,
        Consent(
            "form 3", dated=today, language="ckb", informed=True, told_withdrawable=True,
            counselled=today, counselling_language="ckb",
        ),
    )  # fmt: skip
    move(access, reference, State.VOLUNTARY_COUNSELLING)


def made_liable(access: Access, reference: str) -> None:
    look(access, reference)
    move(access, reference, State.LIABLE)


def documenting(access: Access, reference: str) -> None:
    move(access, reference, State.DOCUMENTING)


def accepted(access: Access, reference: str) -> None:
    today = timezone.now().date()
    record_document(
        access, reference, "LP-7", kind="laissez_passer", status="issued", issued=today,
        expires=today + timedelta(days=90),
    )  # fmt: skip
    record_asked(access, reference, receiver="erbil", request="req 1", fields=["names"])
    record_answer(
        access, reference, receiver="erbil", answer="accepted", document="letter 9", dated=today,
        expires=today + timedelta(days=60),
    )  # fmt: skip
    move(access, reference, State.ACCEPTED_BY_RECEIVER)


def notice(kind: str, *, days_ago: int = 20, **more) -> Notice:
    """A notice as it should be."""
    return Notice(
        kind, language="ckb", route="air, London to Erbil", destination="Erbil",
        read_to_person=True, appeal_details=True, lawyer_details=True, served_how="in person",
        place="england-wales", served=timezone.now() - timedelta(days=days_ago), **more,
    )  # fmt: skip


def notified(access: Access, reference: str, *, days_ago: int = 20, **told) -> None:
    serve_notice(access, reference, notice("intention", days_ago=days_ago))
    serve_notice(access, reference, notice("departure_details", days_ago=days_ago, **told))
    move(access, reference, State.NOTICE_SERVED)


def elapsed(access: Access, reference: str) -> None:
    move(access, reference, State.NOTICE_ELAPSED)


def journey(**more) -> Journey:
    departs = timezone.now() + timedelta(seconds=2)
    said = {
        "receiver": "erbil", "carrier": "RJ 118", "departs": departs,
        "lands": departs + timedelta(hours=6), "destination": "Erbil",
        "escort": "none needed", "medical_notes": "none needed", "reception": "brother",
    }  # fmt: skip
    return Journey(**said | more)


def booked(access: Access, reference: str) -> None:
    book(access, reference, journey())


def proposed(access: Access, reference: str) -> None:
    propose_departure(access, reference, why="papers seen, person asked")


def way(route) -> list:
    """The steps of a route, in order."""
    if route in ("voluntary", "assisted"):
        return [screened, counselled, documenting, accepted, booked]
    return [screened, made_liable, documenting, accepted, notified, elapsed, booked]
