"""Saved charts: opened as they were left, version by version, and never with what is hidden."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hawkari.desks.intelligence.chart_content import ChartContent, Group, Laid, content_from, under
from hawkari.desks.intelligence.services.saved_charts import (
    ChartNotFound,
    open_chart,
    save_chart,
    saved_charts,
)
from hawkari.errors import BadInput
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.models import AuditEntry, ChartVersion
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.factories import World

FULL = {
    "shown": ["a", "b", "c"],
    "hidden": ["c"],
    "pins": ["a", "group:1"],
    "places": {"a": {"x": 0.25, "y": 1.0}},
    "groups": [{"id": "group:1", "name": "پارە", "members": ["a", "b"]}],
    "filters": {"kind": ["call"], "grade": "B"},
    "until": "2026-03-05",
}


def test_a_content_is_read_back_as_it_was_written():
    assert content_from(FULL).as_data() == FULL


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        {"shown": "a"},
        {"shown": [1]},
        {"shown": ["x" * 81]},
        {"shown": [str(n) for n in range(2001)]},
        {"shown": [], "more": 1},
        {"shown": [], "places": {"a": {"x": "0", "y": 0}}},
        {"shown": [], "places": {"a": {"x": float("nan"), "y": 0}}},
        {"shown": [], "groups": [{"id": "a", "name": "", "members": []}]},
        {"shown": [], "filters": {"owner": "a"}},
        {"shown": [], "until": "2026-02-30"},
        {"shown": [], "until": "tomorrow"},
        {"shown": ["\ud800"]},
        {"shown": [], "groups": [{"id": "group:1", "name": "a\x01", "members": []}]},
    ],
)
def test_what_is_no_chart_is_refused(wrong):
    with pytest.raises(BadInput):
        content_from(wrong)


def test_two_that_became_one_are_one_on_the_chart_and_a_group_of_one_is_none():
    found = under(content_from(FULL), {"a": "a", "b": "a", "c": "c"})
    assert found == ChartContent(
        shown=("a", "c"),
        hidden=("c",),
        pins=("a", "group:1"),
        places={"a": Laid(0.25, 1.0)},
        filters={"kind": ["call"], "grade": "B"},
        until="2026-03-05",
    )
    assert under(content_from(FULL), {"a": "a", "b": "b"}).groups == (
        Group("group:1", "پارە", ("a", "b")),
    )


@pytest.mark.django_db
def test_a_chart_is_opened_as_it_was_left_and_keeps_its_versions(case: Case):
    access = case.access()
    one, other = case.id_of("uk-1"), case.id_of("krg-2")
    content = {"shown": [one, other], "places": {one: {"x": 0.1, "y": 0.9}}}
    first = save_chart(access, content, name="Money men")
    save_chart(access, {**content, "hidden": [other]}, name="", chart=first.chart_id)

    now = open_chart(access, first.chart_id)
    assert (now.name, now.number, [one.number for one in now.versions]) == ("Money men", 2, [2, 1])
    assert now.content.hidden == (other,)
    assert {node.id for node in now.chart.nodes} == {one, other}
    assert open_chart(access, first.chart_id, number=1).content.hidden == ()
    assert [(one.name, one.number) for one in saved_charts(access)] == [("Money men", 2)]
    entry = AuditEntry.records.filter(detail__contains="chart saved").order_by("seq").last()
    assert entry is not None


@pytest.mark.django_db
def test_the_list_of_charts_and_versions_reads_no_content_that_it_does_not_show(case: Case):
    access = case.access()
    charts = [save_chart(access, {"shown": []}, name=f"Chart {n}").chart_id for n in range(3)]
    save_chart(access, {"shown": []}, name="", chart=charts[0])
    with CaptureQueriesContext(connection) as listing:
        assert [one.pk for one in saved_charts(access)] == [charts[0], charts[2], charts[1]]
    with CaptureQueriesContext(connection) as opening:
        open_chart(access, charts[0])
    reading = [[one["sql"].count('"content"') for one in each] for each in (listing, opening)]
    assert [sum(each) for each in reading] == [0, 1]


@pytest.mark.django_db
def test_what_a_reader_may_not_see_does_not_appear(case: Case):
    ids = [case.id_of("uk-1", "fr"), case.id_of("fr-9", "fr")]
    saved = save_chart(case.access("fr"), {"shown": ids, "pins": ids}, name="Theirs")
    seen = open_chart(case.access("nca"), saved.chart_id)
    assert seen.content.shown == seen.content.pins == (ids[0],)
    assert [node.id for node in seen.chart.nodes] == [ids[0]]
    page = text_of(case.client("nca").get(f"/network/charts/{saved.chart_id}"))
    assert ids[1] not in page


@pytest.mark.django_db
def test_a_join_made_since_then_shows_one_for_two(case: Case):
    two = [case.id_of("uk-1"), case.id_of("krg-1")]
    saved = save_chart(case.access(), {"shown": two}, name="Before")
    judge(case.access(), "uk-1", "krg-1", JudgementKind.POSITIVE)
    assert open_chart(case.access(), saved.chart_id).content.shown == (case.id_of("uk-1"),)


@pytest.mark.django_db
def test_another_operation_has_charts_of_its_own(case: Case):
    saved = save_chart(case.access(), {"shown": []}, name="Ours")
    elsewhere = World().access("nca")
    assert saved_charts(elsewhere) == []
    with pytest.raises(ChartNotFound):
        open_chart(elsewhere, saved.chart_id)
    with pytest.raises(ChartNotFound):
        save_chart(elsewhere, {"shown": []}, name="", chart=saved.chart_id)
    with pytest.raises(ChartNotFound):
        open_chart(case.access(), saved.chart_id, number=2)


@pytest.mark.django_db
def test_the_page_saves_and_says_so_and_refuses_in_words(case: Case):
    client = case.client()
    content = json.dumps({"shown": [case.id_of("uk-1")]})
    answer = client.post("/network/charts", {"name": "Page", "content": content}, follow=True)
    assert "The chart was saved." in text_of(answer)
    version = ChartVersion.objects.get()
    assert "Page" in text_of(client.get("/network/charts"))
    refused = client.post("/network/charts", {"name": "Page", "content": "["}, follow=True)
    assert "Nothing was saved. What came is no chart." in text_of(refused)
    nameless = client.post("/network/charts", {"name": " ", "content": content}, follow=True)
    assert "a name of at most 120 letters" in text_of(nameless)
    unprintable = {"name": "Pa\x01ge", "content": content}
    assert "a name of" in text_of(client.post("/network/charts", unprintable, follow=True))
    halved = {"name": "Page", "content": json.dumps({"shown": ["\ud800"]})}
    assert "no chart" in text_of(client.post("/network/charts", halved, follow=True))
    endless = {"name": "", "content": content, "chart": "0" * 12 + "9" * 5000}
    assert client.post("/network/charts", endless).status_code == 404
    assert client.get(f"/network/charts/{version.chart_id}?version=7").status_code == 404
    assert client.get(f"/network/charts/{version.chart_id}?version=x").status_code == 404
    assert client.get("/network/charts/99999999999999999999").status_code == 404
