"""Two saved charts made one: the rules where they differ, said first, and both named after."""

import pytest

from hawkari.desks.intelligence.chart_content import content_from
from hawkari.desks.intelligence.chart_merging import merged
from hawkari.desks.intelligence.services.merging_charts import merge_charts, preview_merge
from hawkari.desks.intelligence.services.saved_charts import ChartNotFound, open_chart, save_chart
from hawkari.errors import BadInput
from hawkari.evidence.models import AuditEntry, SavedChart
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.factories import World

ONE = content_from({
    "shown": ["a", "b", "c", "d"],
    "hidden": ["b", "d"],
    "pins": ["a", "group:1"],
    "places": {"a": {"x": 0.1, "y": 0.1}, "c": {"x": 0.3, "y": 0.3}, "group:1": {"x": 0, "y": 0}},
    "groups": [{"id": "group:1", "name": "Money", "members": ["a", "c"]}],
    "filters": {"grade": "B", "agency": "nca"},
    "until": "2026-03-05",
})  # fmt: skip
OTHER = content_from({
    "shown": ["b", "c", "e", "f", "a", "g"],
    "hidden": ["e"],
    "pins": ["a", "c"],
    "places": {"a": {"x": 0.9, "y": 0.9}, "c": {"x": 0.8, "y": 0.8}, "e": {"x": 0.5, "y": 0.5}},
    "groups": [
        {"id": "group:1", "name": "money", "members": ["b", "e"]},
        {"id": "group:2", "name": "Boats", "members": ["c", "f", "g"]},
    ],
    "filters": {"grade": "B", "agency": "krg"},
    "until": "2026-04-01",
})  # fmt: skip


def test_everybody_of_both_is_shown_and_hidden_only_where_nobody_shows_them():
    content, conflicts = merged(ONE, OTHER)
    assert content.shown == ("a", "b", "c", "d", "e", "f", "g")
    assert content.hidden == ("d", "e")
    assert (conflicts.both, conflicts.shown_again) == (3, ("b",))


def test_the_first_charts_pin_holds_and_a_pin_counts_more_than_a_place():
    content, conflicts = merged(ONE, OTHER)
    places = content.places or {}
    assert (places["a"].x, places["c"].x, places["e"].x) == (0.1, 0.8, 0.5)
    assert content.pins == ("a", "group:1", "c")
    assert conflicts.placed_twice == ("a",)


def test_groups_of_one_name_become_one_and_nobody_is_in_two():
    content, conflicts = merged(ONE, OTHER)
    assert [(one.id, one.name, one.members) for one in content.groups] == [
        ("group:1", "Money", ("a", "c", "b", "e")),
        ("group:3", "Boats", ("f", "g")),
    ]
    assert (conflicts.joined, conflicts.regrouped) == (("Money",), ("c",))


def test_filters_that_differ_are_let_go_and_the_later_day_holds():
    content, conflicts = merged(ONE, OTHER)
    assert content.filters == {"grade": "B"}
    assert conflicts.filters == ("agency",)
    assert (content.until, conflicts.until_differs) == ("2026-04-01", True)
    whole, _ = merged(ONE, content_from({"shown": []}))
    assert whole.until == ""


@pytest.fixture
def two(case: Case) -> tuple[int, int]:
    ids = [case.id_of(one) for one in ("uk-1", "krg-2", "uk-3")]
    one = save_chart(case.access(), {"shown": ids[:2], "hidden": [ids[1]]}, name="Routes")
    other = save_chart(case.access(), {"shown": ids[1:]}, name="Money")
    return one.chart_id, other.chart_id


@pytest.mark.django_db
def test_the_new_chart_names_both_in_every_version_and_is_audited(case: Case, two):
    made = merge_charts(case.access(), *two, name="Both")
    opened = open_chart(case.access(), made.chart_id)
    assert len(opened.chart.nodes) == 3
    assert opened.origins == ((two[0], "Routes", 1), (two[1], "Money", 1))
    entry = AuditEntry.records.filter(detail__contains="charts merged").get()
    assert entry.detail["of"] == [[two[0], 1], [two[1], 1]]
    save_chart(case.access(), {"shown": []}, name="", chart=made.chart_id)
    again = open_chart(case.access(), made.chart_id)
    assert (again.number, again.origins) == (2, opened.origins)
    forged = {"shown": [], "origins": [{"chart": two[0], "version": 1}]}
    plain = save_chart(case.access(), forged, name="Plain")
    assert open_chart(case.access(), plain.chart_id).origins == ()


@pytest.mark.django_db
def test_nobody_is_put_on_a_chart_whom_its_maker_may_not_see(case: Case):
    hidden = case.id_of("fr-9", "fr")
    charts = [
        save_chart(case.access("fr"), {"shown": [hidden]}, name=name).chart_id for name in "ab"
    ]
    made = merge_charts(case.access("nca"), *charts, name="Ours")
    assert hidden not in str(made.content)


@pytest.mark.django_db
def test_a_chart_is_merged_with_one_other_of_its_operation(case: Case, two):
    with pytest.raises(BadInput):
        preview_merge(case.access(), two[0], two[0])
    with pytest.raises(ChartNotFound):
        preview_merge(World().access("nca"), *two)


@pytest.mark.django_db
def test_more_groups_than_a_chart_can_be_opened_with_are_refused(case: Case, monkeypatch):
    monkeypatch.setattr("hawkari.desks.intelligence.services.merging_charts.MOST_GROUPS", 1)
    ids = [case.id_of(one) for one in ("uk-1", "krg-2", "uk-3", "uk-4")]
    charts = [
        save_chart(
            case.access(),
            {"shown": two, "groups": [{"id": "group:1", "name": name, "members": two}]},
            name=name,
        ).chart_id
        for name, two in (("Money", ids[:2]), ("Boats", ids[2:]))
    ]
    with pytest.raises(BadInput):
        preview_merge(case.access(), *charts)


@pytest.mark.django_db
def test_the_pages_say_what_is_done_before_it_is_done(case: Case, two):
    client = case.client()
    assert "See what they become" in text_of(client.get("/network/charts"))
    page = text_of(client.get("/network/charts/merge", {"one": two[0], "other": two[1]}))
    assert "Hidden on one, shown on the other" in page
    assert "ئاراس جەمال" in page
    assert SavedChart.objects.count() == 2
    form = {"one": two[0], "other": two[1], "name": "Both"}
    answer = client.post("/network/charts/merge", form, follow=True)
    assert "merged into a new one" in text_of(answer)
    assert "Merged from" in text_of(answer)
    refused = client.post("/network/charts/merge", {**form, "name": " "}, follow=True)
    assert "Nothing was merged. Give the chart a name" in text_of(refused)
    same = client.get("/network/charts/merge", {"one": two[0], "other": two[0]}, follow=True)
    assert "Choose two charts." in text_of(same)
    assert client.get("/network/charts/merge", {"one": "x", "other": two[0]}).status_code == 404
