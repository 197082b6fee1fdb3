"""The desk's first page lists what each part says waits, to whoever may do it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from hawkari.desks.exchange.services import waiting as service
from hawkari.desks.exchange.services.waiting import Waiting, waiting_for, waits_for
from hawkari.errors import AccessDenied
from hawkari.evidence.access import Access, Action
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import AuditEntry
from tests.evidence.factories import World
from tests.site.loaded import make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two parts of the desk in place of all: a request to answer, and a partner to look at."""
    monkeypatch.setattr(service, "_listers", [])

    @waits_for(Action.EXCHANGE)
    def requests(access: Access) -> list[Waiting]:
        return [
            Waiting("Validate a hit", "/hit", since=access.today - timedelta(days=2)),
            Waiting("Answer a request", "/late", "هێمن", due=access.today - timedelta(days=1)),
            Waiting("Answer a request", "/soon", due=access.today),
        ]

    @waits_for(Action.MANAGE_NODE)
    def partners(access: Access) -> list[Waiting]:
        return [Waiting("Look at a partner that cannot be reached", "/partner")]


def page(world: World, role: str) -> str:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(world.member("nca", role))
    answer = client.get("/exchange/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_is_due_first_stands_first_and_what_waits_longest_before_what_has_no_day(parts):
    found = waiting_for(World().access("nca", "analyst"))
    assert [one.address for one in found] == ["/late", "/soon", "/hit"]


def test_each_reader_is_told_only_of_what_their_role_may_do(parts):
    world = World()
    assert [one.address for one in waiting_for(world.access("nca", "administrator"))] == [
        "/partner"
    ]
    for role in ("trainer", "auditor", "caseworker"):
        with pytest.raises(AccessDenied):
            waiting_for(world.access("nca", role))


def test_a_thing_is_late_only_after_its_day():
    day = date(2026, 11, 27)
    assert not Waiting("Answer", "/", due=day).is_late(day)
    assert Waiting("Answer", "/", due=day).is_late(day + timedelta(days=1))
    assert not Waiting("Answer", "/").is_late(day)


def test_the_page_counts_what_waits_and_what_is_overdue(parts):
    text = page(World(), "liaison")
    assert "3 things wait for you. One is overdue." in text
    assert '<b class="late">overdue</b>' in text
    assert "<bdi>هێمن</bdi>" in text
    assert text.count("btn-primary") == 1
    assert AuditEntry.records.filter(act="consult", count=3).exists()


def test_an_empty_desk_says_what_will_appear_there(monkeypatch):
    monkeypatch.setattr(service, "_listers", [])
    text = page(World(), "liaison")
    assert "Nothing waits for you." in text
    assert "appear here as soon as they arrive" in text


@pytest.mark.parametrize(
    ("role", "shown"), [("liaison", True), ("administrator", True), ("trainer", False)]
)
def test_the_navigation_leads_to_the_desk_only_who_may_do_something_there(role: str, shown: bool):
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(World().member("nca", role))
    assert ('href="/exchange/"' in client.get("/").content.decode()) == shown


def test_home_counts_what_waits_at_the_exchange(parts):
    user, _ = ensure_local_user(username="shirin")
    make_source("lists")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    text = client.get("/").content.decode()
    assert "See what waits at the exchange" in text
    assert "at the exchange, with overdue ones" in text
