"""Publications: prepared by one officer, reviewed by another, and only then handed out."""

from dataclasses import replace
from hashlib import sha256

import pytest

from hawkari.desks.programme.iati_out.values import Contact
from hawkari.desks.programme.models import Publication, RegisterItem
from hawkari.desks.programme.services.publications import (
    approve,
    decline,
    file_of,
    find_publications,
    prepare,
    preview,
    publication_view,
    withdraw,
)
from hawkari.desks.programme.services.publish_details import (
    details_of,
    publisher_of,
    set_publisher,
    state_details,
)
from hawkari.desks.programme.services.publish_overview import standing_of_activities
from hawkari.desks.programme.services.publish_rules import NewRule, rule_rows, set_rule
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.publishing import DETAILS, Office

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def officer(office: Office) -> Access:
    access = office.officer()
    office.publisher(access)
    return access


@pytest.fixture
def item(office: Office, officer: Access) -> RegisterItem:
    return office.stated(officer)


def prepared(access: Access, *items: RegisterItem) -> Publication:
    chosen = [one.reference for one in items]
    return prepare(access, chosen, seen=preview(access, chosen).sha256)


def approved(office: Office, made: Publication) -> Publication:
    return approve(office.officer(), made.reference, seen=made.sha256)


def test_a_file_leaves_only_after_a_second_person_agreed_to_it(
    office: Office, officer: Access, item: RegisterItem
):
    made = prepared(officer, item)
    with pytest.raises(BadInput, match="not approved"):
        file_of(officer, made.reference)
    with pytest.raises(BadInput, match="yourself"):
        approve(officer, made.reference, seen=made.sha256)
    approved(office, made)
    row, content = file_of(officer, made.reference)
    assert (row.sha256, sha256(content).hexdigest()) == (made.sha256, made.sha256)
    assert b"Border training" in content
    assert b"Karwan" not in content
    acts = AuditEntry.records.filter(detail__contains=made.sha256).values_list("act", flat=True)
    assert set(acts) == {"alter", "decide", "disclose"}


def test_what_stays_inside_is_listed_with_its_reason(officer: Access, item: RegisterItem):
    set_rule(officer, NewRule("place", "aggregate", "the governorate is known"))
    kept = publication_view(officer, prepared(officer, item).reference).withheld
    said = {(one["field"], one["does"], one["why"]): one["what"] for one in kept}
    assert said["place", "aggregate", "the governorate is known"] == "Invented crossing"
    assert "Karwan Invented" in said["contact", "withhold", ""]
    assert {one["reference"] for one in kept} == {item.reference}


def test_the_reviewer_is_shown_which_rules_let_more_leave_than_by_default(
    officer: Access, item: RegisterItem
):
    set_rule(officer, NewRule("place", "aggregate", "the governorate is known"))
    set_rule(officer, NewRule("party", "withhold", "the funder asked"))
    assert publication_view(officer, prepared(officer, item).reference).loosened == [
        {
            "reference": item.reference, "field": "place", "does": "aggregate",
            "why": "the governorate is known",
        }
    ]  # fmt: skip


def test_who_only_reads_sees_that_it_was_published_and_not_what_was_withheld(
    office: Office, officer: Access, item: RegisterItem
):
    made = approved(office, prepared(officer, item))
    reader = office.officer("liaison")
    assert [one.reference for one in find_publications(reader)] == [made.reference]
    assert file_of(reader, made.reference)[1]
    with pytest.raises(AccessDenied):
        publication_view(reader, made.reference)
    with pytest.raises(AccessDenied):
        details_of(reader, item.reference)
    with pytest.raises(AccessDenied):
        approve(reader, made.reference, seen=made.sha256)


def test_another_agency_knows_of_none_of_it(office: Office, officer: Access, item: RegisterItem):
    made = approved(office, prepared(officer, item))
    other = office.officer(agency="elsewhere")
    assert find_publications(other) == []
    assert standing_of_activities(other) == []
    for asked in (
        lambda: file_of(other, made.reference),
        lambda: publication_view(other, made.reference),
        lambda: withdraw(other, made.reference, why="mine"),
        lambda: preview(other, [item.reference]),
        lambda: details_of(other, item.reference),
        lambda: rule_rows(other, item.reference),
    ):
        with pytest.raises(NotFound):
            asked()
    set_rule(other, NewRule("contact", "publish", "they may"))
    assert "Karwan" not in preview(officer, [item.reference]).content.decode()


def test_a_rule_that_was_stated_meanwhile_stops_the_review(
    office: Office, officer: Access, item: RegisterItem
):
    made = prepared(officer, item)
    set_rule(officer, NewRule("party", "withhold", "the funder asked"), reference=item.reference)
    with pytest.raises(BadInput, match="since it was prepared"):
        approved(office, made)
    decline(office.officer(), made.reference, why="made under older rules")
    with pytest.raises(BadInput, match="waits for no review"):
        approved(office, made)


def test_what_was_changed_behind_the_reviewer_is_not_approved(
    office: Office, officer: Access, item: RegisterItem
):
    made = prepared(officer, item)
    with pytest.raises(BadInput, match="not the file"):
        approve(office.officer(), made.reference, seen="0" * 64)
    Publication.objects.filter(pk=made.pk).update(content=bytes(made.content) + b" ")
    with pytest.raises(BadInput, match="not the file"):
        approved(office, made)


