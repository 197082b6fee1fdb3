"""One person's way through a case, step by step, as the guards allow it."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from hawkari.engines.corridor.returns.journal import Journal, Over
from hawkari.engines.corridor.returns.papers import LANDS_AT, Papers, lift, open_barrier
from hawkari.engines.corridor.returns.people import Returnee
from hawkari.engines.corridor.returns.stories import Barrier, Story, barriers
from hawkari.engines.corridor.returns.support import support

__all__ = ["Journey"]

_CONSENTED = ("voluntary", "assisted")
_NEVER = 1e6
# Days after which a caseworker asks again.
_LOOKS_AGAIN = 35
_WANTS_NO_SUPPORT = 0.45
_BEFORE_DEPARTURE = (
    *("voluntary_counselling", "liable", "documenting", "accepted_by_receiver"),
    *("notice_served", "notice_elapsed", "booked"),
)


class Journey:
    """Walks a case from step to step until the sample, the case or its story ends.

    `state` is where the case stands, `consented` whether the route is one with
    consent, `opened` the kind of barrier that the story opened.
    """

    def __init__(self, person: Returnee, story: Story, route: str, *, journal: Journal) -> None:
        self.person, self.story, self.route = person, story, route
        self.consented = route in _CONSENTED
        self.journal = journal
        self.rng: Random = journal.rng
        self.state = "intake"
        self._told = False
        self.opened = ""
        self._turns = 0
        self._papers = Papers(journal, person)

    def run(self) -> None:
        """Live the whole case, or as much of it as the sample has time for."""
        steps: dict[str, Callable[[], None]] = {
            "intake": self._intake,
            "screening": self._screen,
            "voluntary_counselling": self._begin_document,
            "liable": self._begin_document,
            "documenting": self._accept,
            "accepted_by_receiver": self._book if self.consented else self._serve,
            "notice_served": self._wait_for_notice,
            "notice_elapsed": self._book,
            "booked": self._depart,
            "departed": self._land,
            "refused_on_arrival": self._come_back,
            "arrived": self._support,
        }
        try:
            _open(self)
            while self.state in steps:
                if self._particular():
                    return
                # What is particular may have ended the case, or sent it back.
                steps.get(self.state, _nothing)()
        except Over:
            return

    # --- the particular of each story -------------------------------------------------------------

    def _particular(self) -> bool:
        """Let the story's particular thing happen when its state is reached; True if all stops."""
        story = self.story
        if self._told or story.at != self.state or story.name == "refused_on_arrival":
            return False
        self._told = True
        if story.name == "barrier":
            self._bar()
        elif story.name == "consent_withdrawn":
            self._withdraw()
        elif story.name == "booking_missed":
            self._miss()
        elif story.name == "should_not_be_here":
            self.journal.wait(3, 60)
            self.journal.add("details", {"pool": story.pool})
        elif story.name == "expired_document":
            self._papers.paper("issued", good=60)
        return story.stops

    def _bar(self) -> None:
        """A barrier opens; it is lifted, or stands until the sample ends."""
        barrier = next(one for one in barriers() if one.kind == self.story.barrier)
        journal, rng = self.journal, self.rng
        journal.wait(1, 6)
        late = rng.uniform(6, 40) if self.story.late else 0
        self.opened = barrier.kind
        opening = open_barrier(journal, barrier, days_ago=late)
        if self.state in _BEFORE_DEPARTURE:
            self._hold(barrier)
        journal.wait(*(barrier.days if self.story.lifts else (_NEVER, _NEVER)))
        lift(journal, barrier, opening)
        if self.state == "held":
            journal.wait(1, 8)
            self._to("screening", "looked at again")

    def _hold(self, barrier: Barrier) -> None:
        """What opening a barrier before departure brings about."""
        self._papers.void_booking(barrier.kind)
        if barrier.voids_notice:
            self._papers.void_notices(barrier.kind)
        self._to("held", barrier.kind)

    def _withdraw(self) -> None:
        """The person no longer wants to go: the case ends, and opens no other."""
        if not self.consented:
            return
        self.journal.wait(2, 30)
        self.journal.add("consent_withdrawn", {"how": "said so to the caseworker, in person"})
        self._papers.void_booking("consent_withdrawn")
        self._close("consent_withdrawn")

    def _miss(self) -> None:
        """The flight is cancelled; a new one is booked."""
        self.journal.wait(1, 4)
        why = "flight cancelled by the carrier"
        self._papers.void_booking(why)
        self._to("accepted_by_receiver" if self.consented else "notice_elapsed", why)

    # --- steps -----------------------------------------------------------------------------------

    def _intake(self) -> None:
        self.journal.wait(1, 9)
        self._to("screening")

    def _screen(self) -> None:
        """Every kind of barrier is looked at; what the law wants in writing gets its paper."""
        journal, person = self.journal, self.person
        journal.wait(1, 10)
        kinds = barriers()
        written = [one for one in kinds if _wants_paper(self, one)] if self._turns == 0 else []
        openings = [(one, open_barrier(journal, one)) for one in written]
        # A family waits together, though only the children are assessed.
        if openings or person.family:
            journal.wait(12, 30)
        for barrier, opening in openings:
            lift(journal, barrier, opening)
        named = {one.kind for one in written} | {self.opened}
        looked = [one.kind for one in kinds if one.kind not in named]
        journal.add("barrier_checked", {"barriers": looked, "source": "screening interview"})
        self._turns += 1
        journal.wait(1, 12)
        if not self.consented:
            self._to("liable")
            return
        consent = {
            "document": "consent form, signed",
            "dated": journal.day(0),
            "language": person.language,
            "informed": True,
            "told_withdrawable": True,
            "counselled": journal.day(0),
            "counselling_language": person.language,
        }
        journal.add("consent_given", consent)
        self._to("voluntary_counselling")

    def _begin_document(self) -> None:
        self.journal.wait(1, 9)
        self._to("documenting")
        self._papers.begin_document()

    def _accept(self) -> None:
        short = self.story.name == "expired_acceptance"
        self._papers.ask((30, 45, 60) if short else (110, 150, 180))
        self.journal.wait(0.1, 6)
        self._to("accepted_by_receiver")

    def _serve(self) -> None:
        self.journal.wait(1, 14)
        self._papers.serve()
        self._to("notice_served")

    def _book(self) -> None:
        _look_again(self.journal)
        self._papers.book("none needed" if self.consented else "two escorts")
        self.state = "booked"

    def _wait_for_notice(self) -> None:
        if self._papers.over is not None:
            self.journal.now = max(self.journal.now, self._papers.over)
        self.journal.wait(0.2, 4)
        self._to("notice_elapsed")

    def _depart(self) -> None:
        """One officer proposes the departure, another confirms it at the airport."""
        journal, booking = self.journal, self._papers.booking
        journal.now = self._papers.departs
        _look_again(journal)
        proposal = {"about": "departure_proposed", "booking": booking, "why": "all papers seen"}
        journal.add("note", proposal)
        journal.add("departed", {"booking": booking}, two=True)
        self.state = "departed"

    def _land(self) -> None:
        journal = self.journal
        journal.now += timedelta(hours=self.rng.uniform(5.6, 9))
        if self.story.name == "refused_on_arrival" and not self._told:
            self._told = True
            journal.add("refused_on_arrival", {"why": "no letter was known at the airport"})
            self.state = "refused_on_arrival"
            return
        journal.add("arrived", {"place": LANDS_AT[self.person.receiver]})
        self.state = "arrived"

    def _come_back(self) -> None:
        """Brought back: what was served, accepted and booked is used up."""
        self.journal.wait(1, 4)
        self._papers.used_up()
        self._to("screening", "brought back")

    def _support(self) -> None:
        if not self.consented and self.rng.random() < _WANTS_NO_SUPPORT:
            self.journal.wait(2, 20)
            self._close("own_choice")
            return
        support(self.journal, self._to, language=self.person.language, money=self.consented)
        self._close("support_ended")

    def _close(self, reason: str) -> None:
        self.journal.add("closed", {"reason": reason})
        self.state = "closed"

    def _to(self, state: str, why: str | None = None) -> None:
        self.journal.move(state, why)
        self.state = state


