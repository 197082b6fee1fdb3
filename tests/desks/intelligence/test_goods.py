"""Goods: what was seized, and groups that move people as well; never a word without statements."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from hawkari.desks.intelligence.services.goods import GoodsPage, goods_page
from hawkari.errors import AccessDenied
from hawkari.evidence.access import Access
from hawkari.evidence.categories import set_category
from hawkari.evidence.models import Category
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.factories import row

pytestmark = pytest.mark.django_db
PAGE = reverse("intelligence:goods")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def seize(
    case: Case, goods: str, *people: str, number: int = 1, agency: str = "nca", **how
) -> None:
    """Load a seizure of some goods with people as stated."""
    event = f"nca:seizure-{number}"
    said = [
        ("keywords", "seizure"), ("summary", goods), ("date", f"2026-03-0{number}"),
        ("location", "Dover"), ("recordId", f"S{number}"), *(("involved", one) for one in people),
    ]  # fmt: skip
    rows = [row(event, prop, value, schema="Event", row="2") for prop, value in said]
    case.world.load(agency, rows, slot=f"seizure-{number}.csv", grade="2B", **how)


def travel(case: Case, *people: str, number: int = 1) -> None:
    said = [("recordId", f"T{number}"), *(("involved", one) for one in people)]
    rows = [row(f"nca:trip-{number}", prop, value, schema="Trip") for prop, value in said]
    case.world.load("nca", rows, slot=f"trip-{number}.csv", grade="2B")


@pytest.fixture
def mixed(case: Case) -> Case:
    """One group with a trip of four, one of them a migrant, and two seizures."""
    travel(case, "uk-1", "uk-3", "krg-2", "uk-4")
    seize(case, "2.5 kg heroin", "uk-1", "uk-3")
    seize(case, "٤٠ سترة نجاة", "uk-3", number=2)
    return case


def page_of(access: Access, goods: str = "") -> GoodsPage:
    return goods_page(access, goods)


def test_a_group_in_trips_and_seizures_is_shown_with_what_says_so(mixed: Case):
    page = page_of(mixed.access())
    (group,) = page.groups
    assert (len(group.trips), len(group.seizures), group.has_drugs) == (1, 2, True)
    assert all(event.values for event in (*group.trips, *group.seizures))
    told = {one.who.caption: (one.trips, one.seizures) for one in group.members}
    assert told == {"Saman Karim": (1, 2), "Rebwar Hama Amin": (1, 1), "ئاراس جەمال": (1, 0)}
    assert group.unranked == 1
    assert 0 < group.holds <= 1
    sums = {one.kind: [str(each) for each in one.quantities] for one in page.totals}
    assert sums == {"heroin": ["2.5 kg"], "life jackets": ["40 piece"]}


def test_whoever_was_smuggled_moves_nobody(case: Case):
    travel(case, "uk-4", "uk-1")
    seize(case, "2.5 kg heroin", "uk-4")
    assert page_of(case.access()).groups == (), "the migrant's seizure makes no group"
    seize(case, "1 kg heroin", "uk-1", number=2)
    (found,) = page_of(case.access()).groups
    assert [one.who.caption for one in found.members] == ["Rebwar Hama Amin"]
    assert [one.name for one in found.seizures] == ["S2"]


@pytest.mark.parametrize("category", ["victim", "witness"])
def test_somebody_protected_later_counts_no_more(mixed: Case, category: str):
    access = mixed.access()
    for one in ("uk-1", "uk-3"):
        set_category(access, mixed.id_of(one), Category(category), basis="fact")
    assert page_of(access).groups == ()


def test_seizures_without_a_trip_make_no_claim(case: Case):
    seize(case, "2.5 kg heroin", "uk-1", "uk-3")
    travel(case, "uk-3", number=9)
    page = page_of(case.access())
    assert (page.groups, page.found) == ((), 1)


def test_goods_filter_seizures_and_groups(mixed: Case):
    access = mixed.access()
    page = page_of(access, "heroin")
    assert [one.seizure.name for one in page.seizures] == ["S1"]
    assert len(page.groups[0].seizures) == 1
    assert page.offered == (("heroin", 1), ("life jackets", 1))
    jackets = page_of(access, "life jackets")
    assert [one.has_drugs for one in jackets.groups] == [False]
    assert page_of(access, "drugs").found == 1
    assert (page_of(access, "cocaine").found, page_of(access, "cocaine").groups) == (0, ())


def test_unknown_goods_and_amounts_are_shown_as_written_and_counted(case: Case):
    seize(case, "1.500 kg zzz", "uk-1")
    seize(case, "3 bags heroin", "uk-1", number=2)
    page = page_of(case.access())
    told = {one.kind: (one.quantities, one.uncounted) for one in page.totals}
    assert told == {"heroin": ((), 1), "": ((), 1)}
    body = text_of(case.client().get(PAGE))
    assert "1.500 kg zzz" in body
    assert "how much is not reckoned" in body
    assert page_of(case.access(), "unknown").found == 1


def test_two_viewers_are_told_of_what_each_may_see(case: Case):
    travel(case, "uk-1", "uk-3")
    seize(case, "2.5 kg heroin", "uk-1", agency="fr", shared_with=["fr"])
    assert page_of(case.access("nca")).found == 0
    assert page_of(case.access("nca")).groups == ()
    assert len(page_of(case.access("fr")).groups) == 1
    with pytest.raises(AccessDenied):
        goods_page(case.access(role="border"))


def test_the_marking_is_the_strictest_of_everything_counted_shown_or_not(
    case: Case, monkeypatch: pytest.MonkeyPatch
):
    seize(case, "1 kg cocaine", "uk-1", agency="fr", shared_with=["fr"])
    seize(case, "2 kg heroin", "uk-3", number=2)
    access = case.access("fr")
    assert page_of(access, "heroin").handling == "C", "the filter offers and counts the other"
    monkeypatch.setattr("hawkari.desks.intelligence.services.goods.SHOWN", 1)
    assert [one.seizure.name for one in page_of(access).seizures] == ["S2"]
    assert page_of(access).handling == "C", "the sum holds the one that is not listed"
    assert page_of(case.access("nca")).handling == "P"


def test_the_network_page_is_marked_by_the_seizures_that_a_group_is_named_by(case: Case):
    travel(case, "uk-1", "uk-3")
    said = [("keywords", "seizure"), ("summary", "1 kg cocaine"), ("involved", "uk-1")]
    rows = [row("fr:seizure-1", *one, schema="Event") for one in said]
    case.world.load("fr", rows, slot="seizures.csv", shared_with=["fr"])
    address = reverse("intelligence:network")
    told = {one: case.client(one).get(address, {"kind": "trip"}).context for one in ("fr", "nca")}
    assert len(told["fr"]["mixed"]) == 1
    assert not told["nca"]["mixed"]
    assert (told["fr"]["handling"], told["nca"]["handling"]) == ("C", "P")


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_renders_in_every_language(mixed: Case, language: str):
    client = mixed.client()
    client.cookies["django_language"] = language
    for asked in ({}, {"goods": "heroin", "groups": "1"}, {"goods": "cocaine"}):
        response = client.get(PAGE, asked)
        assert response.status_code == 200
        assert "style=" not in text_of(response)
    first = text_of(client.get(PAGE))
    assert "٤٠ سترة نجاة" in first
    assert 'hx-trigger="load"' in first, "the groups come after the page"
    body = text_of(client.get(PAGE, {"groups": "1"}))
    assert "hx-trigger" not in body
    assert reverse("intelligence:goods") in text_of(client.get(reverse("intelligence:network")))
    if language == "en":
        assert "moves people and drugs" in body
        assert "no finding of guilt" in body


def test_a_program_is_told_the_same_with_the_statements_behind_it(mixed: Case):
    found = mixed.client().get(reverse("intelligence:api:goods"), {"goods": "drugs"}).json()
    (group,) = found["groups"]
    assert group["statements"]
    assert group["totals"] == [
        {
            "kind": "heroin",
            "quantities": [{"value": "2.5", "unit": "kg"}],
            "seizures": 1,
            "uncounted": 0,
        }
    ]
    (seizure,) = found["seizures"]
    assert seizure["goods"][0]["written"] == "2.5 kg heroin"
    assert "no finding" in found["note"]


def test_every_trip_and_seizure_leads_to_its_statements(mixed: Case):
    client = mixed.client()
    body = text_of(client.get(PAGE, {"groups": "1"}))
    (group,) = page_of(mixed.access()).groups
    for event in (*group.trips, *group.seizures):
        address = reverse("intelligence:entity", args=[event.id])
        assert address in body
        page = client.get(address)
        assert page.status_code == 200
        assert event.name in text_of(page)


def test_the_network_page_says_which_groups_move_both_by_what_is_stated(mixed: Case):
    address = reverse("intelligence:network")
    body = text_of(mixed.client().get(address))
    said = body.partition('id="mixed"')[2].partition("</p>")[0]
    assert "moves people and drugs" in said
    assert "3 seizures" not in said
    assert "2 seizures" in said
    assert "Saman Karim" in said
    assert "Nawzad Rahim" not in said, "whoever was smuggled is not among who moves"
    for one in ("uk-1", "uk-3", "krg-2"):
        set_category(mixed.access(), mixed.id_of(one), Category.VICTIM, basis="fact")
    assert 'id="mixed"' not in text_of(mixed.client().get(address))
