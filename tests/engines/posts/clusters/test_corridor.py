"""Operators among the posts of the sample corridor, as the desk reads them."""

from pathlib import Path

import pytest

from hawkari.engines.corridor import generate
from hawkari.engines.posts import PostText, cluster_posts, read_selectors
from tests.engines.corridor.test_posts import text_of, texts, truth
from tests.engines.posts.clusters.making import agreement


@pytest.mark.full
def test_recruiters_of_the_corridor_are_told_apart_and_each_is_one_operator(tmp_path: Path):
    generate(people=600, seed=2, out=tmp_path)
    known = texts(tmp_path)
    adverts = {
        str(number): row for number, row in enumerate(truth(tmp_path)) if row["kind"] == "advert"
    }
    posts = [PostText(name, text, named(text)) for name, text in told(adverts, known)]
    state = cluster_posts(posts)
    people = {name: row["person"] for name, row in adverts.items()}
    said = {name: str(state.operator_of(name)) for name in adverts}
    precision, recall = agreement(people, said)
    assert precision >= 0.97
    assert recall >= 0.9


def told(adverts, known):
    return [(name, text_of(row, known)) for name, row in adverts.items()]


def named(text: str) -> tuple[str, ...]:
    found = read_selectors(text)
    handles = {"@" + one.value.partition(":")[2] for one in found.handles}
    return tuple(sorted({one.value for one in found.phones} | handles))
