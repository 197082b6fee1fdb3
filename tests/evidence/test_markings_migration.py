"""An installation from before markings keeps what everybody may see."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from hawkari.evidence.access import visible_to
from hawkari.evidence.models import LoadPart, SearchKey, Statement
from tests.evidence.factories import World
from tests.evidence.migrating import evidence_alone, walk_to

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def older() -> Iterator[None]:
    with evidence_alone():
        yield


@pytest.mark.usefixtures("older")
def test_each_old_load_becomes_one_part_under_its_own_number():
    get = walk_to("0002_search_key_beginnings")
    agency = get("Agency").objects.create(slug="nca", name="NCA")
    source = get("Source").objects.create(
        agency=agency, slug="uk", name="UK", review_due=date(2030, 1, 1)
    )
    condition = get("HandlingCondition").objects.create(source=source, text="Ask")
    for number, (grade, handling) in enumerate([("1B", "P"), ("2D", "C"), ("1B", "P")]):
        load = get("LoadRun").objects.create(
            source=source, slot=f"{number}.csv", file_name="x", sha256=str(number), size=1,
            layout="x", grade=grade, handling=handling, state="complete", started_at=NOW,
            condition=condition if handling == "C" else None,
        )  # fmt: skip
        get("Statement").objects.create(
            key=str(number), source=source, load=load, entity_id="uk:1", schema="Person",
            prop="name", prop_type="name", value=f"Saman {number}", row="1", recorded_at=NOW,
            source_evaluation=grade[0], intelligence_assessment=grade[1], handling=handling,
        )  # fmt: skip
    walk_to()
    assert all(part.pk == part.load_id for part in LoadPart.objects.all())
    kept = Statement.objects.order_by("pk").select_related("part__marking")
    assert [(one.part.marking.grade, one.part.marking.handling) for one in kept] == [
        ("1B", "P"), ("2D", "C"), ("1B", "P"),
    ]  # fmt: skip
    assert SearchKey.objects.filter(key__startswith="n").exists(), "names get the keys of today"
    world = World()
    world.agency("nca")
    assert visible_to(world.access("nca")).count() == 3
    assert visible_to(world.access("fr-pn")).count() == 2
