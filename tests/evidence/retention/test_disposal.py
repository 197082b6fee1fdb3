"""Disposal erases values and their traces, leaves tombstones, and can be resumed."""

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.categories import set_category
from hawkari.evidence.entities import EntityNotFound, get_entity, search
from hawkari.evidence.harm import harms_of, mark_harm
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.judgements import judge, live_events, rebuild_clusters
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.loading.source_mappings import (
    KeptMapping,
    keep_mapping,
    kept_mappings,
    newest_version,
)
from hawkari.evidence.models import (
    AuditEntry,
    Candidate,
    Category,
    ClusterMember,
    Disposal,
    HarmMark,
    JudgementEvent,
    LoadRun,
    RefusedRow,
    RetentionReview,
    SearchKey,
    Statement,
    SubjectCategory,
    Tombstone,
)
from hawkari.evidence.retention import DisposalRequest, disposals, dispose, resume
from hawkari.evidence.rows import Refused
from tests.evidence.factories import row
from tests.evidence.undoing import undo_last

pytestmark = pytest.mark.contract
WHY = "the review found no need to keep it"


def two_people(world):
    world.person("nca", "nca:1", name="Rebwar Amin", phone="+447700900001")
    world.person("nca", "nca:2", name="Shilan Karim", phone="+447700900002")


def test_an_entitys_values_are_in_no_view_afterwards(world, reviewer):
    two_people(world)
    dispose(reviewer, DisposalRequest(reason=WHY, entity="nca:1"))
    assert set(visible_to(reviewer).values_list("entity_id", flat=True)) == {"nca:2"}
    assert search(reviewer, "Rebwar Amin") == []
    assert search(reviewer, "+447700900001") == []
    with pytest.raises(EntityNotFound):
        get_entity(reviewer, "nca:1")


def test_a_tombstone_stays_with_number_rule_and_officer_and_no_value(world, reviewer):
    two_people(world)
    numbers = sorted(visible_to(reviewer).filter(entity_id="nca:1").values_list("pk", flat=True))
    view = dispose(reviewer, DisposalRequest(reason=WHY, entity="nca:1"))
    assert view.statements == len(numbers) == 2
    assert (view.entities, view.requested_by) == (1, reviewer.user.get_username())
    assert view.rule == "own-unset 1"
    assert sorted(Tombstone.objects.values_list("pk", flat=True)) == numbers
    rows = Statement.objects.filter(pk__in=numbers)
    assert {
        (one.key, one.value, one.original_value, one.lang, one.row, one.seen) for one in rows
    } == {("", "", "", "", "", "")}


def test_search_keys_and_candidates_go_with_the_values(world, reviewer):
    two_people(world)
    world.person("nca", "nca:3", name="Rebwar Ameen", phone="+447700900001")
    resolve(world.access("nca"))
    dispose(reviewer, DisposalRequest(reason=WHY, entity="nca:1"))
    gone = Tombstone.objects.values("statement")
    assert not SearchKey.objects.filter(statement__in=gone).exists()
    assert not Candidate.objects.filter(left_id__contains="disposed").exists()
    assert not Candidate.objects.filter(left_id="nca:1").exists()


def test_the_erasure_is_audited_with_numbers_and_without_values(world, reviewer):
    two_people(world)
    view = dispose(reviewer, DisposalRequest(reason=WHY, entity="nca:1"))
    entries = AuditEntry.records.filter(act=Act.ERASE)
    assert sum(entries.values_list("count", flat=True)) == view.statements
    assert all("Rebwar" not in str(entry.object_ids) + str(entry.detail) for entry in entries)
    assert audit.verify().ok


