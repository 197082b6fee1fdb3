"""What was known as an undo by its reason alone is told by a column."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hawkari.evidence.models import JudgementEvent, User
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def newest():
    """Leave the database as the other tests need it."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("newest")
def test_an_old_undo_is_told_from_a_withdrawal_that_says_the_same():
    world = World()
    maker, other = (world.member("nca", name=name) for name in ("maker", "other"))
    executor = MigrationExecutor(connection)
    executor.migrate([("evidence", "0014_load_counts")])
    get = executor.loader.project_state([("evidence", "0014_load_counts")]).apps.get_model
    old = get("evidence", "JudgementEvent").objects

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
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert [one.pk for one in JudgementEvent.objects.filter(is_undo=True)] == [undone]
