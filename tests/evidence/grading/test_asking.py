"""Asking whether values of the store may leave: what nobody has recorded denies."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.grading.asking import Asked, ask_release
from hawkari.evidence.grading.release_terms import Permissions, TransferBasis
from hawkari.evidence.models import Agency, AuditEntry, Role, Source
from tests.evidence.factories import World, row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

TO_IRAQ = TransferBasis(
    "75", "asayish", "instrument", onward_terms="ask us", instrument="treaty", osja_ref="O-1"
)


@pytest.fixture
def access(world: World):
    world.load("nca", [row("nca:1", "name", "Saman Kareem")])
    world.load("nca", [row("call-1", "caller", "nca:1", schema="Call")], slot="calls.csv")
    world.agency("fr-pn")
    world.agency("asayish")
    Agency.objects.filter(slug="fr-pn").update(country="GB")
    Agency.objects.filter(slug="asayish").update(country="IQ")
    return world.access("nca")


def causes(access, asked: Asked, prop: str = "name") -> list[str]:
    numbers = visible_to(access).filter(prop=prop).values_list("pk", flat=True)
    return [reason.cause for reason in ask_release(access, list(numbers), asked).reasons]


def test_an_unset_category_blocks_and_a_set_one_releases(access):
    assert causes(access, Asked("fr-pn")) == ["subject-unset"]
    assert causes(access, Asked("fr-pn"), "caller") == ["subject-unset"]
    set_category(access, "nca:1", "suspect", basis="assessment", reason="charged")
    assert causes(access, Asked("fr-pn")) == []
    assert causes(access, Asked("fr-pn"), "caller") == []
    entry = AuditEntry.records.last()
    assert (entry.outcome, entry.recipient, entry.detail["asked"]) == (
        "allowed", "fr-pn", "release",
    )  # fmt: skip


def test_a_recipient_abroad_needs_a_basis_of_its_own(access):
    set_category(access, "nca:1", "witness", basis="fact", reason="statement")
    assert causes(access, Asked("asayish")) == ["transfer-none"]
    whole = Asked("asayish", transfer=TO_IRAQ, is_relevant_authority=True)
    assert causes(access, whole) == []
    other = replace(whole, transfer=replace(TO_IRAQ, recipient_authority="federal"))
    assert causes(access, other) == ["transfer-authority"]


def test_a_partner_s_value_goes_on_only_where_the_originator_allows(world, access):
    partner = world.access("fr-pn")
    set_category(partner, "nca:1", "witness", basis="fact", reason="statement")
    assert causes(partner, Asked("asayish", transfer=TO_IRAQ, is_relevant_authority=True)) == [
        "onward"
    ]
    allowed = Permissions(onward=frozenset({"asayish"}))
    asked = Asked("asayish", transfer=TO_IRAQ, is_relevant_authority=True, permissions=allowed)
    assert causes(partner, asked) == []


def test_a_source_past_its_review_is_not_released(access):
    set_category(access, "nca:1", "witness", basis="fact", reason="statement")
    Source.objects.update(review_due=date(2020, 1, 1))
    assert causes(access, Asked("fr-pn")) == ["retention"]


def test_one_must_see_it_may_export_and_name_a_known_agency(world, access):
    with pytest.raises(BadInput, match="no agency"):
        causes(access, Asked("kgb"))
    for numbers in ([], [10**9]):
        with pytest.raises(BadInput):
            ask_release(access, numbers, Asked("fr-pn"))
    with pytest.raises(AccessDenied):
        ask_release(world.access("nca", Role.LIAISON), [1], Asked("fr-pn"))


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_each_reason_is_a_sentence_in_every_language(access, language):
    numbers = visible_to(access).filter(prop="name").values_list("pk", flat=True)
    decision = ask_release(access, list(numbers), Asked("asayish"))
    with translation.override(language):
        assert all(one.what and one.authority and one.change for one in decision.reasons)
