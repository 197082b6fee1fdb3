"""A hold always wins: what it covers is not disposed of until someone lifts it."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.judgements import judge
from hawkari.evidence.models import Hold, LoadRun, Statement, Tombstone
from hawkari.evidence.retention import (
    DisposalRefused,
    DisposalRequest,
    HoldTerms,
    dispose,
    holds,
    lift_hold,
    place_hold,
)
from tests.evidence.factories import row

pytestmark = pytest.mark.contract
WHY = "the review found no need to keep it"
CASE = "needed by the court in case 12"


def terms(**what) -> HoldTerms:
    return HoldTerms(kind="court", reason=CASE, reference="12/2026", **what)


@pytest.mark.parametrize("what", ["source", "load", "entity", "statement"])
def test_a_hold_on_anything_stops_the_disposal_of_all_of_it(world, reviewer, what):
    world.person("nca", "nca:1", name="Rebwar Amin")
    number = visible_to(reviewer).get().pk
    held = {
        "source": "nca-persons",
        "load": LoadRun.objects.get().pk,
        "entity": "nca:1",
        "statement": number,
    }
    place_hold(reviewer, terms(**{what: held[what]}))
    for request in (
        DisposalRequest(reason=WHY, source="nca-persons"),
        DisposalRequest(reason=WHY, load=held["load"]),
        DisposalRequest(reason=WHY, entity="nca:1"),
        DisposalRequest(reason=WHY, statements=(number,)),
    ):
        with pytest.raises(DisposalRefused):
            dispose(reviewer, request)
    assert visible_to(reviewer).get().value == "Rebwar Amin"


def test_a_hold_on_a_part_keeps_that_part_and_the_rest_goes(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    world.person("nca", "nca:2", name="Shilan Karim")
    place_hold(reviewer, terms(entity="nca:1"))
    view = dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    assert (view.statements, view.held) == (1, 1)
    assert visible_to(reviewer).get().entity_id == "nca:1"
    assert LoadRun.objects.filter(file_name="nca:1.csv").exists()


def test_a_hold_on_a_person_covers_every_record_joined_and_what_refers_to_it(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    world.person("krg", "krg:1", name="ڕێبوار ئەمین")
    world.load("nca", [row("nca:call-1", "caller", "krg:1", schema="Call")], slot="calls.csv")
    judge(reviewer, "nca:1", "krg:1", "positive")
    place_hold(reviewer, terms(entity="nca:1"))
    for source in ("nca-persons", "krg-persons"):
        with pytest.raises(DisposalRefused):
            dispose(reviewer, DisposalRequest(reason=WHY, source=source))
    assert not Tombstone.objects.exists()


def test_a_lifted_hold_lets_go_and_keeps_its_reason(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    hold = place_hold(reviewer, terms(source="nca-persons"))
    with pytest.raises(BadInput, match="needs a reason"):
        lift_hold(reviewer, hold.pk, reason=" ")
    lift_hold(reviewer, hold.pk, reason="the case ended")
    assert dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons")).statements == 1
    [view] = holds(reviewer, lifted=True)
    assert (view.lift_reason, view.lifted_by) == ("the case ended", reviewer.user.username)
    assert holds(reviewer) == []
    with pytest.raises(BadInput):
        lift_hold(reviewer, hold.pk, reason="again")


def test_a_hold_is_reviewed_after_six_months_unless_another_day_is_given(world, reviewer):
    world.source("nca")
    assert place_hold(reviewer, terms(source="nca-persons")).review_due > reviewer.today
    with pytest.raises(BadInput, match="in the future"):
        place_hold(reviewer, terms(source="nca-persons", review_due=date(2020, 1, 1)))


@pytest.mark.parametrize(
    "wrong",
    [
        HoldTerms(kind="court", reason=CASE),
        HoldTerms(kind="court", reason=CASE, source="nca-persons", entity="nca:1"),
        HoldTerms(kind="whim", reason=CASE, source="nca-persons"),
        HoldTerms(kind="court", reason="", source="nca-persons"),
        HoldTerms(kind="court", reason=CASE, source="nobody"),
        HoldTerms(kind="court", reason=CASE, load=99999),
        HoldTerms(kind="court", reason=CASE, statement=99999),
    ],
)
def test_an_incomplete_hold_is_refused(world, reviewer, wrong):
    world.person("nca", "nca:1", name="Rebwar Amin")
    with pytest.raises(BadInput):
        place_hold(reviewer, wrong)
    assert not Hold.objects.exists()


def test_an_analyst_places_and_lifts_no_holds(world):
    world.person("nca", "nca:1", name="Rebwar Amin")
    with pytest.raises(AccessDenied):
        place_hold(world.access("nca"), terms(source="nca-persons"))
    with pytest.raises(AccessDenied):
        lift_hold(world.access("nca"), 1, reason="x")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["hold entity", "hold statement", "lift", "dispose entity", "dispose all"]),
        st.integers(1, 3),
    ),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_in_any_order_of_decisions_nothing_on_hold_is_disposed_of(world, reviewer, steps):
    from django.db import transaction

    with transaction.atomic():
        for number in (1, 2, 3):
            world.person("nca", f"nca:{number}", name=f"Person {number}")
        statements = dict(visible_to(reviewer).values_list("entity_id", "pk"))
        for step, number in steps:
            _take(reviewer, step, f"nca:{number}", statements[f"nca:{number}"])
            held = _held(statements)
            gone = set(Tombstone.objects.values_list("pk", flat=True))
            assert not held & (gone - _Taken.before)
            _Taken.before = gone
        transaction.set_rollback(True)
        _Taken.before = set()


class _Taken:
    """What was disposed of before the step that is looked at."""

    before: set[int] = set()


def _take(access, step: str, entity: str, statement: int) -> None:
    alive = Statement.objects.filter(pk=statement).exclude(value="").exists()
    match step:
        case "hold entity" if alive:
            place_hold(access, terms(entity=entity))
        case "hold statement" if alive:
            place_hold(access, terms(statement=statement))
        case "lift":
            for hold in Hold.objects.filter(lifted_at__isnull=True)[:1]:
                lift_hold(access, hold.pk, reason="done")
        case "dispose entity" if alive:
            _try(access, DisposalRequest(reason=WHY, entity=entity))
        case "dispose all":
            _try(access, DisposalRequest(reason=WHY, source="nca-persons"))
        case _:
            pass


def _try(access, request: DisposalRequest) -> None:
    with suppress(DisposalRefused):
        dispose(access, request)


def _held(statements: dict[str, int]) -> set[int]:
    from hawkari.evidence.identities import stated_ids

    active = Hold.objects.filter(lifted_at__isnull=True)
    held = {hold.statement for hold in active if hold.statement}
    for hold in active:
        if hold.entity:
            held |= {statements.get(one) for one in stated_ids([hold.entity]).values()} - {None}
    return held
