"""Attacks with break-glass: what it opens beyond its words. Invented people."""

import pytest

from hawkari.evidence.access import open_access
from hawkari.evidence.break_glass import ask_break_glass
from hawkari.evidence.categories import set_category
from hawkari.evidence.entities import get_entity
from hawkari.evidence.models import Category, User

pytestmark = pytest.mark.contract


def test_a_victim_is_known_as_one_to_somebody_who_is_no_member(world, partner):
    world.person("nca", "nca:1", name="Sara Aziz")
    set_category(partner, "nca:1", Category.VICTIM, basis="fact")
    stranger = User.objects.create(username="rozhin", agency=partner.user.agency)
    ask_break_glass(stranger, world.operation.slug, reason="a child is at risk")
    seen = get_entity(open_access(stranger, world.operation.slug), "nca:1")
    assert seen.categories == {"victim"}
    assert seen.is_protected
