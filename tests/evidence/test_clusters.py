"""Clusters are a function of decisions: never across a refusal, in whatever order."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from hawkari.evidence.clusters import Decision, partition, path_between, separate

NAMES = "abcdefgh"


@st.composite
def decisions(draw):
    made = []
    for event in range(draw(st.integers(0, 14))):
        left, right = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
        same = draw(st.sampled_from([True, True, False]))
        by_rule = same and draw(st.booleans())
        made.append(Decision(event, left, right, same, by_rule, float(draw(st.integers(0, 5)))))
    return made


def slow_partition(listed):
    """The definition: take joins strongest first, and merge sets unless a refusal is between."""
    groups = [{name} for name in NAMES]
    refusals = [{one.left, one.right} for one in listed if not one.same]
    joins = [one for one in listed if one.same]
    joins.sort(key=lambda one: (one.by_rule, -one.weight, *sorted((one.left, one.right))))
    for join in joins:
        left = next(group for group in groups if join.left in group)
        right = next(group for group in groups if join.right in group)
        both = left | right
        if left is not right and not any(refused <= both for refused in refusals):
            groups = [group for group in groups if group is not left and group is not right]
            groups.append(both)
    return {name: min(group) for group in groups if len(group) > 1 for name in group}


@given(decisions())
def test_the_fast_way_gives_what_the_definition_gives(listed):
    assert partition(listed).roots == slow_partition(listed)


@given(decisions(), st.randoms())
def test_the_order_of_decisions_does_not_matter(listed, dice):
    shuffled = list(listed)
    dice.shuffle(shuffled)
    assert partition(shuffled) == partition(listed)


@given(decisions())
def test_a_refused_pair_is_never_in_one_cluster(listed):
    roots = partition(listed).roots
    for one in listed:
        if not one.same:
            assert roots.get(one.left, one.left) != roots.get(one.right, one.right)


@given(decisions())
def test_every_join_has_effect_or_is_named_as_cut(listed):
    result = partition(listed)
    for one in listed:
        if one.same:
            together = result.roots.get(one.left) == result.roots.get(one.right, "alone")
            assert together != (one.event in result.cuts)


@given(decisions())
def test_what_people_joined_no_rule_parts(listed):
    whole = partition(listed).roots
    by_people = partition([one for one in listed if not one.by_rule]).roots
    assert all(whole[one] == whole[root] for one, root in by_people.items())


@given(decisions())
def test_a_path_is_a_chain_from_end_to_end(listed):
    path = path_between(listed, "a", "b")
    here = "a"
    for one in path:
        assert here in (one.left, one.right)
        assert one.same
        here = one.right if one.left == here else one.left
    assert not path or here == "b"


@given(decisions())
def test_separating_takes_out_rules_only_and_leaves_no_path(listed):
    found = separate(listed, "a", "b")
    if found.blocked_by:
        assert not any(one.by_rule for one in found.blocked_by)
        assert not found.give_way
    else:
        assert all(one.by_rule for one in found.give_way)
        left = [one for one in listed if one not in found.give_way]
        assert path_between(left, "a", "b") == ()


def test_of_a_chain_of_rules_the_weakest_gives_way():
    joins = [
        Decision(n, *pair, same=True, by_rule=True, weight=weight)
        for n, (pair, weight) in enumerate((("ab", 9.0), ("bc", 3.0), ("cd", 5.0), ("ad", 4.0)))
    ]
    assert separate(joins, "a", "d").give_way == (joins[3], joins[1])


class Counted(str):
    """An id that counts how often ids are compared for order."""

    __slots__ = ()
    times = 0

    def __lt__(self, other: str) -> bool:
        Counted.times += 1
        return str.__lt__(self, other)


def test_a_large_chain_is_joined_in_near_linear_work():
    size = 2_000
    ids = [Counted(f"{n:06}") for n in range(size + 1)]
    chain = [Decision(n, ids[n], ids[n + 1], same=True) for n in range(size)]
    random.Random(1).shuffle(chain)
    before = Counted.times
    assert set(partition(chain).roots.values()) == {"000000"}
    assert Counted.times - before < 4 * size * math.log2(size)