def test_a_judgement_keeps_its_effect_and_loses_values_and_words(world, reviewer):
    two_people(world)
    world.person("nca", "nca:3", name="Rebwar Ameen")
    judge(reviewer, "nca:1", "nca:3", "positive", reason="both are Rebwar Amin")
    JudgementEvent.objects.update(
        reasons=[{"comparison": "name", "level": "same", "weight": 9.1, "left": "Rebwar Amin",
                  "right": "Rebwar Ameen"}]
    )  # fmt: skip
    [phone] = visible_to(reviewer).filter(entity_id="nca:1", prop="phone")
    dispose(reviewer, DisposalRequest(reason=WHY, statements=(phone.pk,)))
    event = JudgementEvent.objects.get()
    assert event.reason == "[disposed]"
    assert event.reasons == [
        {"comparison": "name", "level": "same", "weight": 9.1, "left": "[disposed]",
         "right": "[disposed]"}
    ]  # fmt: skip
    assert len(clusters_of(reviewer, ["nca:1"]).members) == 1
    assert undo_last(reviewer) is not None
    assert len(clusters_of(reviewer, ["nca:1", "nca:3"]).members) == 2


def test_clusters_rebuild_alike_after_a_record_is_gone(world, reviewer):
    two_people(world)
    world.person("nca", "nca:3", name="Rebwar Ameen")
    judge(reviewer, "nca:1", "nca:3", "positive")
    judge(reviewer, "nca:1", "nca:2", "negative")
    dispose(reviewer, DisposalRequest(reason=WHY, statements=_numbers(reviewer, "nca:1")))
    before = dict(ClusterMember.objects.values_list("entity_id", "canonical"))
    assert not any(entity_id == "nca:1" for entity_id in before)
    rebuild_clusters()
    assert dict(ClusterMember.objects.values_list("entity_id", "canonical")) == before
    assert all(event.left < event.right for event in live_events(reviewer))
    assert undo_last(reviewer) is not None


def _numbers(access, entity_id):
    rows = visible_to(access).filter(entity_id=entity_id)
    return tuple(rows.values_list("pk", flat=True))


def test_a_record_with_nothing_left_goes_by_a_random_id_everywhere(world, reviewer):
    world.person("nca", "nca:+447700900001", phone="+447700900001")
    dispose(reviewer, DisposalRequest(reason=WHY, entity="nca:+447700900001"))
    assert not Statement.objects.filter(entity_id__contains="900001").exists()
    assert Statement.objects.filter(entity_id__startswith="nca:disposed-").count() == 1


def test_a_victim_stays_protected_when_one_record_goes(world, reviewer):
    world.person("nca", "nca:1", name="Shilan Karim")
    world.person("nca", "nca:2", name="Shilan Kareem")
    judge(reviewer, "nca:1", "nca:2", "positive")
    set_category(reviewer, "nca:1", Category.VICTIM, basis="assessment", reason="said so")
    dispose(reviewer, DisposalRequest(reason=WHY, statements=_numbers(reviewer, "nca:1")))
    assert get_entity(reviewer, "nca:2").is_protected
    assert SubjectCategory.objects.get().reason == "[disposed]"


def test_a_merge_still_takes_two_people_when_the_marked_record_goes(world, reviewer):
    for name in ("1", "2", "3"):
        world.person("nca", f"nca:{name}", name=f"Shilan {name}")
    judge(reviewer, "nca:1", "nca:2", "positive")
    mark_harm(reviewer, "nca:1", reason="her brother hunts her", desk="returns")
    dispose(reviewer, DisposalRequest(reason=WHY, statements=_numbers(reviewer, "nca:1")))
    assert set(harms_of(reviewer)) == {"nca:2"}
    assert judge(reviewer, "nca:2", "nca:3", "positive").judgement == "proposed"
    mark = HarmMark.objects.get()
    assert (mark.desk, mark.reason) == ("returns", "[disposed]")


def test_everybody_whom_the_record_held_together_stays_protected(world, reviewer):
    for name in ("1", "2", "3"):
        world.person("nca", f"nca:{name}", name=f"Shilan {name}")
    judge(reviewer, "nca:1", "nca:2", "positive")
    judge(reviewer, "nca:1", "nca:3", "positive")
    mark_harm(reviewer, "nca:1", reason="her brother hunts her")
    set_category(reviewer, "nca:1", Category.VICTIM, basis="assessment")
    dispose(reviewer, DisposalRequest(reason=WHY, statements=_numbers(reviewer, "nca:1")))
    harms = harms_of(reviewer)
    assert set(harms) == {"nca:2", "nca:3"}
    assert all(harm.marks and harm.categories == {"victim"} for harm in harms.values())


