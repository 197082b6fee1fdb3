"""The reading step that keeps what posts name, where, and by which rule."""

from decimal import Decimal

import pytest

from hawkari.desks.campaign.models import PostSelector, SelectorKind
from hawkari.desks.campaign.services.read_selectors import read_posts
from tests.desks.campaign.playing import ADVERT, Desk

pytestmark = pytest.mark.django_db


def rows(kind: str) -> list[tuple[str, str]]:
    found = PostSelector.objects.filter(kind=kind).order_by("pk")
    return list(found.values_list("value", "second"))


def test_what_an_advert_names_is_kept_with_its_place_in_the_text():
    desk = Desk()
    post = desk.post(desk.imported(desk.officer()))
    read_posts([post])
    assert rows(SelectorKind.PHONE) == [("+447700900163", "")]
    assert rows(SelectorKind.PRICE) == [("1500", "GBP")]
    assert rows(SelectorKind.ROUTE) == [("Dunkirk", "Dover")]
    phone = PostSelector.objects.get(kind=SelectorKind.PHONE)
    assert ADVERT[phone.start : phone.end] == "+44 7700 900163"
    assert PostSelector.objects.get(kind=SelectorKind.PRICE).amount == Decimal(1500)


def test_reading_again_replaces_what_was_read():
    desk = Desk()
    post = desk.post(desk.imported(desk.officer()))
    read_posts([post])
    before = PostSelector.objects.count()
    read_posts([post])
    assert PostSelector.objects.count() == before


def test_a_post_without_words_names_nothing():
    desk = Desk()
    read_posts([desk.post(desk.imported(desk.officer()), "")])
    assert not PostSelector.objects.exists()
