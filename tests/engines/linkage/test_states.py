"""Link states: few segments however often they grew, saved whole, read no more than is needed."""

import shutil
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from math import log2
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.linkage import (
    folders,
    increment,
    link_and_keep,
    link_increment,
    load_state,
    save_state,
    stores,
)
from hawkari.engines.linkage.blocking import KeyIndex
from hawkari.engines.linkage.hashed import Counts
from hawkari.engines.linkage.merging import merged, settled
from tests.engines.linkage.people import corridor, record

RECORDS, _ = corridor(40, town=20)
IDS = sorted(one.id for one in RECORDS)


@pytest.fixture(scope="module")
def empty():
    """A state without records that has the model of all of them."""
    _, whole = link_and_keep(RECORDS)
    _, nothing = link_and_keep([])
    return replace(nothing, model=whole.model)


def grown(state, ids):
    return link_increment(state, [one for one in RECORDS if one.id in set(ids)])


def plain(value):
    """A segment as lists, without its name."""
    if hasattr(value, "arrays"):
        return {name: array.tolist() for name, array in value.arrays().items()}
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name != "name"}
    return [part.tolist() for part in value] if isinstance(value, tuple) else value.tolist()


@settings(max_examples=5)
@given(cuts=st.lists(st.integers(0, 60), min_size=2, max_size=4).map(sorted), end=st.just(60))
def test_segments_put_together_change_nothing(empty, cuts, end):
    lots = [IDS[begin:stop] for begin, stop in zip([0, *cuts], [*cuts, end], strict=True)]
    ours = apart = empty
    for lot in lots:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(increment, "settled", tuple)
            expected, apart = grown(apart, lot)
        found, ours = grown(ours, lot)
        assert found == expected
    assert len(ours.segments) <= len(apart.segments)
    assert plain(merged(ours.segments)) == plain(merged(apart.segments))
    assert ours.all_clusters() == apart.all_clusters()
    assert ours.records(range(len(ours))) == apart.records(range(len(apart)))
    assert ours.rows(IDS) == apart.rows(IDS)


class Sized:
    """Stands for a segment of so many records."""

    taken = ()

    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size


def changed(value):
    """An array that says something else in the same form."""
    return value + np.ones(1, value.dtype)


def variants(segment):
    """The segment with one of its arrays changed, for each that is not empty."""
    for field in fields(segment):
        value = getattr(segment, field.name)
        if isinstance(value, np.ndarray) and value.size:
            yield replace(segment, **{field.name: changed(value)})
        elif isinstance(value, Counts):
            yield replace(segment, **{field.name: value._replace(counts=changed(value.counts))})
        elif isinstance(value, KeyIndex):
            yield replace(segment, keys=replace(value, keys=changed(value.keys)))
            yield replace(segment, keys=replace(value, bounds=changed(value.bounds)))


def test_a_segment_goes_by_all_that_it_holds_and_by_what_made_it(empty, monkeypatch):
    _, state = grown(empty, IDS[:20])
    segment = state.segments[0]
    others = list(variants(segment))
    names = {stores.named(one).name for one in others}
    for name in ("FORM", "MODEL_VERSION", "KEY_VERSION"):
        with monkeypatch.context() as patch:
            patch.setattr(stores, name, "another")
            names.add(stores.named(segment).name)
    assert stores.named(segment).name == segment.name
    assert segment.name not in names
    assert len(names) == len(others) + 3


