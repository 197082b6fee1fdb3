"""Attacks on markings: a partner loosens, or reads, what the originator guards. Invented people."""

from dataclasses import replace

import pytest

from hawkari.errors import AccessDenied
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.grading.codes import Grade, HandlingCode
from hawkari.evidence.grading.regrading import regrade, regradings_of, undo_regrading
from hawkari.evidence.markings import Condition, MarkingTerms
from hawkari.evidence.models import Regrading
from tests.evidence.factories import row

pytestmark = pytest.mark.contract

OPEN = MarkingTerms(Grade.parse("2D"), HandlingCode.PERMITTED)
FOR_NCA = replace(
    OPEN, handling=HandlingCode.CONDITIONS, condition=Condition("only the NCA", ("nca",))
)
FOR_NOBODY = replace(
    OPEN, handling=HandlingCode.CONDITIONS, condition=Condition("from a friend of Dana", ())
)


def number(access: Access, value: str) -> int:
    return visible_to(access).get(value=value).pk


def test_a_partner_does_not_undo_what_the_originator_tightened(world, owner, partner):
    world.person("asayish", "asayish:1", name="Dana Omar")
    regrade(owner, [number(owner, "Dana Omar")], FOR_NCA, reason="a source is in danger")
    french = world.access("fr-pn")
    assert not visible_to(french).exists()
    with pytest.raises(AccessDenied, match="only the originator may loosen"):
        undo_regrading(partner, Regrading.objects.get().pk, reason="mistaken")
    assert not visible_to(french).exists()
    undo_regrading(owner, Regrading.objects.get().pk, reason="no longer")
    assert visible_to(french).exists()


def test_a_partner_may_undo_what_they_tightened_themselves(world, owner, partner):
    world.person("asayish", "asayish:1", name="Dana Omar")
    regrade(partner, [number(partner, "Dana Omar")], FOR_NCA, reason="care")
    undo_regrading(partner, Regrading.objects.get().pk, reason="needless care")
    assert visible_to(owner).get().part.marking.handling == "P"


def test_the_words_of_an_earlier_condition_stay_with_whom_they_were_for(world, owner, partner):
    world.load("asayish", [replace(row("asayish:1", "name", "Dana Omar"), marking=FOR_NOBODY)])
    regrade(owner, [number(owner, "Dana Omar")], OPEN, reason="may be shared now")
    seen = number(partner, "Dana Omar")
    assert "friend of Dana" in str(regradings_of(owner, [seen]))
    shown = regradings_of(partner, [seen])
    assert list(shown) == [seen]
    assert "friend of Dana" not in str(shown)