def test_a_mark_on_somebody_of_whom_nothing_is_left_goes_by_the_new_id(world, reviewer):
    two_people(world)
    mark_harm(reviewer, "nca:1", reason="her brother hunts her")
    dispose(reviewer, DisposalRequest(reason=WHY, statements=_numbers(reviewer, "nca:1")))
    (entity_id,) = harms_of(reviewer)
    assert entity_id.startswith("nca:disposed-")


def test_a_whole_source_goes_with_its_old_versions_refused_rows_and_file_name(world, reviewer):
    writer = world.begin("nca", slot="Rebwar Amin.csv")
    writer.write_batch(
        [row("nca:1", "name", "Rebwar Amin", row="2")],
        rows=2,
        refused=[Refused("3", "born", "'Rebwar' is no date", "Correct it.")],
    )
    writer.finish()
    world.load("nca", [row("nca:1", "name", "R Amin")], slot="Rebwar Amin.csv", version="2")
    view = dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    assert (view.statements, view.entities) == (2, 1)
    assert not RefusedRow.objects.exists()
    names = LoadRun.objects.values_list("file_name", "slot", "sha256")
    assert all(file == slot == f"disposed-{pk}" and not sha for pk, (file, slot, sha) in
               zip(LoadRun.objects.values_list("pk", flat=True), names, strict=True))  # fmt: skip
    assert not any("Rebwar" in one.reason for one in _retractions())


def _retractions():
    from hawkari.evidence.models import Retraction

    return Retraction.objects.all()


def test_a_file_called_after_a_person_is_renamed_when_that_name_goes(world, reviewer):
    rows = [row("nca:1", "name", "Rebwar Amin", row="2"), row("nca:2", "name", "X Y", row="3")]
    world.load("nca", rows, slot="rebwar_AMIN 2026.csv")
    dispose(reviewer, DisposalRequest(reason=WHY, entity="nca:2"))
    assert LoadRun.objects.get().file_name == "rebwar_AMIN 2026.csv"
    dispose(reviewer, DisposalRequest(reason=WHY, entity="nca:1"))
    assert LoadRun.objects.get().file_name.startswith("disposed-")


def test_numbers_of_a_mapping_go_on_after_its_file_was_disposed_of(world, reviewer):
    slot = "rebwar_AMIN.csv"
    world.load("nca", [row("nca:1", "name", "Rebwar Amin")], slot=slot)
    source = LoadRun.objects.get().source

    def keep(column: str) -> int:
        return keep_mapping(source, KeptMapping(slot, {"name": column}), reviewer).version

    assert [keep("a"), keep("b")] == [1, 2]
    dispose(reviewer, DisposalRequest(reason=WHY, entity="nca:1"))
    source.refresh_from_db()
    assert "rebwar" not in str(source.mapping).lower()
    assert (kept_mappings(source.slug, slot), newest_version(source, slot)) == ([], 0)
    assert [keep("c"), keep("d")] == [3, 4]


def test_a_load_goes_alone(world, reviewer):
    world.person("nca", "nca:1", name="Rebwar Amin")
    world.person("nca", "nca:2", name="Shilan Karim")
    load = LoadRun.objects.get(slot="nca:1.csv")
    dispose(reviewer, DisposalRequest(reason=WHY, load=load.pk))
    assert set(visible_to(reviewer).values_list("entity_id", flat=True)) == {"nca:2"}


def test_the_decision_is_kept_as_a_review(world, reviewer):
    two_people(world)
    dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    review = RetentionReview.objects.get()
    assert (review.decision, review.reason) == ("dispose", WHY)
    assert (review.rule, review.rule_version) == ("own-source", 1)


