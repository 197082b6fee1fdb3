"""A report of a past quarter tells what was known on a day: no more, no less, and says so."""

import json
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hawkari.desks.programme.models import ClaimStatusChange, EntryPast
from hawkari.desks.programme.services.activity_figures import tables
from hawkari.desks.programme.services.entry_values import NewMilestone, NewRisk, Reviewed
from hawkari.desks.programme.services.holdings import add_risk, review_risk
from hawkari.desks.programme.services.known_on import NOW, KnownOn, known_on
from hawkari.desks.programme.services.milestones import add_milestone, finish_milestone
from hawkari.desks.programme.services.reports import Asked, tell_quarter
from hawkari.desks.programme.services.training_figures import tables as training
from hawkari.errors import BadInput
from hawkari.evidence.indicators import quarter_of
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.acting import Office, bare_activity, busy_activity
from tests.desks.programme.remembering import DAY, QUARTER, Play
from tests.desks.programme.teaching import School
from tests.desks.programme.test_training_figures import taught

MIGRATION = import_module("hawkari.desks.programme.migrations.0013_entry_past")


@pytest.mark.parametrize("said", ["", " ", "2026-03-01", "٢٠٢٦-٠٣-٠١"])
def test_no_day_and_today_are_now(said):
    assert known_on(said, date(2026, 3, 1)) is NOW


@pytest.mark.parametrize(
    "said", ["x", "2026-02-30", "NaN", "2026-1-1", "0000-00-00", "\0", "9" * 40]
)
def test_what_is_no_day_is_refused_at_its_field(said):
    with pytest.raises(BadInput, match="no day") as refused:
        known_on(said, date(2026, 3, 1))
    assert refused.value.where == ("known_on",)


def test_a_day_ends_at_midnight_utc_and_none_to_come_is_known():
    with pytest.raises(BadInput, match="still to come"):
        known_on("2026-03-02", date(2026, 3, 1))
    then = known_on("2026-02-28", date(2026, 3, 1))
    last = datetime(2026, 2, 28, 23, 59, 59, 999999, UTC)
    assert (then.had(last), then.had(last + timedelta(microseconds=1))) == (True, False)
    assert (then.had(None), NOW.had(None), NOW.had(last)) == (False, False, True)
    assert known_on("0001-01-01", date(2026, 3, 1)).end is not None


def lines_of(play: Play, day: date | None = None):
    """Each figure as it is told, and what stands beside them."""
    asked = Asked("2026Q1", "en", known_on=str(day or ""))
    told = tell_quarter(play.officer(), asked)
    said = [one for section in told.report.sections for one in section.said]
    figures = {
        line.key: (line.value, line.words, line.note,
                   sorted((row.ref, row.adds, row.at) for row in line.rows))
        for line in told.report.lines
    }  # fmt: skip
    return figures, said


@pytest.mark.django_db
def test_a_report_known_on_a_day_is_the_one_that_was_made_on_that_day(monkeypatch):
    play = Play()
    monkeypatch.setattr(timezone, "now", play)
    made = {}
    for act in play.acts:
        act()
        made[play.today] = lines_of(play)
        play.now += DAY
    assert ClaimStatusChange.objects.count() == 3
    assert EntryPast.objects.count() == 5
    left_out = {}
    for day, (figures, said) in made.items():
        found, beside = lines_of(play, day)
        left_out[day] = set(figures) - set(found)
        assert found == {key: one for key, one in figures.items() if key in found}, day
        more = [one for one in beside if one not in said]
        assert all(one.startswith("Left out") and str(day) in one for one in more), more
        assert bool(more) == bool(left_out[day]), day
    kept = play.kept
    linked = f"results.{kept['linked'].reference}.actual.{QUARTER.first}.{QUARTER.last}"
    days = list(made)
    assert left_out == {
        **{day: set() for day in days},
        days[6]: {"training.enrolled"},
        days[7]: {"training.enrolled", linked, "operations.pairs_decided"},
        days[8]: {linked, "operations.pairs_decided"},
    }
    assert len({str(one) for one in made.values()}) == len(made), "each day something is new"


@pytest.mark.django_db
def test_an_entry_that_was_changed_before_its_past_was_kept_is_left_out_and_said_so(monkeypatch):
    access = Office().officer()
    item = bare_activity(access)
    one = add_milestone(access, item.reference, NewMilestone("Room", access.today))
    risk = add_risk(access, item.reference, NewRisk("Flood", 5, 5, "Office", access.today))
    finish_milestone(access, one.pk, done=access.today, evidence="letter")
    EntryPast.objects.all().delete()
    later = timezone.now() + 3 * DAY
    monkeypatch.setattr(timezone, "now", lambda: later)
    MIGRATION.say_what_nobody_kept(apps, None)
    review_risk(access, risk.pk, Reviewed(1, 1, access.today))
    _every, table = tables(access, quarter_of(access.today), KnownOn(access.today + DAY))
    assert table.figures == ()
    assert "milestones, risks" in table.said[-1]
    _every, table = tables(access, quarter_of(access.today), KnownOn(access.today + 4 * DAY))
    assert {one.key.split(".")[2] for one in table.figures} == {"milestones", "risks"}


@pytest.mark.django_db
def test_reports_of_two_days_do_not_tell_of_few_by_their_difference(monkeypatch):
    school = School()
    access, second = school.trainer(), school.trainer("programme")
    course = taught(access, second, 20, passing=12)
    then = KnownOn(access.today)
    later = timezone.now() + 2 * DAY
    monkeypatch.setattr(timezone, "now", lambda: later)
    taught(access, second, 20, passing=18)
    (table,) = training(second, quarter_of(course.last), then)
    told = {one.key: one.value for one in table.figures}
    assert told == {
        "training.courses": 1, "training.enrolled": 20, "training.passed": None,
    }  # fmt: skip


@pytest.mark.django_db
def test_the_page_the_program_and_the_document_say_which_day_s_knowledge_they_tell():
    access = Office().officer()
    busy_activity(access)
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(access.user)
    quarter = quarter_of(access.today)
    name, day = quarter.name, access.today - DAY
    if day < quarter.first:
        day = access.today
    page = browser.get(reverse("programme:report"), {"quarter": name, "known_on": day})
    assert page.context["report"].known in page.content.decode()
    assert f'value="{day}"' in page.content.decode()
    for said, words in (
        (access.today + DAY, "still to come"), ("2026-13-01", "Write the day as"),
        (quarter.first - DAY, "had not begun on that day"),
    ):  # fmt: skip
        refused = browser.get(reverse("programme:report"), {"quarter": name, "known_on": said})
        assert refused.status_code == 422
        assert words in refused.content.decode()
    empty = browser.get(
        reverse("programme:report"), {"quarter": name, "known_on": quarter.first}
    )  # fmt: skip
    if quarter.first < access.today:
        assert "By that day nothing was recorded" in empty.content.decode()
    api = reverse("programme:api:report", args=[name])
    told = browser.get(api, {"known_on": str(day)}).json()
    assert (told["known_on"], str(day) in told["known"]) == (str(day), True)
    assert browser.get(api, {"known_on": "x"}).status_code == 422
    sent = browser.get(
        reverse("programme:report_file"), {"quarter": name, "known_on": day, "format": "ods"}
    )
    then = "" if day == access.today else f"-known-{day}"
    assert f"report-{name}{then}-en.ods" in sent["Content-Disposition"]
    assert AuditEntry.records.latest("pk").detail["known_on"] == str(day)
    assert json.dumps(told)
