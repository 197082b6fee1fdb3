"""Which runs' pairs a reader is shown, where members of one operation see different files."""

import pytest

from hawkari.evidence.explaining import GroundKind, why_not
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.link_runs import shown_runs
from hawkari.evidence.models import Candidate, LoadPart
from hawkari.evidence.resolution import resolve
from hawkari.evidence.review import queue_counts
from hawkari.evidence.review_items import next_items
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


def test_a_pair_of_both_runs_is_shown_once_as_the_one_that_read_more_has_it(access, insider):
    whole, narrow = stored_run(insider), stored_run(access)
    candidate(whole, "p", "q", probability=0.4)
    candidate(narrow, "p", "q", probability=0.6)
    assert queue(insider) == {("p", "q"): 0.4}
    assert queue(access) == {("p", "q"): 0.6}
    assert queue_counts(insider).waiting == 1
    event = judge(insider, "nca:p", "nca:q", JudgementKind.UNSURE)
    assert event.probability == 0.4, "what the decider was shown is kept"


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
