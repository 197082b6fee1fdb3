"""A plan is drawn by chance, sealed before it begins, and its effect compared, or not told."""

import csv
import io
import json
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from xml.etree import ElementTree as ET

import pytest

from hawkari.desks.campaign.models import Plan, PlanAnswers, PlanCount
from hawkari.desks.campaign.services.effect_indicators import release_effects
from hawkari.desks.campaign.services.effects import effect_of, view_plan
from hawkari.desks.campaign.services.plan_files import load_answers, load_counts, load_measures
from hawkari.desks.campaign.services.plan_surveys import survey_form
from hawkari.desks.campaign.services.plans import list_plans, make_plan
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.desks.campaign.services.sealing import likely_power, seal_plan, sealed_text
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.indicators import quarters_before
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.planning import (
    PLACES,
    WEEK,
    answers_file,
    counts_file,
    made_plan,
    new_plan,
    next_monday,
    passed,
)
from tests.desks.campaign.playing import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def access(desk):
    return desk.officer()


def loaded(access, weeks: int = 40, **changes) -> Plan:
    plan = made_plan(access, **changes)
    load_counts(access, plan.reference, counts_file(plan.first - weeks * WEEK, weeks))
    return plan


def run(access, *, effect: float = 0.5, weeks: int = 20) -> Plan:
    """A plan that was sealed, and whose weeks have passed since."""
    plan = seal_plan(access, loaded(access).reference)
    return passed(access, plan, effect=effect, weeks=weeks)


def test_a_plan_is_drawn_by_its_seed_when_it_is_sealed_and_not_before(access):
    plan = loaded(access)
    assert {one.wave for one in plan.places.all()} == {None}
    sealed = seal_plan(access, plan.reference)
    wave = {one.name: one.wave for one in sealed.places.all()}
    assert sorted(wave.values()) == [0] * 6 + [1] * 6
    assert all(wave[PLACES[n][0]] == wave[PLACES[n + 1][0]] for n in range(0, 12, 2))
    again = seal_plan(access, loaded(access).reference)
    assert {one.name: one.wave for one in again.places.all()} == wave


def test_the_seal_is_the_hash_of_the_plan_and_stands_in_the_audit_log(access):
    sealed = seal_plan(access, loaded(access).reference)
    assert sealed.digest == sha256(sealed_text(sealed).encode()).hexdigest()
    assert json.loads(sealed_text(sealed))["seed"] == sealed.seed
    entry = AuditEntry.records.latest("pk")
    assert entry.detail["sha256"] == sealed.digest
    assert view_plan(access, sealed.reference).is_whole
    Plan.objects.filter(pk=sealed.pk).update(change=Decimal("-0.1"))
    assert not view_plan(access, sealed.reference).is_whole


def test_nothing_is_sealed_twice_or_after_its_first_day_or_without_counts(access):
    plan = loaded(access)
    seal_plan(access, plan.reference)
    with pytest.raises(BadInput, match="sealed already"):
        seal_plan(access, plan.reference)
    with pytest.raises(BadInput, match="no counts"):
        seal_plan(access, made_plan(access).reference)
    late = loaded(access)
    Plan.objects.filter(pk=late.pk).update(first=access.today)
    with pytest.raises(BadInput, match="has come"):
        seal_plan(access, late.reference)


def test_what_the_plan_could_show_is_said_before_it_is_drawn(access):
    plan = loaded(access)
    found = likely_power(plan)
    assert found.power > 0.9
    assert 0 < found.least_fall < 0.3
    small = loaded(access, change=Decimal("-0.02"))
    assert likely_power(small).power < 0.5
    with pytest.raises(BadInput, match="too few"):
        likely_power(loaded(access, weeks=6))


def test_an_effect_is_told_with_its_interval_and_comparison(access):
    plan = run(access)
    found = effect_of(plan)
    assert found.lo < found.log_effect < found.hi < 0
    assert found.lo < -0.693 < found.hi
    assert (found.comparison.treated, found.comparison.compared) == (6, 6)


