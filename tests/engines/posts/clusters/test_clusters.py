"""Operators inside template families."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.posts.clusters import ClusterState, PostText, cluster_posts
from hawkari.engines.posts.clusters import state as clustering
from hawkari.engines.posts.clusters.reading import SELECTOR, read_features
from tests.engines.posts.clusters.making import adverts, agreement


def grouped(state: ClusterState) -> dict[str, str]:
    return {post: str(state.operator_of(post)) for post in state.ids}


def parts(state: ClusterState, level: str = "operators") -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for post, number in zip(state.ids, getattr(state, level).tolist(), strict=True):
        found.setdefault(number, set()).add(post)
    return {frozenset(part) for part in found.values()}


def selectors(text: str) -> set[int]:
    return {feature for feature in read_features([text]).of.tolist() if feature >= SELECTOR}


def test_rivals_who_share_a_template_stay_apart_and_an_operator_stays_whole():
    posts, truth = adverts(operators=40, posts=8)
    precision, recall = agreement(truth, grouped(cluster_posts(posts)))
    assert precision >= 0.97
    assert recall >= 0.9


def test_operators_of_one_wording_are_one_family():
    posts, _ = adverts(operators=40, posts=8)
    state = cluster_posts(posts)
    families = parts(state, "templates")
    assert len([part for part in families if len(part) >= 20]) <= 6
    for operator in parts(state):
        assert any(operator <= family for family in families), "a family holds operators whole"


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(0, 120), max_size=3))
def test_neither_order_nor_batches_change_who_is_together(seed: int, cuts: list[int]):
    posts, _ = adverts(operators=15, posts=8, seed=seed)
    whole = cluster_posts(posts)
    shuffled = posts[:]
    Random(seed).shuffle(shuffled)
    state = None
    edges = [0, *sorted(cuts), len(shuffled)]
    for first, last in pairwise(edges):
        state = cluster_posts(shuffled[first:last], state)
    assert state is not None
    assert parts(state) == parts(whole)
    assert parts(state, "templates") == parts(whole, "templates")


def test_a_few_posts_beside_many_move_only_their_neighbourhood_and_nearly_as_all_would(monkeypatch):
    monkeypatch.setattr(clustering, "MANY", 200)
    posts, _ = adverts(operators=40, posts=8)
    old = cluster_posts(posts[:308])
    few = cluster_posts(posts[308:], old)
    everything = cluster_posts(posts)
    precision, recall = agreement(grouped(everything), grouped(few))
    assert min(precision, recall) >= 0.97
    assert parts(cluster_posts([], few, whole=True)) == parts(everything)


def test_a_cluster_keeps_its_number_when_posts_are_added():
    posts, _ = adverts(operators=20, posts=8)
    old = cluster_posts(posts[:120])
    new = cluster_posts(posts[120:], old)
    large = [part for part in parts(old) if len(part) >= 4]
    kept = [
        part
        for part in large
        if len({new.operator_of(post) for post in part} & {old.operator_of(min(part))})
    ]
    assert len(kept) >= 0.9 * len(large)


def test_one_shared_phone_does_not_chain_two_operators():
    posts, truth = adverts(operators=2, posts=10, seed=3)
    bridge = PostText("bridge", "call +44 7700 900000 or +44 7700 900001 today only my friends")
    state = cluster_posts([*posts, bridge])
    precision, _ = agreement(truth, {post: grouped(state)[post] for post in truth})
    assert precision == 1


LATIN = "new boat strong engine every night from dunkirk price {} euro write {}"
SORANI = "بەلەمی نوێ هەر شەو دەڕوات لە دانکێرک نرخ {} یۆرۆ پارە دوای گەیشتن {}"
HIDDEN = "zero seven seven double zero"


def told(*posts: tuple[str, str, str]) -> ClusterState:
    return cluster_posts(PostText(name, text, (phone,)) for name, text, phone in posts)


def test_where_phones_were_read_the_same_one_joins_texts_that_have_nothing_in_common():
    state = told(
        *((f"a{at}", LATIN.format(1500, HIDDEN), "+447700900163") for at in range(3)),
        *((f"b{at}", SORANI.format(1500, HIDDEN), "+447700900163") for at in range(3)),
    )
    assert len(parts(state)) == 1


def test_where_phones_were_read_different_ones_part_texts_that_are_alike():
    state = told(
        *((f"a{at}", LATIN.format(1500, HIDDEN), "+447700900163") for at in range(3)),
        *((f"b{at}", LATIN.format(1500, HIDDEN), "+447700900271") for at in range(3)),
    )
    assert parts(state) == {frozenset({"a0", "a1", "a2"}), frozenset({"b0", "b1", "b2"})}


def test_where_phones_were_read_one_post_that_names_two_does_not_chain_them():
    rivals = [
        *((f"a{at}", LATIN.format(1500, HIDDEN), "+447700900163") for at in range(4)),
        *((f"b{at}", LATIN.format(1500, HIDDEN), "+447700900271") for at in range(4)),
    ]
    bridge = PostText("bridge", "call both", ("+447700900163", "+447700900271"))
    posts = [PostText(name, text, (phone,)) for name, text, phone in rivals]
    state = cluster_posts([*posts, bridge])
    assert state.operator_of("a0") != state.operator_of("b0")


def test_a_better_readers_selectors_stand_for_those_in_the_text():
    assert selectors("x +44 7700 900555 \ue000 +447700900123") == selectors("+44 7700 900123")


def test_a_handle_with_an_underscore_is_one():
    assert len(selectors("telegram @road_open12")) == 1


@pytest.mark.parametrize(
    "written",
    [
        "+44 7700 900123",
        "+٤٤ ٧٧٠٠ ٩٠٠١٢٣",
        "+۴۴ ۷۷۰۰ ۹۰۰۱۲۳",
        "+44-7700-900-123",
        "+44 🔥 7700 900123",
        "+44 now 7700 900123",
        "0044 7700 900123",
        "07700 900123",
        "https://wa.me/447700900123",
    ],
)
def test_a_phone_is_the_same_however_it_is_grouped(written: str):
    assert selectors(f"road open {written}") == selectors("whatsapp +447700900123")
    assert len(selectors(f"road open {written}")) == 1


def test_a_handle_is_the_same_after_an_at_sign_and_in_a_link():
    assert selectors("telegram @road_open12") == selectors("write https://t.me/road_open12")


@pytest.mark.parametrize("text", ["price 3000 euro", "2022 9 12", "40.000", "#fyp #uk"])
def test_prices_dates_and_tags_are_no_selectors(text: str):
    assert selectors(text) == set()


def test_posts_that_say_next_to_nothing_stay_alone():
    state = cluster_posts(PostText(str(at), "salam friends") for at in range(5))
    assert len(parts(state)) == 5


def test_the_same_text_again_is_the_same_operator():
    text = "every night good weather new boat pay after arrival telegram @road_open12"
    state = cluster_posts(PostText(str(at), text) for at in range(5))
    assert len(parts(state)) == 1


def test_nothing_to_cluster_is_no_clusters():
    state = cluster_posts([])
    assert len(state) == 0
    assert len(cluster_posts([PostText("1", "")], state)) == 1


def test_a_kept_state_is_read_back_whole_and_holds_no_text():
    posts, _ = adverts(operators=10, posts=6)
    state = cluster_posts(posts[:40])
    kept = state.to_bytes()
    again = ClusterState.from_bytes(kept)
    assert parts(cluster_posts(posts[40:], again)) == parts(cluster_posts(posts))
    assert b"arrival" not in kept
    assert b"Calais" not in kept


def test_a_post_that_is_taken_out_leaves_nothing_behind():
    posts, _ = adverts(operators=10, posts=6)
    left = cluster_posts(posts).without(post.id for post in posts[40:])
    assert left.ids == [post.id for post in posts[:40]]
    assert left.features.of.tolist() == cluster_posts(posts[:40]).features.of.tolist()
    assert parts(cluster_posts([], left)) == parts(cluster_posts(posts[:40]))


def test_a_number_whose_posts_are_gone_is_never_given_again():
    posts, _ = adverts(operators=10, posts=6)
    before = cluster_posts(posts)
    left = ClusterState.from_bytes(before.without(post.id for post in posts[30:]).to_bytes())
    others, _ = adverts(operators=10, posts=6, seed=9)
    new = cluster_posts((replace(post, id=f"new-{post.id}") for post in others), left)
    used = [{one.operator_of(post) for post in one.ids} for one in (before, left, new)]
    assert used[2] - used[1]
    assert not (used[2] - used[1]) & used[0]
    families = [{one.template_of(post) for post in one.ids} for one in (before, left, new)]
    assert not (families[2] - families[1]) & families[0]


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_text_at_all_is_clustered(texts: list[str]):
    state = cluster_posts(PostText(str(at), text) for at, text in enumerate(texts))
    assert sorted(post for part in parts(state) for post in part) == sorted(
        str(at) for at in range(len(texts))
    )
