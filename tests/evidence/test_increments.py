"""What is new is linked against what is there, and comes out as a whole run would have it."""

import pytest
from django.conf import settings

from hawkari.engines.linkage import Apart
from hawkari.evidence.entities import get_entity
from hawkari.evidence.explaining import GroundKind, why_not
from hawkari.evidence.judgements import JudgementKind, judge, live_events
from hawkari.evidence.linking import states
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.linking.states import forget_states, is_broken, kept_state
from hawkari.evidence.models import Candidate, JudgementEvent, LinkRun
from hawkari.evidence.retention.cleaning import clean
from tests.evidence.linking import candidates, clusters, person, thirty_people

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.fixture
def access(world, monkeypatch, settings, tmp_path):
    thirty_people(world, monkeypatch, settings, tmp_path)
    return world.access("nca")


def newcomer(world, how: str = "krg:1") -> None:
    person(world, how, "بەرزان ئەحمەد", 0, "krg")


def test_a_new_record_is_all_that_is_compared_and_joins_what_is_there(world, access):
    first = resolve(access)
    newcomer(world)
    second = resolve(access)
    assert (first.compared, second.compared, second.records) == (30, 1, 31)
    assert set(get_entity(access, "krg:1").members) == {"krg:1", "nca:00"}
    assert second.entities == first.entities
    assert second.newly_joined == 1
    run = LinkRun.objects.get(pk=second.run)
    assert (run.base_id, len(run.parts)) == (first.run, 31)
    assert set(Candidate.objects.values_list("run", flat=True)) <= {second.run}


def test_what_comes_in_one_by_one_ends_in_the_clusters_of_everything_at_once(world, access):
    resolve(access)
    newcomer(world)
    resolve(access)
    person(world, "iq:1", "سامان حسن", 6, "iq")
    third = resolve(access)
    assert third.compared == 1
    one_by_one = clusters()
    resolve(access, whole=True)
    assert clusters() == one_by_one
    assert one_by_one["krg:1"] == one_by_one["nca:00"]
    assert one_by_one["iq:1"] == one_by_one["nca:11"]


def test_a_whole_run_is_there_for_the_asking(world, access):
    resolve(access)
    newcomer(world)
    assert resolve(access, whole=True).compared == 31


def test_a_run_whose_pairs_were_dropped_is_nothing_to_go_on_from(world, access):
    resolve(access)
    newcomer(world)
    LinkRun.objects.update(superseded=True)
    assert resolve(access).compared == 31


def test_nothing_new_and_another_threshold_are_whole_runs(world, access):
    resolve(access)
    assert resolve(access).compared == 30
    newcomer(world)
    assert resolve(access, join_at=0.99).compared == 31


def test_a_record_that_says_something_else_now_is_all_that_is_compared(world, access):
    newcomer(world)
    first = resolve(access)
    assert set(get_entity(access, "krg:1").members) == {"krg:1", "nca:00"}
    world.person("nca", "nca:00", how={"version": "2"}, name="Somebody Else")
    second = resolve(access)
    assert (second.compared, second.records) == (1, 31)
    assert (second.withdrawn_by_rule, second.entities) == (1, first.entities + 1)
    assert get_entity(access, "krg:1").members == ("krg:1",)
    assert not any({"krg:1", "nca:00"} <= set(pair) for pair in candidates())
    person(world, "nca:00", "Barzan Ahmed", 0, how={"version": "3"})
    third = resolve(access)
    assert (third.compared, third.newly_joined, third.entities) == (1, 1, first.entities)
    assert set(get_entity(access, "krg:1").members) == {"krg:1", "nca:00"}


def test_a_record_of_which_nothing_is_left_is_taken_out_and_may_come_back(world, access):
    newcomer(world)
    first = resolve(access)
    world.load("krg", [], slot="krg:1.csv", version="2")
    second = resolve(access)
    assert (second.compared, second.records, second.withdrawn_by_rule) == (0, 30, 1)
    assert second.entities == first.entities == 30
    assert get_entity(access, "nca:00").members == ("nca:00",)
    assert not any("krg:1" in pair for pair in candidates())
    person(world, "krg:1", "بەرزان ئەحمەد", 0, "krg", how={"version": "3"})
    third = resolve(access)
    assert (third.compared, third.records, third.entities) == (1, 31, 30)
    assert set(get_entity(access, "krg:1").members) == {"krg:1", "nca:00"}


