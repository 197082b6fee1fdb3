"""Attacks on how long things are kept: reviews, holds, disposals of others. Invented people."""

from dataclasses import replace
from datetime import date

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.grading.codes import Grade, HandlingCode
from hawkari.evidence.grading.regrading import regrade
from hawkari.evidence.markings import MarkingTerms
from hawkari.evidence.models import Source, Statement
from hawkari.evidence.retention import (
    DisposalRefused,
    DisposalRequest,
    HoldTerms,
    Subject,
    disposals,
    dispose,
    due,
    extend,
    holds,
    keep,
    lift_hold,
    place_hold,
    readmit,
    resume,
)
from tests.evidence.factories import World

pytestmark = pytest.mark.contract

OPEN = MarkingTerms(Grade.parse("1B"), HandlingCode.PERMITTED)
WHY = "needed for the trial"


def hidden_source(world: World) -> None:
    """A source of Asayish of which the NCA may know nothing; one of the NCA besides."""
    world.person("asayish", "asayish:1", how={"shared_with": [], "source": "mole-in-erbil"},
                 name="Dana Omar")  # fmt: skip
    world.person("nca", "nca:1", name="Sara Aziz")
    Source.objects.update(review_due=date(2026, 1, 1))


def test_a_hidden_source_is_not_in_a_partners_retention_queue(world, owner, partner):
    hidden_source(world)
    assert [one.id for one in due(owner, kind="source")] == ["mole-in-erbil", "nca-persons"]
    assert [one.id for one in due(partner, kind="source")] == ["nca-persons"]


@pytest.mark.parametrize("slug", ["mole-in-erbil", "no-such-source"])
def test_a_hidden_source_and_an_unknown_one_are_reviewed_held_and_disposed_of_alike(
    world, partner, slug
):
    hidden_source(world)
    about = f"there is no source '{slug}'"
    with pytest.raises(BadInput, match=about):
        keep(partner, Subject(source=slug), reason=WHY)
    with pytest.raises(BadInput, match=about):
        extend(partner, Subject(source=slug), until=date(2027, 1, 1), reason=WHY)
    with pytest.raises(BadInput, match=about):
        place_hold(partner, HoldTerms(kind="court", reason=WHY, source=slug))
    with pytest.raises(BadInput, match=about):
        dispose(partner, DisposalRequest(reason=WHY, source=slug))


def test_a_hidden_load_and_an_unknown_one_are_held_and_disposed_of_alike(world, partner):
    hidden_source(world)
    load = Source.objects.get(slug="mole-in-erbil").loads.get().pk
    for one in (load, 10**6):
        with pytest.raises(BadInput, match=f"there is no load {one} in this operation"):
            place_hold(partner, HoldTerms(kind="court", reason=WHY, load=one))
        with pytest.raises(BadInput, match=f"there is no load {one} in this operation"):
            dispose(partner, DisposalRequest(reason=WHY, load=one))


def test_who_may_not_see_all_of_a_source_does_not_decide_how_long_it_is_kept(world, partner):
    world.person("asayish", "asayish:1", name="Dana Omar")
    world.person("asayish", "asayish:2", how={"shared_with": []}, name="Hidden Man")
    for decide in (
        lambda: keep(partner, Subject(source="asayish-persons"), reason=WHY),
        lambda: extend(partner, Subject(source="asayish-persons"), until=date(2027, 1, 1),
                       reason=WHY),
    ):  # fmt: skip
        with pytest.raises(BadInput, match="you may not see all of it"):
            decide()
    assert Source.objects.get(slug="asayish-persons").review_due == date(2030, 1, 1)


def test_a_hold_on_what_is_hidden_is_not_told_and_not_lifted_by_a_partner(world, owner, partner):
    hidden_source(world)
    terms = HoldTerms(kind="court", reason="the trial of Dana Omar", source="mole-in-erbil")
    hold = place_hold(owner, terms)
    place_hold(owner, HoldTerms(kind="court", reason="Dana again", entity="asayish:1"))
    assert len(holds(owner)) == 2
    assert holds(partner) == []
    assert due(partner, within_days=3650, kind="hold") == []
    with pytest.raises(BadInput, match="there is no hold"):
        lift_hold(partner, hold.pk, reason=WHY)
    with pytest.raises(BadInput, match="there is no hold"):
        keep(partner, Subject(hold=hold.pk), reason=WHY)
    assert len(holds(owner)) == 2


def test_a_partner_does_not_lift_the_hold_of_another_agency(world, owner, partner):
    world.person("asayish", "asayish:1", name="Dana Omar")
    hold = place_hold(owner, HoldTerms(kind="court", reason=WHY, entity="asayish:1"))
    assert [one.id for one in holds(partner)] == [hold.pk]
    with pytest.raises(BadInput, match="asayish placed this hold"):
        lift_hold(partner, hold.pk, reason="it is in our way")
    assert [one.id for one in holds(partner)] == [hold.pk]
    lift_hold(owner, hold.pk, reason="the trial is over")


def test_a_disposal_of_what_was_hidden_is_neither_told_resumed_nor_readmitted(
    world, owner, partner
):
    hidden_source(world)
    made = dispose(owner, DisposalRequest(reason="Dana Omar was cleared", source="mole-in-erbil"))
    assert [one.id for one in disposals(owner)] == [made.id]
    assert disposals(partner) == []
    with pytest.raises(BadInput, match="there is no disposal"):
        resume(partner, made.id)
    with pytest.raises(BadInput, match="there is no disposal"):
        readmit(partner, made.id, reason=WHY)
    readmit(owner, made.id, reason=WHY)


def test_a_value_on_hold_stays_on_hold_when_it_is_graded_anew(world, partner):
    world.person("nca", "nca:1", name="Sara Aziz")
    held = visible_to(partner).get().pk
    place_hold(partner, HoldTerms(kind="court", reason=WHY, statement=held))
    made = regrade(partner, [held], OPEN, reason="so that it is another one")
    made |= regrade(partner, made.values(), replace(OPEN, tlp="GREEN"), reason="and another")
    for one in (*made, *made.values()):
        with pytest.raises(DisposalRefused):
            dispose(partner, DisposalRequest(reason="away", statements=(one,)))
    assert visible_to(partner).get().value == "Sara Aziz"


def test_a_disposed_value_stays_in_no_earlier_statement_of_it(world, partner):
    world.person("nca", "nca:1", name="Sara Aziz", alias="Sara")
    first = visible_to(partner).get(prop="name").pk
    made = regrade(partner, [first], OPEN, reason="better known")
    dispose(partner, DisposalRequest(reason="mistaken", statements=tuple(made.values())))
    assert not Statement.objects.filter(value="Sara Aziz").exists()
    assert visible_to(partner).get().value == "Sara"
