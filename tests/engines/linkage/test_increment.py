"""Later records are linked against what is there as a whole run would link them."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.engines.linkage import (
    Judged,
    Teller,
    link_and_keep,
    link_increment,
    load_state,
    save_state,
)
from hawkari.engines.linkage.blocking import StopValue
from hawkari.errors import BadInput
from tests.engines.linkage.people import corridor, record

# Of so few records in a town of so many names, blocking proposes no more than its budget allows.
RECORDS, _ = corridor(60, town=30)
IDS = sorted(one.id for one in RECORDS)


class Whole(tuple):
    """A run over all records, and its state."""

    def __repr__(self):
        return "Whole()"


@pytest.fixture(scope="module")
def whole():
    run = Whole(link_and_keep(RECORDS))
    assert all(rule.pairs == 0 or not rule.stopped for rule in run[0].plan)
    assert sum(rule.added for rule in run[0].plan) == sum(rule.kept for rule in run[0].plan)
    return run


def of_ids(ids):
    return [one for one in RECORDS if one.id in set(ids)]


def state_of(ids, whole, judged=()):
    """A state of some records that has the model of all of them."""
    _, empty = link_and_keep([])
    return link_increment(replace(empty, model=whole[1].model), of_ids(ids), judged=judged)


def weights(pairs, ids=frozenset(IDS)):
    return {(p.left, p.right): p.weight for p in pairs if p.left in ids or p.right in ids}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(IDS), max_size=30))
def test_new_pairs_weigh_what_they_weigh_in_a_whole_run(whole, later):
    _, state = state_of(set(IDS) - later, whole)
    linkage, grown = link_increment(state, of_ids(later))
    expected, found = weights(whole[0].pairs, later), weights(linkage.pairs)
    assert all(abs(found[pair] - expected[pair]) < 1e-9 for pair in found.keys() & expected.keys())
    # What blocking may propose is counted for the new records, so weak pairs may be others.
    assert {pair for pair, bits in expected.items() if bits > 0} <= found.keys()
    assert len(grown) == len(RECORDS)


def test_all_records_at_once_into_nothing_are_a_whole_run(whole):
    linkage, grown = state_of(IDS, whole)
    assert linkage.clusters == whole[0].clusters
    assert linkage.cuts == whole[0].cuts
    assert linkage.plan == whole[0].plan
    assert grown.all_clusters() == whole[0].clusters == whole[1].all_clusters()


def test_records_that_come_one_by_one_end_in_the_clusters_of_all(whole):
    few = IDS[:40]
    linkage, expected = state_of(few, whole)
    _, state = state_of(few[:37], whole)
    for one in few[37:]:
        linkage, state = link_increment(state, of_ids([one]))
        assert one in linkage.clusters
    assert state.all_clusters() == expected.all_clusters()


def test_only_what_new_records_reach_is_clustered_again(whole):
    _, state = state_of(IDS[:60], whole)
    linkage, _ = link_increment(state, [record("fr-1", "Xavier Leblanc", birthDate="1950-01-09")])
    assert linkage.clusters == {"fr-1": "fr-1"}
    assert linkage.pairs == ()


def test_judgements_bind_and_their_change_is_reason_enough(whole):
    left, right = next((p.left, p.right) for p in whole[0].pairs)
    _, state = state_of(IDS, whole)
    assert state.all_clusters()[left] == state.all_clusters()[right]
    linkage, apart = link_increment(state, [], judged=[Judged(left, right, same=False)])
    assert apart.all_clusters()[left] != apart.all_clusters()[right]
    assert {left, right} <= linkage.clusters.keys()
    _, again = link_increment(apart, [], judged=[])
    assert again.all_clusters() == state.all_clusters()


def test_a_judgement_that_joins_strangers_is_taken_back_without_a_trace(whole):
    _, state = state_of(IDS, whole)
    strangers = Judged("krg-0003", "uk-0050", same=True)
    clusters = state.all_clusters()
    assert clusters[strangers.left] != clusters[strangers.right]
    _, joined = link_increment(state, [], judged=[strangers])
    assert joined.all_clusters()[strangers.left] == joined.all_clusters()[strangers.right]
    _, apart = link_increment(joined, [])
    assert apart.all_clusters() == clusters


def test_values_that_too_many_hold_are_counted_over_old_and_new():
    crowd = [record(f"uk-{n:02}", f"Rebwar {n}", phone="+447700900999") for n in range(30)]
    _, state = link_and_keep(crowd)
    teller = Teller(lambda _: None, lambda: 0.0)
    link_increment(state, [record("fr-1", "Xavier", phone="+447700900999")], progress=teller)
    assert StopValue("phone", "447700900999", 31) in teller.stopped


def test_a_record_that_is_there_is_refused(whole):
    with pytest.raises(BadInput, match="was linked before"):
        link_increment(whole[1], RECORDS[:1])


def test_a_state_gives_back_its_records(whole):
    _, state = whole
    assert state.records(range(len(state))) == sorted(RECORDS, key=lambda one: one.id)
    assert state.holds(IDS[0])
    assert not state.holds("nobody")


def test_a_saved_state_goes_on_as_the_one_in_memory(whole, tmp_path):
    _, state = state_of(IDS[:50], whole)
    save_state(state, tmp_path / "s")
    loaded = load_state(tmp_path / "s")
    ours, here = link_increment(state, of_ids(IDS[50:]))
    theirs, there = link_increment(loaded, of_ids(IDS[50:]))
    assert theirs == ours
    save_state(there, tmp_path / "s")
    assert load_state(tmp_path / "s").all_clusters() == here.all_clusters()
    assert load_state(tmp_path / "s").births == here.births


def test_saving_an_increment_leaves_what_is_there_as_it_lies(whole, tmp_path):
    _, state = state_of(IDS[:50], whole)
    save_state(state, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("segment-*/*.npy")}
    _, grown = link_increment(load_state(tmp_path), of_ids(IDS[50:60]))
    save_state(grown, tmp_path)
    assert before
    assert all(path.stat().st_mtime_ns == time for path, time in before.items())
    assert len(list(tmp_path.glob("clusters-*"))) == 1


def test_a_folder_without_a_state_and_a_broken_one_are_refused(whole, tmp_path):
    with pytest.raises(BadInput, match="no link state"):
        load_state(tmp_path)
    save_state(whole[1], tmp_path)
    next(tmp_path.glob("segment-*/weights.npy")).unlink()
    with pytest.raises(BadInput, match="broken"):
        load_state(tmp_path)


def test_a_state_of_another_version_is_refused(whole, tmp_path):
    save_state(whole[1], tmp_path)
    listed = json.loads((tmp_path / "state.json").read_text("utf-8"))
    (tmp_path / "state.json").write_text(json.dumps(listed | {"version": "0"}), "utf-8")
    with pytest.raises(BadInput, match="another version"):
        load_state(tmp_path)


def test_the_rows_of_a_state_are_of_its_arrays(whole):
    _, state = state_of(IDS[:50], whole)
    _, grown = link_increment(state, of_ids(IDS[50:60]))
    assert len(grown.segments) == len(state.segments) + 1
    assert np.array_equal(grown.clusters[grown.clusters], grown.clusters)
