"""An activity: what is reached, late and missing, by which office, and nothing of it is lost."""

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from django.utils import translation

from hawkari.desks.programme.models import Decision, ItemKind, Milestone
from hawkari.desks.programme.services.activities import (
    activities_on,
    behind,
    decisions_of,
    list_activities,
    view_activity,
)
from hawkari.desks.programme.services.activity_figures import tables
from hawkari.desks.programme.services.documents import NewDocument, open_document
from hawkari.desks.programme.services.entry_values import (
    NewAsset,
    NewCheck,
    NewDecision,
    NewFacts,
    NewMilestone,
    NewPosition,
    NewRisk,
    Reviewed,
)
from hawkari.desks.programme.services.entry_work import entry_of, withdraw_entry
from hawkari.desks.programme.services.holdings import (
    add_asset,
    add_position,
    add_risk,
    check_asset,
    close_risk,
    count_position,
    review_risk,
)
from hawkari.desks.programme.services.milestones import (
    add_decision,
    add_milestone,
    finish_action,
    finish_milestone,
    milestones_shown_by,
    revise_milestone,
    set_facts,
    show_milestone,
)
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.report_parts import untraced
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.indicators import quarter_of
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.acting import DAY, Office, bare_activity, busy_activity, milestone_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def access(office):
    return office.officer()


def test_an_activity_shows_what_is_late_and_who_answers_for_it(access):
    busy_activity(access)
    found = [(one.what, one.words, one.owner) for one in behind(access)]
    assert found == [
        ("milestone", "Room handed over", ""),
        ("check", "Scanner", "Erbil airport unit"),
        ("action", "sign the lease", "Embassy"),
    ]
    (one,) = list_activities(access).rows
    assert one.next_due == access.today + 90 * DAY
    assert [each.weight for each in one.open_risks] == [16]
    assert {entry.detail["what"] for entry in AuditEntry.records.all()[:2]} <= {
        "activities", "behind", "milestone", "facts", "asset", "decision", "risk", "position",
    } | {"asset check", "position count"}  # fmt: skip


def test_a_milestone_is_late_only_after_its_day_and_until_it_is_reached(access):
    item = bare_activity(access)
    today = milestone_of(access, item, due=access.today)
    late = milestone_of(access, item, due=access.today - DAY)
    assert view_activity(access, item.reference).late == (late,)
    finish_milestone(access, late.pk, done=access.today, evidence="photograph 3")
    seen = view_activity(access, item.reference)
    assert (seen.late, seen.reached, seen.next_due) == ((), (late,), today.due)
    with pytest.raises(BadInput, match="reached already"):
        finish_milestone(access, late.pk, done=access.today, evidence="photograph 4")
    with pytest.raises(BadInput, match="reached already"):
        revise_milestone(access, late.pk, due=access.today, why="late")


def test_a_milestone_is_reached_only_with_what_shows_it_and_not_in_the_future(access):
    one = milestone_of(access, bare_activity(access), due=access.today)
    with pytest.raises(BadInput, match="missing"):
        finish_milestone(access, one.pk, done=access.today, evidence=" \0 ")
    with pytest.raises(BadInput, match="still to come"):
        finish_milestone(access, one.pk, done=access.today + DAY, evidence="letter")
    assert Milestone.objects.get().done is None


def test_a_milestone_is_shown_by_documents_that_are_kept_whole_and_named_with_it(access):
    item = bare_activity(access)
    one = milestone_of(access, item, due=access.today)
    letter = NewDocument("letter.pdf", b"%PDF handed over", "signed", access.today)
    with pytest.raises(BadInput, match="not reached yet"):
        show_milestone(access, one.pk, proof=letter)
    with pytest.raises(BadInput, match="is empty"):
        finish_milestone(access, one.pk, done=access.today, proof=NewDocument("x", b"", "other"))
    assert Milestone.objects.get().done is None
    finish_milestone(access, one.pk, done=access.today, proof=letter)
    photograph = NewDocument("room.jpg", b"jpeg", "other")
    kept = show_milestone(access, one.pk, proof=photograph)
    assert AuditEntry.records.latest("pk").detail["sha256"] == kept.sha256
    (seen,) = view_activity(access, item.reference).milestones
    shown = [proof.document for proof in seen.proofs.all()]
    assert [(each.name, each.sha256) for each in shown] == [
        (new.name, sha256(new.content).hexdigest()) for new in (letter, photograph)
    ]
    assert open_document(access, kept.reference)[1] == b"jpeg"
    assert milestones_shown_by(access, kept) == (one,)
    withdraw_entry(access, "milestone", one.pk, why="entered twice")
    assert milestones_shown_by(access, kept) == ()
    assert open_document(access, kept.reference)[1] == b"jpeg"


