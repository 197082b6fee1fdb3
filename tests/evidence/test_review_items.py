"""The queue of every kind of item: its order, filters, reasons, and what stays hidden."""

from itertools import combinations, product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hawkari.errors import BadInput
from hawkari.evidence.entities.profile import record_views
from hawkari.evidence.judgements import JudgementConflict, JudgementKind, judge, withdraw
from hawkari.evidence.models import Candidate, IssueKind, JudgementEvent, ReviewIssue
from hawkari.evidence.reviewing import issues, items
from hawkari.evidence.reviewing.issues import Issue, issues_standing, raise_issues, settle
from hawkari.evidence.reviewing.items import item_counts, next_items
from hawkari.evidence.reviewing.kinds import ItemFilter, ItemKind
from hawkari.evidence.reviewing.priorities import Matters, languages_of
from hawkari.evidence.reviewing.queue import queue_counts
from tests.evidence.proposing import candidate, stored_run

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO = JudgementKind.POSITIVE, JudgementKind.NEGATIVE


@pytest.fixture
def access(world):
    for name in "pqrstuv":
        world.person("nca", f"nca:{name}", name=f"Saman {name}", birthDate="1990-01-01")
    return world.access("nca")


def ends(item) -> str:
    return "".join(
        sorted(one.removeprefix("nca:") for one in (*item.left.members, *item.right.members))
    )


def shown(access, **how) -> list[tuple[str, str]]:
    return [(item.kind.value, ends(item)) for item in next_items(access, **how)]


def conflict(access) -> None:
    """p = r is refused, since p = q and q is not r."""
    judge(access, "nca:p", "nca:q", YES)
    judge(access, "nca:q", "nca:r", NO)
    with pytest.raises(JudgementConflict):
        judge(access, "nca:p", "nca:r", YES)


def test_a_refused_decision_waits_in_the_queue_until_one_of_them_is_withdrawn(access):
    conflict(access)
    (item,) = next_items(access)
    assert (item.kind, ends(item), item.wanted) == (ItemKind.CONFLICT, "pr", "positive")
    assert {one.judgement for one in item.judgements} == {"positive", "negative"}
    refusal = next(one for one in item.judgements if one.judgement == "negative")
    withdraw(access, refusal.event, reason="wrong man")
    assert next_items(access) == []


def test_the_same_refused_decision_stands_once(access):
    conflict(access)
    with pytest.raises(JudgementConflict):
        judge(access, "nca:r", "nca:p", YES)
    assert ReviewIssue.objects.count() == 1
    settle(access, ReviewIssue.objects.get().pk, reason="the refusal is right")
    assert next_items(access) == []
    with pytest.raises(BadInput, match="no issue"):
        settle(access, ReviewIssue.objects.get().pk, reason="again")


def test_conflicts_come_first_then_doubts_then_pairs_by_priority(access):
    run = stored_run(access)
    candidate(run, "s", "t", priority=1.0)
    candidate(run, "u", "v", priority=3.0)
    candidate(run, "s", "u", priority=2.0, cut="contradicting gender", probability=0.99)
    join = judge(access, "nca:p", "nca:q", YES)
    raise_issues(
        access, [Issue(IssueKind.DOUBTFUL, "gender", ("nca:p", "nca:q"), events=(join.pk,))]
    )
    conflict_of = judge(access, "nca:q", "nca:r", NO)
    with pytest.raises(JudgementConflict):
        judge(access, "nca:p", "nca:r", YES)
    assert conflict_of.pk
    assert shown(access) == [
        ("conflict", "pr"),
        ("doubtful", "pq"),
        ("pair", "uv"),
        ("cut", "su"),
        ("pair", "st"),
    ]
    assert item_counts(access) == {
        "conflict": 1, "disagreement": 0, "doubtful": 1, "proposal": 0, "reading": 0,
    }  # fmt: skip


def test_the_queue_goes_on_behind_any_item_even_one_that_is_gone(access):
    run = stored_run(access)
    candidate(run, "s", "t", priority=1.0)
    candidate(run, "u", "v", priority=3.0)
    conflict(access)
    everything = next_items(access)
    for place, item in enumerate(everything):
        rest = next_items(access, after=item.key)
        assert [one.key for one in rest] == [one.key for one in everything[place + 1 :]]
    settle(access, everything[0].number, reason="fine")
    assert shown(access, after=everything[0].key) == [("pair", "uv"), ("pair", "st")]
    with pytest.raises(BadInput, match="no item"):
        next_items(access, after="pair")


def test_each_item_says_why_it_stands_where_it_stands(access):
    run = stored_run(access)
    matters = {
        "uncertainty": 1.0, "records": 5, "is_subject": True, "fewest_judged": 3,
        "level": "name: the same",
    }  # fmt: skip
    candidate(run, "s", "t", matters=matters)
    (item,) = next_items(access)
    said = {one.code: (one.text, one.figure) for one in item.because}
    assert said == {
        "uncertain": ("", 0.5),
        "subject": ("", None),
        "large": ("", 5),
        "teaches": ("name: the same", 3),
    }


def test_a_refused_join_says_why_it_was_refused(access):
    candidate(stored_run(access), "s", "t", cut="contradicting gender", probability=0.97)
    (item,) = next_items(access)
    assert (item.because[0].code, item.because[0].text) == ("refused", "contradicting gender")


