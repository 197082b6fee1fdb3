"""Judgements out and in again as JSON lines: nothing lost, conflicts listed, never joined."""

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.errors import AccessDenied
from hawkari.evidence.categories import set_category
from hawkari.evidence.entities import get_entity
from hawkari.evidence.judgement_export import export_lines
from hawkari.evidence.judgement_import import import_lines
from hawkari.evidence.judgements import JudgementKind, judge, live_events, withdraw
from hawkari.evidence.models import Category
from hawkari.evidence.reviewing.items import next_items

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

YES, NO, UNSURE = JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE


@pytest.fixture
def access(world):
    for name in "pqrst":
        world.person("nca", f"nca:{name}", name=f"Saman {name}")
    return world.access("nca")


def line(left: str, right: str, judgement: str, *more) -> str:
    sides = (one if "-" in one else f"nca:{one}" for one in (left, right))
    return json.dumps([*sides, judgement, *more])


def standing(access) -> set[tuple[str, str, str]]:
    return {(one.left, one.right, one.judgement) for one in live_events(access)}


def together(access, one: str) -> set[str]:
    return {member.removeprefix("nca:") for member in get_entity(access, f"nca:{one}").members}


def test_what_is_exported_comes_back_whole(access):
    judge(access, "nca:p", "nca:q", YES)
    judge(access, "nca:q", "nca:r", NO)
    judge(access, "nca:s", "nca:t", UNSURE)
    before, lines = standing(access), list(export_lines(access))
    for one in live_events(access):
        withdraw(access, one.event, reason="to come back")
    assert standing(access) == set()
    report = import_lines(access, lines)
    assert (report.made, report.conflicts, report.refused) == (3, (), ())
    assert standing(access) == before
    again = import_lines(access, lines)
    assert (again.made, again.repeated) == (0, 3)


def test_who_decided_and_when_become_words_of_the_reason(access):
    import_lines(access, [line("p", "q", "positive", 0.9, "zana", "2026-05-03T10:00:00")])
    (event,) = live_events(access)
    assert event.reason == "imported, decided by zana, at 2026-05-03T10:00:00, score 0.9"
    assert (event.maker, event.probability) == (access.user.username, None)


def test_what_contradicts_is_listed_and_waits_in_the_queue_and_joins_nothing(access):
    judge(access, "nca:p", "nca:q", NO)
    report = import_lines(access, [line("p", "r", "positive"), line("r", "q", "positive")])
    assert (report.made, [one.number for one in report.conflicts]) == (1, [2])
    assert "nca:p ≠ nca:q" in report.conflicts[0].problem
    assert together(access, "r") == {"p", "r"}
    (item,) = next_items(access)
    assert (item.kind.value, item.because[0].code) == ("conflict", "conflict")


def test_a_file_that_contradicts_itself_keeps_its_refusals(access):
    lines = [line("p", "r", "positive"), line("r", "q", "positive"), line("p", "q", "negative")]
    report = import_lines(access, lines)
    assert (report.made, len(report.conflicts)) == (2, 1)
    assert ("nca:p", "nca:q", "negative") in standing(access)


def test_what_meets_in_a_canonical_id_is_joined_and_what_is_refused_to_it_is_refused(access):
    lines = [
        line("p", "NK-abc", "positive"),
        line("q", "NK-abc", "positive"),
        line("NK-abc", "NK-def", "positive"),
        line("NK-def", "r", "positive"),
        line("s", "NK-def", "negative"),
        line("t", "NK-lone", "negative"),
    ]
    report = import_lines(access, lines)
    assert together(access, "p") == {"p", "q", "r"}
    assert any(judgement == "negative" and "nca:s" in pair for *pair, judgement in standing(access))
    assert [one.number for one in report.refused] == [6]


def test_what_cannot_be_read_is_listed_and_stops_nothing(access):
    hostile = [
        "", "{}", "[", "[1, 2, 3]", line("p", "q", "maybe"), line("p", "unknown", "positive"),
        line("p", "p", "positive"), "x" * 20_000, line("p", "q", "no_judgement"),
        line("p", "q", "positive"),
    ]  # fmt: skip
    report = import_lines(access, hostile)
    assert report.made == 1
    assert [one.number for one in report.refused] == [2, 3, 4, 5, 6, 7, 8]


