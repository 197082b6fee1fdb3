"""Claims that nobody has answered yet come together, whatever words they share with others."""

import pytest

from hawkari.engines.posts.matching import Answer, AnswerIndex, join, new_claims

KNOWN = [Answer("safe", "en", "The crossing is easy and safe, the boat is new")]
PAPERS = (
    "From next month every Kurd gets papers in London without an interview",
    "papers for every Kurd in London from next month, no interview!!",
    "They say: from next month in London every Kurd gets papers. No interview",
)
LAKE = (
    "The lake road to Dunkirk is closed by police since Monday",
    "since Monday police closed the lake road to Dunkirk",
)
ALONE = ("Looking for a barber in Duhok", "The crossing is so easy and safe with a new boat")


def posts(*texts):
    return [Answer(f"p{at}", "en", text) for at, text in enumerate(texts)]


def test_posts_that_say_the_same_become_one_claim_the_largest_first():
    found = new_claims(posts(*LAKE, *PAPERS, *ALONE), AnswerIndex.build(KNOWN))
    assert [claim.posts for claim in found] == [("p2", "p3", "p4"), ("p0", "p1")]


def test_the_example_is_one_of_its_posts():
    for claim in new_claims(posts(*PAPERS, *LAKE), AnswerIndex.build(KNOWN)):
        assert claim.example in claim.posts


def test_what_an_answer_matches_is_no_new_claim():
    said = "the crossing is easy and safe, the boat is new"
    assert new_claims(posts(said, said.upper()), AnswerIndex.build(KNOWN)) == []
    assert len(new_claims(posts(said, said.upper()), AnswerIndex())) == 1


def test_two_topics_that_one_post_touches_stay_two():
    both = f"{PAPERS[0]}. {LAKE[0]}"
    groups = join(posts(PAPERS[0], PAPERS[1], LAKE[0], LAKE[1], both), {})
    assert groups["p0"] == groups["p1"]
    assert groups["p2"] == groups["p3"]
    assert groups["p0"] != groups["p2"]


def test_new_posts_join_the_group_that_is_there_and_old_ones_stay():
    groups = join(posts(*PAPERS, *LAKE), {"p0": "C-1", "p3": "C-2"})
    assert groups == {"p0": "C-1", "p1": "C-1", "p2": "C-1", "p3": "C-2", "p4": "C-2"}


@pytest.mark.parametrize("texts", [(), ("",), ("🚤", "🚤"), ("yes sir", "yes sir")])
def test_what_says_too_little_is_nobodys_claim(texts):
    assert join(posts(*texts), {}) == {}
