"""Blocking: rules, caps, the cheap weight, the budget, and pairs of new records."""

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, pairwise
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.linkage.blocking import (
    RULES,
    KeyIndex,
    KeyTable,
    block_new,
    block_pairs,
    index_of,
    key_table,
    stop_values,
)
from hawkari.engines.linkage.blocking.lookup import _rarity, keys_of
from hawkari.engines.linkage.blocking.packing import UNIT, pack
from hawkari.engines.linkage.blocking.rules import ALWAYS
from hawkari.engines.linkage.blocking.weighing import BITS, SCRATCH, STATED, weigh
from hawkari.engines.linkage.preparing import prepare
from tests.engines.linkage.people import corridor, record

NAMES = (
    "Rizgar Ahmad Barzani", "رزگار ئەحمەد", "رزكار أحمد حسن", "Hama Salih", "حەمەساڵح عەزیز",
    "Ahmad Rizgar", "Gamal Reza", "Jamal Rida", "Aya", "Khan", "", "Abd al-Karim Salih Aziz",
)  # fmt: skip
DAYS = ("1980-05-06", "1980-06-05", "1981-05-06", "1982", "1980-01-01", "1984-07-01", "1990-02-03")
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.lists(st.sampled_from(NAMES), min_size=1, max_size=2).map(tuple),
            "alias": st.sampled_from(((), ("Abu Kamal",), ("Rizgar Barzani", "Kamo"))),
            "birthDate": st.lists(st.sampled_from(DAYS), max_size=2).map(tuple),
            "phone": st.sampled_from(((), ("+447700900123",), ("+447700900124",))),
            "idNumber": st.sampled_from(((), ("A1205",), ("B7741",))),
            "birthPlace": st.sampled_from(((), ("Duhok",), ("Hewler",))),
            "gender": st.sampled_from(((), ("male",), ("female",))),
        }
    ),
    min_size=1,
    max_size=14,
)
SOME = settings(max_examples=60, deadline=None)


def prepared_of(drawn):
    return prepare(
        [
            replace(
                record(f"{'abc'[number % 3]}-{number:03}"),
                schema="Company" if number % 5 == 4 else "Person",
                properties=properties,
            )
            for number, properties in enumerate(drawn)
        ]
    )


def sets_of(candidates, prepared):
    """Each pair of ids to the set of its rules."""
    ids = [one.record.id for one in prepared]
    return {
        frozenset((ids[a], ids[b])): rules
        for a, b, rules in zip(
            candidates.left.tolist(),
            candidates.right.tolist(),
            candidates.rules.tolist(),
            strict=True,
        )
    }


def named(rules):
    return {rule.name for number, rule in enumerate(RULES) if rules >> number & 1}


# The slow twin: keys as tuples, blocks as dictionaries, pairs as sets.


def groups(one, rule):
    if rule.parts == 0:
        return {()}
    found = set()
    for keys, parts in zip(one.keys, one.parts, strict=True):
        placed = list(zip(keys, places_of(keys, parts), strict=True))
        if rule.first:
            found |= {(key,) for key, (begin, _) in placed if begin == 0}
            continue
        for some in combinations(placed, rule.parts):
            spans = [set(range(begin, end)) for _, (begin, end) in some]
            if all(a.isdisjoint(b) for a, b in combinations(spans, 2)):
                found.add(tuple(sorted(key for key, _ in some)))
    return found


def places_of(keys, parts):
    """Which parts of the name each key stands for, as a half-open range."""
    main = [key for key in keys if key in parts]
    together = {}
    for place, (a, b) in enumerate(pairwise(main)):
        together[a + b[1:] if a[-1:] == b[:1] else a + b] = place
    place = -1
    for key in keys:
        if key in together and key not in parts:
            yield together[key], together[key] + 2
            continue
        place += key in parts or place < 0
        yield place, place + 1


