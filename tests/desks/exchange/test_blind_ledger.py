"""The database's counters are exact, whoever else counts, and charge all or nothing."""

import threading
from datetime import date
from time import sleep

import pytest
from django.db import OperationalError, connection, transaction

from hawkari.desks.exchange.blind.ledger import DatabaseLedger, suspend
from hawkari.desks.exchange.models import BlindAdmitted, BlindCounter, BlindSuspension
from hawkari.engines.blindmatch import Limits
from hawkari.engines.blindmatch.evaluation import Evaluator
from hawkari.engines.blindmatch.limits import Charge
from hawkari.errors import HawkariError
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import AuditEntry
from tests.engines.blindmatch.nodes import TODAY, holder, numbers, query

DAY = date(2026, 11, 27)


def charge(amount: int, limit: int, name: str = "day") -> Charge:
    return Charge(f"quota:{name}", (name, "krg"), amount, limit)


@pytest.mark.django_db
def test_a_query_is_charged_to_all_its_counters_or_to_none():
    ledger = DatabaseLedger(DAY)
    assert ledger.admit("q1", [charge(3, 10, "day"), charge(3, 5, "epoch")]) is None
    assert ledger.admit("q2", [charge(3, 10, "day"), charge(3, 5, "epoch")]) == "quota:epoch"
    assert sorted(BlindCounter.objects.values_list("used", flat=True)) == [3, 3]
    assert list(BlindAdmitted.objects.values_list("query", flat=True)) == ["q1"]


@pytest.mark.django_db
def test_an_id_is_admitted_once():
    ledger = DatabaseLedger(DAY)
    assert ledger.admit("q1", [charge(1, 10)]) is None
    assert ledger.admit("q1", [charge(1, 10)]) == "replay"
    assert BlindCounter.objects.get().used == 1


@pytest.mark.django_db
def test_counters_hold_no_name_of_an_officer():
    DatabaseLedger(DAY).admit("q1", [Charge("quota:officer-day", ("nca", "azad"), 1, 5)])
    assert "azad" not in BlindCounter.objects.get().name


@pytest.mark.contract
@pytest.mark.django_db(transaction=True)
def test_sixteen_callers_at_once_get_no_more_than_the_quota():
    got: list[str | None] = []

    def call(number: int) -> None:
        # the tests' database in memory turns a second writer away where a file lets it wait
        for turned_away in range(10_000):
            try:
                with transaction.atomic():
                    rule = DatabaseLedger(DAY).admit(f"q{number}", [charge(1, 10)])
            except OperationalError:
                sleep(min(turned_away, number + 1) / 1000)
                continue
            got.append(rule)
            break
        connection.close()

    threads = [threading.Thread(target=call, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (got.count(None), got.count("quota:day")) == (10, 6)
    assert BlindCounter.objects.get().used == 10


@pytest.mark.django_db
def test_the_engine_refuses_by_it_and_suspends_after_three_strikes():
    ensure_agency("uk")
    made = holder()
    limits = Limits(officer_epoch=2, strikes=3)
    evaluator = Evaluator(made.keys, DatabaseLedger(TODAY), lambda _: True, lambda _: limits)
    rules = []
    for _ in range(5):
        asked, _blinds = query(made.scope, numbers(3))
        try:
            evaluator.evaluate(asked, TODAY)
        except HawkariError as refused:
            rules.append(str(refused).split(".", maxsplit=1)[0])
    assert rules == [*["refused by quota:officer-epoch"] * 3, *["refused by suspended"] * 2]
    assert BlindSuspension.objects.get().officer == "officer-1"
    assert AuditEntry.records.filter(outcome="refused").count() == 5


@pytest.mark.django_db
def test_who_is_stopped_already_is_not_stopped_twice():
    ensure_agency("nca")
    assert suspend("nca", "azad", reason="canary").pk == suspend("nca", "azad", reason="x").pk
    assert DatabaseLedger(DAY).is_suspended("nca/subjects", "azad")
    assert not DatabaseLedger(DAY).is_suspended("nca", "shilan")
    suspend("nca", "", reason="the whole agency")
    assert DatabaseLedger(DAY).is_suspended("nca", "shilan")
