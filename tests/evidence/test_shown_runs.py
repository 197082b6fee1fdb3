"""Which runs' pairs a reader is shown, where members of one operation see different files."""

from importlib import import_module

import pytest
from django.apps import apps

from hawkari.evidence.explaining import GroundKind, why_not
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.linking.resolution import resolve
from hawkari.evidence.linking.runs import shown_runs
from hawkari.evidence.models import Candidate, LinkRun, LoadPart
from hawkari.evidence.reviewing.items import next_items
from hawkari.evidence.reviewing.queue import queue_counts
from hawkari.evidence.reviewing.shown_pairs import as_shown
from hawkari.evidence.store import StatementRow
from tests.evidence.factories import row
from tests.evidence.proposing import candidate, stored_run

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.fixture
def access(world):
    """Somebody who does not see what the Kurdish agency keeps to itself."""
    for name in "pqrs":
        world.person("nca", f"nca:{name}", name=f"Saman {name}", birthDate="1990-01-01")
    world.person("krg", "nca:t", how={"shared_with": []}, name="Saman t")
    return world.access("nca")


@pytest.fixture
def insider(world, access):
    """Somebody who sees all of it."""
    return world.access("krg")


def queue(access) -> dict[tuple[str, ...], float | None]:
    """What is shown, by the short names of its records, in order."""
    return {
        tuple(one.removeprefix("nca:") for one in (*item.left.members, *item.right.members)): (
            item.probability
        )
        for item in next_items(access)
    }


def test_who_sees_more_keeps_the_pairs_that_only_they_see(access, insider):
    whole, narrow = stored_run(insider), stored_run(access)
    candidate(whole, "p", "t", priority=2.0)
    candidate(narrow, "r", "s", priority=1.0)
    assert list(queue(insider)) == [("p", "t"), ("r", "s")]
    assert list(queue(access)) == [("r", "s")]
    assert (queue_counts(insider).waiting, queue_counts(access).waiting) == (2, 1)


def test_a_pair_of_both_runs_is_shown_once_as_the_one_that_read_more_of_it_has_it(
    world, access, insider
):
    world.load("krg", [row("nca:p", "nationality", "iq")], shared_with=[])
    whole, narrow = stored_run(insider), stored_run(access)
    candidate(whole, "p", "q", probability=0.4)
    candidate(narrow, "p", "q", probability=0.6)
    assert queue(insider) == {("p", "q"): 0.4}
    assert queue(access) == {("p", "q"): 0.6}
    assert queue_counts(insider).waiting == 1
    event = judge(insider, "nca:p", "nca:q", JudgementKind.UNSURE)
    assert event.probability == 0.4, "what the decider was shown is kept"


def test_a_newer_run_has_the_word_on_what_it_read_all_of(access, insider):
    """It knows what was taken back meanwhile: of a pair, and that there is none any more."""
    whole, narrow = stored_run(insider), stored_run(access)
    candidate(whole, "p", "t", probability=0.3)
    candidate(whole, "p", "q", probability=0.4)
    candidate(whole, "r", "s", probability=0.5)
    candidate(narrow, "p", "q", probability=0.6)
    assert queue(insider) == {("p", "t"): 0.3, ("p", "q"): 0.6}
    assert queue_counts(insider).waiting == 2
    assert why_not(insider, "nca:p", "nca:q").grounds[0].probability == 0.6
    kinds = [one.kind for one in why_not(insider, "nca:r", "nca:s").grounds]
    assert kinds == [GroundKind.NOT_PROPOSED]
    event = judge(insider, "nca:p", "nca:q", JudgementKind.UNSURE)
    assert event.probability == 0.6, "what the decider was shown is kept"


