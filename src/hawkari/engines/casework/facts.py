"""What is known of a case now, as its events say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from hawkari.engines.casework.values import Receiver, Route, State

__all__ = [
    "AcceptanceFact",
    "BarrierFact",
    "BookingFact",
    "ConsentFact",
    "DocumentFact",
    "Facts",
    "Lift",
    "NoticeFact",
    "Opening",
    "People",
    "Request",
]


@dataclass(frozen=True, slots=True)
class People:
    """Who travels on the case. None: nobody has said.

    Attributes:
        adults: how many.
        children: how many under 18.
        unaccompanied: a child without an adult who answers for it.
        ill: somebody needs care on the way or on arrival.
        pregnant: somebody is pregnant.
    """

    adults: int | None = None
    children: int | None = None
    unaccompanied: bool | None = None
    ill: bool | None = None
    pregnant: bool | None = None

    def has(self, what: str) -> bool | None:
        """Whether a group is among them; None where nobody has said."""
        if what == "children":
            return None if self.children is None else self.children > 0
        found: bool | None = getattr(self, what)
        return found


@dataclass(frozen=True, slots=True)
class Lift:
    """With what an opening was lifted.

    Attributes:
        at: when.
        number: of the event that lifted it.
        document: the paper that says so.
        document_kind: what kind of paper.
        dated: its date.
        decided_by: whose decision it is.
        actor: the officer who recorded it.
        review: from this day on it must be looked at again.
        outcome: what it says, where such a paper may say this or that.
        counts: False: it was taken back, or cannot be about this opening; it may only keep it open.
    """

    at: datetime
    number: int
    document: str
    document_kind: str
    dated: date
    decided_by: str
    actor: str
    review: date | None = None
    outcome: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that a barrier opened. Each is lifted by itself.

    Attributes:
        number: of the event that opened it.
        opened: when it opened.
        learned: when we learned of it.
        source: what says so.
        person: whom it is about; ``""`` everyone on the case.
        ends: the day on which it lapses, for barriers that do.
        review: from this day on it should be looked at again.
        lift: with what it was lifted; None while it is open.
        papers: every paper about it, oldest first.
    """

    number: int
    opened: datetime
    learned: datetime
    source: str
    person: str = ""
    ends: date | None = None
    review: date | None = None
    lift: Lift | None = None
    papers: tuple[Lift, ...] = ()


@dataclass(frozen=True, slots=True)
class BarrierFact:
    """What is known of one kind of barrier.

    Attributes:
        status: ``unknown`` (nobody looked), ``none`` (looked, none found), ``open``, ``lifted`` or
            ``lapsed``. Unknown counts as open.
        opened: when the oldest that is open opened, else the last one.
        learned: when we learned of that one.
        document: the paper that says so.
        review: from this day on what is said here no longer counts as known.
        checked: when somebody last looked and found none.
        openings: every time it opened.
    """

    status: str = "unknown"
    opened: datetime | None = None
    learned: datetime | None = None
    document: str = ""
    review: date | None = None
    checked: datetime | None = None
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """A travel or identity document.

    Attributes:
        document: its reference.
        kind: what kind.
        status: sought, interview, agreed, issued, expired, refused or revalidation.
        since: since when it has that status.
        issued: day of issue.
        expires: first day on which it is no longer good; None: nobody has said.
    """

    document: str
    kind: str
    status: str
    since: datetime
    issued: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What the receiving authority was asked, and which fields it was told."""

    receiver: str
    request: str
    fields: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class AcceptanceFact:
    """The last answer of a receiving authority: accepted, refused or more_needed."""

    receiver: str
    answer: str
    document: str
    dated: date | None
    expires: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeFact:
    """A notice that was served.

    Attributes:
        number: of the event.
        kind: intention or departure_details.
        served: when.
        language: in which language.
        route: by which route the person is to travel.
        destination: where to.
        read_to_person: it was read out in that language.
        appeal_details: it says how to appeal.
        lawyer_details: it says how to get advice.
        place: place of service, whose bank holidays count; empty: nobody has said.
        period_ends: until when the person was told that they have time.
        valid_until: when the notice is no longer good.
        voided: when it was voided.
        failed: when the first journey booked after service fell through.
        departs: when the journey begins that it announces; None: it says no time.
        carrier: and with whom; empty: it does not say.
    """

    number: int
    kind: str
    served: datetime
    language: str
    route: str
    destination: str
    read_to_person: bool
    appeal_details: bool
    lawyer_details: bool
    place: str
    period_ends: datetime | None = None
    valid_until: datetime | None = None
    voided: datetime | None = None
    failed: datetime | None = None
    departs: datetime | None = None
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class ConsentFact:
    """Consent to a voluntary return, and the counselling before it."""

    given: datetime | None = None
    document: str = ""
    dated: date | None = None
    language: str = ""
    informed: bool = False
    told_withdrawable: bool = False
    counselled: date | None = None
    counselling_language: str = ""
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True)
class BookingFact:
    """A booked journey.

    Attributes:
        number: of the event.
        receiver: the authority at whose port it lands.
        departs: when.
        lands: when.
        destination: where.
        carrier: with whom.
        route: by which way, in the words of the notices; empty: nobody has said.
        escort: who travels along, or that nobody needs to.
        medical_notes: reference of the medical notes.
        reception: who receives the person.
        booked: when it was booked.
        voided: when it was voided.
    """

    number: int
    receiver: str
    departs: datetime | None
    lands: datetime | None
    destination: str
    carrier: str
    escort: str
    medical_notes: str
    reception: str
    booked: datetime
    voided: datetime | None = None
    route: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a case. Never set by hand: `fold` computes it of the events.

    Attributes:
        state: where the case stands; None before it is opened.
        since: since when.
        route: how the person returns.
        receiver: the authority named to receive the person.
        language: the person's language.
        interpreter: the interpreter, or that none is needed.
        people: who travels.
        barriers: by kind; a kind that is not there is unknown, see `barrier`.
        documents: the latest of each.
        requests: what the receiving authority was asked.
        acceptance: its latest answer.
        notices: every notice served.
        consent: consent and counselling.
        booking: the latest booking.
        pool: why the person should not be among those to return; empty: nothing says so.
        closed: why the case was closed.
        last: number of the last event.
    """

    state: State | None = None
    since: datetime | None = None
    route: Route | None = None
    receiver: Receiver | None = None
    language: str = ""
    interpreter: str = ""
    people: People = People()
    barriers: Mapping[str, BarrierFact] = field(default_factory=dict)
    documents: tuple[DocumentFact, ...] = ()
    requests: tuple[Request, ...] = ()
    acceptance: AcceptanceFact | None = None
    notices: tuple[NoticeFact, ...] = ()
    consent: ConsentFact = ConsentFact()
    booking: BookingFact | None = None
    pool: str = ""
    closed: str = ""
    last: int = 0

    def barrier(self, kind: str) -> BarrierFact:
        """What is known of one kind of barrier; unknown when it was never mentioned."""
        return self.barriers.get(kind, BarrierFact())

    def live_notices(self, kind: str = "") -> tuple[NoticeFact, ...]:
        """Notices that nobody has voided, oldest first."""
        return tuple(one for one in self.notices if one.voided is None and kind in {"", one.kind})

    def live_booking(self) -> BookingFact | None:
        """The booking, unless it is void."""
        return self.booking if self.booking is not None and self.booking.voided is None else None
