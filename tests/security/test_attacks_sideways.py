"""Attacks sideways: ids, refusals, queues and cursors tell what is hidden. Invented people."""

import pytest
from django.utils import timezone

from hawkari.evidence.access import visible_parts, visible_to
from hawkari.evidence.entities import get_entity
from hawkari.evidence.judgements import JudgementConflict, judge, live_events
from hawkari.evidence.models import Candidate, LinkRun, LoadPart
from hawkari.evidence.overview import sources_overview
from hawkari.evidence.reviewing.queue import candidates_behind, queue_counts
from hawkari.evidence.store import Refused
from tests.evidence.factories import World, row

pytestmark = pytest.mark.contract


@pytest.mark.parametrize("role", ["liaison", "caseworker"])
def test_refused_rows_tell_no_value_of_a_class_that_the_role_does_not_read(world, role):
    writer = world.begin("nca")
    refused = Refused("2", "phone", "'+44 7700 900 1O1' is no phone number", "Correct it.")
    writer.write_batch([row("nca:1", "name", "Sara Aziz")], rows=2, refused=[refused])
    writer.finish()
    [source] = sources_overview(world.access("nca", role))
    assert "7700" not in str(source)
    [load] = source.loads
    assert load.rows_refused == 1
    assert "7700" in str(sources_overview(world.access("nca")))


def test_an_id_made_of_a_number_is_not_told_to_a_role_that_reads_no_numbers(world):
    rows = [row("nca-persons:+447700900142", "name", "Sara Aziz")]
    world.load("nca", [*rows, row("nca-persons:+447700900142", "phone", "+447700900142")])
    analyst, liaison = world.access("nca"), world.access("nca", "liaison")
    known = get_entity(analyst, "nca-persons:+447700900142")
    assert "900142" in str(known.members)
    seen = get_entity(liaison, known.canonical_id)
    assert seen.caption == "Sara Aziz"
    assert "900142" not in str(seen)
    assert [one.entity_id for one in seen.values] == list(seen.members) == [known.canonical_id]


def proposed(world, left: str, right: str, *, parts: list[int], probability: float) -> Candidate:
    run = LinkRun.objects.create(
        operation=world.operation, started_at=timezone.now(), model_version="test", parts=parts
    )
    return Candidate.objects.create(
        run=run, left_id=left, right_id=right, weight=1.0, probability=probability, reasons=[]
    )


def test_a_decision_on_hidden_grounds_takes_no_pair_out_of_a_partners_queue(world, owner, partner):
    world.person("nca", "nca:1", name="Dana Omar")
    world.person("asayish", "asayish:1", name="Dana Omer")
    parts = list(LoadPart.objects.values_list("pk", flat=True))
    made = proposed(world, "asayish:1", "nca:1", parts=parts, probability=0.9)
    world.load("asayish", [row("asayish:1", "alias", "the hidden")], slot="x", shared_with=[])
    judge(owner, "asayish:1", "nca:1", "negative", reason="the hidden one is another man")
    assert [one.candidate for one in candidates_behind(partner, None, limit=20)] == [made.pk]
    assert queue_counts(partner).waiting == 1
    assert candidates_behind(owner, None, limit=20) == []
    judge(partner, "asayish:1", "nca:1", "positive", reason="the same name")
    assert candidates_behind(partner, None, limit=20) == []


def test_the_number_of_a_hidden_pair_is_no_measure_of_its_probability(world, owner, partner):
    for number in (1, 2):
        world.person("nca", f"nca:{number}", name="Sara Aziz")
    parts = list(LoadPart.objects.values_list("pk", flat=True))
    world.person("asayish", "asayish:1", how={"shared_with": []}, name="Dana Omar")
    world.person("asayish", "asayish:2", how={"shared_with": []}, name="Dana Omer")
    every = list(LoadPart.objects.values_list("pk", flat=True))
    hidden = proposed(world, "asayish:1", "asayish:2", parts=every, probability=0.4)
    shown = proposed(world, "nca:1", "nca:2", parts=parts, probability=0.9)
    assert [one.candidate for one in candidates_behind(partner, 10**6, limit=20)] == [shown.pk]
    assert [one.candidate for one in candidates_behind(partner, hidden.pk, limit=20)] == [shown.pk]
    assert candidates_behind(partner, shown.pk, limit=20) == []
    assert visible_to(owner).count() == 4


def test_reasons_tell_no_hidden_value_that_was_taken_back_before_the_decision(
    world, owner, partner
):
    world.person("nca", "nca:1", name="Dana Omar")
    world.person("asayish", "asayish:1", name="Dana Omer")
    secret = row("asayish:1", "alias", "the baker of Ranya")
    world.load("asayish", [secret], slot="x", shared_with=[])
    made = proposed(
        world, "asayish:1", "nca:1", parts=sorted(visible_parts(owner)), probability=0.9
    )
    made.reasons = [{"comparison": "name", "left": "the baker of Ranya", "right": "Dana Omar"}]
    made.save()
    world.load("asayish", [row("asayish:7", "alias", "Z")], slot="x", version="2", shared_with=[])
    judge(owner, "asayish:1", "nca:1", "positive", reason="the same scar")
    assert "baker" in str(live_events(owner, ["nca:1"]))
    assert "baker" not in str(live_events(partner, ["nca:1"]))


def test_words_typed_in_an_operation_stay_in_it_and_with_their_agency(world, owner, partner):
    world.person("asayish", "asayish:1", name="Dana Omar")
    world.person("asayish", "asayish:2", name="Dana Omer")
    other = World()
    theirs = other.access("asayish")
    judge(theirs, "asayish:1", "asayish:2", "positive", reason="our man in Zakho says so")
    [seen] = live_events(partner)
    assert (seen.judgement, seen.reason) == ("positive", "")
    assert "Zakho" in str(live_events(owner))
    with pytest.raises(JudgementConflict) as refused:
        judge(partner, "asayish:1", "asayish:2", "negative", reason="no")
    assert "Zakho" not in str(refused.value.against)
