"""Why two records are one entity, or two."""

import pytest

from hawkari.engines.linkage import Apart, Judged, link_and_keep, link_increment, why_not
from hawkari.errors import BadInput
from tests.engines.linkage.people import corridor, record

CROWD, TRUTH = corridor(60)
PHONE = "+447700900200"
RECORDS = [
    *CROWD,
    record("a-1", "Goran Qadir Jaff", birthDate="1970-05-05", phone=PHONE, gender="male"),
    record("b-1", "Goran Qadir Jaff", phone=PHONE),
    record("c-1", "Goran Qadir Jaff", birthDate="1990-05-05", phone=PHONE),
    record("d-1", "Nazdar Karim Zebari", birthDate="1971-05-05", gender="female"),
    record("e-1", "Goran Karim Zebari", birthDate="1970-11-30"),
    *(record(f"z-{n}", f"Xawer{'ab'[n % 2]} Baran", phone="+447700900999") for n in range(40)),
]


@pytest.fixture(scope="module")
def linked():
    return link_and_keep(RECORDS)


def test_every_scored_pair_is_explained_as_it_was_scored(linked):
    linkage, state = linked
    for pair in linkage.pairs[:20]:
        found = why_not(state, pair.left, pair.right)
        assert found.weight == pytest.approx(pair.weight, abs=1e-9)
        assert found.probability == pytest.approx(pair.probability, abs=1e-9)
        assert found.reasons == pair.reasons
        assert found.proposed_by[0] == pair.rule
        one = linkage.clusters[pair.left] == linkage.clusters[pair.right]
        assert (found.apart is None) == one


def test_the_prior_and_the_reasons_add_up_to_the_weight(linked):
    found = why_not(linked[1], "d-1", "e-1")
    assert found.weight == pytest.approx(found.prior + sum(r.weight for r in found.reasons))


def test_records_of_one_cluster_are_joined_by_a_path(linked):
    linkage, state = linked
    left, right = next(
        (a, b) for a in TRUTH for b in TRUTH if a < b and linkage.clusters[a] == linkage.clusters[b]
    )
    found = why_not(state, left, right)
    assert found.apart is None
    assert found.cut is None
    assert (found.path[0], found.path[-1]) == (left, right)


def test_what_was_refused_is_told(linked):
    found = why_not(linked[1], "a-1", "c-1")
    assert found.apart is not None
    assert found.path == ()


def test_contradicting_genders_are_told(linked):
    found = why_not(linked[1], "a-1", "d-1")
    assert found.proposed_by == ()
    assert found.apart is Apart.CONTRADICTED


def test_a_pair_below_the_threshold_says_what_it_weighs(linked):
    linkage, state = linked
    weak = next(
        pair
        for pair in linkage.pairs
        if pair.probability < 0.2 and linkage.clusters[pair.left] != linkage.clusters[pair.right]
    )
    found = why_not(state, weak.left, weak.right)
    assert found.apart in {Apart.BELOW, Apart.CUT}
    assert found.probability < found.join_at


def test_records_that_share_nothing_are_told_so(linked):
    found = why_not(linked[1], "b-1", "z-0")
    assert (found.apart, found.shared, found.proposed_by) == (Apart.NOTHING, (), ())


def test_a_value_that_too_many_share_is_told(linked):
    found = why_not(linked[1], "z-0", "z-1")
    assert found.apart is Apart.STOPPED
    assert "same phone" in found.shared


def test_a_judgement_is_told_before_all_else(linked):
    linkage, state = linked
    top = linkage.pairs[0]
    _, judged = link_increment(state, [], judged=[Judged(top.left, top.right, same=False)])
    found = why_not(judged, top.left, top.right)
    assert found.apart is Apart.JUDGED


def test_the_order_of_the_two_changes_only_their_sides(linked):
    one, other = (why_not(linked[1], *pair) for pair in (("a-1", "b-1"), ("b-1", "a-1")))
    assert (one.weight, one.apart, one.proposed_by) == (
        other.weight,
        other.apart,
        other.proposed_by,
    )
    assert one.reasons[0].left == other.reasons[0].right


def test_a_record_that_is_not_there_is_named(linked):
    with pytest.raises(BadInput, match="'nobody'"):
        why_not(linked[1], "a-1", "nobody")
    with pytest.raises(BadInput, match="one record"):
        why_not(linked[1], "a-1", "a-1")
