"""Flow counts every step once, and a case that still waits is not left out."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.casework.flows import (
    Step,
    Trace,
    directly_follows,
    throughput,
    to_xes,
    waiting_by_stage,
)

START = datetime(2026, 1, 10, tzinfo=UTC)


def trace(case: str, *steps: tuple[str, float]) -> Trace:
    return Trace(case, tuple(Step(stage, START + timedelta(days=day)) for stage, day in steps))


CASES = [
    trace("R-1", ("screening", 0), ("documenting", 10), ("booked", 30), ("documenting", 33)),
    trace("R-2", ("screening", 0), ("documenting", 20)),
    trace("R-3", ("screening", 5)),
]
traces = st.lists(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=6).map(
        lambda stages: trace("x", *((stage, number) for number, stage in enumerate(stages)))
    ),
    max_size=12,
)


def test_arcs_say_how_often_and_after_how_many_days():
    found = {(arc.source, arc.target): (arc.count, arc.days) for arc in directly_follows(CASES)}
    assert found == {
        ("screening", "documenting"): (2, 15.0),
        ("documenting", "booked"): (1, 20.0),
        ("booked", "documenting"): (1, 3.0),
    }


def test_a_stage_counts_who_left_and_who_is_there_and_the_longest_wait():
    found = {one.stage: one for one in waiting_by_stage(CASES, START + timedelta(days=40))}
    assert (found["screening"].left, found["screening"].now) == (2, 1)
    assert found["screening"].oldest == 35.0
    assert (found["documenting"].left, found["documenting"].now) == (1, 2)
    assert found["booked"].oldest is None


def test_those_who_still_wait_make_a_stage_slower_and_not_faster():
    done = [trace(f"d{n}", ("documenting", 0), ("booked", n)) for n in range(1, 6)]
    stuck = [trace(f"s{n}", ("documenting", 0)) for n in range(10)]
    now = START + timedelta(days=400)
    without = waiting_by_stage(done, now)[0]
    found = waiting_by_stage([*done, *stuck], now)[0]
    assert without.median == 3.0
    assert found.median is None, "fewer than half have left after 400 days"
    assert found.oldest == 400.0


def test_a_percentile_is_kaplan_and_meiers():
    # Of four, one left after 2 days, one was still there at 3, one left after 4, one after 6.
    cases = [
        trace("a", ("x", 0), ("y", 2)),
        trace("b", ("x", 3)),
        trace("c", ("x", 0), ("y", 4)),
        trace("d", ("x", 0), ("y", 6)),
    ]
    found = waiting_by_stage(cases, START + timedelta(days=6), final=["y"])[0]
    # Left by day 2: 1/4; by day 4: 1 - 3/4 * 1/2 = 5/8; by day 6: all.
    assert (found.median, found.eighty) == (4.0, 6.0)


def test_a_case_that_went_out_of_sight_neither_left_nor_waits():
    seen = [trace(f"d{n}", ("x", 0), ("y", n)) for n in (2, 4)]
    lost = Trace("lost", (Step("x", START),), lost=START + timedelta(days=3))
    found = waiting_by_stage([*seen, lost], START + timedelta(days=900), final=["y"])[0]
    assert (found.left, found.now, found.oldest) == (2, 0, None)
    # One of three left by day 2; the one who stayed in sight left by day 4.
    assert (found.median, found.eighty) == (4.0, 4.0)


def test_throughput_lists_months_without_anything():
    found = throughput(CASES, ["documenting"], (date(2025, 12, 3), date(2026, 3, 1)))
    assert [(one.first, one.entered["documenting"]) for one in found] == [
        (date(2025, 12, 1), 0),
        (date(2026, 1, 1), 2),
        (date(2026, 2, 1), 1),
        (date(2026, 3, 1), 0),
    ]


@settings(max_examples=60, deadline=None)
@given(cases=traces)
def test_no_step_is_lost_between_the_map_the_table_and_the_log(cases):
    steps = sum(len(case.steps) for case in cases)
    now = START + timedelta(days=60)
    assert sum(arc.count for arc in directly_follows(cases)) == steps - len(cases)
    assert sum(one.left + one.now for one in waiting_by_stage(cases, now)) == steps
    log = ET.fromstring(to_xes(cases))
    assert sum(1 for node in log.iter() if node.tag.endswith("}event")) == steps


def test_the_event_log_reads_as_xes_with_names_and_times():
    space = {"x": "http://www.xes-standard.org/"}
    log = ET.fromstring(to_xes([trace("R-2026 <&>", ("screening", 0.5))]))
    assert log.find("x:trace/x:string", space).attrib == {
        "key": "concept:name", "value": "R-2026 <&>",
    }  # fmt: skip
    event = log.find("x:trace/x:event", space)
    assert event.find("x:string", space).attrib["value"] == "screening"
    assert event.find("x:date", space).attrib["value"] == "2026-01-10T12:00:00.000+00:00"
