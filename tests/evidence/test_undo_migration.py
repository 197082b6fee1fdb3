"""What was known as an undo by its reason alone is told by a column."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from hawkari.evidence.models import JudgementEvent, User
from tests.evidence.factories import World
from tests.evidence.migrating import evidence_alone, walk_to

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def older() -> Iterator[None]:
    with evidence_alone():
        yield


@pytest.mark.usefixtures("older")
def test_an_old_undo_is_told_from_a_withdrawal_that_says_the_same():
    world = World()
    maker, other = (world.member("nca", name=name) for name in ("maker", "other"))
    old = walk_to("0014_load_counts")("JudgementEvent").objects

    def said(by: User, kind: str, reason: str = "", **more: object) -> int:
        event = old.create(
            left_id="nca:p", right_id="nca:q", judgement=kind, made_by_id=by.pk, made_at=NOW,
            operation_id=world.operation.pk, reason=reason, **more,
        )  # fmt: skip
        return int(event.pk)

    undone = said(maker, "withdrawn", "undone by its maker", withdraws_id=said(maker, "positive"))
    by_another = said(other, "positive")
    said(maker, "withdrawn", "undone by its maker", withdraws_id=by_another)
    said(maker, "withdrawn", "wrong key", withdraws_id=said(maker, "negative"))
    walk_to()
    assert [one.pk for one in JudgementEvent.objects.filter(is_undo=True)] == [undone]