def test_no_effect_is_told_of_a_plan_that_nobody_sealed_or_that_has_not_begun(access):
    plan = loaded(access)
    assert "not sealed" in str(view_plan(access, plan.reference).why_no_effect)
    seal_plan(access, plan.reference)
    view = view_plan(access, plan.reference)
    assert view.effect is None
    assert "no week of the campaign" in str(view.why_no_effect)


def test_a_staggered_plan_compares_also_with_those_whose_turn_has_not_come(access):
    plan = seal_plan(access, loaded(access, waves=2, weeks_between=10, weeks=20).reference)
    passed(access, plan, effect=1.0, weeks=8)
    found = effect_of(plan)
    assert found.comparison.treated == 4
    assert found.comparison.compared == 8


def test_a_week_without_a_count_is_said_and_not_taken_for_none(access):
    plan = run(access)
    gap = PlanCount.objects.filter(place__plan=plan).order_by("week")[100]
    gap.delete()
    view = view_plan(access, plan.reference)
    assert view.effect is None
    assert f"{gap.week} is missing" in str(view.why_no_effect)


def test_bad_rows_are_listed_and_good_ones_kept(access):
    plan = made_plan(access)
    monday = plan.first - 3 * WEEK
    rows = [
        f"A,{monday},3", f"A,{monday + timedelta(days=9)},4", f"B,{monday},x", f"B,{monday},-1",
        f"B,{monday},1.5", "B,2999-01-01,1", "B,soon,1", f",{monday},1", f"B,{monday}",
    ]  # fmt: skip
    content = "\n".join(["place,week,count", *rows]).encode()
    found = load_counts(access, plan.reference, content)
    assert (found.taken, found.bad) == (2, 7)
    assert found.problems[0] == "row 4: 'x' is no number"
    kept = PlanCount.objects.filter(place__plan=plan).values_list("week", "count")
    assert list(kept) == [(monday, 3), (monday + WEEK, 4)]
    assert {one.name for one in plan.places.all()} == {"A"}
    assert load_counts(access, plan.reference, content).taken == 2
    assert PlanCount.objects.filter(place__plan=plan).count() == 2


@pytest.mark.parametrize(
    "content", [b"\xff", b"", b"place,week\nA,2026-01-01", b"place,week,count\nA,x,1", b"a\0b"]
)
def test_a_file_that_is_no_table_of_counts_changes_nothing(access, content):
    plan = made_plan(access)
    with pytest.raises(BadInput):
        load_counts(access, plan.reference, content)
    assert not plan.places.exists()


def test_a_sealed_plan_takes_no_further_place(access):
    plan = run(access)
    week = plan.first
    content = f"place,week,count\nElsewhere,{week},1\nTown 1,{week},2"
    found = load_counts(access, plan.reference, content.encode())
    assert found.problems[0] == "row 2: the sealed plan has no place Elsewhere"


def test_weeks_between_the_seal_and_the_first_day_are_counted_and_break_no_seal(access):
    plan = made_plan(access)
    load_counts(access, plan.reference, counts_file(plan.first - 40 * WEEK, 38))
    plan = seal_plan(access, plan.reference)
    assert plan.counted_to == plan.first - 3 * WEEK
    between = counts_file(plan.first - 2 * WEEK, 2)
    assert load_counts(access, plan.reference, between).bad == 0
    view = view_plan(access, plan.reference)
    assert view.is_whole
    assert view.weeks == (plan.first - 40 * WEEK, plan.first - WEEK)


def test_what_was_counted_before_the_campaign_is_sealed_with_the_plan(access):
    plan = run(access)
    kept = list(PlanCount.objects.filter(place__plan=plan).order_by("pk").values())
    for week in (plan.first - WEEK, plan.first - 60 * WEEK):
        with pytest.raises(BadInput, match="sealed with its counts"):
            load_counts(access, plan.reference, f"place,week,count\nTown 1,{week},9".encode())
    assert list(PlanCount.objects.filter(place__plan=plan).order_by("pk").values()) == kept
    assert view_plan(access, plan.reference).is_whole


def test_no_indicator_is_released_of_a_plan_that_is_no_longer_what_was_sealed(access):
    plan = run(access, weeks=40)
    PlanCount.objects.filter(place__plan=plan, week__lt=plan.first).update(count=90)
    with pytest.raises(BadInput, match="no plan has an effect"):
        release_effects(access, quarters_before(access.today, 1)[0])


