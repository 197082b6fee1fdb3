"""Runs that take long: told how they get on, stopped, gone on with, bounded in memory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.linkage import RulePlan, Teller, Watcher, link, weighing
from hawkari.engines.linkage.blocking import StopValue
from hawkari.engines.linkage.chunks import Chunks
from hawkari.engines.linkage.comparing import COMPARISONS
from hawkari.engines.linkage.distinct import distinct_rows
from hawkari.engines.linkage.weighing import weigh
from tests.engines.linkage.people import corridor, record

RECORDS, _ = corridor(60)


class Told(Watcher):
    """Keeps what it was told, and stops the run where it is asked to."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.said = []
        self._left = stop_after

    def __call__(self, step, number, of):
        self.said.append(step)

    def plan(self, plan):
        self.said.append("plan")

    def count(self, step, done, of):
        self.said.append((done, of))
        if self._left is not None:
            self._left -= 1
            if self._left == 0:
                raise KeyboardInterrupt


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(weighing, "_CHUNK", 40)


def counted(watcher):
    return [one for one in watcher.said if isinstance(one, tuple)]


def test_the_plan_is_told_before_any_pair_is_compared(small_chunks):
    told = Told()
    link(RECORDS, progress=told)
    assert told.said.index("block") < told.said.index("plan") < told.said.index("compare")


def test_pairs_are_counted_up_to_the_last(small_chunks):
    told = Told()
    link(RECORDS, progress=told)
    done = [count[0] for count in counted(told)]
    assert len(done) > 2
    assert done == sorted(done)
    assert counted(told)[-1][0] == counted(told)[-1][1]


def test_a_plain_function_is_told_the_steps_alone():
    told = []
    link(RECORDS[:4], progress=lambda *step: told.append(step))
    assert [step[0] for step in told] == list(weighing.STEPS)


def test_chunks_change_nothing(small_chunks, monkeypatch):
    in_chunks = link(RECORDS)
    monkeypatch.setattr(weighing, "_CHUNK", 10**6)
    assert link(RECORDS) == in_chunks


def test_a_stopped_run_goes_on_from_its_finished_chunks(small_chunks, tmp_path, monkeypatch):
    whole = weigh(RECORDS, engine="duckdb", watcher=Watcher())
    with pytest.raises(KeyboardInterrupt):
        weigh(RECORDS, engine="duckdb", watcher=Told(stop_after=2), chunks=Chunks(tmp_path / "c"))
    compared = []
    again = weighing.compare_pairs

    def watched(prepared, left, right, **kept):
        compared.append(len(left))
        return again(prepared, left, right, **kept)

    monkeypatch.setattr(weighing, "compare_pairs", watched)
    done = weigh(RECORDS, engine="duckdb", watcher=Watcher(), chunks=Chunks(tmp_path / "c"))
    assert sum(compared) == len(whole.candidates.left) - 2 * 40
    assert (done.scores[0] == whole.scores[0]).all()
    assert not (tmp_path / "c").exists()


def test_chunks_of_other_records_are_not_used(tmp_path):
    chunks = Chunks(tmp_path / "c").over(RECORDS)
    chunks.once("levels", lambda: (np.zeros(2),))
    others = Chunks(tmp_path / "c").over([*RECORDS, record("x-1", "Goran Qadir")])
    (levels,) = others.once("levels", lambda: (np.ones(2),))
    assert (levels == 1).all()


def test_a_half_written_chunk_is_not_taken_for_one(tmp_path):
    chunks = Chunks(tmp_path / "c").over(RECORDS)
    (tmp_path / "c" / "levels.half").write_bytes(b"PK")
    (levels,) = chunks.once("levels", lambda: (np.ones(2),))
    assert (levels == 1).all()


LEVELS = st.tuples(*(st.integers(-1, len(c.levels) - 1) for c in COMPARISONS))


@settings(deadline=None)
@given(st.lists(LEVELS, max_size=30))
def test_distinct_rows_give_the_matrix_again(rows):
    matrix = np.array(rows, np.int8).reshape(-1, len(COMPARISONS))
    distinct, places = distinct_rows(matrix)
    assert (distinct[places] == matrix).all()
    assert len(distinct) == len(set(rows))
    assert [tuple(row) for row in distinct.tolist()] == sorted(set(rows))


def test_a_pair_is_the_same_by_place_and_by_slice():
    pairs = link(RECORDS).pairs
    assert pairs[:3] == (pairs[0], pairs[1], pairs[2])
    assert pairs[-1] == list(pairs)[-1]
    assert [p.probability for p in pairs] == [score for _, _, score in pairs.scores()]
    with pytest.raises(IndexError):
        pairs[len(pairs)]


def test_a_teller_names_the_values_that_most_records_hold():
    said = []
    teller = Teller(said.append, lambda: 0.0)
    parts = [StopValue("part", key, held, key.upper()) for key, held in (("md", 1500), ("l", 900))]
    phones = [StopValue("phone", str(n), 40 - n) for n in range(5)]
    teller.stops(lambda: (*phones, *parts))
    assert said == [
        "  propose no pair alone, phones: 0 in 40 records, 1 in 39 records, 2 in 38 records, "
        "and others",
        "  propose no pair alone, parts of names: 'MD' (md) in 1,500 records, "
        "'L' (l) in 900 records",
    ]
    assert teller.stopped == (*phones, *parts)


def test_stop_values_are_counted_only_where_they_are_asked_for(monkeypatch):
    monkeypatch.setattr(weighing, "stop_values", lambda *_: pytest.fail("nobody asked"))
    weigh(RECORDS[:4], engine="duckdb", watcher=Watcher())


def test_a_teller_says_the_plan_the_rate_and_what_is_left():
    said = []
    seconds = iter([0.0, 10.0, 11.0, 14.0, 20.0])
    teller = Teller(said.append, lambda: next(seconds))
    teller("compare", 3, 7)
    teller.plan([RulePlan("same phone", 1200, 1000, 2, kept=900, cap=30)])
    teller.count("compare", 100, 1000)
    teller.count("compare", 200, 1000)
    teller.count("compare", 1000, 1000)
    assert said == [
        "3/7 compare",
        "  same phone: 1,200 pairs, 1,000 that no rule before has, 900 of them to compare; "
        "2 values of more than 30 records left out",
        "  to compare: 900 pairs",
        "  compare: 200 of 1,000 pairs, 50 a second, 16 s left",
        "  compare: 1,000 of 1,000 pairs, 100 a second",
    ]