def test_a_join_by_people_is_doubted_when_one_of_the_two_says_something_else(world, access):
    newcomer(world)
    resolve(access)
    judge(access, "krg:1", "nca:00", JudgementKind.POSITIVE)
    born = {"birthDate": "1931-01-05", "how": {"version": "2"}}
    world.person("nca", "nca:00", name="Barzan Ahmed", gender="male", **born)
    report = resolve(access)
    # For its date of birth, and because the model no longer finds the pair.
    assert (report.compared, report.doubtful) == (1, 2)
    assert resolve(access, whole=True).doubtful == 0, "both had been raised"


def test_what_the_access_may_see_no_more_makes_a_whole_run(world, access):
    newcomer(world)
    resolve(access)
    world.operation.agencies.remove(world.agency("krg"))
    person(world, "nca:new", "Aras Karim", 29)
    world.operation.agencies.remove(world.agency("krg"))
    assert resolve(access).compared == 31


def test_people_s_decisions_hold_in_a_run_over_what_is_new(world, access):
    resolve(access)
    newcomer(world)
    judge(access, "krg:1", "nca:00", JudgementKind.NEGATIVE)
    assert resolve(access).compared == 1
    assert get_entity(access, "krg:1").members == ("krg:1",)
    assert [one.judgement for one in live_events(access)] == ["negative"]


def test_joins_among_older_records_stay_as_they_are(world, access):
    newcomer(world)
    resolve(access)
    before = list(JudgementEvent.objects.values_list("pk", flat=True))
    person(world, "iq:1", "سامان حسن", 6, "iq")
    resolve(access)
    assert list(JudgementEvent.objects.values_list("pk", flat=True))[: len(before)] == before
    assert not JudgementEvent.objects.filter(judgement="withdrawn").exists()


def test_somebody_who_sees_less_goes_on_from_no_state_of_somebody_who_sees_more(world, access):
    world.person("krg", "krg:secret", how={"shared_with": []}, name="Barzan Ahmed")
    insider = world.access("krg")
    resolve(insider)
    newcomer(world)
    assert resolve(access).compared == 31
    assert not Candidate.objects.filter(left_id="krg:secret", run__parts=[]).exists()


def test_a_disposal_takes_every_state_away(access):
    run = LinkRun.objects.get(pk=resolve(access).run)
    assert kept_state(run) is not None
    clean()
    assert kept_state(run) is None
    assert not (settings.HOME / "link-states").exists()
    forget_states()


def test_a_state_that_cannot_be_taken_away_keeps_the_disposal_open(access):
    (settings.HOME / "link-states").write_text("no folder")
    with pytest.raises(NotADirectoryError):
        forget_states()
    assert "link-states could not be deleted" in clean()


def test_a_damaged_state_is_told_of_and_made_anew(world, access):
    run = LinkRun.objects.get(pk=resolve(access).run)
    assert not is_broken(run)
    next((settings.HOME / "link-states").rglob("weights.npy")).unlink()
    assert kept_state(run) is None
    assert is_broken(run)
    newcomer(world)
    report = resolve(access)
    assert (report.compared, report.was_broken) == (31, True)
    person(world, "iq:1", "سامان حسن", 6, "iq")
    report = resolve(access)
    assert (report.compared, report.was_broken) == (1, False)


def test_a_state_that_another_run_puts_there_meanwhile_is_not_taken_for_ours(
    world, access, monkeypatch
):
    run = LinkRun.objects.get(pk=resolve(access).run)
    newcomer(world)
    load = states.load_state

    def overtaken(folder):
        monkeypatch.setattr(states, "load_state", load)
        resolve(access)
        return load(folder)

    monkeypatch.setattr(states, "load_state", overtaken)
    assert kept_state(run) is None
    assert kept_state(LinkRun.objects.latest("pk")) is not None


def test_why_a_pair_is_no_candidate_is_told_from_the_state(access):
    resolve(access)
    ground = why_not(access, "nca:00", "nca:53").grounds[0]
    assert ground.kind is GroundKind.NOT_PROPOSED
    assert ground.words in {one.value for one in Apart}
    assert ground.weight is not None
    assert {"comparison", "level", "weight"} <= set(ground.reasons[0])


@pytest.mark.parametrize("whole", [True, False])
def test_a_pair_of_which_a_newer_file_takes_a_record_back_meanwhile_is_left_out(
    world, access, whole
):
    """The file of an older record is replaced when the engine is at work."""
    resolve(access)
    newcomer(world)
    came = []

    def newer(*_: object) -> None:
        if not came:
            came.append(world.load("nca", [], slot="nca:00.csv", version="2"))

    report = resolve(access, progress=newer, whole=whole)
    assert report.left_out == 1
    assert ("krg:1", "nca:00") not in candidates(run=report.run)
    assert "nca:00" not in clusters()
    assert resolve(access).left_out == 0
