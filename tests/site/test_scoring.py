"""The pairwise score equals the slow, obvious count."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from hawkari.site.scoring import PairScore, score_clusters

names = st.sampled_from("abcdefgh")
maps = st.dictionaries(names, st.sampled_from("XYZ"))


def slow(cluster_of: dict[str, str], person_of: dict[str, str]) -> PairScore:
    true = joined = right = 0
    for one, two in combinations(person_of, 2):
        same = person_of[one] == person_of[two]
        together = one in cluster_of and cluster_of.get(one) == cluster_of.get(two)
        true, joined, right = true + same, joined + together, right + (same and together)
    return PairScore(true, joined, right)


@given(maps, maps)
def test_the_score_counts_pairs(cluster_of: dict[str, str], person_of: dict[str, str]):
    assert score_clusters(cluster_of, person_of) == slow(cluster_of, person_of)


def test_perfect_clusters_score_one():
    score = score_clusters({"a": "1", "b": "1", "c": "2"}, {"a": "P", "b": "P", "c": "Q"})
    assert (score.precision, score.recall, score.f1) == (1.0, 1.0, 1.0)


def test_joining_nothing_is_precise_but_finds_nothing():
    score = score_clusters({}, {"a": "P", "b": "P"})
    assert (score.precision, score.recall, score.f1) == (1.0, 0.0, 0.0)
