"""What is due, by which rule; and the decisions to keep and to extend."""

import json
from datetime import date, timedelta
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.categories import set_category
from hawkari.evidence.entities import EntityNotFound, get_entity
from hawkari.evidence.models import AuditEntry, Category, RetentionReview, Source
from hawkari.evidence.retention import (
    DisposalRequest,
    HoldTerms,
    Subject,
    dispose,
    due,
    extend,
    keep,
    place_hold,
    retention_rules,
)
from hawkari.evidence.retention.rules import add_months

WHY = "an investigation still needs it"


def test_every_rule_says_where_it_comes_from_and_that_nobody_has_checked_it():
    path = resources.files("hawkari.evidence") / "resources" / "retention.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    for rule in table["rules"]:
        assert rule["status"] == "unconfirmed"
        assert rule["verified_by"] is None
        assert rule["authority"]
        assert rule["source"]
        date.fromisoformat(rule["source_date"])


def test_every_category_and_unset_have_a_rule():
    rules = retention_rules()
    for category in [*Category.values, "unset", "source"]:
        assert rules.defaults[category] in rules.rules


def test_of_several_categories_the_soonest_review_counts():
    rules = retention_rules()
    assert rules.of_entity({"suspect"}).id == "own-suspect"
    assert rules.of_entity({"suspect", "victim"}).id == "own-protected"
    assert rules.of_entity(()).id == "own-unset"
    assert rules.of_entity({"suspect"}, is_child=True).id == "own-child"


@given(day=st.dates(date(1900, 1, 1), date(2200, 1, 1)), months=st.integers(0, 1200))
def test_months_later_is_the_same_day_or_the_months_last(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1 < day.day


def test_a_source_is_due_on_its_review_date(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    assert due(reviewer) == []
    Source.objects.update(review_due=date(2026, 1, 1))
    [item] = due(reviewer)
    assert (item.kind, item.id, item.overdue) == ("source", "nca-persons", True)
    assert item.rule.id == "own-source"
    assert "DPA 2018" in item.rule.authority


def test_a_person_with_a_category_is_due_by_its_rule(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    world.person("nca", "nca:2", name="Shilan Karim")
    set_category(reviewer, "nca:1", Category.VICTIM, basis="fact")
    [item] = due(reviewer, within_days=366, kind="entity")
    assert (item.caption, item.categories) == ("Rebwar Amin", ("victim",))
    assert item.due == add_months(item.counted_from, 6)


def test_a_child_is_due_sooner(world, reviewer):
    born = f"{reviewer.today.year - 16}-01-01"
    world.person("nca", "nca:1", name="Rebwar Amin", birthDate=born)
    set_category(reviewer, "nca:1", Category.SUSPECT, basis="fact")
    [item] = due(reviewer, within_days=366, kind="entity")
    assert item.rule.id == "own-child"


def test_what_is_hidden_is_not_in_the_queue(world):
    world.person("krg", "krg:1", name="Rebwar Amin", how={"shared_with": []})
    set_category(world.access("krg", "reviewer"), "krg:1", Category.VICTIM, basis="fact")
    assert due(world.access("nca", "reviewer"), within_days=366, kind="entity") == []


def test_keeping_puts_the_next_review_a_period_off_and_is_recorded(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    Source.objects.update(review_due=date(2026, 1, 1))
    review = keep(reviewer, Subject(source="nca-persons"), reason=WHY)
    assert review.due_before == date(2026, 1, 1)
    assert Source.objects.get().review_due == add_months(reviewer.today, 12) == review.due_after
    entry = AuditEntry.records.last()
    assert (entry.act, entry.justification) == ("decide", WHY)


def test_a_person_may_be_kept_under_another_rule(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    keep(reviewer, Subject(entity="nca:1"), reason=WHY, rule="uk-police-group-2")
    [item] = due(reviewer, within_days=4000, kind="entity")
    assert item.rule.id == "uk-police-group-2"
    assert item.due == add_months(reviewer.today, 120)
    with pytest.raises(BadInput):
        keep(reviewer, Subject(entity="nca:1"), reason=WHY, rule="own-source")


def test_an_extension_needs_a_reason_and_a_day_within_bounds(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    subject = Subject(source="nca-persons")
    until = add_months(reviewer.today, 3)
    for wrong in (reviewer.today, add_months(reviewer.today, 25)):
        with pytest.raises(BadInput):
            extend(reviewer, subject, until=wrong, reason=WHY)
    with pytest.raises(BadInput):
        extend(reviewer, subject, until=until, reason=" ")
    assert extend(reviewer, subject, until=until, reason=WHY).due_after == until
    assert Source.objects.get().review_due == until


def test_a_hold_is_itself_due_for_review(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    hold = place_hold(reviewer, HoldTerms(kind="court", reason="case", source="nca-persons"))
    [item] = due(reviewer, within_days=200, kind="hold")
    assert item.id == str(hold.pk)
    keep(reviewer, Subject(hold=hold.pk), reason="the case goes on")
    hold.refresh_from_db()
    assert hold.review_due == add_months(reviewer.today, 6)


def test_a_source_that_is_gone_is_not_due_any_more(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    Source.objects.update(review_due=date(2026, 1, 1))
    dispose(reviewer, DisposalRequest(reason="no need", source="nca-persons"))
    assert due(reviewer) == []


@pytest.mark.parametrize(
    "subject",
    [Subject(), Subject(source="x", entity="y"), Subject(source="nobody"), Subject(hold=99)],
)
def test_a_review_of_nothing_is_refused(world, reviewer, subject):
    with pytest.raises(BadInput):
        keep(reviewer, subject, reason=WHY)
    assert not RetentionReview.objects.exists()


def test_a_review_of_somebody_hidden_is_refused(world, reviewer):
    with pytest.raises(EntityNotFound):
        keep(reviewer, Subject(entity="nca:1"), reason=WHY)


def test_an_auditor_reviews_nothing(world):
    with pytest.raises(AccessDenied):
        due(world.access("nca", "auditor"))


def test_the_queue_counts_a_persons_whole_cluster_once(world, reviewer):
    from hawkari.evidence.judgements import judge

    world.person("nca", "nca:1", name="Rebwar Amin")
    world.person("nca", "nca:2", name="Rebwar Ameen")
    judge(reviewer, "nca:1", "nca:2", "positive")
    for entity in ("nca:1", "nca:2"):
        set_category(reviewer, entity, Category.SUSPECT, basis="fact")
    [item] = due(reviewer, within_days=400, kind="entity")
    assert item.id == get_entity(reviewer, "nca:2").canonical_id