def test_what_changed_since_it_was_looked_at_is_not_prepared(officer: Access, item: RegisterItem):
    seen = preview(officer, [item.reference]).sha256
    now = details_of(officer, item.reference)
    state_details(officer, item.reference, replace(DETAILS, status="4"), seen=now.seen)
    with pytest.raises(BadInput, match="no longer what you looked at"):
        prepare(officer, [item.reference], seen=seen)


def test_a_file_that_breaks_an_official_rule_is_shown_and_not_prepared(
    office: Office, officer: Access
):
    lacks = office.stated(officer, sectors=(), status="")
    found = preview(officer, [lacks.reference])
    assert {(one.rule, one.field) for one in found.failing} >= {
        ("schema", "status"), ("6.2.2", "sectors")
    }  # fmt: skip
    assert {one.reference for one in found.failing} == {lacks.reference}
    with pytest.raises(BadInput, match="breaks rule"):
        prepare(officer, [lacks.reference], seen=found.sha256)
    (standing,) = standing_of_activities(officer)
    assert (standing.stated, standing.lacks) == (True, 2)


def test_a_withdrawn_publication_is_handed_out_no_longer(
    office: Office, officer: Access, item: RegisterItem
):
    made = approved(office, prepared(officer, item))
    with pytest.raises(BadInput, match="reason"):
        withdraw(officer, made.reference, why=" ")
    withdraw(officer, made.reference, why="the partner asked")
    with pytest.raises(BadInput, match="not approved"):
        file_of(officer, made.reference)
    with pytest.raises(BadInput, match="does not wait"):
        withdraw(officer, made.reference, why="again")


def test_identifiers_stay_when_the_publisher_has_a_new_one(officer: Access, item: RegisterItem):
    assert f">XI-GOV-1-{item.reference}<" in preview(officer, [item.reference]).content.decode()
    set_publisher(officer, ref="XI-GOV-9", kind="10", name="Renamed Office")
    found = preview(officer, [item.reference])
    assert found.failing == ()
    assert f">XI-GOV-1-{item.reference}<" in found.content.decode()
    assert publisher_of(officer).earlier == ("XI-GOV-1",)


def test_activities_mention_only_those_that_are_published_with_them(
    office: Office, officer: Access, item: RegisterItem
):
    child = office.item(officer, parent=item)
    state_details(officer, child.reference, DETAILS, seen=0)
    assert "related-activity" not in preview(officer, [child.reference]).content.decode()
    both = preview(officer, [item.reference, child.reference]).content.decode()
    assert f'<related-activity ref="XI-GOV-1-{item.reference}" type="1"/>' in both
    assert f'<related-activity ref="XI-GOV-1-{child.reference}" type="2"/>' in both


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewRule("nothing", "publish", "why"), "field"),
        (NewRule("party", "delay", "why", 3), "does"),
        (NewRule("party", "sell", "why"), "does"),
        (NewRule("contact", "publish", " "), "why"),
        (NewRule("transaction", "delay", "why", 0), "days"),
        (NewRule("transaction", "delay", "why", 10**30), "days"),
    ],
)
def test_a_rule_says_what_happens_and_why(officer: Access, new: NewRule, field: str):
    with pytest.raises(BadInput) as refused:
        set_rule(officer, new)
    assert refused.value.where == (field,)


def test_an_activitys_own_rule_comes_before_that_of_all(officer: Access, item: RegisterItem):
    set_rule(officer, NewRule("contact", "aggregate", "its office is known"))
    set_rule(officer, NewRule("contact", "publish", "he agreed"), reference=item.reference)
    set_rule(officer, NewRule("contact", "withhold", "later thought better of it"))
    held = {one.field.key: one for one in rule_rows(officer, item.reference)}
    assert (held["contact"].rule.why, held["contact"].looser) == ("he agreed", True)
    assert "Karwan" in preview(officer, [item.reference]).content.decode()
    everywhere = {one.field.key: one for one in rule_rows(officer)}
    assert (everywhere["contact"].rule.does, everywhere["contact"].looser) == ("withhold", False)


def test_two_officers_do_not_overwrite_each_other(officer: Access, item: RegisterItem):
    seen = details_of(officer, item.reference).seen
    state_details(officer, item.reference, replace(DETAILS, contact=Contact()), seen=seen)
    with pytest.raises(BadInput, match="newer meanwhile"):
        state_details(officer, item.reference, DETAILS, seen=seen)


@pytest.mark.parametrize("ref", ["", "X", "GB GOV 6", "GB/GOV/6", "GB&1", "ö-1", "X" * 60])
def test_a_publishers_identifier_is_one_that_iati_takes(office: Office, ref: str):
    with pytest.raises(BadInput, match="does not take"):
        set_publisher(office.officer(), ref=ref, kind="10", name="Office")


def test_nothing_is_published_before_somebody_says_who_publishes(office: Office):
    access = office.officer()
    item = office.stated(access)
    with pytest.raises(BadInput, match="nobody said"):
        preview(access, [item.reference])
    with pytest.raises(BadInput, match="no activity"):
        preview(access, [])
