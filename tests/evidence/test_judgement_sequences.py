"""Whatever people do in whatever order: refused pairs stay apart, and the cache is right."""

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.evidence.cluster_cache import rebuild_clusters
from hawkari.evidence.judgements import JudgementConflict, judge, live_events, withdraw
from hawkari.evidence.models import ClusterMember
from tests.evidence.factories import World
from tests.evidence.undoing import undo_last

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

NAMES = "pqrst"
pairs = st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True)
acts = st.one_of(
    st.tuples(st.sampled_from(["positive", "negative", "unsure"]), pairs),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("withdraw"), st.integers(0, 5)),
)


def run(access, sequence) -> None:
    for act, what in sequence:
        if act == "undo":
            undo_last(access)
        elif act == "withdraw":
            events = live_events(access)
            if events:
                withdraw(access, events[what % len(events)].event, reason="mistake")
        else:
            with suppress(JudgementConflict):
                judge(access, f"nca:{what[0]}", f"nca:{what[1]}", act)


def clusters() -> dict[str, str]:
    return dict(ClusterMember.objects.values_list("entity_id", "canonical_id"))


def check(access) -> None:
    cached = clusters()
    for one in live_events(access):
        joined = cached.get(one.left, one.left) == cached.get(one.right, one.right)
        if one.judgement == "positive":
            assert joined, "people's positives are never without effect"
        if one.judgement == "negative":
            assert not joined
    ClusterMember.objects.all().delete()
    rebuild_clusters()
    assert clusters() == cached


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sequence=st.lists(acts, max_size=12))
def test_no_sequence_of_decisions_breaks_an_invariant(db, sequence):
    with transaction.atomic():
        world = World()
        for name in NAMES:
            world.person("nca", f"nca:{name}", name=f"Saman {name}")
        access = world.access("nca")
        run(access, sequence)
        check(access)
        transaction.set_rollback(True)
