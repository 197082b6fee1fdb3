"""Operators among adverts: how they are read, grow with imports, and are shown."""

from datetime import timedelta

import pytest

from hawkari.desks.campaign.models import ClusterKeep, Import, Post
from hawkari.desks.campaign.services.operators import find_operators, operator_page
from hawkari.desks.campaign.services.read_adverts import read_posts as read_adverts
from hawkari.desks.campaign.services.read_operators import forget_posts
from hawkari.desks.campaign.services.read_operators import read_posts as read_operators
from hawkari.desks.campaign.services.read_selectors import read_posts as read_selectors
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.engines.posts import ClusterState
from hawkari.errors import AccessDenied
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.playing import NOON, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


def said(phone: str, price: int, route: str = "Dunkirk to Dover") -> str:
    return (
        f"Hello friends the road from {route} is open every night with a new boat, {price} euro,"
        f" pay after arrival, whatsapp {phone}"
    )


ONE, OTHER = "+44 7700 900163", "+44 7700 900271"


def read(imported: Import) -> list[Post]:
    """Every step over an import's posts that were not read yet, as the runner does it."""
    posts = list(Post.objects.filter(imported=imported, is_advert=None).order_by("pk"))
    read_selectors(posts)
    read_adverts(posts)
    Post.objects.bulk_update(posts, ("is_advert", "advert_probability", "services", "advert_why"))
    read_operators(posts)
    Post.objects.bulk_update(posts, ("operator", "template"))
    return posts


def rivals(desk: Desk, imported: Import, times: int = 5) -> list[Post]:
    """Two operators who share a template: each with its own phone, route and price."""
    for number in range(times):
        at = NOON + timedelta(days=7 * number)
        desk.post(imported, said(ONE, 1500 + 100 * (number % 2)), at=at)
        desk.post(imported, said(OTHER, 2600, "Izmir to Athens"), at=at, channel="Kanal 2")
    return read(imported)


def test_an_advert_is_read_as_one_with_what_it_offers_and_why():
    desk = Desk()
    imported = desk.imported(desk.officer())
    desk.post(imported, said(ONE, 1500))
    desk.post(imported, "Good morning, the weather in Erbil is lovely today")
    advert, talk = read(imported)
    assert advert.is_advert
    assert advert.services == ["boat"]
    assert {"phone", "price", "route"} <= {one["kind"] for one in advert.advert_why}
    assert not talk.is_advert
    assert talk.operator == ""


def test_rivals_who_share_a_template_are_two_operators_of_one_family():
    desk = Desk()
    posts = rivals(desk, desk.imported(desk.officer()))
    assert len({one.operator for one in posts[::2]}) == 1
    assert len({one.operator for one in posts[1::2]}) == 1
    assert posts[0].operator != posts[1].operator
    assert len({one.template for one in posts}) == 1


def test_another_import_adds_to_the_operators_that_are_known():
    desk = Desk()
    access = desk.officer()
    before = rivals(desk, desk.imported(access))
    later = desk.imported(access)
    desk.post(later, said(ONE, 1700), channel="Kanal 3")
    (new,) = read(later)
    assert new.operator == before[0].operator
    assert ClusterKeep.objects.count() == 1


def test_reading_the_same_posts_again_changes_nothing():
    desk = Desk()
    posts = rivals(desk, desk.imported(desk.officer()))
    before = [(one.operator, one.template) for one in posts]
    read_operators(posts)
    assert [(one.operator, one.template) for one in posts] == before


def test_posts_that_are_disposed_of_leave_nothing_in_what_is_kept():
    desk = Desk()
    access = desk.officer()
    posts = rivals(desk, desk.imported(access))
    Post.objects.filter(pk__in=[one.pk for one in posts[:4]]).delete()
    later = desk.imported(access)
    desk.post(later, said(ONE, 1700))
    read(later)
    kept = ClusterState.from_bytes(bytes(ClusterKeep.objects.get().state))
    assert set(kept.ids) == {str(pk) for pk in Post.objects.values_list("pk", flat=True)}


