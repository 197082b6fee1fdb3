"""Attacks on what leaves: exports to a person, and the corrections that follow. Invented people."""

from typing import Any

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.disclosures import (
    after_load,
    mark_notice,
    outbox,
    outbox_counts,
    record_disclosure,
)
from hawkari.evidence.models import Category, Medium
from hawkari.evidence.subject_access import (
    approve,
    draft,
    export_data,
    export_of,
    exports,
    mark,
    release,
    submit,
)
from tests.evidence.factories import World, row

pytestmark = pytest.mark.contract


def test_the_exports_that_an_agency_prepares_are_its_own(world, owner, partner):
    world.person("asayish", "asayish:1", how={"shared_with": []}, name="Dana Omar")
    made = draft(owner, "asayish:1", requester="Dana Omar of 4 Fictive Street")
    rows = [one.id for one in export_of(owner, made.pk).rows]
    assert exports(partner) == []
    with pytest.raises(BadInput, match="there is no export"):
        export_of(partner, made.pk)
    with pytest.raises(BadInput, match="there is no export"):
        mark(partner, made.pk, rows, decision="release", reason="let it out")
    assert len(exports(owner)) == 1


def test_the_corrections_that_an_agency_owes_are_its_own(world, owner, partner):
    world.load("asayish", [row("asayish:1", "name", "Dana"), row("asayish:1", "alias", "D")],
               shared_with=[])  # fmt: skip
    numbers = visible_to(owner).values_list("pk", flat=True)
    record_disclosure(owner, numbers, recipient="a friendly service", medium=Medium.BRIEF)
    after_load(world.load("asayish", [row("asayish:1", "name", "Dana")], version="2",
                          shared_with=[]))  # fmt: skip
    set_category(owner, "asayish:1", Category.VICTIM, basis="fact")
    theirs = outbox(owner)
    assert theirs
    assert outbox(partner) == []
    assert outbox_counts(partner).due == 0
    with pytest.raises(BadInput, match="there is no notice"):
        mark_notice(partner, theirs[0].id, "not_needed", note="never mind")
    assert outbox(owner) == theirs


def test_a_released_export_tells_nothing_of_what_was_redacted(world, partner):
    world.person("nca", "nca:1", name="Rebwar Amin", alias="the baker of Ranya")
    numbers = dict(visible_to(partner).values_list("prop", "pk"))
    for recipient, props in {"Asayish": ["name"], "a secret service": ["name", "alias"]}.items():
        told = [numbers[one] for one in props]
        record_disclosure(partner, told, recipient=recipient, medium=Medium.BRIEF)
    told = [numbers["alias"]]
    record_disclosure(partner, told, recipient="a friend of the baker", medium=Medium.BRIEF)
    released = _released(world, partner, withheld="alias")
    assert released["person"] == "Rebwar Amin"
    assert [(one["recipient"], one["statements"]) for one in released["received"]] == [
        ("Asayish", 1), ("a secret service", 1),
    ]  # fmt: skip
    assert "baker" not in str(released)


def test_a_redacted_name_is_not_the_title_of_the_released_export(world, partner):
    world.person("nca", "nca:1", name="the baker of Ranya", phone="+447700900001")
    released = _released(world, partner, withheld="name")
    assert [one["value"] for one in released["released"]] == ["+447700900001"]
    assert "baker" not in str(released)


def _released(world: World, access: Access, *, withheld: str) -> dict[str, Any]:
    set_category(access, "nca:1", Category.WITNESS, basis="fact")
    made = draft(access, "nca:1", requester="Rebwar Amin")
    rows = {one.value.prop: one.id for one in export_of(access, made.pk).rows}
    mark(access, made.pk, [rows.pop(withheld)], decision="redact",
         exemption="third-party", reason="names somebody else")  # fmt: skip
    mark(access, made.pk, rows.values(), decision="release")
    submit(access, made.pk)
    approve(world.access("nca", "reviewer"), made.pk)
    return export_data(release(access, made.pk), made=access.today)


def test_whom_another_agency_told_of_a_shared_value_is_not_learned_by_drafting(
    world, owner, partner
):
    world.person("asayish", "asayish:1", name="Dana Omar")
    numbers = list(visible_to(owner).values_list("pk", flat=True))
    record_disclosure(owner, numbers, recipient="a secret service", medium=Medium.BRIEF)
    record_disclosure(partner, numbers, recipient="Border Force", medium=Medium.BRIEF)
    seen = export_of(partner, draft(partner, "asayish:1", requester="Dana Omar").pk)
    assert [one.recipient for one in seen.received] == ["Border Force"]
