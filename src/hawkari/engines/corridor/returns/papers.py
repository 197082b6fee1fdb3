"""A case's papers: travel document, acceptance, notices, booking; what barriers leave behind."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from hawkari.engines.corridor.returns.journal import Journal, period_end
from hawkari.engines.corridor.returns.people import Returnee
from hawkari.engines.corridor.returns.stories import Barrier
from hawkari.engines.corridor.spelling import pick

__all__ = ["LANDS_AT", "Papers", "lift", "open_barrier"]

_SENT = ("names", "date_of_birth", "place_of_birth", "nationality", "photograph")
_GOOD_FOR = {"laissez_passer": 200, "emergency_travel_document": 170, "passport": 1500}
_KINDS = (("laissez_passer", 0.4), ("emergency_travel_document", 0.35), ("passport", 0.25))
LANDS_AT = {"erbil": "Erbil", "baghdad": "Baghdad"}
# Longer than the way from acceptance to landing can take.
_WAY = 100
_NOTICE_GOOD, _NOTICE_LEFT = 90, 60


class Papers:
    """What a case needs on paper before anybody can leave; each renewed when it would run out.

    Attributes:
        over: when the notice period is over; None before notices are served.
        departs: when the booked journey begins.
        booking: number of the booking that stands; 0 for none.
    """

    def __init__(self, journal: Journal, person: Returnee) -> None:
        self.journal, self.person = journal, person
        self.rng: Random = journal.rng
        self.over: datetime | None = None
        self.departs = journal.now
        self.booking = 0
        self._document = self._kind = ""
        self._document_ends = self._acceptance_ends = ""
        self._journey = 1
        self._notices: list[int] = []
        self._notices_end = ""

    def begin_document(self) -> None:
        """From looking for a document to its being agreed; or nothing, if one is good for long."""
        journal = self.journal
        if self._document == "issued" and self._document_ends > journal.day(_WAY):
            return
        if self._document == "issued":
            self.paper("revalidation")
        else:
            self._kind = pick(_KINDS, self.rng)
            self.paper("sought")
            journal.wait(5, 40)
            self.paper("interview")
        journal.wait(8, 70)
        self.paper("agreed")
        self._document = "agreed"

    def paper(self, status: str, *, good: int | None = None) -> None:
        """The travel document comes to a status; `good` is for how many days it is issued."""
        body: dict[str, Any] = {
            "document": f"{self._kind}-{self.person.document}{self._again()}",
            "kind": self._kind,
            "status": status,
        }
        if status == "issued":
            self._document = "issued"
            good = good or _GOOD_FOR[self._kind]
            body["issued"] = self.journal.day(0)
            self._document_ends = body["expires"] = self.journal.day(good)
        self.journal.add("document", body)

    def _again(self) -> str:
        return f"/{self._journey}" if self._journey > 1 and self._kind != "passport" else ""

    def ask(self, good: tuple[int, ...]) -> None:
        """The authority named is asked, with the least, and accepts for so many days."""
        journal, receiver = self.journal, self.person.receiver
        if self._acceptance_ends <= journal.day(_WAY):
            journal.wait(1, 12)
            sent = {"receiver": receiver, "request": f"request {self.person.reference}"}
            journal.add("receiver_asked", {**sent, "fields": list(_SENT)})
            journal.wait(10, 80)
            self._acceptance_ends = journal.day(self.rng.choice(good))
            answer = {
                "receiver": receiver,
                "answer": "accepted",
                "document": f"letter of acceptance {self.rng.randrange(10**4):04d}",
                "dated": journal.day(0),
                "expires": self._acceptance_ends,
            }
            journal.add("receiver_answered", answer)

    def serve(self) -> None:
        """Both notices, unless those served before still stand."""
        journal = self.journal
        if not self._notices or self._notices_end <= journal.day(_NOTICE_LEFT):
            self._notices = []
            self._notices_end = journal.day(_NOTICE_GOOD)
            for kind in ("intention", "departure_details"):
                self._notices.append(self._notice(kind))

    def _notice(self, kind: str) -> int:
        journal, person = self.journal, self.person
        self.over = period_end(journal.now)
        body = {
            "kind": kind,
            "language": person.language,
            "route": f"London to {LANDS_AT[person.receiver]} by air",
            "destination": LANDS_AT[person.receiver],
            "read_to_person": True,
            "appeal_details": True,
            "lawyer_details": True,
            "served_how": "by hand, with an interpreter",
            "place": "england-wales",
            "period_ends": self.over.isoformat().replace("+00:00", "Z"),
            "valid_until": journal.instant(_NOTICE_GOOD),
        }
        return journal.add("notice_served", body)

    def void_notices(self, why: str) -> None:
        """The notices no longer stand."""
        for notice in self._notices:
            self.journal.add("notice_voided", {"notice": notice, "why": why})
        self._notices = []

    def book(self, escort: str) -> None:
        """Book a journey, once the document is issued."""
        self._issue()
        journal, person = self.journal, self.person
        journal.wait(1, 8)
        days = self.rng.uniform(5, 12)
        self.departs = journal.now + timedelta(days=days)
        body = {
            "receiver": person.receiver,
            "carrier": self.rng.choice(("scheduled flight", "scheduled flight", "charter")),
            "departs": journal.instant(days),
            "lands": journal.instant(days + 0.25),
            "destination": LANDS_AT[person.receiver],
            "escort": escort,
            "medical_notes": "handed over, sealed",
            "reception": "family at the airport" if person.child else "reception desk",
        }
        self.booking = journal.add("booked", body)

    def void_booking(self, why: str) -> None:
        """The booking, if there is one, no longer stands."""
        if self.booking:
            self.journal.add("booking_voided", {"booking": self.booking, "why": why})
            self.booking = 0

    def used_up(self) -> None:
        """The person was brought back: notices, booking and acceptance were for that journey.

        So was a paper that is made out for one journey.
        """
        self._notices, self.booking, self._acceptance_ends = [], 0, ""
        if self._kind != "passport":
            self._document = self._document_ends = ""
            self._journey += 1

    def _issue(self) -> None:
        if self._document != "issued" or self._document_ends <= self.journal.day(_WAY // 2):
            self.journal.wait(3, 25)
            self.paper("issued")


def open_barrier(journal: Journal, barrier: Barrier, *, days_ago: float = 0) -> int:
    """Record that a barrier opened; the number of that event."""
    ends = barrier.ends_after
    body = {
        "barrier": barrier.kind,
        "source": barrier.source,
        "ends": journal.day(ends - days_ago) if ends else None,
        "review": journal.day(28),
    }
    return journal.add("barrier_opened", body, days_ago=days_ago)


def lift(journal: Journal, barrier: Barrier, opening: int) -> None:
    """Record that an opening was lifted, with its paper."""
    body = {
        "barrier": barrier.kind,
        "opening": opening,
        "document": barrier.document,
        "document_kind": barrier.document_kind,
        "dated": journal.day(0),
        "decided_by": barrier.decided_by,
    }
    if barrier.outcome:
        body["outcome"] = barrier.outcome
    journal.add("barrier_lifted", body)
