"""Everything held on a person leaves only after review by one and approval by another."""

import json

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.disclosures import disclosures_of
from hawkari.evidence.entities import EntityNotFound
from hawkari.evidence.models import AuditEntry, Category, Medium
from hawkari.evidence.retention import DisposalRequest, dispose
from hawkari.evidence.subject_access import (
    approve,
    draft,
    exemptions,
    export_data,
    export_of,
    exports,
    mark,
    refuse,
    release,
    submit,
)
from hawkari.evidence.subject_access.beside import held_beside
from tests.evidence.factories import World, row

pytestmark = pytest.mark.contract


@pytest.fixture
def drafter(world):
    return world.access("nca", "reviewer")


@pytest.fixture
def approver(world):
    return world.access("nca", "reviewer")


@pytest.fixture
def person(world):
    world.person("nca", "nca:1", name=["ڕێبوار ئەمین", "Rebwar Amin"], phone="+447700900001")
    world.person("nca", "nca:2", name="Shilan Karim")
    rows = [
        row("nca:call-1", "caller", "nca:1", schema="Call"),
        row("nca:call-1", "receiver", "nca:2", schema="Call"),
        row("nca:call-1", "receiverNumber", "+447700900002", schema="Call"),
    ]
    world.load("nca", rows, slot="calls.csv")
    return "nca:1"


def reviewed(access, entity: str) -> int:
    set_category(access, entity, Category.SUSPECT, basis="fact")
    export = draft(access, entity, requester="Rebwar Amin")
    view = export_of(access, export.pk)
    mark(access, export.pk, [one.id for one in view.rows if not one.third_party],
         decision="release")  # fmt: skip
    submit(access, export.pk)
    return export.pk


def test_a_draft_holds_everything_of_the_person_and_of_what_refers_to_them(drafter, person):
    view = export_of(drafter, draft(drafter, person, requester="Rebwar Amin").pk)
    held = {(one.value.prop, one.value.value) for one in view.rows}
    assert ("name", "ڕێبوار ئەمین") in held
    assert ("caller", "nca:1") in held
    assert ("name", "Shilan Karim") not in held
    assert view.caption in {"ڕێبوار ئەمین", "Rebwar Amin"}


def test_what_is_about_others_is_redacted_from_the_start(drafter, person):
    view = export_of(drafter, draft(drafter, person, requester="Rebwar Amin").pk)
    others = {one.value.prop: one for one in view.rows if one.third_party}
    assert set(others) == {"receiver", "receiverNumber"}
    assert {one.decision for one in others.values()} == {"redact"}
    assert {one.exemption for one in others.values()} == {"third-party"}


def test_a_released_export_tells_what_is_released_and_how_much_is_withheld(
    drafter, approver, person
):
    number = reviewed(drafter, person)
    approve(approver, number)
    view = release(drafter, number)
    data = export_data(view, made=drafter.today)
    assert {one["value"] for one in data["released"]} == {
        "ڕێبوار ئەمین", "Rebwar Amin", "+447700900001", "nca:1",
    }  # fmt: skip
    assert data["withheld"] == [
        {"exemption": "third-party", "authority": exemptions()["third-party"].authority, "rows": 2}
    ]
    assert "+447700900002" not in json.dumps(data)


def test_a_release_is_a_disclosure_and_audited_as_one(drafter, approver, person):
    number = reviewed(drafter, person)
    approve(approver, number)
    release(drafter, number)
    release(drafter, number)
    entries = AuditEntry.records.filter(act="disclose")
    assert entries.count() == 2
    told = visible_to(drafter).filter(entity_id="nca:1").values_list("pk", flat=True)
    [disclosure] = disclosures_of(drafter, list(told))
    assert disclosure.medium == Medium.SUBJECT_ACCESS


def test_a_second_person_approves(drafter, approver, person):
    number = reviewed(drafter, person)
    with pytest.raises(BadInput, match="second person"):
        approve(drafter, number)
    with pytest.raises(BadInput, match="reviewed, not approved"):
        release(drafter, number)
    approve(approver, number)
    assert export_of(drafter, number).approved_by == approver.user.username


def test_who_marked_a_single_row_may_not_approve(world, drafter, approver, person):
    set_category(drafter, person, Category.SUSPECT, basis="fact")
    number = draft(drafter, person, requester="Rebwar Amin").pk
    rows = [one.id for one in export_of(drafter, number).rows if not one.third_party]
    mark(approver, number, rows[:1], decision="release")
    mark(drafter, number, rows[1:], decision="release")
    submit(drafter, number)
    with pytest.raises(BadInput, match="second person"):
        approve(approver, number)
    approve(world.access("nca", "reviewer"), number)


def test_an_unset_category_blocks_the_approval(drafter, approver, person):
    number = draft(drafter, person, requester="Rebwar Amin").pk
    rows = [one.id for one in export_of(drafter, number).rows if not one.third_party]
    mark(drafter, number, rows, decision="release")
    submit(drafter, number)
    with pytest.raises(BadInput, match="category is unset"):
        approve(approver, number)


def test_an_undecided_row_blocks_the_submission(drafter, person):
    number = draft(drafter, person, requester="Rebwar Amin").pk
    with pytest.raises(BadInput, match="undecided"):
        submit(drafter, number)


