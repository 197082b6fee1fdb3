"""Regrading: a new statement in the old one's place, linked, audited, and taken back again."""

from dataclasses import replace
from datetime import date

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.grading import Grade, HandlingCode
from hawkari.evidence.grading.loosening import loosened
from hawkari.evidence.grading.regrading import regrade, regradings_of, undo_regrading
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.marking_terms import Condition, MarkingTerms
from hawkari.evidence.models import AuditEntry, Regrading, Retraction, Role, Statement
from tests.evidence.factories import World, row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

ROWS = [row("nca:1", "name", "Saman Kareem"), row("nca:1", "phone", "+447700900101")]
BETTER = MarkingTerms(Grade.parse("1B"), HandlingCode.PERMITTED)


def terms(grade: str, **more) -> MarkingTerms:
    return replace(BETTER, grade=Grade.parse(grade), **more)


@pytest.fixture
def loaded(world: World):
    world.load("nca", ROWS)
    return world.access("nca")


def number(access, value: str = "Saman Kareem") -> int:
    return visible_to(access).get(value=value).pk


def grade_of(access, value: str = "Saman Kareem") -> str:
    found = visible_to(access).select_related("part__marking").get(value=value)
    return found.part.marking.source_evaluation + found.part.marking.intelligence_assessment


def test_a_value_is_said_again_under_the_new_marking_and_the_old_one_stays(loaded):
    old = number(loaded)
    made = regrade(loaded, [old], BETTER, reason="confirmed by the port")
    assert made == {old: number(loaded)}
    assert grade_of(loaded) == "1B"
    assert grade_of(loaded, "+447700900101") == "2D"
    assert Statement.objects.get(pk=old).value == "Saman Kareem"
    assert "confirmed by the port" in Retraction.objects.get(statement=old).reason
    event = Regrading.objects.get()
    assert (event.root_id, event.old_id, event.new_id) == (old, old, made[old])
    assert (event.is_rise, event.made_by, event.reason) == (
        True, loaded.user, "confirmed by the port",
    )  # fmt: skip


def test_it_is_found_by_search_keys_as_before(loaded):
    old = number(loaded, "+447700900101")
    made = regrade(loaded, [old], BETTER, reason="x")
    before = set(Statement.objects.get(pk=old).search_keys.values_list("key", flat=True))
    after = set(Statement.objects.get(pk=made[old]).search_keys.values_list("key", flat=True))
    assert before == after != set()


def test_a_newer_file_that_says_it_as_before_keeps_the_regraded_one(world, loaded):
    made = regrade(loaded, [number(loaded)], BETTER, reason="x")
    load = world.load("nca", [*ROWS, row("nca:2", "name", "Sara")], version="2")
    assert (load.statements_added, load.statements_retracted) == (1, 0)
    assert number(loaded) == next(iter(made.values()))
    assert grade_of(loaded) == "1B"


def test_a_file_that_no_longer_says_it_retracts_the_regraded_one(world, loaded):
    regrade(loaded, [number(loaded)], BETTER, reason="x")
    load = world.load("nca", ROWS[1:], version="2")
    assert load.statements_retracted == 1
    assert not visible_to(loaded).filter(prop="name").exists()


def test_a_file_in_which_the_originator_grades_anew_replaces_it(world, loaded):
    regrade(loaded, [number(loaded)], BETTER, reason="x")
    world.load("nca", ROWS, version="2", grade="3E")
    assert grade_of(loaded) == "3E"


def test_a_load_that_is_running_meanwhile_keeps_the_regraded_one(world, loaded):
    writer = world.begin("nca", version="2")
    writer.write_batch(ROWS, rows=2)
    made = regrade(loaded, [number(loaded)], BETTER, reason="x")
    writer.finish()
    assert number(loaded) == next(iter(made.values()))


def test_regrading_again_and_again_keeps_one_standing_for_the_file(world, loaded):
    first = number(loaded)
    for grade in ("3E", "1A", "2B"):
        regrade(loaded, [number(loaded)], terms(grade), reason="looked again")
    assert {event.root_id for event in Regrading.objects.all()} == {first}
    world.load("nca", ROWS, version="2")
    assert grade_of(loaded) == "2B"
    assert visible_to(loaded).filter(prop="name").count() == 1


def test_taking_it_back_restores_the_marking_and_says_so(world, loaded):
    made = regrade(loaded, [number(loaded)], BETTER, reason="x")
    event = Regrading.objects.get()
    now = undo_regrading(loaded, event.pk, reason="mistaken")
    assert grade_of(loaded) == "2D"
    assert number(loaded) == now not in made.values()
    shown = regradings_of(loaded, [now])[now]
    assert (shown.is_undo, shown.is_rise, shown.reason) == (True, False, "mistaken")
    assert shown.before.grade == "1B"
    world.load("nca", [*ROWS, row("nca:2", "name", "Sara")], version="2")
    assert number(loaded) == now
    with pytest.raises(BadInput, match="no such regrading"):
        undo_regrading(loaded, event.pk, reason="again")


