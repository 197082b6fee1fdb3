"""The pages of blind queries, hits, suspensions and deconfliction, in three languages."""

import pytest
from django.urls import reverse

from hawkari.desks.exchange.models import BlindQuery, BlindSuspension, BlindTicket
from hawkari.desks.exchange.models import DeconflictionDesk as Desk
from tests.desks.exchange.playing import be_node
from tests.desks.intelligence.case import Case, text_of
from tests.desks.oversight.test_retention_pages import LANGUAGES, Parsed
from tests.trust import doors_of_exchange_blind as doors
from tests.trust.visits import Ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    return Ground(Case().load())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_renders_in_every_language(ground: Ground, language: str):
    doors.waiting(ground)
    doors_without_copy = (doors.hit, doors.stopped, doors.notice)
    keep, doors.copy_of_index = doors.copy_of_index, lambda g: BlindQuery.objects.get().partner
    try:
        for ready in doors_without_copy:
            ready(ground)
    finally:
        doors.copy_of_index = keep
    client = ground.case.client(role="reviewer")
    client.cookies["django_language"] = language
    for address in (
        reverse("exchange:ask"),
        reverse("exchange:hits"),
        reverse("exchange:hits") + "?state=confirmed",
        reverse("exchange:ticket", args=[doors.REFERENCE]),
        reverse("exchange:suspensions"),
        reverse("exchange:deconfliction"),
        reverse("exchange:waiting"),
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        parsed = Parsed(text_of(response))
        ids = [attributes["id"] for _, attributes in parsed.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), address
        primary = [1 for _, one in parsed.tags if "btn-primary" in one.get("class", "").split()]
        assert len(primary) <= 1, address
        assert not any("style" in attributes for _, attributes in parsed.tags), address


def test_the_pages_say_so_where_there_is_no_node_and_nothing_yet(ground: Ground):
    client = ground.case.client(role="liaison")
    for name in ("ask", "hits", "suspensions", "deconfliction", "waiting"):
        assert client.get(reverse(f"exchange:{name}")).status_code == 200, name


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_asked(ground: Ground):
    doors.copy_of_index(ground)
    client = ground.case.client(role="liaison")
    asked = {**doors.ASKED, "lines": "+44 7700 900777\nnot a number"}
    response = client.post(reverse("exchange:ask"), asked)
    assert response.status_code == 422
    assert "line 2" in text_of(response)
    assert not BlindQuery.objects.exists()


def test_a_batch_above_the_small_one_goes_only_when_a_second_person_says_so(ground: Ground):
    doors.copy_of_index(ground)
    asker = ground.case.client(role="liaison")
    lines = "\n".join(f"+44770090{n:04d}" for n in range(501))
    asker.post(reverse("exchange:ask"), {**doors.ASKED, "lines": lines})
    query = BlindQuery.objects.get()
    assert query.state == "waiting"
    address = reverse("exchange:approve_query", args=[query.pk])
    asker.post(address)
    query.refresh_from_db()
    assert query.state == "waiting"
    ground.case.client(role="reviewer").post(address)
    query.refresh_from_db()
    assert query.state == "sent"
    assert query.authorized_by is not None


def test_a_suspension_is_lifted_with_a_reason_and_never_by_a_liaison_officer(ground: Ground):
    doors.stopped(ground)
    row = BlindSuspension.objects.get()
    address = reverse("exchange:lift_suspension", args=[row.pk])
    assert ground.case.client(role="liaison").post(address, {"reason": "x"}).status_code == 403
    reviewer = ground.case.client(role="reviewer")
    reviewer.post(address, {"reason": ""})
    row.refresh_from_db()
    assert row.lifted_at is None
    reviewer.post(address, {"reason": "a mistyped list"})
    row.refresh_from_db()
    assert row.lift_reason == "a mistyped list"


def test_dismissing_needs_a_reason_and_confirming_whom_to_call(ground: Ground):
    doors.hit(ground)
    client = ground.case.client(role="liaison")
    address = reverse("exchange:say_of_ticket", args=[doors.REFERENCE])
    client.post(address, {"verdict": "dismissed"})
    client.post(address, {"verdict": "confirmed"})
    assert BlindTicket.objects.get().our_verdict == ""
    client.post(address, {"verdict": "dismissed", "words": "another person"})
    assert BlindTicket.objects.get().state == "dismissed"


def test_an_operation_takes_part_in_deconfliction_while_somebody_is_named(ground: Ground):
    be_node()
    client = ground.case.client(role="liaison")
    client.post(reverse("exchange:deconfliction"), {"call": "NCA desk"})
    assert Desk.objects.get().call == "NCA desk"
    client.post(reverse("exchange:deconfliction"), {"call": ""})
    assert not Desk.objects.exists()


def test_nobody_of_another_agency_sees_this_nodes_hits(ground: Ground):
    doors.hit(ground)
    other = ground.case.client("krg", role="liaison")
    assert doors.REFERENCE[:8] not in text_of(other.get(reverse("exchange:hits")))