def besides(one, rule):
    years = {birth.year for birth in one.births}
    full = {(b.year, min(b.month, b.day), max(b.month, b.day)) for b in one.births if b.is_full}
    return {
        "": {()},
        "phone": one.phones,
        "identifier": one.identifiers,
        "place": one.places,
        "nickname": one.nicknames,
        "day": full,
        "calendar day": {day[1:] for day in full},
        "year": years,
        "near years": {year + more for year in years for more in range(3)},
        "place and year": {(place, year) for place in one.places for year in years},
    }[rule.beside]


def proposed_slowly(prepared):
    found = Counter()
    for number, rule in enumerate(RULES):
        blocks = defaultdict(set)
        for row, one in enumerate(prepared):
            for group in groups(one, rule):
                for beside in besides(one, rule):
                    blocks[one.family, group, beside].add(row)
        pairs_by_size = Counter()
        for rows in blocks.values():
            pairs_by_size[len(rows)] += len(rows) * (len(rows) - 1) // 2
        within = [
            size
            for size in range(1, rule.most + 1)
            if sum(n for other, n in pairs_by_size.items() if other <= size)
            <= int(rule.quota * len(prepared))
        ]
        pairs = {
            pair
            for rows in blocks.values()
            if len(rows) <= max(within, default=0)
            for pair in combinations(sorted(rows), 2)
        }
        found.update(dict.fromkeys(pairs, 1 << number))
    return found


@SOME
@given(RECORDS)
def test_rules_propose_what_their_slow_twin_proposes(drawn):
    prepared = prepared_of(drawn)
    candidates = block_pairs(prepared, budget=1e6)
    pairs = zip(candidates.left.tolist(), candidates.right.tolist(), strict=True)
    assert dict(zip(pairs, candidates.rules.tolist(), strict=True)) == proposed_slowly(prepared)


@SOME
@given(RECORDS, st.randoms(use_true_random=False), st.sampled_from((0.0, 0.5, 2.0, 15.0)))
def test_the_order_of_records_changes_nothing_and_the_budget_holds(drawn, dice, budget):
    prepared = list(prepared_of(drawn))
    shuffled = dice.sample(prepared, len(prepared))
    one, other = (block_pairs(some, budget=budget) for some in (prepared, shuffled))
    assert sets_of(one, prepared) == sets_of(other, shuffled)
    assert one.plan == other.plan
    assert len(one.left) <= budget * len(prepared)


@SOME
@given(RECORDS)
def test_every_pair_shares_what_its_rules_say_and_is_of_one_family(drawn):
    prepared = prepared_of(drawn)
    candidates = block_pairs(prepared)
    assert (candidates.left < candidates.right).all()
    columns = (candidates.left, candidates.right, candidates.rules)
    for left, right, rules in zip(*(column.tolist() for column in columns), strict=True):
        a, b = prepared[left], prepared[right]
        assert a.family == b.family
        for rule in RULES:
            if rule.name in named(rules):
                assert len(a.name_keys & b.name_keys) >= rule.parts
                assert besides(a, rule) & besides(b, rule)


@SOME
@given(RECORDS, st.sampled_from((0.5, 1.0, 3.0)))
def test_a_smaller_budget_keeps_some_of_the_pairs_of_a_larger_one(drawn, budget):
    prepared = prepared_of(drawn)
    few, many = (sets_of(block_pairs(prepared, budget=b), prepared) for b in (budget, 2 * budget))
    assert few.items() <= many.items()
    taken_first = {pair for pair, rules in many.items() if named(rules) & ALWAYS}
    assert few.keys() <= taken_first or taken_first <= few.keys()


