"""One week: claims with their change, languages, new operators, prices by route, places."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hawkari.desks.campaign.models import PostSelector
from hawkari.desks.campaign.services.week import monday_of, week_of
from hawkari.engines.posts.trends import Says
from hawkari.errors import AccessDenied
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.playing import NOON, Desk

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)
WEEK = timedelta(days=7)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def access(desk):
    return desk.officer()


@pytest.fixture
def posts(desk, access):
    imported = desk.imported(access)

    def made(count, **fields):
        return [desk.post(imported, "x", **fields) for _ in range(count)]

    return made


def asks(post, price, *, route=("Dunkirk", "Dover"), currency="GBP", at=0):
    PostSelector.objects.create(
        post=post, kind="route", value=route[0], second=route[1], start=at, end=at + 1, rule="r"
    )
    PostSelector.objects.create(
        post=post,
        kind="price",
        value=str(price),
        second=currency,
        amount=price,
        start=at + 2,
        end=at + 3,
        rule="r",
    )


@pytest.mark.contract
def test_a_claim_that_grew_beyond_chance_is_told_from_one_that_did_not(access, posts):
    for back in range(1, 6):
        posts(20, myth="M-1", at=NOON - back * WEEK)
        posts(40, myth="M-2", at=NOON - back * WEEK)
    posts(60, myth="M-1", language="ckb")
    posts(42, myth="M-2", language="ar")
    week = week_of(access, MONDAY)
    first, second = week.claims
    assert (first.myth, first.trend.now, first.trend.before) == ("M-1", 60, 20)
    assert first.trend.says is Says.UP
    assert first.lo < 60 < first.hi
    assert (second.myth, second.trend.says) == ("M-2", Says.SAME)
    assert first.series[-6:] == (20, 20, 20, 20, 20, 60)
    assert first.languages == (("ckb", 60),)


def test_copies_of_one_text_count_once_a_week(access, posts):
    posts(10, myth="M-1", template="t-1")
    posts(2, myth="M-1")
    (claim,) = week_of(access, MONDAY).claims
    assert claim.trend.now == 3


def test_a_week_is_monday_to_sunday_in_utc(access, posts):
    posts(1, myth="M-1", at=datetime(2026, 11, 15, 23, 59, tzinfo=UTC))
    posts(1, myth="M-2", at=datetime(2026, 11, 16, 0, 0, tzinfo=UTC))
    posts(1, myth="M-2", at=datetime(2026, 11, 22, 23, 59, tzinfo=UTC))
    posts(1, myth="M-3", at=datetime(2026, 11, 23, 0, 0, tzinfo=UTC))
    week = week_of(access, MONDAY)
    assert {one.myth: one.trend.now for one in week.claims} == {"M-2": 2, "M-1": 0}
    assert (week.posts, week.before) == (2, 1)


def test_the_last_week_with_posts_is_shown_where_none_is_named(access, posts):
    posts(1, at=NOON - 5 * WEEK)
    assert week_of(access).monday == MONDAY - 5 * WEEK
    assert monday_of(date(2026, 11, 22)) == MONDAY


def test_without_posts_the_week_of_today_is_empty(access):
    week = week_of(access)
    assert week.monday == monday_of(access.today)
    assert (week.posts, week.claims, week.last_import) == (0, (), None)


def test_an_operator_is_new_only_in_the_week_of_its_first_advert(access, posts):
    posts(1, operator="old", is_advert=True, at=NOON - 3 * WEEK)
    posts(5, operator="old", is_advert=True)
    new = posts(2, operator="new", is_advert=True)
    posts(1, operator="new", is_advert=True, channel="Kanal 2")
    asks(new[0], 1500)
    (found,) = week_of(access, MONDAY).operators
    assert (found.name, found.adverts, found.channels) == ("new", 3, 2)
    assert found.routes == (("Dunkirk", "Dover"),)
    (then,) = week_of(access, MONDAY - 3 * WEEK).operators
    assert then.name == "old"


def test_prices_are_put_together_by_route_and_currency_and_not_by_copies(access, posts):
    for price in (1000, 1200, 1400, 1600, 1800, 2000):
        asks(posts(1, operator=f"o-{price}", is_advert=True)[0], price)
    for one in posts(5, operator="o-1000", is_advert=True):
        asks(one, 1000)
    asks(posts(1, is_advert=True)[0], 1500, currency="EUR")
    asks(posts(1, is_advert=True, at=NOON - WEEK)[0], 900)
    pounds, euros = week_of(access, MONDAY).prices
    assert (pounds.origin, pounds.destination, pounds.currency) == ("Dunkirk", "Dover", "GBP")
    now, before = pounds.weeks[-1], pounds.weeks[-2]
    assert (now.count, now.median, now.lo, now.hi) == (6, 1500, 1000, 2000)
    assert (before.count, before.median, before.lo) == (1, 900, None)
    assert euros.currency == "EUR"


def test_a_price_belongs_to_the_nearest_route_before_it(access, posts):
    (post,) = posts(1, is_advert=True)
    asks(post, 1000)
    asks(post, 5000, route=("Istanbul", "Milan"), at=10)
    found = {one.origin: one.weeks[-1].median for one in week_of(access, MONDAY).prices}
    assert found == {"Dunkirk": 1000, "Istanbul": 5000}


def test_what_is_no_advert_asks_no_price(access, posts):
    asks(posts(1, is_advert=False)[0], 1000)
    assert week_of(access, MONDAY).prices == ()


def test_what_was_not_read_is_counted(access, posts, desk):
    imported = desk.imported(access, bad=3)
    desk.post(imported, "")
    posts(1, language="und")
    posts(2)
    posts(1, at=None)
    week = week_of(access, MONDAY)
    assert (week.wordless, week.unknown, week.unread) == (1, 1, 2)
    assert (week.undated, week.bad) == (1, 3)


def test_another_agency_sees_nothing_of_it(desk, posts):
    posts(3, myth="M-1")
    assert week_of(desk.officer(agency="krg"), MONDAY).claims == ()


def test_whoever_reads_only_myths_sees_no_week_and_a_look_is_audited(desk, access):
    with pytest.raises(AccessDenied):
        week_of(desk.officer("programme"), MONDAY)
    week_of(access, MONDAY)
    assert AuditEntry.records.latest("pk").detail["week"] == "2026-11-16"
