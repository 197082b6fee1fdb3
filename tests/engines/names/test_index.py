"""The index: what brute force finds, kept on disk, grown and shrunk without building again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.names import Gallery, blocking_keys, compare
from hawkari.engines.names import index as index_module
from hawkari.engines.names.index import NameIndex
from hawkari.errors import BadInput

PARTS = ["Karwan", "Sherko", "Azad", "Hama", "Salih", "Muhammad", "Abdul Karim", "al-Zubaydi",
         "Aya", "Reza", "کاروان", "شێرکۆ", "ئازاد", "حەمەساڵح", "الزبيدي", "عبد الكريم", "محمد",
         "رضا", "Ali", "علي", "Brayim", "ابراهيم"]  # fmt: skip
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join)
ENTRIES = st.lists(NAMES, max_size=12).map(
    lambda names: [(name, f"p{place}") for place, name in enumerate(names)]
)


def brute(entries: list[tuple[str, str]], query: str) -> dict[str, float]:
    return {person: compare(query, name).weight for name, person in entries}


@given(ENTRIES, NAMES)
def test_whoever_shares_a_key_is_found_with_the_score_of_a_comparison(
    entries: list[tuple[str, str]], query: str
):
    wanted = set(blocking_keys(query))
    weights = brute(entries, query)
    found = {hit.person_id: hit.weight for hit in NameIndex(entries).search(query, top=100)}
    assert all(found[person] == weights[person] for person in found)
    sharing = {person for name, person in entries if wanted & set(blocking_keys(name))}
    assert sharing <= set(found)


@given(ENTRIES, NAMES)
def test_hits_stand_in_the_order_of_brute_force(entries: list[tuple[str, str]], query: str):
    hits = NameIndex(entries).search(query, top=100)
    weights = [hit.weight for hit in hits]
    assert weights == sorted(weights, reverse=True)


@given(ENTRIES, ENTRIES, st.sets(st.integers(0, 11)), NAMES)
def test_adding_and_removing_ends_where_building_anew_does(
    first: list[tuple[str, str]], more: list[tuple[str, str]], gone: set[int], query: str
):
    more = [(name, person + "-more") for name, person in more]
    grown = NameIndex(first)
    grown.add(more)
    grown.remove(f"p{place}" for place in gone)
    kept = [e for e in (*first, *more) if e[1] not in {f"p{place}" for place in gone}]
    anew = NameIndex(kept)
    assert len(grown) == len(anew) == len(kept)
    assert grown.search(query, top=100) == anew.search(query, top=100)
    grown.compact()
    assert grown.search(query, top=100) == anew.search(query, top=100)


@settings(max_examples=10)
@given(ENTRIES, st.lists(NAMES, max_size=4))
def test_a_batch_finds_what_one_by_one_finds(entries: list[tuple[str, str]], queries: list[str]):
    held = Gallery(entries)
    assert held.search_many(queries) == [held.search(query) for query in queries]


def test_an_index_on_disk_finds_the_same_and_grows(tmp_path: Path):
    entries = [(f"{one} {other}", f"{one}{other}") for one in PARTS for other in PARTS]
    held = Gallery(entries)
    held.save(tmp_path / "index")
    mapped = Gallery.open(tmp_path / "index")
    query = "Karwan Muhammad"
    assert mapped.search(query) == held.search(query)
    mapped.add([("Rebwar Chalak", "new")])
    mapped.remove(["KarwanMuhammad"])
    mapped.save(tmp_path / "index")
    again = Gallery.open(tmp_path / "index")
    assert len(again) == len(entries)
    assert again.search("ڕێبوار چالاک")[0].person_id == "new"
    assert "KarwanMuhammad" not in {hit.person_id for hit in again.search(query, 100)}
    again.compact()
    again.save(tmp_path / "index")
    assert len(list((tmp_path / "index").glob("segment-*/"))) == 1
    assert Gallery.open(tmp_path / "index").search(query) == again.search(query)


def test_an_empty_index_can_be_kept(tmp_path: Path):
    Gallery().save(tmp_path / "index")
    assert len(Gallery.open(tmp_path / "index")) == 0
    Gallery([("Azad", "1")]).save(tmp_path / "index")
    assert Gallery.open(tmp_path / "index").search("ئازاد")[0].person_id == "1"


def test_small_additions_are_put_together():
    held = NameIndex()
    for number in range(40):
        held.add([(f"Karwan Number{'abcdefghij'[number % 10]}", str(number))])
    assert len(held) == 40
    assert len(held.segments()) < 6


def test_a_folder_that_is_no_index_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="no index"):
        Gallery.open(tmp_path)
    (tmp_path / "letter.txt").write_text("kept")
    with pytest.raises(BadInput, match="something else"):
        Gallery([("Azad", "1")]).save(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "kept"


def test_an_index_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Gallery([("Azad", "1")]).save(tmp_path / "index")
    newer = index_module._VERSIONS | {"keys": 99}
    monkeypatch.setattr(index_module, "_VERSIONS", newer)
    with pytest.raises(BadInput, match="another version"):
        Gallery.open(tmp_path / "index")


def test_any_text_can_be_a_name_and_an_id(tmp_path: Path):
    Gallery([("Azad \ud800", "id,\n")]).save(tmp_path / "index")
    assert Gallery.open(tmp_path / "index").search("Azad")[0].person_id == "id,\n"