@SOME
@given(RECORDS, st.integers(0, 14))
def test_new_records_get_the_pairs_that_touch_them(drawn, old):
    prepared = list(prepared_of(drawn))
    indexes = [
        index_of(key_table(part)) for part in (prepared[: old // 2], prepared[old // 2 : old])
    ]
    new = np.arange(len(prepared)) >= old
    found = block_new(indexes, key_table(prepared[old:]), budget=1e6)
    whole = block_pairs(prepared, budget=1e6)
    touching = whole.only(new[whole.right])
    # A rule's quota counts for the new records, so rules that stop something are left out.
    stops = [a.stopped + b.stopped > 0 for a, b in zip(found.plan, whole.plan, strict=True)]
    free = sum(1 << number for number, stopped in enumerate(stops) if not stopped)
    some, all_of_them = (
        {pair: rules & free for pair, rules in sets_of(pairs, prepared).items() if rules & free}
        for pairs in (found, touching)
    )
    assert some == all_of_them


@SOME
@given(RECORDS, st.integers(0, 14))
def test_two_indexes_put_together_are_the_index_of_all(drawn, old):
    prepared = list(prepared_of(drawn))
    parts = [index_of(key_table(part)) for part in (prepared[:old], prepared[old:])]
    whole, found = index_of(key_table(prepared)), KeyIndex.together(parts)
    assert plain(found) == plain(whole) == plain(KeyIndex.of(whole.arrays()))


@SOME
@given(RECORDS, st.integers(1, 14))
def test_what_was_taken_out_makes_no_value_rarer(drawn, gone):
    prepared = list(prepared_of(drawn))
    whole, new = index_of(key_table(prepared)), key_table(prepared)
    rows = np.arange(min(gone, len(prepared)))
    left = [whole, keys_of(rows, [whole]).taken_out()]
    kept = [index_of(key_table(prepared[len(rows) :]))]
    found, straight = _rarity(new, left, new, gone=len(rows)), _rarity(new, kept, new, gone=0)
    assert found.tolist() == straight.tolist()


def plain(index):
    return {name: array.tolist() for name, array in index.arrays().items()}


@SOME
@given(RECORDS)
def test_a_table_comes_back_from_its_arrays(drawn):
    table = key_table(prepared_of(drawn))
    back = KeyTable.of(table.arrays())
    assert {name: array.tolist() for name, array in back.arrays().items()} == {
        name: array.tolist() for name, array in table.arrays().items()
    }


def weighed_slowly(table, a, b):
    """The cheap weight by its definition, in units."""

    def of(field, row):
        starts, values = getattr(table, field)
        return values[starts[row] : starts[row + 1]].tolist()

    def rarity(field, value):
        held = sum(value in of(field, row) for row in range(len(table)))
        return max(round(-log2((held + 1) / (len(table) + 1)) * UNIT), 0)

    bits = {name: round(value * UNIT) for name, value in STATED.items()}
    total = names_slowly(table, (a, b), rarity, bits)
    births = of("birth", a), of("birth", b)
    if all(births):
        total += max(bits[birth_slowly(x, y)] for x in births[0] for y in births[1])
    for field, share, other in (("phone", 13, "other phone"), ("place", 11, "other place")):
        if of(field, a) and of(field, b):
            shared = set(of(field, a)) & set(of(field, b))
            rarest = max((rarity(field, value) for value in shared), default=None)
            total += bits[other] if rarest is None else rarest * share // 16
    if of("identifier", a) and of("identifier", b):
        same = set(of("identifier", a)) & set(of("identifier", b))
        total += bits["same identifier" if same else "other identifier"]
    if set(of("nickname", a)) & set(of("nickname", b)):
        total += bits["same nickname"]
    if table.gender[a] and table.gender[b]:
        total += bits["same gender" if table.gender[a] & table.gender[b] else "other gender"]
    return total + (bits["same source"] if table.source[a] == table.source[b] else 0)


def birth_slowly(x, y):
    apart = abs(x // 10_000 - y // 10_000)
    day, other = x % 10_000, y % 10_000
    if apart > 2:
        return "years apart"
    if not day or not other:
        return "years near, day unknown" if apart else "same year, day unknown"
    if day == other:
        return "same day, another year" if apart else "same day"
    if apart:
        return "years near"
    swapped = (day // 100, day % 100) == (other % 100, other // 100)
    return "day and month swapped" if swapped else "same year, another day"


def names_slowly(table, rows, rarity, bits):
    def held(row):
        begin, end = table.part.starts[row], table.part.starts[row + 1]
        keys = table.part.values[begin:end].tolist()
        # Where a key stands in several names, the first place counts.
        placed = sorted(zip(table.where[begin:end].tolist(), keys, strict=True), reverse=True)
        return {key: where for where, key in placed}

    a, b = map(held, rows)
    shared = a.keys() & b.keys()
    if not shared:
        return 0
    sums, covered = zip(*(side_slowly(side, shared, rarity) for side in (a, b)), strict=True)
    first = any(a[key] % 8 == 0 and b[key] % 8 == 0 for key in shared)
    unlike = max(min(table.parts[list(rows)].tolist()) - min(covered), 0)
    return (
        min(sums) * 13 // 16
        + bits["first parts agree" if first else "only other parts agree"]
        + bits["a part without its like"] * unlike
    )


def side_slowly(where, shared, rarity):
    alone, together = defaultdict(int), defaultdict(int)
    for key in shared:
        side = together if where[key] >= 128 else alone
        side[where[key] % 128] = max(side[where[key] % 128], rarity("part", key))
    total, parts = sum(alone.values()), len(alone)
    for place, weight in together.items():
        both = [alone[at] for at in (place, place + 1) if at in alone]
        total += max(weight - sum(both), 0)
        parts += 2 - len(both)
    return total, parts


@SOME
@given(RECORDS)
def test_the_weight_is_that_of_its_slow_twin_and_symmetric(drawn):
    table = key_table(prepared_of(drawn))
    packed, scratch = pack(table), np.zeros(2 * SCRATCH, np.int64)

    def fast(a, b):
        starts = packed.starts[a], packed.starts[b]
        return weigh(packed.numbers, packed.rarity, BITS, scratch, *starts)

    for a, b in combinations(range(len(table)), 2):
        assert fast(a, b) == fast(b, a) == weighed_slowly(table, a, b)
        assert not scratch.any()


def test_the_plan_is_that_of_the_pairs_and_counts_what_the_budget_cuts():
    prepared = prepare(corridor(80)[0])
    plan = block_pairs(prepared, budget=1.0).plan
    assert plan == block_pairs(prepared, budget=1.0).plan
    assert sum(rule.kept for rule in plan) == len(prepared)
    assert sum(rule.added for rule in plan) > len(prepared)


def test_a_rule_stops_its_largest_blocks_first():
    same = [record(f"a-{number:03}", "Rizgar", birthPlace="Duhok") for number in range(300)]
    pair = [record(f"b-{number}", "Nechirvan", birthPlace="Akre") for number in range(2)]
    candidates = block_pairs(prepare(same + pair), budget=1e6)
    by_name = {rule.rule: rule for rule in candidates.plan}
    rule = by_name["one rare name part"]
    assert (rule.cap, rule.pairs) == (299, 1)
    # Rizgar has two keys: its second reading is that of Rizjar.
    assert (rule.stopped, rule.stopped_pairs) == (2, 300 * 299)


def test_stop_values_are_listed_with_how_many_hold_them():
    crowd = [
        record(f"a-{n:03}", "Ali Hamid", phone="+447700900999", birthDate=f"19{n % 60 + 30}-01-01")
        for n in range(420)
    ]
    prepared = prepare([*crowd, record("b-1", "Ahmad Zana"), record("b-2", "Hamid Zana")])
    found = {(one.field, one.value): one for one in stop_values(prepared)}
    assert found["phone", "447700900999"].held == 420
    assert found["part", "md"].held == 422
    assert found["part", "md"].example == "Hamid"
    assert found["birth", "01-01"].held == 420
    assert ("part", "sn") not in found


@pytest.mark.parametrize(
    "names", [("Hama Salih Aziz", "حەمەساڵح عەزیز"), ("Gamal Reza", "Reza Jamal")]
)
def test_two_parts_meet_in_any_order_joined_or_in_another_reading(names):
    prepared = prepare([record(f"{'ab'[n]}-1", name) for n, name in enumerate(names)])
    assert "two name parts" in named(block_pairs(prepared).rules[0])