def test_a_revised_milestone_keeps_the_day_that_was_first_agreed(access):
    one = milestone_of(access, bare_activity(access), due=access.today - DAY)
    with pytest.raises(BadInput, match="missing"):
        revise_milestone(access, one.pk, due=access.today, why="")
    revise_milestone(access, one.pk, due=access.today + DAY, why="no vehicles yet")
    kept = Milestone.objects.get()
    assert (kept.due, kept.expected) == (access.today - DAY, access.today + DAY)
    assert not behind(access)


def test_the_newest_check_says_who_holds_an_asset_and_earlier_ones_stay(access):
    item = bare_activity(access)
    new = NewAsset("Scanner", "Unit A", "SN 1", "Erbil", access.today - 100 * DAY, 30)
    asset = add_asset(access, item.reference, new)
    check_asset(access, asset.pk, NewCheck(access.today - 50 * DAY, "in_use", "Unit A"))
    check_asset(
        access,
        asset.pk,
        NewCheck(access.today - 2 * DAY, "missing", "Unit B", "Duhok", "not there"),
    )
    (stand,) = view_activity(access, item.reference).assets
    assert (stand.state, stand.custodian, stand.place) == ("missing", "Unit B", "Duhok")
    assert asset.checks.count() == 2
    (then,) = activities_on(access, access.today - 10 * DAY)[0].assets
    assert (then.custodian, then.state) == ("Unit A", "in_use")
    with pytest.raises(BadInput, match="later check"):
        check_asset(access, asset.pk, NewCheck(access.today - 3 * DAY, "in_use", "Unit A"))
    with pytest.raises(BadInput, match="no such state"):
        check_asset(access, asset.pk, NewCheck(access.today, "eaten", "Unit A"))


def test_an_asset_that_nobody_has_looked_at_becomes_due_and_one_handed_over_does_not(access):
    item = bare_activity(access)
    old = NewAsset("Radio", "Unit A", received=access.today - 31 * DAY, every_days=30)
    asset = add_asset(access, item.reference, old)
    assert [one.what for one in behind(access)] == ["check"]
    check_asset(access, asset.pk, NewCheck(access.today - 31 * DAY, "handed_over", "Unit Z"))
    assert not behind(access)


def test_posts_are_counted_by_day_and_name_nobody(access):
    item = bare_activity(access)
    post = add_position(access, item.reference, NewPosition("Analyst", 4))
    assert view_activity(access, item.reference).positions[0].last is None
    count_position(access, post.pk, day=access.today - 9 * DAY, filled=1)
    count_position(access, post.pk, day=access.today, filled=3)
    assert view_activity(access, item.reference).positions[0].last.filled == 3
    assert activities_on(access, access.today - DAY)[0].positions[0].last.filled == 1
    with pytest.raises(BadInput, match="number cannot be"):
        count_position(access, post.pk, day=access.today, filled=10**30)


def test_a_risk_is_weighed_reviewed_and_closed_with_a_reason(access):
    item = bare_activity(access)
    risk = add_risk(access, item.reference, NewRisk("Flood", 5, 3, "Office", access.today - DAY))
    assert [one.what for one in behind(access)] == ["risk"]
    review_risk(access, risk.pk, Reviewed(2, 3, access.today + DAY, "moved upstairs"))
    assert AuditEntry.records.latest("pk").detail["before"] == "5x3"
    assert not behind(access)
    for wrong in (0, 6, -(10**30)):
        with pytest.raises(BadInput, match="number cannot be"):
            review_risk(access, risk.pk, Reviewed(wrong, 3, access.today))
    close_risk(access, risk.pk, day=access.today, why="the dam holds")
    assert not view_activity(access, item.reference).open_risks
    with pytest.raises(BadInput, match="closed"):
        close_risk(access, risk.pk, day=access.today, why="again")


def test_a_decision_may_hang_on_any_item_and_its_action_is_finished_once(access):
    agreement = bare_activity(access, kind=ItemKind.AGREEMENT)
    asked = NewDecision(
        "decision", access.today - DAY, "Both ministries", "Meet twice a year", "agreed",
        "send dates", "Embassy", access.today,
    )  # fmt: skip
    made = add_decision(access, agreement.reference, asked)
    assert decisions_of(access, agreement) == [made]
    finish_action(access, made.pk, done=access.today, evidence="note 4")
    with pytest.raises(BadInput, match="nothing of it"):
        finish_action(access, made.pk, done=access.today, evidence="note 4")
    wrong = (
        ({"action_owner": ""}, "action_owner"),
        ({"action_due": None}, "action_due"),
        ({"kind": "vote"}, "kind"),
        ({"offices": "\0"}, "offices"),
    )
    for change, where in wrong:
        fields = {name: getattr(asked, name) for name in asked.__slots__} | change
        with pytest.raises(BadInput) as refused:
            add_decision(access, agreement.reference, NewDecision(**fields))
        assert refused.value.where == (where,)


