"""New versions of known records, and retractions: as if the older versions had never been."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.engines.linkage import (
    Judged,
    link_and_keep,
    link_increment,
    load_state,
    save_state,
    taking,
)
from hawkari.engines.linkage.hashed import together
from hawkari.engines.linkage.model import bits_of
from hawkari.engines.linkage.stores import pairs_from
from hawkari.errors import BadInput
from tests.engines.linkage.people import corridor, record

RECORDS, _ = corridor(40, town=20)
BY_ID = {one.id: one for one in RECORDS}
IDS = sorted(BY_ID)
FIRST, LATER, PROBES = IDS[:30], IDS[30:45], IDS[45:]


@pytest.fixture(scope="module")
def empty():
    """A state without records that has the model of all of them."""
    _, whole = link_and_keep(RECORDS)
    _, nothing = link_and_keep([])
    return replace(nothing, model=whole.model)


def version(record_id, of):
    """A record that says what another one says; it may be that of another person."""
    return replace(BY_ID[record_id], properties=BY_ID[of].properties)


def after(state, said):
    """A state after a file: what each record says in it, None where all of it is retracted."""
    new = [version(record_id, of) for record_id, of in said.items() if of is not None]
    return link_increment(state, new, outdated=said)[1]


def at_once(empty, said):
    return after(empty, {record_id: of for record_id, of in said.items() if of is not None})


def counted(state):
    """All that is counted over the records of a state."""
    population = state.population()
    held = zip(*(one.keys.held for one in state.segments), strict=True)
    counts = [together(population.parts), together(population.phones), *map(together, held)]
    return population.records, population.births, [(n.tolist(), c.tolist()) for n, c in counts]


def joinable(state):
    """Every pair that may be joined, by ids."""
    id_of = {row: one for one, row in state.rows(IDS).items()}
    found = set()
    for keys, weights in pairs_from(state.segments, np.array(sorted(id_of), np.int64)):
        for key in keys[weights >= bits_of(state.join_at)].tolist():
            ends = key >> 32, key & (1 << 32) - 1
            if id_of.keys() >= set(ends):
                found.add(tuple(sorted(id_of[end] for end in ends)))
    return found


def same(state, expected):
    """Whether two states tell the same, and go on alike to the last digit."""
    assert len(state) == len(expected)
    assert counted(state) == counted(expected)
    assert joinable(state) == joinable(expected)
    assert state.all_clusters() == expected.all_clusters()
    ours, here = link_increment(state, [BY_ID[one] for one in PROBES])
    theirs, there = link_increment(expected, [BY_ID[one] for one in PROBES])
    assert list(ours.pairs) == list(theirs.pairs)
    assert ours.plan == theirs.plan
    assert here.all_clusters() == there.all_clusters()


FILES = st.lists(
    st.dictionaries(
        st.sampled_from(IDS[:45]),
        st.one_of(st.none(), st.sampled_from(IDS[:45])),
        min_size=1,
        max_size=5,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=FILES)
def test_any_files_versions_and_retractions_end_as_all_at_once(empty, files):
    said = {one: one for one in FIRST}
    state = at_once(empty, said)
    for file in files:
        state = after(state, file)
        said |= file
    same(state, at_once(empty, said))


def test_rows_of_many_versions_are_numbered_anew(empty):
    said = {one: one for one in FIRST}
    state = at_once(empty, said)
    for number in range(4):
        file = {FIRST[at]: FIRST[(at + number) % 30] for at in range(number, 30, 4)}
        state = after(state, file)
        said |= file
        assert 4 * len(state.gone) <= state.next_row
    same(state, at_once(empty, said))


def test_rows_numbered_anew_are_the_same_state(empty, monkeypatch):
    file = {FIRST[3]: FIRST[8], FIRST[4]: None, LATER[0]: LATER[0], FIRST[5]: FIRST[5]}
    said = {one: one for one in FIRST}
    state = after(at_once(empty, said), file)
    assert (state.next_row, len(state.gone)) == (33, 3)
    monkeypatch.setattr(taking, "_MOST_GONE", 0)
    anew = taking.compacted(state)
    assert (anew.next_row, len(anew.gone), len(anew.segments)) == (30, 0, 1)
    same(anew, at_once(empty, said | file))


def test_a_version_that_no_longer_fits_splits_a_cluster_and_one_that_does_joins_it(empty):
    state = at_once(empty, {one: one for one in FIRST})
    clusters = state.all_clusters()
    member = next(one for one, name in clusters.items() if name != one)
    other = record(member, "Xavier Leblanc", birthDate="1950-01-09")
    _, alone = link_increment(state, [other], outdated=[member])
    assert alone.all_clusters()[member] == member
    assert after(alone, {member: member}).all_clusters() == clusters


def test_without_the_record_that_held_them_together_the_others_come_apart(empty):
    a, b, c = IDS[:3]
    judged = [Judged(a, b, same=True), Judged(b, c, same=True)]
    strangers = {
        a: record(a, "Xavier Leblanc", birthDate="1950-01-09"),
        b: record(b, "Piotr Nowak", birthDate="1961-02-07"),
        c: record(c, "Olga Smirnova", birthDate="1972-03-05"),
    }
    _, state = link_increment(empty, strangers.values(), judged=judged)
    assert set(state.all_clusters().values()) == {a}
    linkage, less = link_increment(state, [], outdated=[b], judged=judged)
    assert linkage.clusters == less.all_clusters() == {a: a, c: c}
    _, again = link_increment(less, [strangers[b]], judged=judged)
    assert set(again.all_clusters().values()) == {a}


def test_only_what_a_version_reaches_is_told_of(empty):
    state = at_once(empty, {one: one for one in FIRST})
    linkage, _ = link_increment(state, [version(FIRST[0], FIRST[0])], outdated=[FIRST[0]])
    assert len(linkage.clusters) < 10
    assert all(FIRST[0] in {pair.left, pair.right} for pair in linkage.pairs)


def test_a_record_that_is_taken_out_twice_or_never_was_there_changes_nothing(empty):
    state = at_once(empty, {one: one for one in FIRST})
    less = after(state, {FIRST[0]: None})
    assert not less.holds(FIRST[0])
    again = after(after(less, {FIRST[0]: None}), {"nobody": None})
    assert counted(again) == counted(less)
    assert len(again) == 29


def test_retractions_alone_one_after_another_are_put_together(empty):
    said = {one: one for one in FIRST}
    state = at_once(empty, said)
    for one in FIRST[:4]:
        state = after(state, {one: None})
    assert (len(state), len(state.gone), len(state.segments)) == (26, 4, 2)
    same(state, at_once(empty, said | dict.fromkeys(FIRST[:4])))


def test_everything_taken_out_leaves_a_state_that_goes_on(empty):
    said = {one: one for one in FIRST}
    state = after(at_once(empty, said), dict.fromkeys(FIRST))
    assert (len(state), state.next_row, state.segments) == (0, 0, ())
    assert after(state, said).all_clusters() == at_once(empty, said).all_clusters()


def test_a_known_record_that_is_not_said_to_be_outdated_is_refused(empty):
    state = at_once(empty, {one: one for one in FIRST})
    with pytest.raises(BadInput, match="was linked before"):
        link_increment(state, [BY_ID[FIRST[0]]], outdated=[FIRST[1]])


def test_a_saved_state_goes_on_with_what_was_taken_out(empty, tmp_path):
    said = {one: one for one in FIRST}
    file = {FIRST[3]: FIRST[8], FIRST[4]: None}
    save_state(after(at_once(empty, said), file), tmp_path)
    same(load_state(tmp_path), at_once(empty, said | file))
