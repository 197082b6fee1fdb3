"""The law of departures through the desk's own services: played at random, crashed, and at once.

Each step that the services let through is judged by the proof's law, which uses neither the guard
table nor the code that reads facts for it.
"""

import random
import threading
import time
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from hawkari.desks.returns.services import departing, recording
from hawkari.desks.returns.services.barriers import Lifting, lift_barrier, open_barrier
from hawkari.desks.returns.services.departing import confirm_departure, propose_departure
from hawkari.desks.returns.services.moving import book, correct, move, void_booking
from hawkari.desks.returns.services.notices import withdraw_consent
from hawkari.desks.returns.services.papers import record_answer, record_details, record_document
from hawkari.desks.returns.services.recording import events_of, facts_of
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.engines.casework import Event, EventKind, State, fold, load_table
from hawkari.engines.casework.proof import unlawful
from hawkari.engines.casework.proof.history import History
from hawkari.errors import AccessDenied, BadInput
from tests.desks.returns.playing import Desk, journey, look, proposed, way

REFUSED = (BadInput, StepRefused, AccessDenied)
TABLE = load_table()
ARRIVES_BY = {EventKind.BOOKED: State.BOOKED, EventKind.DEPARTED: State.DEPARTED}


def wrongs(events: list[Event]) -> list[str]:
    """What the law says against the steps of a history, each at its own instant."""
    found = []
    for place, one in enumerate(events):
        to = ARRIVES_BY.get(one.kind)
        if one.kind is EventKind.MOVED and one.body["to"] not in {"held", "screening"}:
            to = State(one.body["to"])
        if to is not None:
            before = fold(events[:place]).state
            history = History(events[: place + 1], one.recorded, one.actor, one.second)
            found += [f"{one.number} {to}: {wrong}" for wrong in unlawful(before, to, history)]
    return found


def later() -> "object":
    """A journey that leaves in three hours."""
    departs = timezone.now() + timedelta(hours=3)
    return journey(departs=departs, lands=departs + timedelta(hours=6))