def test_an_import_that_is_disposed_of_is_forgotten_at_once():
    desk = Desk()
    access = desk.officer()
    first, second = desk.imported(access), desk.imported(access)
    rivals(desk, first)
    kept = {str(one.pk) for one in rivals(desk, second)}
    forget_posts(first)
    state = ClusterState.from_bytes(bytes(ClusterKeep.objects.get().state))
    assert set(state.ids) == kept


def test_one_hand_in_two_languages_is_one_operator_by_its_phone():
    desk = Desk()
    imported = desk.imported(desk.officer())
    sorani = "سڵاو ڕێگای دانکێرک بۆ دۆڤەر بە بەلەم کراوەیە، نرخ 1500 یۆرۆ، پەیوەندی بکەن"
    for number in range(3):
        desk.post(imported, said(ONE, 1500 + 100 * number))
        desk.post(imported, f"{sorani} {ONE}", language="ckb")
    assert len({one.operator for one in read(imported)}) == 1


def test_another_agencys_adverts_are_clustered_apart_and_not_seen():
    desk = Desk()
    rivals(desk, desk.imported(desk.officer()))
    stranger = desk.officer(agency="asayish")
    rivals(desk, desk.imported(stranger))
    assert ClusterKeep.objects.count() == 2
    assert [one.posts for one in find_operators(stranger).operators] == [5, 5]


def test_the_list_sums_up_each_operator_and_is_audited():
    desk = Desk()
    access = desk.officer()
    rivals(desk, desk.imported(access))
    first, second = sorted(find_operators(access).operators, key=lambda one: one.prices[0].least)
    assert first.posts == 5
    assert first.channels == 1
    assert first.first == NOON
    assert first.last == NOON + timedelta(days=28)
    assert first.routes == (("Dunkirk", "Dover"),)
    assert (first.prices[0].least, first.prices[0].middle, first.prices[0].most) == (
        1500,
        1500,
        1600,
    )
    assert first.contacts == 1
    assert second.routes == (("Izmir", "Athens"),)
    entry = AuditEntry.records.latest("pk")
    assert entry.detail["what"] == "operators"


def test_an_operator_of_one_advert_is_listed_only_when_asked_for():
    desk = Desk()
    access = desk.officer()
    imported = desk.imported(access)
    desk.post(imported, said(ONE, 1500))
    read(imported)
    assert find_operators(access).operators == ()
    assert len(find_operators(access, least=1).operators) == 1


def test_the_page_shows_what_varies_and_hides_every_phone():
    desk = Desk()
    access = desk.officer()
    posts = rivals(desk, desk.imported(access))
    page = operator_page(access, posts[0].operator)
    shown = str(page.wording)
    assert "hello friends the road from" in shown
    assert "900163" not in shown
    prices = next(slot for slot in page.wording.slots if slot.kind == "number")
    assert dict(prices.values) == {"1500": 3, "1600": 2}
    assert [week.posts for week in page.weeks] == [1] * 5
    assert page.channels == (("telegram", "Kanal 1", 5),)
    assert page.family == ((posts[1].operator, 5),)
    assert page.same_contact == ()


def test_a_post_that_names_two_operators_phones_joins_them_not_but_points_from_one_to_the_other():
    desk = Desk()
    access = desk.officer()
    posts = rivals(desk, desk.imported(access))
    later = desk.imported(access)
    desk.post(later, f"Boat Dunkirk to Dover 1900 euro, call {ONE} or {OTHER}")
    (new,) = read(later)
    first, second = (Post.objects.get(pk=one.pk).operator for one in posts[:2])
    assert first != second
    assert new.operator in {first, second}
    assert operator_page(access, first).same_contact == (second,)
    assert operator_page(access, second).same_contact == (first,)


def test_who_may_not_read_posts_sees_no_operators():
    desk = Desk()
    with pytest.raises(AccessDenied):
        find_operators(desk.officer("reviewer"))


def test_an_operator_that_is_not_there_is_not_found():
    desk = Desk()
    with pytest.raises(NotFound):
        operator_page(desk.officer(), "O-99")