def test_cost_of_each_is_what_was_spent_over_what_came_back(access):
    plan = made_plan(access)
    week = plan.first - 2 * WEEK
    rows = [f"{week},spent,500", f"{week},reach,10000", f"{week},clicks,0", f"{week},likes,3"]
    content = "\n".join(["week,kind,value", *rows]).encode()
    assert load_measures(access, plan.reference, content).bad == 1
    measured = {one.kind: one for one in view_plan(access, plan.reference).measured}
    assert measured["reach"].cost_each == Decimal("0.05")
    assert measured["clicks"].cost_each is None
    assert measured["spent"].cost_each is None


def test_the_survey_s_answers_are_compared_by_place_and_only_counts_are_kept(access):
    plan = seal_plan(access, loaded(access).reference)
    so = {one.name: (25, 10 if one.wave else 25) for one in plan.places.all()}
    load_answers(access, plan.reference, answers_file(so))
    (found,) = view_plan(access, plan.reference).surveyed
    assert found.question == "intends"
    assert found.asked == 1200
    assert found.effect.difference == pytest.approx(-0.3)
    assert found.effect.hi < 0
    load_answers(access, plan.reference, answers_file(so))
    assert PlanAnswers.objects.count() == 24


def test_the_survey_names_its_sponsor_first_and_every_place_in_four_languages(access):
    plan = loaded(access, sponsor="Office ${x} & sons")
    form = survey_form(access, plan.reference)
    ET.fromstring(form)
    assert "Office (x) &amp; sons" in form
    assert form.count('<translation lang="') == 4
    assert "Town 11" in form


def test_an_effect_becomes_an_indicator_with_both_ends_of_its_interval(access):
    run(access, weeks=40)
    quarter = quarters_before(access.today, 1)[0]
    release = release_effects(access, quarter)
    rows = {(one.code, one.by): one for one in release.rows.all()}
    low, mid, high = (
        rows[code, "plan"].value for code in ("effect_low", "effect_change", "effect_high")
    )
    assert low < mid < high < 0
    assert rows["effect_change", ""].value is None


def test_no_indicator_is_released_where_there_is_no_effect(access):
    loaded(access)
    with pytest.raises(BadInput, match="no plan has an effect"):
        release_effects(access, quarters_before(access.today, 1)[0])


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"sponsor": " "}, "sponsor"),
        ({"why_here": ""}, "why_here"),
        ({"change": Decimal(0)}, "change"),
        ({"weeks": 3}, "weeks"),
        ({"waves": 9}, "waves"),
        ({"budget": Decimal(-1)}, "budget"),
        ({"currency": "XXX"}, "budget"),
    ],
)
def test_a_plan_that_lacks_something_is_refused(access, changes, where):
    with pytest.raises(BadInput) as refused:
        make_plan(access, new_plan(access, **changes))
    assert refused.value.where == (where,)


def test_a_plan_begins_on_a_monday_to_come(access):
    for day in (next_monday(access) + timedelta(days=1), next_monday(access) - WEEK):
        with pytest.raises(BadInput, match="Monday"):
            make_plan(access, new_plan(access, first=day))


def test_all_who_take_part_read_plans_and_only_the_agency_s_communicators_change_them(desk, access):
    plan = loaded(access)
    for role in ("legal", "programme", "reviewer", "liaison"):
        reader = desk.officer(role, agency="krg")
        assert [one.reference for one in list_plans(reader)] == [plan.reference]
        assert not view_plan(reader, plan.reference).may_work
        with pytest.raises(AccessDenied):
            seal_plan(reader, plan.reference)
    with pytest.raises(BadInput, match="another agency"):
        seal_plan(desk.officer(agency="krg"), plan.reference)
    with pytest.raises(NotFound):
        view_plan(Desk().officer(), plan.reference)


def test_counts_come_back_as_they_were_loaded(access):
    content = counts_file(next_monday(access) - 10 * WEEK, 10)
    plan = made_plan(access)
    load_counts(access, plan.reference, content)
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert PlanCount.objects.count() == len(rows)
