"""How long posts are kept: kept on, held, disposed of; whoever imports does not dispose."""

from datetime import timedelta

import pytest

from hawkari.desks.campaign.models import BadRow, Channel, Import, Post, PostSelector
from hawkari.desks.campaign.services.imports import list_imports
from hawkari.desks.campaign.services.keeping import (
    dispose_import,
    hold_import,
    keep_import,
    lift_hold,
)
from hawkari.desks.campaign.services.read_selectors import read_posts
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.playing import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def two_imports(desk) -> tuple[Import, Import]:
    access = desk.officer()
    rows = desk.imported(access), desk.imported(access)
    for row in rows:
        read_posts([desk.post(row, channel=row.reference)])
        BadRow.objects.create(imported=row, place="row 1", problem="x")
    return rows


@pytest.mark.contract
def test_disposal_erases_posts_and_all_that_was_read_and_leaves_a_tombstone(desk):
    gone, stays = two_imports(desk)
    row = dispose_import(desk.officer("reviewer"), gone.reference, why="no longer needed")
    assert list(Post.objects.values_list("imported", flat=True)) == [stays.pk]
    assert set(PostSelector.objects.values_list("post__imported", flat=True)) == {stays.pk}
    assert list(Channel.objects.values_list("ref", flat=True)) == [stays.reference]
    assert list(BadRow.objects.values_list("imported", flat=True)) == [stays.pk]
    assert (row.disposed_why, row.lawful_basis) == ("no longer needed", stays.lawful_basis)
    entry = AuditEntry.records.latest("pk")
    assert (entry.act, entry.count, entry.justification) == ("erase", 1, "no longer needed")


def test_a_held_import_is_not_disposed_of_until_the_hold_is_lifted(desk):
    row, _ = two_imports(desk)
    reviewer = desk.officer("reviewer")
    hold_import(reviewer, row.reference, why="a court asked")
    with pytest.raises(BadInput, match="held"):
        dispose_import(reviewer, row.reference, why="old")
    lift_hold(reviewer, row.reference, why="the court is done")
    dispose_import(reviewer, row.reference, why="old")
    assert Post.objects.filter(imported=row).count() == 0


def test_an_import_past_its_day_is_to_be_reviewed_until_it_is_kept_on(desk):
    row, _ = two_imports(desk)
    reviewer = desk.officer("reviewer")
    Import.objects.filter(pk=row.pk).update(keep_until=reviewer.today)
    due = [one.row.reference for one in list_imports(reviewer) if one.due]
    assert due == [row.reference]
    keep_import(reviewer, row.reference, until=reviewer.today + timedelta(days=30), why="trial")
    assert not any(one.due for one in list_imports(reviewer))


def test_each_decision_needs_a_reason_and_a_possible_day(desk):
    row, _ = two_imports(desk)
    reviewer = desk.officer("reviewer")
    for decide in (hold_import, lift_hold, dispose_import):
        with pytest.raises(BadInput):
            decide(reviewer, row.reference, why=" ")
    for days in (0, 366 * 3 + 1):
        with pytest.raises(BadInput):
            keep_import(reviewer, row.reference, until=reviewer.today + timedelta(days), why="x")


def test_whoever_imports_does_not_dispose_and_nobody_of_another_agency_does(desk):
    row, _ = two_imports(desk)
    with pytest.raises(AccessDenied):
        dispose_import(desk.officer(), row.reference, why="x")
    with pytest.raises(NotFound):
        dispose_import(desk.officer("reviewer", agency="krg"), row.reference, why="x")
    assert Post.objects.count() == 2


def test_what_is_gone_cannot_be_decided_on_again(desk):
    row, _ = two_imports(desk)
    reviewer = desk.officer("reviewer")
    dispose_import(reviewer, row.reference, why="x")
    with pytest.raises(NotFound):
        dispose_import(reviewer, row.reference, why="x")