def test_an_interrupted_disposal_goes_on_and_erases_each_statement_once(
    world, reviewer, monkeypatch
):
    world.load("nca", [row(f"nca:{n}", "name", f"Person {n}", row=str(n)) for n in range(5)])
    monkeypatch.setattr("hawkari.evidence.retention.disposal.BATCH", 2)
    stop = _Stop(after=2)
    with pytest.raises(KeyboardInterrupt):
        dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"), progress=stop)
    [unfinished] = disposals(reviewer)
    assert (unfinished.state, unfinished.statements) == ("erasing", 4)
    assert visible_to(reviewer).count() == 1
    view = dispose(reviewer, DisposalRequest(reason=WHY, source="nca-persons"))
    assert (view.id, view.statements) == (unfinished.id, 5)
    assert Disposal.objects.count() == 1


def test_an_entitys_disposal_can_be_resumed_by_its_number(world, reviewer, monkeypatch):
    names = [row("nca:1", "alias", f"Rebwar {n}", row=str(n)) for n in range(3)]
    world.load("nca", names)
    canonical = get_entity(reviewer, "nca:1").canonical_id
    monkeypatch.setattr("hawkari.evidence.retention.disposal.BATCH", 3)
    with pytest.raises(KeyboardInterrupt):
        dispose(reviewer, DisposalRequest(reason=WHY, entity=canonical), progress=_Stop(after=1))
    [unfinished] = disposals(reviewer)
    assert resume(reviewer, unfinished.id).state != "erasing"
    assert dispose(reviewer, DisposalRequest(reason=WHY, entity=canonical)).id == unfinished.id


class _Stop:
    """Interrupts a disposal after some batches."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, what: str, done: int, total: int) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt


def test_an_analyst_may_not_dispose(world):
    two_people(world)
    with pytest.raises(AccessDenied):
        dispose(world.access("nca"), DisposalRequest(reason=WHY, entity="nca:1"))


def test_nobody_disposes_of_what_they_may_not_see(world):
    world.person("krg", "krg:1", name="Rebwar Amin", how={"shared_with": []})
    reviewer = world.access("nca", "reviewer")
    with pytest.raises(BadInput, match="there is no source"):
        dispose(reviewer, DisposalRequest(reason=WHY, source="krg-persons"))
    with pytest.raises(EntityNotFound):
        dispose(reviewer, DisposalRequest(reason=WHY, entity="krg:1"))
    number = Statement.objects.get().pk
    with pytest.raises(BadInput, match="that you may see"):
        dispose(reviewer, DisposalRequest(reason=WHY, statements=(number,)))
    world.person("krg", "krg:2", name="Shilan Karim")
    with pytest.raises(BadInput, match="may not see all of it"):
        dispose(reviewer, DisposalRequest(reason=WHY, source="krg-persons"))


@pytest.mark.parametrize(
    "request_",
    [
        DisposalRequest(reason=""),
        DisposalRequest(reason=WHY),
        DisposalRequest(reason=" ", source="nca-persons"),
        DisposalRequest(reason=WHY, source="nca-persons", entity="nca:1"),
        DisposalRequest(reason=WHY, source="nobody"),
        DisposalRequest(reason=WHY, load=999999),
        DisposalRequest(reason=WHY, source="nca-persons", rule="own-unset"),
    ],
)
def test_an_incomplete_request_changes_nothing(world, reviewer, request_):
    two_people(world)
    with pytest.raises(BadInput):
        dispose(reviewer, request_)
    assert not Disposal.objects.exists()
    assert visible_to(reviewer).count() == 4


def test_values_that_go_while_records_are_compared_are_not_kept_by_the_run(
    world, reviewer, monkeypatch
):
    from hawkari.evidence.linking import resolution

    two_people(world)
    link = resolution.linkage.link

    def slow(*what, **how):
        dispose(reviewer, DisposalRequest(reason=WHY, entity="nca:1"))
        return link(*what, **how)

    monkeypatch.setattr(resolution.linkage, "link", slow)
    with pytest.raises(resolution.ErasedMeanwhile):
        resolve(world.access("nca"))
    assert not Candidate.objects.exists()