def test_another_threshold_leaves_nothing_stale_in_the_folder(tmp_path):
    linkage, _ = link_and_keep(RECORDS)
    few, many = (linkage.pairs[len(linkage.pairs) // part].probability for part in (3, 2))
    _, strict = link_and_keep(RECORDS, join_at=few)
    _, loose = link_and_keep(RECORDS, join_at=many)
    save_state(strict, tmp_path)
    save_state(loose, tmp_path)
    found = load_state(tmp_path)
    assert plain(found.segments[0]) == plain(loose.segments[0])
    assert plain(found.segments[0]) != plain(strict.segments[0])


@pytest.mark.parametrize("how", ["gone", "shorter", "of another form", "other bytes"])
def test_what_is_damaged_is_written_anew_with_the_next_whole_run(empty, tmp_path, how):
    _, state = grown(empty, IDS[:20])
    save_state(state, tmp_path)
    path = next(tmp_path.glob("segment-*/joined.npy"))
    whole = path.read_bytes()
    damage = {
        "gone": path.unlink,
        "shorter": lambda: path.write_bytes(whole[:-8]),
        "of another form": lambda: np.save(path, np.zeros(3)),
        "other bytes": lambda: path.write_bytes(whole[:-1] + b"!"),
    }
    damage[how]()
    save_state(state, tmp_path)
    assert path.read_bytes() == whole
    assert plain(load_state(tmp_path).segments[0]) == plain(state.segments[0])


@given(st.lists(st.integers(0, 2000), max_size=60))
def test_there_are_few_segments_and_each_is_twice_the_next(sizes):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "hawkari.engines.linkage.merging.merged", lambda some: Sized(sum(map(len, some)))
        )
        kept = ()
        for size in sizes:
            kept = settled((*kept, Sized(size)))
    assert sum(map(len, kept)) == sum(sizes)
    assert all(len(one) >= 2 * len(other) for one, other in pairwise(kept))
    assert len(kept) <= 1 + log2(max(sum(sizes), 1))


def test_additions_of_nothing_leave_no_segments(empty):
    _, state = grown(empty, IDS[:4])
    for _ in range(3):
        _, state = link_increment(state, [])
    assert len(state.segments) == 1


class Killed(BaseException):
    """The process ended here."""


class Killer:
    """Ends the work at its so-manieth change of a folder; what was being written is half there."""

    def __init__(self, patch, after):
        self.left = after
        for name in ("rename", "replace", "unlink", "mkdir"):
            patch.setattr(Path, name, self.stopping(getattr(Path, name)))
        patch.setattr(folders, "rmtree", self.stopping(folders.rmtree))
        patch.setattr(Path, "write_text", self.torn(Path.write_text, Path.write_bytes))
        patch.setattr(folders.np, "save", self.torn(np.save, half))

    def over(self):
        self.left -= 1
        return self.left < 0

    def stopping(self, done):
        def change(*args, **named):
            if self.over():
                raise Killed
            return done(*args, **named)

        return change

    def torn(self, whole, part):
        def write(path, *args, **named):
            if self.over():
                part(path, b"half")
                raise Killed
            return whole(path, *args, **named)

        return write


def half(path, part):
    with path.open("wb") as stream:
        stream.write(part)


def test_a_kill_while_segments_are_put_together_leaves_the_old_state_or_the_new(empty, tmp_path):
    _, old = grown(empty, IDS[:20])
    save_state(old, tmp_path / "old")
    _, new = grown(load_state(tmp_path / "old"), IDS[20:40])
    assert len(new.segments) == 1  # the two were put together
    clusters = {frozenset(state.all_clusters().items()): state for state in (old, new)}
    seen, after, finished = [], 0, False
    while not finished:
        folder = tmp_path / "killed"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "old", folder)
        with pytest.MonkeyPatch.context() as patch:
            Killer(patch, after)
            try:
                save_state(new, folder)
                finished = True
            except Killed:
                after += 1
        found = load_state(folder)
        seen.append(clusters[frozenset(found.all_clusters().items())])
        assert plain(merged(found.segments)) == plain(merged(seen[-1].segments))
        save_state(new, folder)
        assert sorted(path.name for path in folder.glob("segment-*")) == [new.segments[0].name]
        assert not list(folder.rglob("*.half*"))
    assert seen[0] is old
    assert seen[-1] is new
    assert after > len(fields(new.segments[0]))


def test_who_reads_while_segments_are_put_together_finds_the_new_state(
    empty, tmp_path, monkeypatch
):
    _, old = grown(empty, IDS[:20])
    save_state(old, tmp_path)
    _, new = grown(load_state(tmp_path), IDS[20:40])
    read = folders._segment

    def overtaken(folder):
        monkeypatch.setattr(folders, "_segment", read)
        save_state(new, tmp_path)
        return read(folder)

    monkeypatch.setattr(folders, "_segment", overtaken)
    assert load_state(tmp_path).all_clusters() == new.all_clusters()


class Watched(np.ndarray):
    """An array that counts how many of its elements are read; parts of it count when read."""

    read = 0

    def __getitem__(self, key):
        found = super().__getitem__(key)
        if isinstance(key, slice):
            return found
        Watched.read += np.size(found)
        return np.asarray(found)

    def __array_ufunc__(self, ufunc, method, *given, **named):
        return getattr(ufunc, method)(*map(self.whole, given), **named)

    def __array_function__(self, function, types, given, named):
        if function is np.searchsorted:
            Watched.read += np.size(given[1])
            return function(np.asarray(given[0]), *given[1:], **named)
        return function(*map(self.whole, given), **named)

    @staticmethod
    def whole(value):
        if isinstance(value, list | tuple):
            return [Watched.whole(one) for one in value]
        if isinstance(value, Watched):
            Watched.read += value.size
            return np.asarray(value)
        return value


def watched(value):
    if isinstance(value, np.ndarray):
        return value.view(Watched)
    if isinstance(value, tuple):
        parts = map(watched, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if is_dataclass(value):
        return replace(value, **{f.name: watched(getattr(value, f.name)) for f in fields(value)})
    return value


def stranger(number):
    """A record that shares nothing with those of the corridor."""
    letters = "".join("bdrx"[number // 4**place % 4] + "a" for place in range(9))
    return record(f"zz-{number:05}", f"Sfk{letters}", birthDate=str(1700 + number % 90))


def test_an_addition_reads_no_more_of_a_larger_state(empty, monkeypatch):
    opened = []
    read_record = stores.record_of
    monkeypatch.setattr(stores, "record_of", lambda text: opened.append(text) or read_record(text))
    counts, sizes = [], []
    for strangers in (200, 2000):
        known = [one for one in RECORDS if one.id in IDS[:40]]
        _, state = link_increment(empty, [*known, *map(stranger, range(strangers))])
        state = replace(state, segments=tuple(map(watched, state.segments)))
        opened.clear()
        Watched.read = 0
        grown(state, IDS[40:44])
        counts.append((len(opened), Watched.read))
        sizes.append(sum(part.size for part in state.segments[0].keys.arrays().values()))
    assert sizes[1] > 5 * sizes[0]
    assert counts[0][0] > 0
    assert counts[0][1] > 1000
    assert counts[1][0] <= 1.1 * counts[0][0]
    assert counts[1][1] <= 1.1 * counts[0][1]
