"""Two officers at the same moment, on two connections: the case is locked, and the barrier wins."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import timezone

from hawkari.desks.returns.models import CaseEvent
from hawkari.desks.returns.services import departing
from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.services.departing import confirm_departure
from hawkari.desks.returns.services.moving import book
from hawkari.desks.returns.services.recording import facts_of
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.engines.casework import State
from tests.desks.returns.playing import Desk, journey, proposed

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.contract,
    pytest.mark.usefixtures("real_store"),
]
LONGEST = 60


@pytest.fixture
def desk(real_store) -> Desk:
    return Desk()


class Officer(Thread):
    """Somebody who acts on a connection of their own; what stopped them is kept."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._act = act
        self.stopped: Exception | None = None

    def run(self) -> None:
        try:
            self._act()
        except Exception as error:  # noqa: BLE001  the test looks at it
            self.stopped = error
        finally:
            connection.close()


def ready(desk: Desk):
    """A case that may depart in two hours, which one officer proposed; and two more officers."""
    first, second, third = desk.officer(), desk.officer(), desk.officer()
    case = desk.to(first, State.ACCEPTED_BY_RECEIVER)
    departs = timezone.now() + timedelta(hours=2)
    book(first, case.reference, journey(departs=departs, lands=departs + timedelta(hours=6)))
    proposed(first, case.reference)
    return case, second, third


def test_a_barrier_opened_while_a_departure_is_being_confirmed_wins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    case, second, third = ready(desk)
    begun = Event()

    def raise_it() -> None:
        begun.set()
        open_barrier(third, case.reference, "asylum_claim", source="said so at the gate")

    raising = Officer(raise_it)
    asked = departing.obstacles

    def asked_while_somebody_raises_it(*args):
        found = asked(*args)
        if not begun.is_set():
            # Everything was asked and nothing forbids it; only now does the other officer act.
            raising.start()
            assert begun.wait(LONGEST)
        return found

    monkeypatch.setattr(departing, "obstacles", asked_while_somebody_raises_it)
    confirming = Officer(lambda: confirm_departure(second, case.reference))
    confirming.start()
    confirming.join(LONGEST)
    raising.join(LONGEST)
    assert not confirming.is_alive()
    assert not raising.is_alive()
    assert raising.stopped is None
    facts = facts_of(case)
    assert facts.state is State.HELD, "until take-off the person has not left"
    assert facts.live_booking() is None
    assert facts.barrier("asylum_claim").status == "open"


def test_whoever_comes_second_is_judged_on_what_the_first_has_done(desk: Desk):
    case, second, third = ready(desk)
    start = Event()

    def wait_and(act: Callable[[], object]) -> Callable[[], object]:
        return lambda: (start.wait(LONGEST), act())

    officers = [
        Officer(wait_and(lambda: confirm_departure(second, case.reference))),
        Officer(wait_and(lambda: open_barrier(third, case.reference, "rule39", source="letter"))),
    ]
    for one in officers:
        one.start()
    start.set()
    for one in officers:
        one.join(LONGEST)
    confirming, raising = officers
    assert raising.stopped is None
    assert facts_of(case).live_booking() is None
    assert facts_of(case).state is State.HELD
    numbers = list(CaseEvent.objects.filter(case=case).values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    kinds = list(CaseEvent.objects.filter(case=case).values_list("kind", flat=True))
    if "departed" in kinds:
        assert kinds.index("departed") < kinds.index("barrier_opened")
    else:
        assert isinstance(confirming.stopped, StepRefused)


def test_two_officers_who_confirm_at_once_let_a_person_depart_once(desk: Desk):
    case, second, third = ready(desk)
    officers = [
        Officer(lambda who=who: confirm_departure(who, case.reference)) for who in (second, third)
    ]
    for one in officers:
        one.start()
    for one in officers:
        one.join(LONGEST)
    assert CaseEvent.objects.filter(case=case, kind="departed").count() == 1
    assert sum(one.stopped is None for one in officers) == 1
