"""Entries are placed for a reason and an end, answered with counts, and leave nothing behind."""

from datetime import timedelta

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.categories import set_category
from hawkari.evidence.models import AuditEntry, WatchAlert, WatchEntry
from hawkari.evidence.retention import DisposalRequest, dispose
from hawkari.evidence.watchlists import (
    answer_alert,
    count_open,
    counts_of,
    digest_of,
    entries,
    entries_of,
    keep_entry,
    mute_entry,
    place_entry,
    remove_entry,
)
from tests.evidence.factories import World
from tests.evidence.watchlists.watched import NAME, PHONE, SORANI, bring, place, terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"value": "Rebwar"}, "one word"),
        ({"value": "0770", "kind": "phone"}, "no whole telephone"),
        ({"value": "A1", "kind": "document"}, "too short"),
        ({"kind": "face"}, "no kind of thing"),
        ({"reason": " "}, "needs a reason"),
        ({"at_least": 0.2}, "between 0.5 and 1"),
        ({"category": "victim"}, "safeguarding only"),
        ({"category": "migrant"}, "safeguarding only"),
        ({"told": ("nobody",)}, "keeps no watchlists"),
    ],
)
def test_terms_that_cannot_be_used_are_refused(world: World, changed: dict, problem: str):
    access = world.access("nca")
    with pytest.raises(BadInput, match=problem):
        place_entry(access, terms(access, **changed))
    assert WatchEntry.objects.count() == 0


@pytest.mark.parametrize("days", [-1, 366])
def test_an_entry_ends_within_a_year(world: World, days: int):
    access = world.access("nca")
    with pytest.raises(BadInput, match="within a year"):
        place(access, expires=access.today + timedelta(days=days))


@pytest.mark.parametrize("role", ["liaison", "caseworker", "auditor", "administrator"])
def test_roles_that_do_not_read_everything_keep_no_watchlists(world: World, role: str):
    access = world.access("nca", role)
    for service in (entries_of, digest_of):
        with pytest.raises(AccessDenied):
            service(access)
    with pytest.raises(AccessDenied):
        place(access)
    assert count_open(access) == 0


def test_the_list_has_an_end_and_holds_nothing_twice(world: World, monkeypatch):
    access = world.access("nca")
    place(access)
    with pytest.raises(BadInput, match="watched already"):
        place(access)
    monkeypatch.setattr(entries, "MOST_OF_PERSON", 2)
    place(access, PHONE, "phone")
    with pytest.raises(BadInput, match="full"):
        place(access, "A1234567", "document")


def test_a_victim_is_watched_to_be_kept_safe_and_shown_as_such(world: World):
    access = world.access("nca")
    entry = place(access, category="victim", ground="safeguarding")
    bring(world, "krg", {"name": SORANI})
    assert entry.is_protected
    assert digest_of(access).open[0].is_protected


def test_a_match_on_somebody_protected_says_so_whatever_the_entry_was_for(world: World):
    access = world.access("nca")
    place(access, PHONE, "phone")
    bring(world, "nca", {"phone": PHONE})
    assert not digest_of(access).open[0].is_protected
    set_category(access, "x-1", "victim", basis="fact", reason="found in a lorry")
    assert digest_of(access).open[0].is_protected


def test_answers_are_counted_as_the_precision_so_far(world: World):
    access = world.access("nca")
    entry = place(access, PHONE, "phone")
    for number in range(3):
        bring(world, "krg", {"phone": PHONE}, at=f"x-{number}")
    first, second, third = digest_of(access).open
    with pytest.raises(BadInput, match="needs a reason"):
        answer_alert(access, first.id, answer="dismissed")
    answer_alert(access, first.id, answer="dismissed", reason="his brother's")
    answer_alert(access, second.id, answer="acknowledged")
    found = digest_of(access)
    assert dict(found.counts[entry.id]) == {"open": 1, "dismissed": 1, "acknowledged": 1}
    assert [one.id for one in found.open] == [third.id]
    answer_alert(access, first.id, answer="open")
    assert (count_open(access), digest_of(access).waiting) == (2, 2)


