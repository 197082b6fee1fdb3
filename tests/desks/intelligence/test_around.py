"""Who else is around, ways between two, and charts with more on them, as each viewer may see it."""

import pytest

from hawkari.desks.intelligence.services.around import around, more, ways_between
from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.services.networks import whole
from hawkari.evidence.entities import EntityNotFound
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.places.test_places import stated

pytestmark = pytest.mark.django_db


def test_counts_by_kind_of_tie_stand_before_anything_is_added(case: Case):
    found = around(case.access(), case.id_of("uk-1"), Filters())
    assert [(one.kind, len(one.ids), one.sightings) for one in found.kinds] == [("call", 3, 4)]
    assert found.kinds[0].ids == tuple(sorted(map(case.id_of, ("krg-2", "uk-3", "uk-4"))))
    assert (found.kinds[0].first, found.kinds[0].last) == ("2026-03-01", "2026-03-04")


def test_a_tie_that_is_held_back_is_counted_for_those_alone_who_may_see_it(case: Case):
    for agency, kinds in (
        ("nca", ["call", "shared phone"]),
        ("fr", ["call", "payment", "shared phone"]),
    ):
        found = around(case.access(agency), case.id_of("uk-3", agency), Filters())
        assert [one.kind for one in found.kinds] == kinds


def test_more_on_a_chart_brings_the_ties_among_all_of_them(case: Case):
    shown, added = case.id_of("uk-1"), case.id_of("krg-2")
    chart = more(case.access(), [shown], Filters(), added=[added])
    assert {node.id for node in chart.nodes} == {shown, added}
    assert [edge.id for edge in chart.edges] == ["~".join(sorted((shown, added)))]
    assert {node.id: node.hidden for node in chart.nodes} == {shown: 2, added: 1}


def test_whoever_has_no_tie_to_the_others_stands_on_the_chart_all_the_same(case: Case):
    alone = case.id_of("uk-5")
    chart = more(case.access(), [case.id_of("uk-1")], Filters(), added=[alone])
    assert alone in {node.id for node in chart.nodes}


def test_an_id_that_the_viewer_may_not_see_puts_nothing_on_a_chart(case: Case):
    hidden = case.id_of("fr-9", "fr")
    chart = more(case.access("nca"), [case.id_of("uk-1")], Filters(), added=[hidden, "no-such-id"])
    assert {node.id for node in chart.nodes} == {case.id_of("uk-1")}


def test_ways_lead_over_others_with_each_tie_and_its_probability(case: Case):
    found = ways_between(case.access(), case.id_of("krg-2"), case.id_of("uk-5"), filters=Filters())
    best = found.found[0]
    assert [node.canonical_id for node in best.nodes] == [
        case.id_of(one) for one in ("krg-2", "uk-1", "uk-3", "uk-5")
    ]
    assert [tie.kind for edge in best.edges for tie in edge.ties] == [
        "call",
        "call",
        "shared phone",
    ]
    assert 0 < best.probability < 1
    assert list(found.found) == sorted(found.found, key=lambda way: -way.probability)


def test_where_nothing_joins_two_there_is_no_way(case: Case):
    calls = Filters(kinds=frozenset({"call"}))
    assert (
        ways_between(case.access(), case.id_of("uk-1"), case.id_of("uk-5"), filters=calls).found
        == ()
    )


def test_a_way_needs_two_that_the_viewer_may_see(case: Case):
    with pytest.raises(EntityNotFound):
        ways_between(case.access(), case.id_of("uk-1"), case.id_of("fr-9", "fr"), filters=Filters())


def test_a_network_tells_which_agencies_its_ties_rest_on(case: Case):
    assert whole(case.access("fr"), Filters()).agencies == ("fr", "nca")
    theirs = whole(case.access("fr"), Filters(agency="fr"))
    assert {tie.kind for ties in theirs.edges.values() for tie in ties} == {"payment"}
    assert whole(case.access("nca"), Filters()).agencies == ("nca",), "what is hidden is not told"


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_pages_are_whole_without_a_script(case: Case, language: str):
    client = case.client()
    headers = {"accept-language": language}
    one, other = case.id_of("uk-1"), case.id_of("uk-5")
    around_page = text_of(client.get(f"/network/around/{one}?kind=call&grade=B", headers=headers))
    assert f"/network?focus={one}&amp;kind=call&amp;grade=B" in around_page
    ways_page = text_of(client.get(f"/network/ways?one={one}&other={other}", headers=headers))
    assert f"/entities/{other}" in ways_page
    posted = client.post("/network/more?kind=call", {"shown": one, "added": other}, headers=headers)
    assert f'data-el="{other}"' in text_of(posted)


def test_more_on_a_chart_comes_with_its_map_where_one_is_asked_for(case: Case):
    case.world.load("nca", stated("uk-5", "Person", address="Berlin"), slot="homes.csv", grade="1B")
    client = case.client()
    posted = {"shown": case.id_of("uk-1"), "added": case.id_of("uk-5")}
    assert "data-map-panel" not in text_of(client.post("/network/more", posted))
    mapped = text_of(client.post("/network/more", {**posted, "mapped": "on"}))
    assert "Berlin" in mapped
    alone = {"shown": posted["shown"], "mapped": "on"}
    assert "Berlin" not in text_of(client.post("/network/more", alone))
    late = client.post("/network/more?begin=2099-01-01", {**posted, "mapped": "on"})
    assert "Berlin" not in text_of(late)


def test_ways_between_nobody_are_not_found(case: Case):
    client = case.client()
    assert client.get("/network/ways?one=x").status_code == 404
    assert client.get("/network/ways?one=x&other=y").status_code == 404
    assert client.get("/network/around/x").status_code == 404