def test_the_marking_it_has_already_changes_nothing(loaded):
    assert regrade(loaded, [number(loaded)], terms("2D"), reason="x") == {}
    assert not Regrading.objects.exists()


def test_codes_as_given_are_kept_whatever_the_new_marking_says(world):
    given = {"uk-5x5x5": {"source": "B", "information": "2"}}
    marked = terms("2B", originals=given)
    world.load("nca", [replace(ROWS[0], marking=marked)])
    access = world.access("nca")
    regrade(access, [number(access)], terms("1A", originals={}), reason="chosen by an analyst")
    found = visible_to(access).select_related("part__marking").get()
    assert found.part.marking.originals == given
    assert grade_of(access) == "1A"


def test_it_needs_a_reason_a_right_and_a_statement_one_may_see(world, loaded):
    world.load("asayish", [row("asayish:1", "name", "Hidden")], shared_with=[])
    hidden = Statement.objects.get(value="Hidden").pk
    for numbers, reason in (([number(loaded)], " "), ([hidden], "x"), ([10**9], "x"), ([], "x")):
        with pytest.raises(BadInput):
            regrade(loaded, numbers, BETTER, reason=reason)
    for role in (Role.AUDITOR, Role.ADMINISTRATOR, Role.TRAINER):
        with pytest.raises(AccessDenied):
            regrade(world.access("nca", role), [number(loaded)], BETTER, reason="x")
    with pytest.raises(BadInput):
        undo_regrading(loaded, 10**9, reason="x")
    assert not Regrading.objects.exists()


def test_a_partner_may_judge_it_anew_and_restrict_it_but_not_loosen_it(world):
    world.load("asayish", [row("asayish:1", "name", "Dana")], shared_with=["nca"])
    partner, own = world.access("nca"), world.access("asayish")
    dana = number(partner, "Dana")
    kept = stored_markings(by_name=True)[Statement.objects.get(pk=dana).part.marking_id]
    same = MarkingTerms(
        Grade.parse("1B"), HandlingCode.CONDITIONS, Condition(kept.condition.text, ("nca",))
    )
    with pytest.raises(AccessDenied, match="handling"):
        regrade(partner, [dana], BETTER, reason="x")
    assert AuditEntry.records.last().outcome == "denied"
    made = regrade(partner, [dana], same, reason="we know her")
    assert grade_of(partner, "Dana") == "1B"
    made = regrade(partner, made.values(), replace(same, tlp="AMBER"), reason="care")
    assert grade_of(partner, "Dana") == "1B"
    made = regrade(own, made.values(), BETTER, reason="ours to say")
    assert visible_to(partner).get(pk=next(iter(made.values()))).value == "Dana"


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ({}, {"grade": Grade.parse("1A")}, ()),
        ({}, {"handling": HandlingCode.CONDITIONS, "condition": Condition("x")}, ()),
        ({"handling": HandlingCode.CONDITIONS, "condition": Condition("x")}, {},
         ("handling", "condition")),
        ({"tlp": "RED"}, {"tlp": "AMBER"}, ("tlp",)),
        ({"tlp": "RED"}, {}, ("tlp",)),
        ({"tlp": "GREEN"}, {"tlp": "RED"}, ()),
        ({}, {"tlp": "CLEAR"}, ()),
        ({"pap": "AMBER"}, {"pap": "GREEN"}, ("pap",)),
        ({"gsc": "OFFICIAL-SENSITIVE"}, {"gsc": "OFFICIAL"}, ("gsc",)),
        ({"europol": ("H1",)}, {"europol": ("H2",)}, ("europol",)),
        ({"europol": ("H3",), "europol_text": "x"}, {"europol": ("H3",), "europol_text": "y"},
         ("europol_text",)),
        ({"tlp": "MAUVE"}, {"tlp": "RED"}, ("tlp",)),
    ],
)  # fmt: skip
def test_what_counts_as_looser(before, after, parts):
    plain = terms("2D")
    assert loosened(replace(plain, **before), replace(plain, **after)) == parts


def test_it_is_audited_as_an_alteration_with_what_changed(world, loaded):
    regrade(loaded, [number(loaded)], BETTER, reason="confirmed")
    entry = AuditEntry.records.last()
    assert (entry.act, entry.count, entry.justification) == ("alter", 1, "confirmed")
    assert entry.detail["change"] == "regraded"
    assert (entry.detail["from"], entry.detail["to"], entry.detail["rises"]) == (["2D"], ["1B"], 1)


def test_regradings_are_shown_only_of_values_one_may_see(world, loaded):
    made = regrade(loaded, [number(loaded)], BETTER, reason="x")
    (new,) = made.values()
    assert regradings_of(loaded, [new])[new].by == loaded.user.username
    other = World()
    outsider = open_access(other.member("fr-pn"), other.operation.slug, today=date(2026, 6, 15))
    assert regradings_of(outsider, [new]) == {}
