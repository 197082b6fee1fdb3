"""What holds for every disposal: it is as if the values had never been loaded, in any order."""

from collections.abc import Sequence

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.evidence.access import visible_to
from hawkari.evidence.entities import entities_of, search
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.judgements import judge, rebuild_clusters
from hawkari.evidence.models import Disposal, Tombstone
from hawkari.evidence.retention import DisposalRequest, dispose
from tests.evidence.factories import World, row

pytestmark = pytest.mark.contract

SLOW = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PEOPLE = ("nca:1", "nca:2", "nca:3", "nca:4")
VALUES = [
    (person, prop, f"{prop} {person[-1]} {number}")
    for person in PEOPLE
    for number, prop in enumerate(("name", "alias", "idNumber"))
]
SUBSETS = st.sets(st.sampled_from(range(len(VALUES))), max_size=len(VALUES))
PAIRS = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.booleans()).filter(
        lambda pair: pair[0] < pair[1]
    ),
    max_size=3,
    unique_by=lambda pair: pair[:2],
)


def loaded(values: Sequence[tuple[str, str, str]]) -> World:
    world = World()
    rows = [row(person, prop, value, row=str(n)) for n, (person, prop, value) in enumerate(values)]
    if rows:
        world.load("nca", rows, source=f"s-{world.operation.slug}")
    return world


def decided(world: World, pairs: Sequence[tuple[str, str, bool]]) -> None:
    from hawkari.errors import HawkariError

    access = world.access("nca")
    for left, right, same in pairs:
        try:
            judge(access, left, right, "positive" if same else "negative")
        except HawkariError:
            continue


def seen(access) -> set[frozenset[tuple[str, str]]]:
    """Every entity that an access sees, as the values in it, without ids."""
    people = set(visible_to(access).values_list("entity_id", flat=True))
    heads = sorted(clusters_of(access, people).members)
    views = entities_of(access, heads)
    return {frozenset((v.prop, v.value) for v in view.values) for view in views.values()}


def number_of(access, value: tuple[str, str, str]) -> int:
    person, prop, said = value
    return visible_to(access).get(entity_id=person, prop=prop, value=said).pk


def dispose_of(access, values: Sequence[tuple[str, str, str]]) -> None:
    numbers = tuple(number_of(access, value) for value in values)
    if numbers:
        dispose(access, DisposalRequest(reason="no need", statements=numbers))


@SLOW
@given(gone=SUBSETS, pairs=PAIRS)
def test_what_is_disposed_of_is_as_if_it_had_never_been_loaded(db, gone, pairs):
    with transaction.atomic():
        kept = [value for number, value in enumerate(VALUES) if number not in gone]
        living = {value[0] for value in kept}
        pairs = [pair for pair in pairs if {*pair[:2]} <= living]
        world = loaded(VALUES)
        decided(world, pairs)
        access = world.access("nca", "reviewer")
        dispose_of(access, [VALUES[number] for number in sorted(gone)])
        rebuild_clusters()
        after = seen(access)
        transaction.set_rollback(True)
    with transaction.atomic():
        fresh = loaded(kept)
        decided(fresh, pairs)
        assert after == seen(fresh.access("nca", "reviewer"))
        transaction.set_rollback(True)


@SLOW
@given(gone=SUBSETS, data=st.data())
def test_the_order_of_disposals_makes_no_difference(db, gone, data):
    order = data.draw(st.permutations(sorted(gone)))
    outcomes = []
    for listed in (sorted(gone), order):
        with transaction.atomic():
            access = loaded(VALUES).access("nca", "reviewer")
            for number in listed:
                dispose_of(access, [VALUES[number]])
            outcomes.append((seen(access), Tombstone.objects.count()))
            transaction.set_rollback(True)
    assert outcomes[0] == outcomes[1]


@SLOW
@given(gone=SUBSETS)
def test_nothing_disposed_of_is_found_by_any_search(db, gone):
    with transaction.atomic():
        access = loaded(VALUES).access("nca", "reviewer")
        dispose_of(access, [VALUES[number] for number in sorted(gone)])
        found = {
            value.value
            for number in sorted(gone)
            for hit in search(access, VALUES[number][2])
            for value in entities_of(access, [hit.canonical_id])[hit.canonical_id].values
        }
        assert found.isdisjoint(VALUES[number][2] for number in gone)
        counted = sum(Disposal.objects.values_list("statements", flat=True))
        assert counted == Tombstone.objects.count() == len(gone)
        transaction.set_rollback(True)
