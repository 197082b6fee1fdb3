"""Attacks on what others learn: nobody of the receiving side reads that somebody was protected."""

import json

import pytest

from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.services.departing import propose_departure
from hawkari.desks.returns.services.moving import move
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.engines.casework import State
from hawkari.evidence.audit.reading import in_scope
from tests.desks.returns.playing import Desk, screened

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
PROTECTED = ("asylum", "trafficking", "nrm_", "rule39", "appeal", "convert", "pregnan")


def log_as_read_by(access) -> str:
    """The audit log as an auditor of the operation reads it."""
    said = [
        [one.object_ids, one.detail, one.justification, one.outcome, one.recipient]
        for one in in_scope(access)
    ]
    return json.dumps(said, default=str, ensure_ascii=False)


def test_an_auditor_of_the_receiving_agency_does_not_read_why_a_person_was_protected(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer, route="enforced")
    screened(officer, case.reference)
    with pytest.raises(StepRefused):
        move(officer, case.reference, State.LIABLE)
    open_barrier(
        officer, case.reference, "asylum_claim", source="asylum claim: says he is a convert"
    )
    theirs = desk.officer("auditor", agency="krg-interior")
    read = log_as_read_by(theirs).lower()
    assert case.reference.lower() in read
    assert [one for one in PROTECTED if one in read] == []


def test_a_refused_proposal_does_not_tell_it_either(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.BOOKED, route="enforced")
    open_barrier(officer, case.reference, "nrm_recovery", source="competent authority's letter")
    with pytest.raises(StepRefused):
        propose_departure(officer, case.reference, why="seen")
    read = log_as_read_by(desk.officer("auditor", agency="krg-interior")).lower()
    assert [one for one in PROTECTED if one in read] == []