def test_a_redaction_needs_an_exemption_and_a_reason(drafter, person):
    number = draft(drafter, person, requester="Rebwar Amin").pk
    row_id = export_of(drafter, number).rows[0].id
    for exemption, reason in (("", "why"), ("crime-prevention", " "), ("whim", "why")):
        with pytest.raises(BadInput):
            mark(drafter, number, [row_id], decision="redact", exemption=exemption, reason=reason)
    mark(drafter, number, [row_id], decision="redact", exemption="crime-prevention", reason="case")
    assert export_of(drafter, number).rows[0].exemption == "crime-prevention"


def test_telling_about_others_needs_a_reason(drafter, person):
    number = draft(drafter, person, requester="Rebwar Amin").pk
    others = [one.id for one in export_of(drafter, number).rows if one.third_party]
    with pytest.raises(BadInput, match="somebody else"):
        mark(drafter, number, others, decision="release")
    mark(drafter, number, others, decision="release", reason="they agreed in writing")


def test_what_is_stated_or_gone_since_the_draft_stops_it(world, drafter, approver, person):
    number = reviewed(drafter, person)
    world.person("nca", "nca:1", how={"slot": "more.csv"}, alias="Rebo")
    with pytest.raises(BadInput, match="1 are new"):
        approve(approver, number)
    second = reviewed(drafter, person)
    name = visible_to(drafter).get(value="Rebwar Amin")
    dispose(drafter, DisposalRequest(reason="no need", statements=(name.pk,)))
    with pytest.raises(BadInput, match="1 rows are gone"):
        approve(approver, second)


def test_a_refused_export_goes_no_further(drafter, approver, person):
    number = reviewed(drafter, person)
    with pytest.raises(BadInput):
        refuse(approver, number, note=" ")
    refuse(approver, number, note="the phone is another's")
    with pytest.raises(BadInput):
        release(drafter, number)
    with pytest.raises(BadInput):
        mark(drafter, number, [], decision="release")


def test_a_draft_never_shows_more_than_its_reader_may_see(world, drafter):
    world.person("krg", "krg:1", name="Hidden Name", how={"shared_with": []})
    with pytest.raises(EntityNotFound):
        draft(drafter, "krg:1", requester="somebody")
    world.person("krg", "krg:2", name="Hidden Name")
    export = draft(drafter, "krg:2", requester="somebody")
    world.operation.agencies.remove(world.source("krg").agency)
    view = export_of(drafter, export.pk)
    assert [one.value for one in view.rows] == [None]
    assert "Hidden" not in view.caption


def test_roles_without_the_right_are_refused(world, person):
    auditor = world.access("nca", "auditor")
    with pytest.raises(AccessDenied):
        draft(auditor, person, requester="x")
    with pytest.raises(AccessDenied):
        exports(auditor)
    with pytest.raises(AccessDenied):
        approve(world.access("nca"), 1)


def test_every_exemption_says_its_authority_and_that_nobody_has_checked_it():
    for exemption in exemptions().values():
        assert exemption.authority
        assert exemption.verified_by is None


@pytest.mark.django_db
def test_what_is_held_beside_statements_is_told_to_whoever_prepares_an_export(
    world, drafter, person
):
    from hawkari.evidence.harm import mark_harm
    from hawkari.evidence.judgements import judge, withdraw

    decision = judge(drafter, "nca:1", "nca:2", "negative")
    mark_harm(drafter, "nca:1", reason="a protected witness's brother")
    set_category(drafter, person, Category.SUSPECT, basis="fact")
    export = draft(drafter, person, requester="Rebwar Amin")
    held = {one.kind: one.count for one in export_of(drafter, export.pk).beside}
    assert held == {"judgement": 1, "mark": 1, "category": 1}
    world.person("krg", "krg:x", how={"shared_with": []}, name="Rebwar hidden")
    judge(world.access("krg"), "nca:1", "krg:x", "negative")
    assert {one.kind: one.count for one in export_of(drafter, export.pk).beside} == held
    withdraw(drafter, decision.pk, reason="the papers were another's")
    taken_back = {"withdrawn": 1, "mark": 1, "category": 1}
    assert {one.kind: one.count for one in export_of(drafter, export.pk).beside} == taken_back


@pytest.mark.django_db
def test_what_another_operation_proposes_is_not_told_as_held_beside(world, drafter, person):
    from hawkari.evidence.harm import mark_harm
    from hawkari.evidence.judgements import judge, withdraw

    other = World()
    there = open_access(other.member("nca"), other.operation.slug)
    mark_harm(there, "nca:1", reason="hunted")
    proposal = judge(there, "nca:1", "nca:2", "positive")
    assert proposal.judgement == "proposed"
    assert held_beside(drafter, ["nca:1"]) == ()
    assert {one.kind for one in held_beside(there, ["nca:1"])} == {"judgement", "mark"}
    withdraw(there, proposal.pk, reason="mistake")
    assert held_beside(drafter, ["nca:1"]) == ()
    assert {one.kind for one in held_beside(there, ["nca:1"])} == {"withdrawn", "mark"}
