"""Attacks with files: a partner loads in another agency's name. Invented people."""

from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.loading.files import Terms, load_file
from hawkari.evidence.models import LoadRun, Retraction
from tests.evidence.loaders.cases import LAYOUT

pytestmark = pytest.mark.contract

TERMS = Terms(agency="asayish", source="asayish-persons", mapping=dict(LAYOUT.data), country="IQ")


def test_nobody_replaces_a_partners_file_of_which_something_is_hidden(world, owner, tmp_path: Path):
    world.person("asayish", "asayish:1", how={"slot": "p.csv", "shared_with": []}, name="Dana Omar")
    path = tmp_path / "p.csv"
    path.write_text("Ref,Full name,Born,Phone\n7,Ali,,\n", encoding="utf-8")
    with pytest.raises(BadInput, match="replaces another agency's file"):
        load_file(path, TERMS, access=world.access("nca"))
    assert (LoadRun.objects.count(), Retraction.objects.exists()) == (1, False)
    assert visible_to(owner).get().value == "Dana Omar"
    load_file(path, TERMS, access=world.access("asayish"))
    assert set(visible_to(owner).values_list("value", flat=True)) == {"Ali"}


def test_a_partners_file_that_one_sees_whole_may_be_replaced_by_its_newer_one(
    world, tmp_path: Path
):
    world.person("asayish", "asayish:1", how={"slot": "p.csv"}, name="Dana Omar")
    path = tmp_path / "p.csv"
    path.write_text("Ref,Full name,Born,Phone\n7,Ali,,\n", encoding="utf-8")
    analyst = world.access("nca")
    load_file(path, TERMS, access=analyst)
    assert set(visible_to(analyst).values_list("value", flat=True)) == {"Ali"}