def test_each_pair_of_three_runs_is_shown_once(world, access, insider):
    """The first read what the others did not, the second nothing beyond the third."""
    runs = [stored_run(insider), stored_run(access)]
    world.person("nca", "nca:w", name="Saman w")
    runs.append(stored_run(access))
    runs[1].parts = sorted({*runs[1].parts, LoadPart.objects.latest("pk").pk + 1})
    for place, run in enumerate(runs):
        candidate(run, "p", "t", probability=0.1 * (place + 1))
        candidate(run, "p", "q", probability=0.1 * (place + 4))
    found = Candidate.objects.filter(as_shown(insider, runs[::-1]))
    assert sorted(round(one.probability, 1) for one in found) == [0.1, 0.6]


def test_runs_whose_pairs_were_dropped_are_read_no_more(access):
    older = [stored_run(access) for _ in range(3)]
    resolve(access, join_at=1.0)
    newest = shown_runs(access)
    assert len(newest) == 1
    assert newest[0] not in older
    assert [run.superseded for run in LinkRun.objects.order_by("pk")] == [True] * 3 + [False]
    LinkRun.objects.filter(pk=newest[0].pk).update(parts=[])
    assert shown_runs(access) == newest, "nobody asks what the older ones read"


def test_an_update_marks_the_runs_of_which_others_took_the_pairs(access):
    taken, kept = stored_run(access), stored_run(access)
    candidate(kept, "p", "q")
    for base in (taken, kept):
        stored_run(access, base=base)
    import_module("hawkari.evidence.migrations.0017_superseded_runs").tell_superseded(apps, None)
    assert list(LinkRun.objects.filter(superseded=True)) == [taken]


def test_who_is_left_with_dropped_runs_is_shown_the_newest_of_them(access):
    older = [stored_run(access, superseded=True) for _ in range(2)]
    assert shown_runs(access) == [older[1]]


def test_a_run_that_read_as_much_takes_the_place_of_all_before_it(access, insider):
    for who in (insider, access):
        candidate(stored_run(who), "p", "q")
    again = stored_run(insider)
    assert shown_runs(insider) == [again]
    assert queue(insider) == {}
    assert list(queue(access)) == [("p", "q")]


def test_the_queue_goes_on_behind_a_pair_of_the_older_run(access, insider):
    whole, narrow = stored_run(insider), stored_run(access)
    first = candidate(whole, "p", "t", priority=3.0)
    candidate(narrow, "r", "s", priority=2.0)
    candidate(whole, "q", "t", priority=1.0)
    behind = next_items(insider, after=f"pair-{first.pk}")
    assert [item.right.members[0] for item in behind] == ["nca:s", "nca:t"]


def test_what_a_newer_file_left_nothing_of_keeps_no_older_run(world, access):
    old: list[StatementRow] = [row("nca:x", "name", "Saman x")]
    world.load("nca", old, slot="people.csv")
    part = LoadPart.objects.order_by("-pk").values_list("pk", flat=True)[0]
    before = stored_run(access)
    assert part in before.parts
    world.load("nca", [row("nca:y", "name", "Saman y")], slot="people.csv", version="2")
    newer = stored_run(access)
    newer.parts = sorted(set(newer.parts) - {part})
    newer.save()
    assert shown_runs(access) == [newer]


def test_a_resolve_by_who_sees_less_drops_no_pair_of_who_sees_more(world, access, insider):
    for name, father in (("u", "Karim"), ("v", "Kareem")):
        world.person("krg", f"nca:{name}", how={"shared_with": []}, name=f"Barzan {father}")
    resolve(insider, join_at=1.0)
    shown = queue(insider)
    hidden = {pair for pair in shown if not {"t", "u", "v"}.isdisjoint(pair)}
    assert hidden
    resolve(access, join_at=1.0)
    assert hidden <= set(queue(insider))
    assert not any({"t", "u", "v"} & set(pair) for pair in queue(access))
    grounds = why_not(insider, "nca:u", "nca:v").grounds
    assert [one.kind for one in grounds] == [GroundKind.WAITING]
    resolve(insider, join_at=1.0)
    assert set(queue(insider)) == set(shown)
    assert len(shown_runs(insider)) == 1
    assert {one.run_id for one in Candidate.objects.all()} == {
        shown_runs(who)[0].pk for who in (insider, access)
    }
