"""A change of a value becomes a notice to everybody who received it."""

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.categories import clear_category, set_category
from hawkari.evidence.disclosures import (
    after_load,
    disclosures_of,
    mark_notice,
    outbox,
    outbox_counts,
    raise_notices,
    record_disclosure,
)
from hawkari.evidence.models import (
    AuditEntry,
    Category,
    CategoryPeriod,
    Change,
    CorrectionNotice,
    Disclosure,
    Medium,
)
from hawkari.evidence.retention import DisposalRequest, dispose
from tests.evidence.factories import row

pytestmark = pytest.mark.contract


@pytest.fixture
def reviewer(world):
    return world.access("nca", "reviewer")


def told(access, entity: str, recipient: str = "Police nationale") -> Disclosure:
    numbers = visible_to(access).filter(entity_id=entity).values_list("pk", flat=True)
    return record_disclosure(access, numbers, recipient=recipient, medium=Medium.BRIEF)


def test_a_disclosure_keeps_who_received_which_statements(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin", phone="+447700900001")
    disclosure = told(reviewer, "nca:1")
    numbers = sorted(visible_to(reviewer).values_list("pk", flat=True))
    [view] = disclosures_of(reviewer, numbers)
    assert (view.id, view.recipient, view.medium) == (disclosure.pk, "Police nationale", "brief")
    assert view.statements == tuple(numbers)


def test_without_a_recipient_it_was_the_user_who_downloaded(world, reviewer):
    one = record_disclosure(reviewer, [], medium=Medium.EXPORT)
    assert one.recipient == f"downloaded by {reviewer.user.username}"


def test_what_a_newer_file_takes_back_is_due_to_its_recipients(world, reviewer):
    world.load("nca", [row("nca:1", "name", "Rebwar Amin"), row("nca:1", "alias", "R")])
    told(reviewer, "nca:1")
    after_load(world.load("nca", [row("nca:1", "name", "Rebwar Amin")], version="2"))
    [notice] = outbox(reviewer)
    assert (notice.change, notice.state, len(notice.statements)) == ("retracted", "due", 1)
    assert notice.recipient == "Police nationale"


def test_the_same_value_under_another_grade_is_a_regrading(world, reviewer):
    world.load("nca", [row("nca:1", "name", "Rebwar Amin")], grade="1A")
    told(reviewer, "nca:1")
    after_load(world.load("nca", [row("nca:1", "name", "Rebwar Amin")], grade="3E", version="2"))
    [notice] = outbox(reviewer)
    assert notice.change == "regraded"


def test_a_disposal_is_due_to_each_recipient_once(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin", phone="+447700900001")
    told(reviewer, "nca:1")
    told(reviewer, "nca:1", "Asayish")
    view = dispose(reviewer, DisposalRequest(reason="no need", entity="nca:1"))
    notices = outbox(reviewer)
    assert view.notices == 2
    assert sorted(notice.recipient for notice in notices) == ["Asayish", "Police nationale"]
    assert {notice.change for notice in notices} == {"disposed"}


def test_a_changed_category_is_due_to_whoever_received_anything_of_the_person(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    told(reviewer, "nca:1")
    set_category(reviewer, "nca:1", Category.SUSPECT, basis="assessment", reason="a report")
    set_category(reviewer, "nca:1", Category.SUSPECT, basis="assessment", reason="a report")
    clear_category(reviewer, "nca:1", Category.SUSPECT, reason="the report was wrong")
    details = [notice.detail for notice in outbox(reviewer)]
    assert details == ["suspect set as assessment", "suspect taken back"]


def test_a_category_keeps_since_when_until_when_it_held(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    set_category(reviewer, "nca:1", Category.SUSPECT, basis="assessment", reason="a report")
    set_category(reviewer, "nca:1", Category.SUSPECT, basis="fact", reason="a conviction")
    clear_category(reviewer, "nca:1", Category.SUSPECT, reason="quashed")
    first, second = CategoryPeriod.objects.order_by("pk")
    assert (first.basis, second.basis) == ("assessment", "fact")
    assert first.since <= first.until <= second.since <= second.until
    assert (second.end_reason, second.ended_by) == ("quashed", reviewer.user)


def test_a_notice_moves_from_due_to_sent_to_acknowledged(world, reviewer):
    notice = one_notice(world, reviewer)
    assert mark_notice(reviewer, notice, "sent", note="by letter").state == "sent"
    sent = AuditEntry.records.last()
    assert (sent.act, sent.recipient) == ("disclose", "Police nationale")
    assert mark_notice(reviewer, notice, "acknowledged").state == "acknowledged"
    counts = outbox_counts(reviewer)
    assert (counts.due, counts.acknowledged) == (0, 1)


def test_a_notice_is_not_needed_only_with_a_reason(world, reviewer):
    notice = one_notice(world, reviewer)
    with pytest.raises(BadInput, match="needs a reason"):
        mark_notice(reviewer, notice, "not_needed")
    assert mark_notice(reviewer, notice, "not_needed", note="never opened").state == "not_needed"


@pytest.mark.parametrize("state", ["acknowledged", "due", "lost"])
def test_a_notice_skips_no_step(world, reviewer, state):
    notice = one_notice(world, reviewer)
    with pytest.raises(BadInput):
        mark_notice(reviewer, notice, state)


def test_another_operations_notices_are_not_ours_to_mark(world, reviewer):
    notice = one_notice(world, reviewer)
    other = type(world)().access("nca", "reviewer")
    assert outbox(other) == []
    with pytest.raises(BadInput):
        mark_notice(other, notice, "sent")


def test_an_auditor_has_no_outbox(world):
    with pytest.raises(AccessDenied):
        outbox(world.access("nca", "auditor"))


def test_more_of_the_same_cause_joins_the_notice_that_is_there(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin", phone="+447700900001")
    told(reviewer, "nca:1")
    numbers = sorted(visible_to(reviewer).values_list("pk", flat=True))
    for number in (*numbers, numbers[0]):
        raise_notices([number], Change.DISPOSED, cause="disposal:1")
    assert CorrectionNotice.objects.get().statements == numbers


def one_notice(world, access) -> int:
    world.person("nca", "nca:1", name="Rebwar Amin")
    told(access, "nca:1")
    numbers = visible_to(access).values_list("pk", flat=True)
    raise_notices(list(numbers), Change.RETRACTED, cause="load:1")
    return CorrectionNotice.objects.get().pk