class Player:
    """Two officers who do to one case whatever comes to mind."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.chance = random.Random(seed)
        self.officers = [desk.officer(), desk.officer()]
        self.route = self.chance.choice(("voluntary", "assisted", "enforced", "port"))
        steps = list(way(self.route))
        stage = self.chance.choice((State.SCREENING, State.DOCUMENTING, State.BOOKED, State.BOOKED))
        self.case = desk.to(self.officers[0], stage, route=self.route)
        self.deeds = [self.opens, self.lifts, self.papers, self.details, self.corrects]
        self.deeds += [self.goes_on, self.goes_on, self.departs, self.departs, self.journey]
        self.steps = steps

    def plays(self, times: int) -> list[Event]:
        for _ in range(times):
            try:
                self.chance.choice(self.deeds)(self.chance.choice(self.officers))
            except REFUSED:
                continue
        return events_of(self.case)

    def opens(self, officer) -> None:
        if self.chance.random() < 0.4:
            return
        if self.chance.random() < 0.1:
            withdraw_consent(officer, self.case.reference, how="by telephone")
        kind = self.chance.choice(list(TABLE.barriers))
        open_barrier(officer, self.case.reference, kind, source="letter")

    def lifts(self, officer) -> None:
        for kind, fact in facts_of(self.case).barriers.items():
            for one in fact.openings:
                rule = TABLE.guards[self.chance.choice([kind, kind, "asylum_claim"])].barrier
                paper = self.chance.choice(rule.lifts_with)
                fields = {"document": "D1", "document_kind": paper.document}
                fields |= {"dated": timezone.now().date(), "decided_by": paper.by[0]}
                said = paper.outcomes.all if paper.outcomes is not None else ("",)
                fields |= {"outcome": self.chance.choice(said)}
                if one.lift is None:
                    lifting = Lifting(barrier=kind, opening=one.number, **fields)
                    lift_barrier(officer, self.case.reference, lifting)

    def papers(self, officer) -> None:
        today = timezone.now().date()
        status = self.chance.choice(("issued", "issued", "agreed", "refused"))
        expires = today + timedelta(days=self.chance.choice((0, 200)))
        name = f"P{self.chance.randint(1, 3)}"
        reference = self.case.reference
        record_document(officer, reference, name, kind="passport", status=status, expires=expires)
        answer = self.chance.choice(("accepted", "accepted", "refused"))
        record_answer(
            officer, reference, receiver=self.chance.choice(("erbil", "erbil", "baghdad")),
            answer=answer, document="A9", dated=today, expires=expires,
        )  # fmt: skip

    def details(self, officer) -> None:
        if self.chance.random() < 0.6:
            look(officer, self.case.reference)
            return
        said = [{"children": 1}, {"children": 0}, {"language": "ar"}, {"language": "ckb"}]
        said += [{"receiver": "baghdad"}, {"receiver": "erbil"}, {"pool": "leave"}, {"ill": False}]
        record_details(officer, self.case.reference, **self.chance.choice(said))

    def corrects(self, officer) -> None:
        number = self.chance.randint(1, len(events_of(self.case)))
        if self.chance.random() < 0.2:
            correct(officer, self.case.reference, number, why="typed wrongly")

    def goes_on(self, officer) -> None:
        if facts_of(self.case).state in {State.HELD, State.REFUSED_ON_ARRIVAL}:
            move(officer, self.case.reference, State.SCREENING)
        for step in self.steps:
            try:
                step(officer, self.case.reference)
            except REFUSED:
                continue

    def journey(self, officer) -> None:
        if self.chance.random() < 0.3:
            void_booking(officer, self.case.reference, why="strike")
        book(officer, self.case.reference, later())

    def departs(self, officer) -> None:
        if self.chance.random() < 0.5:
            propose_departure(officer, self.case.reference, why="papers seen")
        confirm_departure(self.chance.choice(self.officers), self.case.reference)


@pytest.mark.django_db
@pytest.mark.contract
def test_whatever_two_officers_do_no_step_is_unlawful(desk):
    departed = 0
    for seed in range(8):
        events = Player(desk, seed).plays(30)
        assert wrongs(events) == [], seed
        departed += any(one.kind is EventKind.DEPARTED for one in events)
    assert departed, "nobody departed: nothing was tried"


@pytest.mark.full
@pytest.mark.django_db
@pytest.mark.parametrize("hundred", range(1, 31))
def test_whatever_two_officers_do_a_hundred_times_no_step_is_unlawful(desk, hundred):
    for seed in range(hundred * 100, hundred * 100 + 100):
        assert wrongs(Player(desk, seed).plays(30)) == [], seed


def test_the_law_would_say_so():
    """The judge of these tests says something against a departure past an open barrier."""
    now = timezone.now()
    opened = Event(EventKind.OPENED, now, now, "a", body={"route": "voluntary"}, number=1)
    gone = Event(EventKind.DEPARTED, now, now, "a", body={"booking": 1}, number=2)
    said = wrongs([opened, gone])
    assert any("asylum_claim open or unknown" in one for one in said)
    assert any("one person alone" in one for one in said)


# --- crashes --------------------------------------------------------------------------------------


class Crash(Exception):
    """The machine stops here."""


def booked_case(desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.NOTICE_ELAPSED, route="enforced")
    book(first, case.reference, later())
    proposed(first, case.reference)
    return case, first, second


def standing(case):
    case.refresh_from_db()
    row = {k: v for k, v in vars(case.standing).items() if not k.startswith("_")}
    return [asdict(one) for one in events_of(case)], row


DEEDS = {
    "depart": confirm_departure,
    "open a barrier": lambda who, ref: open_barrier(who, ref, "asylum_claim", source="letter"),
    "void the booking": lambda who, ref: void_booking(who, ref, why="strike"),
}


@pytest.mark.django_db
@pytest.mark.contract
@pytest.mark.parametrize("where", ["consequences", "_write_standing", "tell", "audit.record"])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_crash_between_two_steps_leaves_all_of_it_or_nothing(desk, monkeypatch, where, deed):
    case, _, second = booked_case(desk)
    before = standing(case)

    def crash(*_args, **_kwargs):
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(f"{recording.__name__}.{where}", crash)
        with pytest.raises(Crash):
            DEEDS[deed](second, case.reference)
    assert standing(case) == before
    DEEDS[deed](second, case.reference)
    assert wrongs(events_of(case)) == []
    if deed == "open a barrier":
        facts = facts_of(case)
        assert (facts.state, facts.live_booking()) == (State.HELD, None)


# --- at once --------------------------------------------------------------------------------------


def until_unlocked(deed) -> None:
    """Try again while the other holds the store: the tests' SQLite says so instead of waiting."""
    while True:
        try:
            deed()
        except OperationalError as locked:
            if "locked" not in str(locked):
                raise
            time.sleep(0)
        else:
            return


def at_once(monkeypatch, module, name, *, first, second) -> list:
    """Do `first`; once it is inside its transaction and has called `name`, begin `second` too."""
    inside, raised = threading.Event(), []
    real = getattr(module, name)

    def passing(*args, **kwargs):
        inside.set()
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, passing)

    def run(deed, *, wait: bool) -> None:
        try:
            if wait:
                inside.wait()
            until_unlocked(deed)
        except REFUSED as refused:
            raised.append(refused)
        finally:
            inside.set()
            connection.close()

    threads = [
        threading.Thread(target=run, args=(first,), kwargs={"wait": False}),
        threading.Thread(target=run, args=(second,), kwargs={"wait": True}),
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return raised


@pytest.mark.django_db(transaction=True)
@pytest.mark.contract
@pytest.mark.parametrize("who_is_first", ["the departure", "the barrier"])
def test_a_barrier_that_a_second_user_opens_during_a_departure_wins(monkeypatch, who_is_first):
    desk = Desk()
    case, _, second = booked_case(desk)
    third = desk.officer()

    def depart() -> None:
        confirm_departure(second, case.reference)

    def bar() -> None:
        open_barrier(third, case.reference, "asylum_claim", source="said so at the gate")

    if who_is_first == "the departure":
        at_once(monkeypatch, departing, "proposal_of", first=depart, second=bar)
    else:
        refused = at_once(monkeypatch, recording, "consequences", first=bar, second=depart)
        assert [type(one) for one in refused] == [StepRefused]
    events, facts = events_of(case), facts_of(case)
    assert (facts.state, facts.live_booking()) == (State.HELD, None)
    assert facts.barrier("asylum_claim").status == "open"
    assert wrongs(events) == []
    kinds = [one.kind for one in events]
    assert (EventKind.DEPARTED in kinds) == (who_is_first == "the departure")
