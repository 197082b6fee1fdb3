"""The guard table says everything about a guard that a reader needs, in three languages."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from hawkari.engines.casework import State, load_table
from hawkari.engines.casework.readings import subject_readings

TABLE = load_table()
HARD = {
    *("asylum_claim", "appeal_window", "appeal_pending", "further_submissions", "jr_pending"),
    *("injunction", "rule39", "nrm_rg_pending", "nrm_recovery", "family_28d"),
    *("ifrp_not_consulted", "s55_not_assessed", "uac", "age_dispute", "pregnancy"),
    *("fitness_to_fly", "capacity", "rule35_open", "statelessness", "pending_application"),
    *("art3_documents", "art15c_area", "prosecution_or_witness"),
}
CONDITIONS = {"nationality_in_doubt", "no_travel_document", "not_accepted"}
LANGUAGES = ("en", "ar", "ckb")


def test_the_barriers_are_those_of_the_law_and_the_cases():
    kinds = {name: guard.barrier.kind for name, guard in TABLE.barriers.items()}
    assert {name for name, kind in kinds.items() if kind == "hard"} == HARD
    assert {name for name, kind in kinds.items() if kind == "condition"} == CONDITIONS


@pytest.mark.parametrize("guard", TABLE.guards.values(), ids=lambda guard: guard.name)
def test_a_guard_says_on_whose_authority_and_what_would_change_it(guard):
    assert guard.authority
    assert guard.status in {"seen", "unconfirmed"}
    # Nobody has signed a row; whoever signs one changes this test and says who.
    assert guard.verified_by == ""
    for day in (guard.effective_from, guard.effective_to):
        assert not day or date.fromisoformat(day)
    assert all(guard.title.get(language) for language in LANGUAGES)
    assert len(set(guard.title.values())) == len(LANGUAGES)
    codes = {("lifts_on", guard.lifts_on)}
    codes |= {("readings", reading) for reading in subject_readings(guard.subject)}
    if guard.barrier is not None:
        assert guard.barrier.lifts_with
        codes |= {("opens_on", guard.barrier.opens_on)}
        codes |= {("papers", paper.document) for paper in guard.barrier.lifts_with}
        codes |= {("deciders", by) for paper in guard.barrier.lifts_with for by in paper.by}
    for group, code in codes:
        words = [TABLE.words[group][code].get(language) for language in LANGUAGES]
        assert all(words), (group, code)


def test_a_guard_lists_only_readings_that_its_subject_has_and_refuses_some():
    for guard in TABLE.guards.values():
        words = set(subject_readings(guard.subject))
        for need in guard.needs:
            assert need.readings < words, guard.name
            assert need.before


def test_every_guard_is_looked_at_again_at_departure():
    for guard in TABLE.guards.values():
        assert any(State.DEPARTED in need.before for need in guard.needs), guard.name


def test_every_state_can_be_left_or_is_the_end_and_can_be_reached():
    reached = {State.INTAKE} | {step.to for step in TABLE.steps}
    left = {source for step in TABLE.steps for source in step.sources}
    assert reached == set(State)
    assert left == set(State) - {State.CLOSED}


def test_the_page_and_the_picture_of_the_table_are_what_the_table_says():
    script = Path(__file__).parents[3] / "tools" / "guards_page.py"
    run = subprocess.run([sys.executable, str(script), "--check"], check=False, timeout=600)
    assert run.returncode == 0, "run: .venv/bin/python tools/guards_page.py"