def _nothing() -> None:
    """No step leads on from here."""


def _open(case: Journey) -> None:
    """Record that the case is opened, and who it is about."""
    person = case.person
    body = {
        "route": case.route,
        "receiver": person.receiver,
        "language": person.language,
        "interpreter": f"booked, {person.language}",
        "adults": 0 if person.child else 1,
        "children": 1 if person.child else 0,
        "unaccompanied": person.alone_as_child,
        "ill": False,
        "pregnant": False,
    }
    case.journal.add("opened", body)


def _look_again(journal: Journal) -> None:
    """What was looked for is not known for ever."""
    last = max(one["at"] for one in journal.events if one["kind"] == "barrier_checked")
    if last < journal.instant(-_LOOKS_AGAIN):
        looked = [one.kind for one in barriers()]
        journal.add("barrier_checked", {"barriers": looked, "source": "asked again"})


def _wants_paper(case: Journey, barrier: Barrier) -> bool:
    """Whether looking is not enough: a child is affected, and for some kinds is sent back."""
    kind, person = barrier.kind, case.person
    if kind == case.opened:
        return False
    if kind == "s55_not_assessed":
        return person.child
    if kind == "ifrp_not_consulted":
        return person.child and not case.consented
    return kind == "asylum_claim" and not case.consented and case.rng.random() < 0.5
