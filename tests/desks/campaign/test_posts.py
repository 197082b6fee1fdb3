"""The list of posts: by what was read of them, of one agency alone, and audited."""

from datetime import date, timedelta

import pytest
from django.test import Client

from hawkari.desks.campaign.services.posts import MOST, PostQuery, find_posts
from hawkari.errors import AccessDenied
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.playing import NOON, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def refs(found) -> list[str]:
    return [one.ref for one in found.posts]


def test_the_newest_post_comes_first_and_one_without_a_date_last(desk):
    access = desk.officer()
    imported = desk.imported(access)
    desk.post(imported, ref="none", at=None)
    desk.post(imported, ref="old", at=NOON - timedelta(days=3))
    desk.post(imported, ref="new")
    assert refs(find_posts(access, PostQuery())) == ["new", "old", "none"]


def test_posts_are_narrowed_by_each_thing_that_was_read_of_them(desk):
    access = desk.officer()
    imported = desk.imported(access)
    one = {"language": "ckb", "operator": "o-1", "template": "t-1", "myth": "M-1"}
    desk.post(imported, ref="a", is_advert=True, **one)
    desk.post(imported, "the border is opening", ref="b", is_advert=False, at=NOON - timedelta(9))
    for asked in ({"language": "ckb"}, {"operator": "o-1"}, {"template": "t-1"}, {"myth": "M-1"}):
        assert refs(find_posts(access, PostQuery(**asked))) == ["a"], asked
    assert refs(find_posts(access, PostQuery(kind="advert"))) == ["a"]
    assert refs(find_posts(access, PostQuery(kind="other"))) == ["b"]
    assert refs(find_posts(access, PostQuery(text="Border"))) == ["b"]
    assert refs(find_posts(access, PostQuery(first=date(2026, 11, 18)))) == ["a"]
    assert refs(find_posts(access, PostQuery(last=date(2026, 11, 17)))) == ["b"]
    assert refs(find_posts(access, PostQuery(last=date(2026, 11, 18)))) == ["a", "b"]
    assert refs(find_posts(access, PostQuery(imported=imported.reference))) == ["a", "b"]
    assert refs(find_posts(access, PostQuery(imported="I-other"))) == []


def test_another_agency_of_the_operation_reads_no_post(desk):
    desk.post(desk.imported(desk.officer()))
    assert refs(find_posts(desk.officer(agency="krg"), PostQuery())) == []


def test_whoever_reads_only_myths_and_answers_reads_no_post(desk):
    for role in ("reviewer", "programme", "legal", "liaison"):
        with pytest.raises(AccessDenied):
            find_posts(desk.officer(role), PostQuery())


def test_more_posts_than_a_page_holds_are_on_the_next(desk):
    access = desk.officer()
    imported = desk.imported(access)
    for number in range(MOST + 1):
        desk.post(imported, ref=str(number), at=NOON + timedelta(minutes=number))
    first = find_posts(access, PostQuery())
    assert (len(first.posts), first.more) == (MOST, True)
    second = find_posts(access, PostQuery(page=2))
    assert (refs(second), second.more) == (["0"], False)


def test_a_search_is_audited_by_a_hash_of_what_was_asked(desk):
    access = desk.officer()
    find_posts(access, PostQuery(text="border"))
    entry = AuditEntry.records.latest("pk")
    assert (entry.act, entry.detail["what"]) == ("search", "posts")
    assert "border" not in str(entry.detail)


def test_an_address_that_cannot_be_read_asks_for_nothing(desk):
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(desk.user())
    asked = {"first": "soon", "channel": "x", "page": "-1", "kind": "?", "last": "2026-13-40"}
    assert client.get("/campaign/posts", asked).status_code == 200
    assert client.get("/campaign/posts", {"text": "a\0b"}).status_code == 200
