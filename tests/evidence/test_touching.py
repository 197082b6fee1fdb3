"""What touches some records is found by the indexes on either side of a pair."""

import pytest
from django.db import connection

from hawkari.evidence.identities import live_events, touching
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.models import Candidate, JudgementEvent

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.mark.parametrize("table", [JudgementEvent, Candidate])
def test_no_table_is_read_as_a_whole(table: type[JudgementEvent] | type[Candidate]):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # So small a table is otherwise read as a whole whatever its indexes are.
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = table._default_manager.filter(touching(["nca:p", "nca:q"])).explain()
    assert "Seq Scan" not in plan
    assert "SCAN evidence" not in plan, plan
    assert "left_id" in plan
    assert "right_id" in plan


def test_either_side_counts_and_an_empty_list_touches_nothing(world):
    for name in "pqr":
        world.person("nca", f"nca:{name}", name=f"Saman {name}")
    event = judge(world.access("nca"), "nca:p", "nca:q", JudgementKind.NEGATIVE)
    for one in ("nca:p", "nca:q"):
        assert list(live_events().filter(touching([one]))) == [event]
    assert not live_events().filter(touching(["nca:r"])).exists()
    assert not live_events().filter(touching([])).exists()