def test_filters_by_kind_agencies_and_what_the_reviewer_reads(world, access):
    world.person("krg", "krg:1", name="بەرزان ئەحمەد")
    run = stored_run(access)
    candidate(run, "s", "t")
    candidate(run, "u", "v", cut="contradicting gender")
    Candidate.objects.create(
        run=run, left_id="krg:1", right_id="nca:p", weight=0, probability=0.5, priority=0.5,
        agencies="krg nca", languages="Latn ckb",
    )  # fmt: skip
    conflict(access)

    def only(**how) -> list[str]:
        return [kind for kind, _ in shown(access, only=ItemFilter(**how))]

    assert only(kinds=frozenset({ItemKind.CUT})) == ["cut"]
    assert only(kinds=frozenset({ItemKind.PAIR})) == ["pair", "pair"]
    assert only(kinds=frozenset({ItemKind.CONFLICT})) == ["conflict"]
    assert only(agencies=frozenset({"krg", "nca"})) == ["pair"]
    assert only(agencies=frozenset({"nca"})) == ["conflict", "pair", "cut"]
    assert only(reads=frozenset({"Latn"})) == ["conflict", "pair", "cut"]
    assert only(reads=frozenset({"Latn", "ckb"})) == ["conflict", "pair", "cut", "pair"]


def test_an_issue_on_hidden_grounds_is_shown_to_nobody_who_may_not_see_them(world, access):
    world.person("krg", "krg:x", how={"shared_with": []}, name="Saman hidden")
    insider = world.access("krg")
    judge(insider, "nca:p", "krg:x", YES)
    judge(insider, "krg:x", "nca:q", NO)
    with pytest.raises(JudgementConflict):
        judge(insider, "nca:p", "nca:q", YES)
    assert shown(insider) == [("conflict", "pq")]
    assert not issues_standing(access).exists()
    assert shown(access) == []


def test_where_the_answer_changes_more_and_teaches_more_comes_first():
    even = Matters(1.0, 2, is_subject=False, fewest_judged=9, level="")
    assert even.priority == pytest.approx(2.2)
    surer = Matters(0.1, 2, is_subject=False, fewest_judged=9, level="")
    larger = Matters(1.0, 6, is_subject=False, fewest_judged=9, level="")
    subject = Matters(1.0, 2, is_subject=True, fewest_judged=9, level="")
    new = Matters(1.0, 2, is_subject=False, fewest_judged=0, level="")
    assert surer.priority < even.priority < min(larger.priority, subject.priority, new.priority)


def test_sorani_is_told_from_arabic_by_its_letters():
    assert languages_of(["ڕێبوار حەسەن"]) == "ckb"
    assert languages_of(["محمد حسن"]) == "ar"
    assert languages_of(["Rebwar", "محمد"]) == "Latn,ar"
    assert languages_of([]) == ""


def test_a_refused_decision_waits_for_the_second_who_may_not_see_the_first_one_s_grounds(
    world, access
):
    judge(access, "nca:p", "nca:q", NO)
    world.person("krg", "nca:p", how={"shared_with": []}, gender="male")
    insider = world.access("krg")
    for person in (insider, access):
        with pytest.raises(JudgementConflict):
            judge(person, "nca:p", "nca:q", YES)
        assert ("conflict", "pq") in shown(person), "each is shown what they were refused"
    assert ReviewIssue.objects.count() == 2


def test_of_two_who_settle_one_the_later_is_told(world, access, monkeypatch):
    conflict(access)
    number = ReviewIssue.objects.get().pk
    colleague = world.access("nca")
    taken = issues.lock_judgements

    def the_colleague_is_first() -> None:
        monkeypatch.setattr(issues, "lock_judgements", taken)
        settle(colleague, number, reason="seen")

    monkeypatch.setattr(issues, "lock_judgements", the_colleague_is_first)
    with pytest.raises(BadInput, match="settled already"):
        settle(access, number, reason="seen too")


def test_a_page_reads_what_it_shows_however_much_waits(access, monkeypatch):
    for left, right in combinations("pqrstuv", 2):
        judge(access, f"nca:{left}", f"nca:{right}", JudgementKind.UNSURE)
    joins = JudgementEvent.objects.order_by("pk")
    raise_issues(
        access,
        [
            Issue(IssueKind.DOUBTFUL, cause, (one.left_id, one.right_id), events=(one.pk,))
            for one in joins
            for cause in ("gender", "weight", "document")
        ],
    )
    looked_at: list[int] = []

    def watched(asked, ids):
        looked_at.append(len(ids))
        return record_views(asked, ids)

    monkeypatch.setattr(items, "record_views", watched)
    everything = item_counts(access)["doubtful"]
    assert (everything, looked_at) == (63, []), "to count them nothing is read of them"
    assert len(next_items(access, limit=2)) == 2
    assert sum(looked_at) <= 4
    monkeypatch.setattr(items, "_AT_A_TIME", 2)
    keys = [one.key for one in next_items(access, limit=100) if one.kind is ItemKind.DOUBTFUL]
    assert len(set(keys)) == everything


def test_the_queue_asks_no_more_often_where_clusters_are_large(access):
    run = stored_run(access)
    judge(access, "nca:p", "nca:q", YES)
    for place, (left, right) in enumerate(product("pq", "rstuv")):
        candidate(run, left, right, priority=float(place))
    few = queries_of(access)
    judge(access, "nca:r", "nca:s", YES)
    judge(access, "nca:t", "nca:u", YES)
    assert queries_of(access) == few
    assert shown(access) == [("pair", "qv"), ("pair", "qu"), ("pair", "qs")]


def queries_of(access) -> int:
    with CaptureQueriesContext(connection) as asked:
        queue_counts(access)
    return len(asked)