def test_a_count_of_alerts_reads_no_record_and_leaves_out_what_is_hidden(world: World, monkeypatch):
    access = world.access("nca")
    entry = place(access, PHONE, "phone")
    bring(world, "krg", {"phone": PHONE})
    bring(world, "fr", {"phone": PHONE}, at="x-2", shared_with=["fr"])
    monkeypatch.delattr("hawkari.evidence.watchlists.alerts.build_entities")
    before = AuditEntry.records.count()
    assert counts_of(access, entries_of(access)) == {entry.id: {"open": 1}}
    (listed,) = AuditEntry.records.order_by("seq")[before:]
    assert listed.detail["what"] == "watchlist"


def test_an_alert_that_the_reader_may_not_see_cannot_be_answered(world: World):
    ours, theirs = world.access("nca"), world.access("krg")
    place(ours, PHONE, "phone")
    bring(world, "krg", {"phone": PHONE}, shared_with=["krg"])
    number = WatchAlert.objects.get().pk
    for access in (ours, theirs):
        with pytest.raises(BadInput, match="no alert"):
            answer_alert(access, number, answer="acknowledged")


def test_a_muted_entry_is_silent_through_its_day_and_counted(world: World):
    access = world.access("nca")
    entry = place(access, PHONE, "phone")
    mute_entry(access, entry.id, until=access.today)
    bring(world, "krg", {"phone": PHONE})
    muted = digest_of(access)
    assert (muted.open, muted.waiting, muted.muted, count_open(access)) == ((), 0, 1, 0)
    WatchEntry.objects.update(muted_until=access.today - timedelta(days=1))
    assert digest_of(access).waiting == 1
    with pytest.raises(BadInput, match="past"):
        mute_entry(access, entry.id, until=access.today - timedelta(days=1))


def test_an_entry_is_reviewed_before_its_end(world: World):
    access = world.access("nca")
    entry = place(access)
    assert entry.review_due == entry.expires
    keep_entry(access, entry.id, review_due=access.today, reason="still at large")
    with pytest.raises(BadInput, match="before the entry ends"):
        keep_entry(access, entry.id, review_due=entry.expires + timedelta(days=1), reason="x")
    (found,) = entries_of(access)
    assert (found.review_due, found.is_overdue) == (access.today, False)


def test_a_removed_entry_leaves_no_value_and_raises_nothing(world: World):
    access = world.access("nca")
    entry = place(access, PHONE, "phone")
    bring(world, "krg", {"phone": PHONE})
    remove_entry(access, entry.id, reason="arrested")
    assert (entries_of(access), digest_of(access).waiting) == ([], 0)
    assert WatchEntry.objects.get().value == ""
    bring(world, "krg", {"phone": PHONE}, at="x-2")
    assert WatchAlert.objects.count() == 1
    with pytest.raises(BadInput, match="no entry"):
        remove_entry(access, entry.id, reason="again")


def test_who_is_told_answers_but_does_not_change_the_entry(world: World):
    ours, theirs = world.access("nca"), world.access("krg")
    entry = place(ours, PHONE, "phone", told=(theirs.user.get_username(),))
    bring(world, "krg", {"phone": PHONE})
    for change in (
        lambda: mute_entry(theirs, entry.id, until=None),
        lambda: remove_entry(theirs, entry.id, reason="ours now"),
    ):
        with pytest.raises(BadInput, match="nca placed"):
            change()
    answer_alert(theirs, digest_of(theirs).open[0].id, answer="acknowledged")
    assert digest_of(ours).answered[0].answered_by == theirs.user.get_username()


def test_everything_is_in_the_log_and_no_value_with_it(world: World):
    access = world.access("nca")
    entry = place(access, PHONE, "phone")
    bring(world, "krg", {"phone": PHONE})
    answer_alert(access, digest_of(access).open[0].id, answer="acknowledged")
    mute_entry(access, entry.id, until=access.today)
    remove_entry(access, entry.id, reason="arrested")
    log = AuditEntry.records.filter(object_ids__contains=f'"watch {entry.id}"').order_by("seq")
    told = [one.detail.get("change") or one.detail["what"] for one in log]
    assert told == ["placed", "watchlists matched", "watch alert", "muted", "removed"]
    assert PHONE not in str([(one.object_ids, one.detail) for one in AuditEntry.records.all()])


def test_a_disposed_record_takes_its_alerts_along(world: World):
    access = world.access("nca", "reviewer")
    place(access, PHONE, "phone")
    place(access, NAME)
    bring(world, "nca", {"phone": PHONE})
    dispose(access, DisposalRequest(reason="the review found it so", source="nca-persons"))
    assert WatchAlert.objects.count() == 0
