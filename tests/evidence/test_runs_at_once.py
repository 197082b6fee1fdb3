"""Runs of one operation at once, and runs of people who see different files: no queue is lost."""

import pytest

from hawkari.evidence.entities import get_entity
from hawkari.evidence.linking import resolution
from hawkari.evidence.linking.resolution import Overtaken, resolve
from hawkari.evidence.linking.runs import newest_run
from hawkari.evidence.models import Candidate, LinkRun
from tests.evidence.linking import candidates, namesake, person, thirty_people

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.fixture
def access(world, monkeypatch, settings, tmp_path):
    """Some pairs wait in the queue of the first run."""
    thirty_people(world, monkeypatch, settings, tmp_path)
    namesake(world, "iq:1", "Barzan Ahmed")
    namesake(world, "iq:2", "Kawa Rasul")
    return world.access("nca")


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something while the next run compares; how often runs compared is counted."""
    compared = []

    def arrange(act, function: str = "link_increment", times: int = 1) -> list[int]:
        engine = getattr(resolution.linkage, function)

        def slow(*records, **how):
            found = engine(*records, **how)
            compared.append(len(compared) + 1)
            if len(compared) <= times:
                act()
            return found

        monkeypatch.setattr(resolution.linkage, function, slow)
        return compared

    return arrange


def waiting(access) -> set[tuple[str, str]]:
    """Pairs of namesakes in the queue, joined by the rule or not."""
    run = newest_run(access)
    assert run is not None
    return {pair for pair in candidates(run=run) if not all(one[:3] == "nca" for one in pair)}


def test_of_two_runs_at_once_the_later_goes_on_from_the_earlier(world, access, meanwhile):
    resolve(access)
    before = waiting(access)
    assert before
    namesake(world, "iq:3", "Aras Karim")
    other = world.access("nca")
    compared = meanwhile(lambda: resolve(other))
    report = resolve(access)
    assert len(compared) == 3, "one began anew, and another ran in between"
    assert before < waiting(access)
    assert waiting(access) == waiting(other)
    assert set(Candidate.objects.values_list("run", flat=True)) == {report.run}


def test_what_comes_between_is_compared_too(world, access, meanwhile):
    resolve(access)
    person(world, "krg:1", "بەرزان ئەحمەد", 0, "krg")
    other = world.access("nca")

    def load_and_resolve():
        person(world, "krg:2", "سامان حسن", 6, "krg")
        resolve(other)

    meanwhile(load_and_resolve)
    resolve(access)
    assert set(get_entity(access, "krg:1").members) >= {"krg:1", "nca:00"}
    assert set(get_entity(access, "krg:2").members) == {"krg:2", "nca:11"}
    assert {("iq:1", "nca:00"), ("iq:2", "nca:43")} <= waiting(access)


def test_a_whole_run_overtaken_by_another_begins_anew(world, access, meanwhile):
    resolve(access)
    namesake(world, "iq:3", "Aras Karim")
    other = world.access("nca")
    meanwhile(lambda: resolve(other), "link_and_keep")
    before = waiting(access)
    report = resolve(access, whole=True)
    assert report.records == 33
    assert before < waiting(access)


def test_a_run_that_is_overtaken_again_and_again_says_so_and_keeps_nothing(
    world, access, meanwhile
):
    resolve(access)
    namesake(world, "iq:3", "Aras Karim")

    def another_run():
        run = LinkRun.objects.order_by("-pk").first()
        run.pk = None
        run.save()

    meanwhile(another_run, times=9)
    meanwhile(another_run, "link_and_keep", times=9)
    with pytest.raises(Overtaken):
        resolve(access)
    assert not any("iq:3" in pair for pair in candidates())


def test_a_load_that_ends_while_records_are_read_is_left_whole_to_the_next_run(
    world, access, monkeypatch
):
    resolve(access)
    person(world, "krg:1", "بەرزان ئەحمەد", 0, "krg")
    read = resolution.read_records

    def slow(*who, **how):
        # It says more of the record that is read, and holds another one.
        rows = {"how": {"slot": "more.csv"}, "name": "Barzan"}
        world.person("krg", "krg:1", **rows)
        monkeypatch.setattr(resolution, "read_records", read)
        return read(*who, **how)

    monkeypatch.setattr(resolution, "read_records", slow)
    first = resolve(access)
    assert resolve(access).records == 33
    assert len(LinkRun.objects.get(pk=first.run).parts) == 33


@pytest.mark.parametrize("whole", [True, False])
def test_whoever_sees_less_keeps_their_queue_when_somebody_resolves_what_they_may_not_see(
    world, access, whole
):
    resolve(access)
    before = waiting(access)
    insider = world.access("krg")
    namesake(world, "krg:secret", "Aras Karim", "krg", how={"shared_with": []})
    resolve(insider, whole=whole)
    assert waiting(access) == before
    assert before < waiting(insider)


def test_candidates_that_nobody_reads_any_more_are_dropped(world, access):
    resolve(access)
    insider = world.access("krg")
    namesake(world, "krg:secret", "Aras Karim", "krg", how={"shared_with": []})
    resolve(insider)
    assert len(set(Candidate.objects.values_list("run", flat=True))) == 2
    namesake(world, "iq:3", "Aras Karim")
    last = resolve(insider)
    resolve(access)
    world.operation.members.filter(user=access.user).delete()
    resolve(insider, whole=True)
    assert last.run not in set(Candidate.objects.values_list("run", flat=True))
    assert len(set(Candidate.objects.values_list("run", flat=True))) == 1
