"""What a test commits is gone before the next, and nothing else is."""

import pytest
from django.db import connection

from tests.emptying import KEPT, empty, filled_tables
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]


def test_nothing_that_was_committed_is_left_and_what_migrations_wrote_stays():
    before = set(filled_tables(connection))
    assert before >= KEPT
    world = World()
    world.person("nca", "nca:1", name="Rebwar Hama")
    assert len(filled_tables(connection)) > len(before) + 5
    empty(connection)
    names = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            assert bool(cursor.fetchone()[0]) == (name in before), name
