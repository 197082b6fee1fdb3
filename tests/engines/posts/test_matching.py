"""Posts find the claim that they make, whatever the spelling; and say why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.posts.matching import Answer, AnswerIndex
from hawkari.engines.posts.matching.reading import plain, plain_with_spans

CLAIMS = (
    Answer("crossing", "en", "The crossing is easy and safe; the boat is new and not crowded."),
    Answer("friend", "en", "The smuggler is a travel agent who will look after you."),
    Answer("speed", "en", "The crossing is by speedboat; bring a friend and win a prize."),
    Answer("crossing", "ckb", "پەڕینەوە ئاسانە و سەلامەتە، بەلەمەکە نوێیە"),
    Answer("friend", "ar", "المهرب وكيل سفر سوف يعتني بك"),
    Answer("crossing", "de", "Die Überfahrt ist leicht und sicher, das Schlauchboot ist neu"),
)


@pytest.fixture(scope="module")
def bank():
    return AnswerIndex.build(CLAIMS)


def best(bank, text):
    return bank.match(text).ranked[0].id


@pytest.mark.parametrize(
    ("post", "claim"),
    [
        ("EASY & safe crossing!!! New boats, never crowded 🚤🚤", "crossing"),
        ("my agent will look after you, trusted travel agents", "friend"),
        ("#SpeedBoat every night, bring your friends, win prizes https://t.co/abc", "speed"),
        ("په‌ڕینه‌وه‌ زۆر ئاسانه‌", "crossing"),
        ("بەلەمی نوێ، سەلامەت", "crossing"),
        ("المُهَرِّب وكيــــل سفر", "friend"),
        ("neue Schlauchboote, sichere Überfahrten", "crossing"),
    ],
)
def test_a_post_finds_its_claim_whatever_the_spelling(bank, post, claim):
    assert best(bank, post) == claim


def test_a_claim_of_many_texts_stands_once_in_the_ranking(bank):
    ids = [match.id for match in bank.match("easy safe crossing Überfahrt sicher", top=5).ranked]
    assert len(ids) == len(set(ids))


def test_what_shares_nothing_is_not_ranked(bank):
    assert bank.match("xyzzy").ranked == ()
    assert bank.match("xyzzy").abstained


def test_empty_posts_and_an_empty_bank_match_nothing(bank):
    assert bank.match("").abstained
    assert bank.match("🚤🚤 !!!").ranked == ()
    assert AnswerIndex.build([]).match("the crossing is safe").ranked == ()


def test_a_claim_word_for_word_is_sure_and_another_topic_is_not(bank):
    assert not bank.match(CLAIMS[1].text, language="en").abstained
    assert bank.match("The weather in Erbil will be warm and dry tomorrow", "en").abstained


def test_why_points_to_the_words_that_both_texts_share(bank):
    post = "Good news: the crossing is EASY and safe, call us"
    match = bank.match(post).ranked[0]
    shared = [(post[slice(*why.span)], match.text[slice(*why.answer_span)]) for why in match.why]
    assert shared[0] == ("the crossing is EASY and safe", "The crossing is easy and safe")


def test_links_and_signatures_say_nothing():
    assert plain("Cheap! https://x.example/speedboat pic.twitter.com/abc") == "cheap"
    assert plain("Boats are safe — Some Body (@somebody) March 3, 2020") == "boats are safe"


def test_hashtags_fall_apart_into_words():
    assert plain("#SafeCrossing #kurdish_boats") == "safe crossing kurdish boats"


def test_added_answers_are_found_and_removed_ones_are_not():
    index = AnswerIndex.build(CLAIMS[:2])
    index.add([Answer("visa", "en", "A visa can be bought for work in London")])
    assert best(index, "buy your work visa for London") == "visa"
    index.remove(["visa"])
    assert "visa" not in [match.id for match in index.match("buy your work visa").ranked]
    assert len(index) == 2


def test_adding_one_by_one_ranks_as_building_at_once():
    index = AnswerIndex()
    for claim in CLAIMS:
        index.add([claim])
    post = "safe crossing with a new speedboat and a friend"
    assert index.ranked(post) == AnswerIndex.build(CLAIMS).ranked(post)


def test_what_all_posts_say_counts_less_with_a_background():
    claims = [Answer("a", "en", "contact us today"), Answer("b", "en", "boats never sink")]
    post = "contact us today: our boats never leak"
    assert AnswerIndex.build(claims).ranked(post)[0][0] == "a"
    index = AnswerIndex.build(claims, background=["contact us today for more"] * 50)
    assert index.ranked(post)[0][0] == "b"


def test_ranking_is_what_matching_says(bank):
    post = "safe crossing with a friend"
    ranked = [(match.id, match.score) for match in bank.match(post).ranked]
    assert bank.ranked(post, 5) == ranked


class Pretended:
    """Meanings known for three texts, as a model of many languages would give them."""

    FAR = np.eye(384, dtype=np.float32)[1]

    def posts(self, texts):
        return self.answers(texts)

    def answers(self, texts):
        one = np.eye(384, dtype=np.float32)[0]
        near = ("smuggler", "qaçaxçî")
        return np.array([one if any(word in text for word in near) else self.FAR for text in texts])


def test_with_meanings_a_post_finds_a_claim_it_shares_no_word_with():
    assert AnswerIndex.build(CLAIMS[:3]).match("qaçaxçî").ranked == ()
    index = AnswerIndex.build(CLAIMS[:3], meaning=Pretended())
    assert best(index, "qaçaxçî") == "friend"
    index.remove(["speed"])
    index.add([CLAIMS[2]])
    assert best(index, "qaçaxçî") == "friend"


@given(st.text(max_size=80))
def test_any_text_can_be_a_post_and_its_reasons_lie_inside(text):
    bank = AnswerIndex.build([*CLAIMS, Answer("self", "", text)])
    for match in bank.match(text).ranked:
        for why in match.why:
            assert 0 <= why.span[0] < why.span[1] <= len(text)
            assert 0 <= why.answer_span[0] < why.answer_span[1] <= len(match.text)


@given(st.text(alphabet="ab #é🚤_پە\u200c.", max_size=40))
def test_words_keep_their_places(text):
    words = plain_with_spans(text)
    assert all(0 <= start < end <= len(text) for _, start, end in words)
    assert [start for _, start, _ in words] == sorted(start for _, start, _ in words)


@given(st.permutations(CLAIMS))
def test_the_order_of_building_changes_no_score(claims):
    post = "safe crossing with a friend, travel agent"
    expected = dict(AnswerIndex.build(CLAIMS).ranked(post))
    found = dict(AnswerIndex.build(claims).ranked(post))
    assert found.keys() == expected.keys()
    assert all(found[name] == pytest.approx(expected[name], rel=1e-5) for name in found)
