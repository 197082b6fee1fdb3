"""What programs read as a whole: FollowTheMoney streams, and events that PyMISP loads."""

import json
from typing import Any

import pytest
from django.test import Client
from followthemoney import model
from pymisp import MISPEvent, MISPObject

from hawkari.desks.exchange.models import Door
from hawkari.desks.exchange.services.misp import _templates
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.grading.misp import from_misp
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.models import AuditEntry, Disclosure, DisclosureItem, LoadRun
from tests.desks.exchange.stix_case import StixCase
from tests.desks.exchange.tokens import bearer, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
STREAM = "/exchange/stream/entities.ftm.json"
MISP = "/exchange/misp/"


@pytest.fixture
def case() -> StixCase:
    return StixCase().load()


@pytest.fixture
def access(case: StixCase) -> Access:
    return case.access()


def got(access: Access, door: Door, address: str, **asked: str) -> Any:
    """The answer to a program of this person."""
    token = token_of(access.user, access.operation, door)
    return Client().get(address, asked, headers={"host": "127.0.0.1", **bearer(token)})


def lines_of(access: Access, **asked: str) -> list[dict[str, Any]]:
    answer = got(access, Door.STREAM, STREAM, **asked)
    assert answer.status_code == 200, answer.content
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def events_of(access: Access) -> dict[str, MISPEvent]:
    """Every event of the feed, as PyMISP loads it, by its source's name."""
    found = {}
    for uuid in got(access, Door.MISP, MISP + "manifest.json").json():
        event = MISPEvent()
        event.from_json(got(access, Door.MISP, f"{MISP}{uuid}.json").content.decode())
        found[event.info.removeprefix("Hawkari: ")] = event
    return found


def test_a_stream_has_every_visible_value_with_its_marking_and_nothing_else(access):
    lines = lines_of(access)
    streamed = {
        (line["datasets"][0], prop, value)
        for line in lines
        for prop, values in line["properties"].items()
        for value in values
        if model.get(line["schema"]).get(prop).type.name != "entity"
    }
    rows = visible_to(access).exclude(prop_type="entity")
    assert streamed == set(rows.values_list("source__slug", "prop", "value"))
    assert all(line["marking"]["uk-3x5x2"]["handling"] in {"P", "C"} for line in lines)
    assert "Rebwar Amine" not in str(lines)


def test_each_line_is_an_entity_of_followthemoney(access):
    for line in lines_of(access):
        proxy = model.get_proxy({key: line[key] for key in ("id", "schema", "properties")})
        assert proxy.to_dict()["properties"] == line["properties"]


def test_a_stream_since_a_moment_has_only_what_changed(access, case):
    before = lines_of(access)
    last = LoadRun.objects.latest("pk").finished_at.isoformat()
    assert lines_of(access, since=last) == []
    case.world.person("nca", "uk-9", name="Later Person")
    assert [line["properties"]["name"] for line in lines_of(access, since=last)] == [
        ["Later Person"]
    ]
    assert len(lines_of(access)) == len(before) + 1


def test_a_stream_of_one_source_has_only_what_it_says(access):
    assert {line["datasets"][0] for line in lines_of(access, dataset="krg-persons")} == {
        "krg-persons"
    }
    refused = got(access, Door.STREAM, STREAM, dataset="elsewhere")
    assert refused.status_code == 400
    assert "elsewhere" in refused.json()["detail"]


def test_a_stream_is_audited_and_kept_as_a_whole_before_its_first_line(access):
    answer = got(access, Door.STREAM, STREAM)
    entry = AuditEntry.records.last()
    assert entry.detail["export"] == "followthemoney"
    assert entry.detail["token"]
    kept = DisclosureItem.objects.filter(disclosure=Disclosure.objects.latest("pk"))
    assert kept.count() == visible_to(access).count()
    answer.close()


def test_pymisp_loads_an_event_for_each_source_with_an_object_for_each_entity(access):
    events = events_of(access)
    assert sorted(events) == sorted(set(visible_to(access).values_list("source__name", flat=True)))
    for event in events.values():
        assert (event.distribution, event.published) == (0, False)
        assert event.orgc.name
        assert all(not one.to_ids for thing in event.objects for one in thing.attributes)
    people = [one for event in events.values() for one in event.get_objects_by_name("ftm-Person")]
    values = {one.value for thing in people for one in thing.attributes}
    assert {"Rebwar Hama Amin", "ڕێبوار محەمەد ئەمین", "+447700900142"} <= values
    assert "Rebwar Amine" not in values


def test_each_value_has_its_own_marking_as_tags(access):
    markings = stored_markings(by_name=True)
    rows = visible_to(access).exclude(prop_type="entity")
    stated = {(row.prop, row.value): markings[row.part.marking_id] for row in rows}
    told = [
        (one.object_relation, one.value, from_misp([tag.name for tag in one.tags], one.comment))
        for event in events_of(access).values()
        for thing in event.objects
        for one in thing.attributes
        if one.tags and (one.object_relation, one.value) in stated
    ]
    assert len(told) == rows.count()
    assert all(stated[prop, value] == marking for prop, value, marking in told)


def test_links_refer_to_the_objects_at_their_ends(access):
    (event,) = [one for one in events_of(access).values() if one.get_objects_by_name("ftm-Call")]
    here = {one.uuid for one in event.objects}
    references = [one for call in event.get_objects_by_name("ftm-Call") for one in call.references]
    assert {one.relationship_type for one in references} == {"caller", "receiver"}
    assert {one.referenced_uuid for one in references} <= here


def test_links_to_another_source_have_the_id_that_its_object_has_there(access, case):
    events = events_of(access)
    (calls,) = [one for one in events.values() if one.get_objects_by_name("ftm-Call")]
    abroad = {
        one.value
        for call in calls.get_objects_by_name("ftm-Call")
        for one in call.attributes
        if one.object_relation in {"caller", "receiver"}
    }
    aras = case.id_of("krg-2")
    assert abroad == {aras}
    own = [
        one.value
        for thing in events["krg"].objects
        for one in thing.get_attributes_by_relation("hawkari-id")
    ]
    assert aras in own


def test_the_same_content_is_the_same_event_again(access):
    (first, second) = (
        {name: event.to_json(sort_keys=True) for name, event in events_of(access).items()}
        for _ in range(2)
    )
    assert first == second


def test_templates_are_misps_own_where_misp_has_them():
    for schema, told in _templates().items():
        theirs = MISPObject(f"ftm-{schema}", strict=True)
        assert (theirs.template_uuid, int(theirs.template_version)) == (
            told["uuid"], told["version"],
        )  # fmt: skip


def test_an_event_that_is_hidden_looks_like_none(access, case):
    case.world.person("fr", "fr-7", how={"shared_with": ["fr"], "source": "closed"}, name="A B")
    theirs = events_of(case.access("fr"))
    mine = {event.uuid for event in events_of(access).values()}
    hidden = next(iter({event.uuid for event in theirs.values()} - mine))
    answers = {
        (answer.status_code, answer.content)
        for unknown in (hidden, "00000000-0000-0000-0000-000000000000", "elsewhere")
        for answer in [got(access, Door.MISP, f"{MISP}{unknown}.json")]
    }
    assert [status for status, _ in answers] == [400]


def test_roles_that_export_nothing_stream_nothing(case):
    officer = case.access("nca", "liaison")
    assert got(officer, Door.STREAM, STREAM).status_code == 403
    assert got(officer, Door.MISP, MISP + "manifest.json").status_code == 403
