"""The posts of the sample: rival operators in shared words, and what is true of each."""

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from hawkari.engines.corridor import generate
from hawkari.engines.corridor.numbers import is_invented_number
from hawkari.engines.posts import read_selectors

FILES = ("telegram.json", "4cat-telegram.ndjson", "tiktok.json", "meta.csv", "table.csv")


def truth(folder: Path) -> list[dict[str, str]]:
    with (folder / "truth_posts.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def texts(folder: Path) -> dict[tuple[str, str, str], str]:
    """The text of each post by file, channel and number there."""
    found = {}
    telegram = json.loads((folder / "posts" / "telegram.json").read_text("utf-8"))
    for chat in telegram["chats"]["list"]:
        for one in chat["messages"]:
            parts = [one["text"]] if isinstance(one["text"], str) else one["text"]
            text = "".join(part if isinstance(part, str) else part["text"] for part in parts)
            found["posts/telegram.json", chat["name"], str(one["id"])] = text
            assert text == "".join(part["text"] for part in one["text_entities"])
    for line in (folder / "posts" / "4cat-telegram.ndjson").read_text("utf-8").splitlines():
        one = json.loads(line)
        found["posts/4cat-telegram.ndjson", one["chat"], one["id"]] = one["body"]
    videos = json.loads((folder / "posts" / "tiktok.json").read_text("utf-8"))["data"]["videos"]
    for one in videos:
        found["posts/tiktok.json", "", str(one["id"])] = one["video_description"]
    for name, channel in (("meta", "post_owner.name"), ("table", "channel")):
        with (folder / "posts" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            for one in csv.DictReader(stream):
                found[f"posts/{name}.csv", one[channel], one["id"]] = one["text"]
    return found


def text_of(row: dict[str, str], known: dict[tuple[str, str, str], str]) -> str:
    channel = "" if row["file"] == "posts/tiktok.json" else row["channel"]
    return known[row["file"], channel, row["ref"]]


def test_every_post_of_the_truth_stands_in_its_file(sample: Path):
    known = texts(sample)
    assert all(text_of(row, known) for row in truth(sample))
    assert {row["file"] for row in truth(sample)} == {f"posts/{name}" for name in FILES}


def test_rivals_share_words_and_a_recruiter_has_several_texts(sample: Path):
    people, words = defaultdict(set), defaultdict(set)
    for row in truth(sample):
        if row["kind"] == "advert":
            people[row["template"]].add(row["person"])
            words[row["person"]].add(row["template"])
    assert all(len(found) > 2 for found in people.values())
    assert max(map(len, words.values())) > 1
    assert len(words) >= 5


def test_adverts_claims_and_ordinary_posts_are_in_five_languages(sample: Path):
    kinds = Counter((row["kind"], row["language"]) for row in truth(sample))
    assert {kind for kind, _ in kinds} == {"advert", "claim", "ordinary"}
    for kind in ("advert", "claim", "ordinary"):
        assert {"ckb", "ar", "kmr", "fa", "en"} == {lang for one, lang in kinds if one == kind}


def test_every_number_is_one_that_nobody_can_have_and_that_the_corridor_holds(sample: Path):
    rows = [row for row in truth(sample) if row["kind"] == "advert"]
    assert all(is_invented_number(row["phone"]) for row in rows)
    recruiters = set()
    with (sample / "truth_people.tsv").open(encoding="utf-8", newline="") as stream:
        for person in csv.DictReader(stream, delimiter="\t"):
            if person["role"] == "recruiter":
                recruiters.add(person["person"])
    assert {row["person"] for row in rows} <= recruiters


def test_what_is_true_of_an_advert_is_read_from_it(sample: Path):
    known = texts(sample)
    for row in truth(sample):
        found = read_selectors(text_of(row, known), language=row["language"])
        if row["kind"] != "advert":
            assert found.phones == ()
            continue
        assert row["phone"] in [one.value for one in found.phones], row
        assert [f"{int(one.amount)} {one.currency}" for one in found.prices] == [
            f"{row['amount']} {row['currency']}"
        ]
        assert (row["origin"], row["destination"]) in [
            (one.origin, one.destination) for one in found.routes
        ]
        handles = {one.value.partition(":")[2] for one in found.handles}
        assert handles == {row["handle"]} - {""}


def test_each_chat_says_first_that_it_is_invented(sample: Path):
    body = json.loads((sample / "posts" / "telegram.json").read_text("utf-8"))
    for chat in body["chats"]["list"]:
        assert chat["messages"][0]["type"] == "service"
        assert "invented" in chat["messages"][1]["text"]


@pytest.mark.parametrize("people", [1, 40])
def test_a_very_small_sample_has_posts_too(tmp_path: Path, people: int):
    generate(people=people, seed=3, out=tmp_path)
    assert truth(tmp_path)


def test_the_same_seed_gives_the_same_posts_and_another_others(tmp_path: Path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        generate(people=60, seed=seed, out=tmp_path / name)
    first, again, other = (
        [(tmp_path / name / "posts" / file).read_bytes() for file in FILES] for name in "abc"
    )
    assert first == again
    assert first != other
