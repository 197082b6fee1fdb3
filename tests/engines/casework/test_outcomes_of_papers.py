"""A paper in the person's favour lifts nothing, whatever came before it."""

import pytest

from hawkari.engines.casework import Event, EventKind, Route, fold, load_table, why_not
from hawkari.engines.casework.consequences import consequences
from hawkari.engines.casework.events import check_body
from tests.engines.casework.attacks.playing import (
    days,
    lifted,
    opened,
    refusing,
    said,
)
from tests.engines.casework.cases import NOW, history

TABLE = load_table()
ROWS = [
    (name, paper, by)
    for name, guard in TABLE.barriers.items()
    for paper in guard.barrier.lifts_with
    if paper.outcomes is not None
    for by in paper.by
]
IN_FAVOUR = {
    ("asylum_claim", "decision_notice", "granted"),
    ("appeal_pending", "determination", "allowed"),
    ("jr_pending", "determination", "quashed"),
    ("injunction", "order", "stays"),
    ("nrm_recovery", "conclusive_decision", "positive"),
    ("age_dispute", "age_assessment", "child"),
    ("fitness_to_fly", "clinical_statement", "unfit"),
    ("statelessness", "decision_notice", "granted"),
    ("pending_application", "decision_notice", "granted"),
    ("prosecution_or_witness", "written_release", "stays"),
}


def test_what_is_decided_in_a_persons_favour_is_known_to_the_table():
    keeps = {(name, paper.document, one) for name, paper, _ in ROWS for one in paper.outcomes.keeps}
    assert keeps >= IN_FAVOUR


def test_no_outcome_both_lifts_and_keeps_and_every_one_has_words():
    for _, paper, _ in ROWS:
        outcomes = paper.outcomes
        assert not set(outcomes.lifts) & set(outcomes.keeps)
        assert set(outcomes.grants) <= set(outcomes.keeps)
        for one in outcomes.all:
            assert set(TABLE.words["outcomes"][one]) == {"en", "ar", "ckb"}


def told(name: str, paper, by: str, outcome: str) -> list[Event]:
    events = opened(history(), name, at=NOW - days(9))
    return lifted(
        events, name, kind=paper.document, by=by, at=NOW - days(8), outcome=outcome
    )  # fmt: skip


@pytest.mark.parametrize(("name", "paper", "by"), ROWS, ids=lambda one: str(one)[:40])
def test_only_what_ends_a_barrier_ends_it(name, paper, by):
    for outcome in ("", "perhaps", *paper.outcomes.keeps):
        assert fold(told(name, paper, by, outcome)).barrier(name).status == "open", outcome
    for outcome in paper.outcomes.lifts:
        assert fold(told(name, paper, by, outcome)).barrier(name).status != "open", outcome


@pytest.mark.parametrize(("name", "kind", "outcome"), sorted(IN_FAVOUR))
def test_a_later_paper_in_the_persons_favour_opens_it_again_and_stops_the_case(name, kind, outcome):
    paper = next(one for two, one, _ in ROWS if (two, one.document) == (name, kind))
    events = told(name, paper, paper.by[0], paper.outcomes.lifts[0])
    opening = next(one.number for one in events if one.kind is EventKind.BARRIER_OPENED)
    events = lifted(
        events, name, kind=kind, by=paper.by[0], opening=opening, outcome=outcome, at=NOW
    )
    assert name in refusing(events)
    facts = fold(events)
    reason = next(one for one in why_not(TABLE, facts, NOW) if one.guard == name)
    assert reason.params["outcome"] == outcome
    assert "decided in the person's favour" in TABLE.title(reason, "en")
    kinds = [one.kind for one in consequences(TABLE, facts, events[-1])]
    assert kinds == [] or EventKind.MOVED in kinds
    taken_back = said(events, EventKind.CORRECTED, {"event": events[-1].number, "why": "wrong"})
    assert name in refusing(taken_back)


def test_who_was_granted_leave_is_not_to_be_returned_until_a_person_says_otherwise():
    paper = TABLE.paper("asylum_claim", "decision_notice", "home_office")
    events = told("asylum_claim", paper, "home_office", "granted")
    assert fold(events).pool == "leave"
    assert "not_to_be_returned" in refusing(events)
    number = events[-1].number
    assert fold(said(events, EventKind.CORRECTED, {"event": number, "why": "x"})).pool == "leave"
    assert fold(said(events, EventKind.DETAILS, {"pool": "none"})).pool == ""


def test_a_later_paper_may_end_what_an_earlier_one_kept():
    paper = TABLE.paper("fitness_to_fly", "clinical_statement", "clinician")
    events = told("fitness_to_fly", paper, "clinician", "unfit")
    events = lifted(events, "fitness_to_fly", kind="clinical_statement", by="clinician")
    assert fold(events).barrier("fitness_to_fly").status == "lifted"


def test_a_body_says_which_outcome_a_paper_cannot_have():
    body = {
        "barrier": "asylum_claim",
        "opening": 3,
        "document": "D1",
        "document_kind": "decision_notice",
        "dated": "2026-11-27",
        "decided_by": "home_office",
    }
    assert check_body(EventKind.BARRIER_LIFTED, body | {"outcome": "granted"}) == []
    assert check_body(EventKind.BARRIER_LIFTED, body | {"outcome": "fit"}) == [
        "outcome: is none of refused, withdrawn, granted"
    ]
    none = body | {"document_kind": "written_none", "outcome": "refused"}
    assert check_body(EventKind.BARRIER_LIFTED, none) == ["outcome: such a paper has none"]


def test_routes_of_the_examples_are_enforced():
    assert fold(history()).route is Route.ENFORCED
