"""Linking a set of records."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.engines.linkage import JOIN_AT, Judged, link
from hawkari.errors import BadInput
from tests.engines.linkage.people import corridor, record

RECORDS, TRUTH = corridor(60)
ONE_MAN = [
    record("uk-1", "Rebwar Hama Salih", birthDate="1984-09-16", phone="+447700900123"),
    record("krg-1", "ڕێبوار حەمەساڵح", birthDate="1984-09-16", phone="+447700900123"),
    record("fr-1", "Dilshad Karim", birthDate="1991-02-03"),
]


@pytest.fixture(scope="module")
def linked():
    return link(RECORDS)


def same(clusters, left, right):
    return clusters[left] == clusters[right]


def test_one_man_in_two_scripts_is_one_and_another_is_not():
    clusters = link(ONE_MAN).clusters
    assert same(clusters, "uk-1", "krg-1")
    assert not same(clusters, "uk-1", "fr-1")


def test_most_of_a_small_corridor_is_found_and_little_is_wrong(linked):
    pairs = [(a, b) for a, b in combinations(sorted(TRUTH), 2) if same(linked.clusters, a, b)]
    right = sum(TRUTH[a] == TRUTH[b] for a, b in pairs)
    true = sum(TRUTH[a] == TRUTH[b] for a, b in combinations(sorted(TRUTH), 2))
    assert right / len(pairs) >= 0.9
    assert right / true >= 0.6


def test_every_record_stands_in_exactly_one_cluster(linked):
    assert set(linked.clusters) == {one.id for one in RECORDS}
    assert all(linked.clusters[name] == name for name in linked.clusters.values())


def test_the_order_of_the_records_changes_nothing(linked):
    assert link(reversed(RECORDS)) == linked


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(RECORDS[:20]), st.sampled_from([0.3, 0.85]))
def test_no_order_of_a_few_records_changes_anything(shuffled, join_at):
    assert link(shuffled, join_at=join_at) == link(RECORDS[:20], join_at=join_at)


def test_the_expected_precision_is_that_of_the_pairs_joined(linked):
    joined = [
        pair.probability
        for pair in linked.pairs
        if pair.probability >= JOIN_AT and same(linked.clusters, pair.left, pair.right)
    ]
    expected = sum(joined) / len(joined)
    assert linked.parameters["expected_precision"] == pytest.approx(expected)


def test_the_reasons_and_the_prior_add_up_to_the_weight(linked):
    prior = linked.pairs[0].weight - sum(r.weight for r in linked.pairs[0].reasons)
    for pair in linked.pairs:
        assert pair.weight == pytest.approx(prior + sum(r.weight for r in pair.reasons), abs=1e-6)
        assert pair.probability == pytest.approx(1 / (1 + 2**-pair.weight), abs=1e-9)
        assert pair.left < pair.right


def test_pairs_come_highest_first_and_once(linked):
    weights = [pair.weight for pair in linked.pairs]
    assert weights == sorted(weights, reverse=True)
    assert len({(pair.left, pair.right) for pair in linked.pairs}) == len(linked.pairs)


def test_the_reasons_show_the_values_as_written():
    reasons = {reason.comparison: reason for reason in link(ONE_MAN).pairs[0].reasons}
    assert {reasons["name"].left, reasons["name"].right} == {"Rebwar Hama Salih", "ڕێبوار حەمەساڵح"}
    assert reasons["birth date"].level == "same date"


def test_a_pair_judged_different_is_never_one():
    judged = [Judged("uk-1", "krg-1", same=False)]
    linkage = link(ONE_MAN, judged=judged)
    assert not same(linkage.clusters, "uk-1", "krg-1")
    assert [cut.why for cut in linkage.cuts] == ["judged different"]


def test_a_pair_judged_the_same_is_one_whatever_contradicts():
    judged = [Judged("uk-1", "fr-1", same=True)]
    assert same(link(ONE_MAN, judged=judged).clusters, "uk-1", "fr-1")


def test_a_judgement_that_contradicts_two_others_is_reported_and_never_joined():
    judged = [
        Judged("fr-1", "uk-1", same=True),
        Judged("krg-1", "uk-1", same=True),
        Judged("fr-1", "krg-1", same=False),
    ]
    linkage = link(ONE_MAN, judged=judged)
    assert not same(linkage.clusters, "fr-1", "krg-1")
    assert "contradictory judgements" in {cut.why for cut in linkage.cuts}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_cluster_ever_holds_a_pair_judged_different(data):
    ids = sorted(TRUTH)[:24]
    few = [one for one in RECORDS if one.id in set(ids)]
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda p: p[0] < p[1])
    drawn = data.draw(st.dictionaries(pair, st.booleans(), max_size=12))
    judged = [Judged(left, right, same=is_one) for (left, right), is_one in drawn.items()]
    linkage = link(few, judged=judged, join_at=0.5)
    for one in judged:
        if not one.same:
            assert not same(linkage.clusters, one.left, one.right)


def test_two_men_of_contradicting_years_are_not_chained_by_a_third_record():
    chain = [
        record("a-1", "Goran Qadir Jaff", birthDate="1970-05-05", phone="+447700900200"),
        record("b-1", "Goran Qadir Jaff", phone="+447700900200"),
        record("c-1", "Goran Qadir Jaff", birthDate="1990-05-05", phone="+447700900200"),
    ]
    linkage = link(chain, join_at=0.05)
    assert not same(linkage.clusters, "a-1", "c-1")
    assert "contradicting dates of birth" in {cut.why for cut in linkage.cuts}


def test_two_full_dates_that_differ_are_left_to_a_person():
    few = [
        record("a-1", "Goran Qadir Jaff", birthDate="1990-05-05", phone="+447700900200"),
        record("b-1", "Goran Qadir Jaff", birthDate="1990-08-17", phone="+447700900200"),
    ]
    linkage = link(few, join_at=0.05)
    assert not same(linkage.clusters, "a-1", "b-1")
    assert [cut.why for cut in linkage.cuts] == ["contradicting dates of birth"]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_records_need_no_training(count):
    linkage = link(ONE_MAN[:count])
    assert len(linkage.clusters) == count
    assert linkage.parameters["trained"].startswith("default values")


def test_two_strangers_with_one_name_part_alike_are_not_taken_for_one():
    few = [record("a-1", "Goran Qadir"), record("b-1", "Karwan Jalal")]
    assert len(set(link(few).clusters.values())) == 2


def test_a_record_without_a_name_is_linked_by_its_identifier():
    few = [record("a-1", idNumber="A1234567"), record("b-1", idNumber="A-1234567")]
    assert [pair.rule for pair in link(few).pairs] == ["same identifier"]


def test_people_are_not_compared_with_vessels():
    from hawkari.engines.linkage import Record

    few = [ONE_MAN[0], Record("x-1", "Vessel", "x", ONE_MAN[0].properties)]
    assert link(few).pairs == ()


def test_two_records_of_one_id_are_refused():
    with pytest.raises(BadInput, match="stands twice"):
        link([ONE_MAN[0], ONE_MAN[0]])


def test_progress_ends_at_its_last_step():
    told = []
    link(ONE_MAN, progress=lambda *step: told.append(step))
    assert told[-1][1] == told[-1][2]
    assert [step[1] for step in told] == sorted(step[1] for step in told)


def test_the_threshold_is_a_probability():
    assert 0.5 < JOIN_AT < 1
