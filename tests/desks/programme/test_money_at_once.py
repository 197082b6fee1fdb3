"""Officers at the same moment, each on a connection of their own: the line is locked and holds."""

from collections.abc import Callable
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection

from hawkari.desks.programme.models import Amendment, Transaction
from hawkari.desks.programme.services.money import (
    approve_amendment,
    approve_transaction,
    decline_transaction,
    lines,
    record_transaction,
    reverse_transaction,
)
from hawkari.errors import BadInput
from tests.desks.programme.playing import Desk, amended, approved, movement, recorded

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.contract,
    pytest.mark.usefixtures("real_store"),
]
LONGEST = 120


def at_once(*acts: Callable[[], object]) -> list[Exception | None]:
    """What stopped each act, None where nothing did; all begin together."""
    stopped: list[Exception | None] = [None] * len(acts)
    ready = Barrier(len(acts))

    def run(number: int) -> None:
        try:
            ready.wait(LONGEST)
            acts[number]()
        except Exception as error:  # noqa: BLE001  the test looks at it
            stopped[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,), daemon=True) for number in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(LONGEST)
        assert not one.is_alive()
    return stopped


def test_a_ceiling_holds_when_everything_is_approved_at_once():
    desk = Desk()
    first = desk.officer()
    line = desk.line(first, bound="amount", amount=Decimal(1000))
    entries = [recorded(first, line, amount=Decimal(400)) for _ in range(4)]
    seconds = [desk.officer() for _ in entries]
    stopped = at_once(
        *(
            lambda who=who, one=one: approve_transaction(who, one.reference)
            for who, one in zip(seconds, entries, strict=True)
        )
    )
    assert sum(one is None for one in stopped) == 2
    assert all(isinstance(one, BadInput) for one in stopped if one is not None)
    (row,) = lines(first)
    assert (row.paid, row.left) == (Decimal(800), Decimal(200))


def test_an_entry_is_decided_once_recorded_once_and_reversed_once():
    desk = Desk()
    first, second, third = desk.officer(), desk.officer(), desk.officer()
    line = desk.line(first, bound="amount")
    entry = recorded(first, line)
    stopped = at_once(
        lambda: approve_transaction(second, entry.reference),
        lambda: decline_transaction(third, entry.reference, "another project"),
    )
    assert sum(one is None for one in stopped) == 1
    same = movement(line, their_number="INV-1")
    stopped = at_once(*[lambda who=who: record_transaction(who, same) for who in (first, second)])
    assert sum(one is None for one in stopped) == 1
    done = approved(first, second, line)
    stopped = at_once(
        *[lambda who=who: reverse_transaction(who, done.reference, "x") for who in (first, second)]
    )
    assert sum(one is None for one in stopped) == 1
    assert Transaction.objects.filter(reverses=done).count() == 1


def test_a_sum_is_not_lowered_while_it_is_being_spent():
    desk = Desk()
    first, second, third = desk.officer(), desk.officer(), desk.officer()
    line = desk.line(first, bound="amount", amount=Decimal(1000))
    approved(first, second, line, amount=Decimal(500))
    payment = recorded(first, line, amount=Decimal(400))
    lowered = amended(first, line, Decimal(600))
    stopped = at_once(
        lambda: approve_transaction(second, payment.reference),
        lambda: approve_amendment(third, lowered.reference),
    )
    assert [type(one) for one in stopped if one is not None] == [BadInput]
    (row,) = lines(first)
    assert row.paid is not None
    assert row.paid <= row.line.amount


def test_of_one_line_one_amendment_waits_and_it_is_decided_once():
    desk = Desk()
    first, second, third = desk.officer(), desk.officer(), desk.officer()
    line = desk.line(first, bound="amount", amount=Decimal(1000))
    stopped = at_once(
        *[lambda sum_=sum_: amended(first, line, sum_) for sum_ in (Decimal(1100), Decimal(1200))]
    )
    assert [type(one) for one in stopped if one is not None] == [BadInput]
    waits = Amendment.objects.get()
    stopped = at_once(
        *[lambda who=who: approve_amendment(who, waits.reference) for who in (second, third)]
    )
    assert [type(one) for one in stopped if one is not None] == [BadInput]
    (row,) = lines(first)
    assert row.line.amount == waits.amount