def test_a_file_is_nobody_s_second_person(world, access):
    set_category(access, "nca:p", Category.SUSPECT, basis="fact")
    judge(access, "nca:p", "nca:q", YES)
    colleague = world.access("nca")
    for judgement in ("positive", "unsure"):
        report = import_lines(colleague, [line("q", "p", judgement)])
        assert (report.made, len(report.refused)) == (0, 1)
        assert "a file is none" in report.refused[0].problem
        assert standing(access) == {("nca:p", "nca:q", "proposed")}
    import_lines(colleague, [line("q", "p", "negative")])
    assert standing(access) == {("nca:p", "nca:q", "negative")}, "a refusal joins nothing"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('["nca:p", "nca:q", ["positive"]]', "judgement"),
        ('["nca:p", "nca:q", {"a": 1}]', "judgement"),
        ('["nca:p", "nca:q", null]', "judgement"),
        ('["nca:p", "nca:\\u0000", "positive"]', "right"),
        ('["nca:\\ud800", "nca:q", "positive"]', "left"),
        ('["nca:p\\u001b[2J", "nca:q", "positive"]', "left"),
        ('[1, "nca:q", "positive"]', "left"),
        ('["nca:p", "nca:q", "positive", "high"]', "score"),
        ('["nca:p", "nca:q", "positive", true]', "score"),
        ('["nca:p", "nca:q", "positive", NaN]', "score"),
        ('["nca:p", "nca:q", "positive", 1e999]', "score"),
        ('["nca:p", "nca:q", "positive", 1, ["zana"]]', "user"),
        ('["nca:p", "nca:q", "positive", 1, "a\\u0000"]', "user"),
        ('["nca:p", "nca:q", "positive", 1, "zana", 5]', "created_at"),
        ('["nca:p", "nca:q", "positive", 1, "zana", "", "more"]', ""),
        ("[" * 9000, ""),
        ("1" * 9000, ""),
        ('["nca:p", "nca:q", "positive"', ""),
        ('["nca:p", "nca:none", "positive"]', "right"),
        ('["nca:p", "NK-lone", "positive-ly"]', "judgement"),
        ('["nca:p", "nca:q\udcff", "positive"]', "right"),
    ],
)
def test_a_wrong_line_is_listed_with_file_line_and_field(access, text, field):
    report = import_lines(access, ["", text, line("p", "q", "positive")], file="partner.json")
    (wrong,) = report.refused
    assert (wrong.file, wrong.number, wrong.field) == ("partner.json", 2, field)
    assert wrong.where == ", ".join(one for one in ("partner.json", "line 2", field) if one)
    assert wrong.problem.isprintable()
    assert report.made == 1


def test_what_a_file_refuses_between_two_ids_that_it_joins_is_listed(access):
    lines = [line("p", "NK-a", "positive"), line("p", "NK-b", "positive")]
    lines.append(line("NK-a", "NK-b", "negative"))
    report = import_lines(access, lines)
    assert [(one.number, one.field) for one in report.refused] == [(3, "judgement")]


def test_a_byte_order_mark_is_no_error(access):
    assert import_lines(access, ["\ufeff" + line("p", "q", "positive")]).made == 1


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["nca:p", "nca:q", "nca:r", "NK-a", "Q7", "positive", "negative", "unsure"]),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=9,
)
hostile = (
    st.text(st.characters(exclude_characters="\n\r"), max_size=60)
    | st.lists(values, max_size=7).map(json.dumps)
    | values.map(json.dumps)
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lines=st.lists(hostile, max_size=6))
def test_no_file_stops_an_import_and_every_line_is_accounted_for(access, lines):
    with transaction.atomic():
        report = import_lines(access, [*lines, line("s", "t", "positive")])
        assert ("nca:s", "nca:t", "positive") in standing(access), "the last line is good"
        listed = [one.number for one in (*report.refused, *report.conflicts)]
        assert len(set(listed)) == len(listed)
        said = sum(bool(one.strip()) for one in lines) + 1
        assert report.made + report.repeated + len(listed) <= said
        transaction.set_rollback(True)


def test_a_join_above_the_stated_harm_awaits_a_second_person(access):
    set_category(access, "nca:p", Category.SUSPECT, basis="fact")
    report = import_lines(access, [line("p", "q", "positive")])
    assert (report.made, report.proposed) == (1, 1)
    assert list(export_lines(access)) == []
    assert import_lines(access, [line("p", "q", "positive")]).repeated == 1


def test_nothing_tells_of_a_hidden_judgement(world, access):
    world.person("krg", "krg:x", how={"shared_with": []}, name="Saman hidden")
    insider = world.access("krg")
    judge(insider, "nca:p", "krg:x", YES)
    hidden = json.dumps(["nca:p", "krg:x", "positive"])
    unknown = json.dumps(["nca:p", "krg:none", "positive"])
    first, second = (import_lines(access, [text]).refused[0].problem for text in (hidden, unknown))
    assert first.replace("krg:x", "") == second.replace("krg:none", "")


def test_only_who_judges_imports(world, access):
    with pytest.raises(AccessDenied):
        import_lines(world.access("nca", "auditor"), [line("p", "q", "positive")])