def test_what_was_wrong_is_withdrawn_with_a_reason_and_counts_no_more(access):
    item = bare_activity(access)
    one = milestone_of(access, item, due=access.today - DAY)
    with pytest.raises(BadInput, match="missing"):
        withdraw_entry(access, "milestone", one.pk, why=" ")
    withdraw_entry(access, "milestone", one.pk, why="entered twice")
    assert Milestone.objects.get().withdrawn_why == "entered twice"
    assert not view_activity(access, item.reference).milestones
    with pytest.raises(NotFound):
        finish_milestone(access, one.pk, done=access.today, evidence="letter")
    with pytest.raises(NotFound):
        entry_of(access, "milestone", 10**30)


def test_only_the_own_agency_s_officer_writes_and_others_learn_nothing(office, access):
    item = busy_activity(access)
    number = Milestone.objects.filter(done=None).first().pk
    stranger = office.officer(agency="other-office")
    for go in (
        lambda who: view_activity(who, item.reference),
        lambda who: add_milestone(who, item.reference, NewMilestone("x", who.today)),
        lambda who: finish_milestone(who, number, done=who.today, evidence="x"),
        lambda who: show_milestone(who, number, proof=NewDocument("x", b"x", "other")),
        lambda who: withdraw_entry(who, "decision", Decision.objects.first().pk, why="x"),
        lambda who: set_facts(who, item.reference, NewFacts()),
    ):
        with pytest.raises(NotFound):
            go(stranger)
        with pytest.raises(AccessDenied):
            go(office.officer("caseworker"))
    assert list_activities(stranger).total == 0
    assert behind(stranger) == ()
    reader = office.officer("auditor")
    with pytest.raises(AccessDenied):
        add_milestone(reader, item.reference, NewMilestone("x", access.today))


def test_what_cannot_be_is_refused_at_its_field(access):
    item = bare_activity(access)
    today = access.today
    for new, where in (
        (NewMilestone("x" * 201, today), "name"),
        (NewMilestone("\ud800", today), "name"),
        (NewMilestone("x", date(1, 1, 1)), "due"),
        (NewMilestone("x", today, begins=today + DAY), "due"),
    ):
        with pytest.raises(BadInput) as refused:
            add_milestone(access, item.reference, new)
        assert refused.value.where == (where,)
    with pytest.raises(BadInput, match="before the other"):
        set_facts(access, item.reference, NewFacts(starts=today, ends=today - DAY))
    with pytest.raises(NotFound):
        add_milestone(access, bare_activity(access, kind=ItemKind.OUTPUT).reference,
                      NewMilestone("x", today))  # fmt: skip


def test_the_figures_of_a_quarter_follow_from_the_entries_that_they_count(access):
    item = busy_activity(access)
    bare_activity(access)
    with translation.override("en"):
        every, busy = tables(access, quarter_of(access.today))
    assert not untraced((every, busy))
    assert [one.value for one in every.figures] == [2, 1]
    found = {one.key.removeprefix(f"activity.{item.reference}."): one for one in busy.figures}
    told = {key: one.value for key, one in found.items()}
    assert told == {
        key: Decimal(value)
        for key, value in {
            "milestones.due": 2, "milestones.reached": 0, "milestones.late": 1,
            "posts.planned": 4, "posts.filled": 3,
            "assets.all": 1, "assets.unchecked": 1, "assets.missing": 0,
            "risks.open": 1, "risks.high": 1,
            "decisions.made": told["decisions.made"], "decisions.met": told["decisions.met"],
            "decisions.overdue": 1,
        }.items()
    }  # fmt: skip
    assert found["milestones.late"].rows[0].url.endswith(f"{item.reference}#{_late_anchor()}")
    assert "10 days late" in busy.said[0]


def _late_anchor() -> str:
    late = Milestone.objects.get(name="Room handed over")
    return f"milestone-{late.pk}"


def test_what_nobody_has_written_down_of_an_activity_is_said_and_not_told_as_0(access):
    milestone_of(access, bare_activity(access), due=access.today)
    _every, table = tables(access, quarter_of(access.today))
    assert {one.key.split(".")[2] for one in table.figures} == {"milestones"}
    assert table.said == ("Not written down yet: posts, equipment, risks, decisions and meetings.",)


def test_a_past_quarter_is_told_as_it_stood_then(access):
    item = bare_activity(access)
    first = quarter_of(access.today).first
    past = quarter_of(first - timedelta(days=1))
    one = milestone_of(access, item, due=past.last - DAY)
    finish_milestone(access, one.pk, done=first, evidence="letter")

    def told(period):
        _every, table = tables(access, period)
        return [int(each.value) for each in table.figures[:3]]

    assert told(past) == [1, 0, 1]
    assert told(quarter_of(access.today)) == [1, 1, 0]
