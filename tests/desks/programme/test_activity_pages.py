"""Pages of activities: what is late is read first, and what is typed wrong stands at its field."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.desks.programme.activity_drawing import gantt
from hawkari.desks.programme.models import Decision, Milestone, Risk
from hawkari.desks.programme.services import activities as services
from hawkari.desks.programme.services.entry_values import EARLIEST, NewMilestone
from hawkari.desks.programme.services.milestones import add_milestone
from tests.desks.programme.acting import DAY, Office, bare_activity, busy_activity, milestone_of
from tests.desks.programme.measuring import figured, indicator, output
from tests.desks.programme.members import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def access(office):
    return office.officer()


def text(answer) -> str:
    return answer.content.decode()


def at(name: str, *arguments: object) -> str:
    return reverse(f"programme:{name}", args=arguments)


def test_the_list_and_the_page_say_first_what_is_late(access):
    item = busy_activity(access)
    browser = browser_of(access)
    assert "activity is behind." in text(browser.get(at("activities")))
    shown = text(browser.get(at("activity", item.reference)))
    for words in (
        "milestone is late.", "Room handed over", "the vehicles come later", "letter 12/2026",
        "Ministry of Interior", "3 / 4", "4 × 4 = 16", "Erbil airport unit", "sign the lease",
    ):  # fmt: skip
        assert words in shown
    assert shown.count('<rect class="ev hollow"') == 2 + 1  # two not reached, and the legend
    assert browser.get(at("activity", "P-2026-000000")).status_code == 404
    assert browser.get("/programme/activities/%00").status_code == 404


def test_a_long_list_is_read_page_by_page_and_counts_what_is_behind_in_all(access, monkeypatch):
    monkeypatch.setattr(services, "PAGE", 1)
    first, busy = bare_activity(access), busy_activity(access)
    browser = browser_of(access)
    shown = text(browser.get(at("activities")))
    assert first.reference in shown
    assert busy.reference not in shown
    assert "activity is behind." in shown
    for page in ("2", "9", "99999999"):
        assert busy.reference in text(browser.get(at("activities"), {"page": page}))
    for page in ("0", "-1", "x", "²", "9" * 40):
        assert browser.get(at("activities"), {"page": page}).status_code == 200
    listed = browser.get(at("api:activities"), {"page": 2}).json()
    assert [one["reference"] for one in listed] == [busy.reference]


def test_each_thing_is_written_down_on_its_page_and_what_is_wrong_stands_at_its_field(access):
    item = bare_activity(access)
    browser, today = browser_of(access), access.today
    typed = {
        "facts": {"lead": "Command", "starts": today, "ends": today},
        "milestone": {"name": "Room", "due": today + DAY},
        "asset": {"name": "Scanner", "custodian": "Unit", "every_days": 30},
        "position": {"title": "Analyst", "planned": 2},
        "risk": {"words": "Flood", "likelihood": 2, "impact": 3, "owner": "Office",
                 "review": today},
        "decision": {"kind": "meeting", "day": today, "offices": "Both", "words": "Met"},
    }  # fmt: skip
    for what, fields in typed.items():
        page = at("activity_add", item.reference, what)
        assert browser.get(page).status_code == 200
        answer = browser.post(page, fields)
        assert answer.url == at("activity", item.reference), what
    assert "Command" in text(browser.get(at("activity_add", item.reference, "facts")))
    wrong = browser.post(
        at("activity_add", item.reference, "facts"), {"starts": today, "ends": today - DAY}
    )
    assert wrong.status_code == 422
    assert "before the one that it follows" in text(wrong)
    assert list(wrong.context["form"].errors) == ["ends"]
    for number in ("NaN", "1e30", "0", "10" * 40, "\0"):
        fields = {"title": "Analyst", "planned": number}
        answer = browser.post(at("activity_add", item.reference, "position"), fields)
        assert list(answer.context["form"].errors) == ["planned"]


def test_each_entry_is_carried_on_and_withdrawn_from_the_page(access):
    item = busy_activity(access)
    browser, today = browser_of(access), access.today
    late = Milestone.objects.get(name="Room handed over")
    risk = Risk.objects.get()
    action = Decision.objects.exclude(action="").get()
    post = {
        ("milestone", late.pk, "revise"): {"due": today + DAY, "why": "later"},
        ("milestone", late.pk, "finish"): {
            "done": today,
            "evidence": "photograph",
            "document_kind": "other",
        },
        ("risk", risk.pk, "review"): {"likelihood": 1, "impact": 1, "review": today},
        ("risk", risk.pk, "close"): {"day": today, "why": "over"},
        ("decision", action.pk, "finish"): {"done": today, "evidence": "lease"},
    }
    for step, fields in post.items():
        assert browser.get(at("entry_step", *step)).status_code == 200
        answer = browser.post(at("entry_step", *step), fields)
        assert answer.url == f"{at('activity', item.reference)}#{step[0]}-{step[1]}", step
    assert "No milestone is late." in text(browser.get(at("activity", item.reference)))
    reached = ("milestone", late.pk, "finish")
    again = browser.post(at("entry_step", *reached), post[reached])
    assert "reached already" in text(again)
    gone = at("entry_step", "milestone", late.pk, "withdraw")
    browser.post(gone, {"why": "entered twice"})
    assert browser.get(gone).status_code == 404
    assert browser.get(at("entry_step", "milestone", 10**17, "finish")).status_code == 404
    assert browser.get(at("entry_step", "asset", 1, "finish")).status_code == 404


def test_a_document_is_handed_in_with_a_milestone_and_saved_again_from_its_page(access):
    one = milestone_of(access, bare_activity(access), due=access.today)
    browser = browser_of(access)
    page = at("entry_step", "milestone", one.pk, "finish")
    assert 'enctype="multipart/form-data"' in text(browser.get(page))
    bare = browser.post(page, {"done": access.today, "document_kind": "other"})
    assert list(bare.context["form"].errors) == ["evidence"]
    wrong = browser.post(
        page,
        {"done": access.today, "document_kind": "other", "document_day": access.today + DAY,
         "file": SimpleUploadedFile("a.pdf", b"a")},
    )  # fmt: skip
    assert list(wrong.context["form"].errors) == ["document_day"]
    for step, name in (("finish", "letter.pdf"), ("show", "<b>room.jpg")):
        answer = browser.post(
            at("entry_step", "milestone", one.pk, step),
            {"done": access.today, "document_kind": "signed",
             "file": SimpleUploadedFile(name, name.encode())},
        )  # fmt: skip
        assert answer.url.endswith(f"#milestone-{one.pk}"), text(answer)
    shown = text(browser.get(at("activity", one.item.reference)))
    letter, photograph = [proof.document for proof in one.proofs.all()]
    assert "&lt;b&gt;room.jpg" in shown
    for each in (letter, photograph):
        assert at("document", each.reference) in shown
    assert one.name in text(browser.get(at("document", letter.reference)))
    saved = browser.get(at("document_file", letter.reference))
    assert sha256(saved.content).hexdigest() == letter.sha256
    told = browser.get(at("api:activity", one.item.reference)).json()["milestone_list"][0]
    assert [each["sha256"] for each in told["documents"]] == [letter.sha256, photograph.sha256]
    assert browser.get(told["documents"][1]["url"]).content == b"<b>room.jpg"
    table = text(browser.get(at("activity_file", one.item.reference, "milestones")))
    assert f"{letter.reference}:{letter.sha256}" in table


def test_whoever_only_reads_is_shown_no_way_to_write(office, access):
    item = busy_activity(access)
    reader = browser_of(office.officer("monitor"))
    answer = reader.get(at("activity", item.reference))
    if answer.status_code == 200:
        assert "/add/" not in text(answer)
        assert "/entries/" not in text(answer)
    assert reader.get(at("activity_add", item.reference, "risk")).status_code == 403
    stranger = browser_of(office.officer(agency="other-office"))
    assert stranger.get(at("activity", item.reference)).status_code == 404
    assert stranger.get(at("entry_step", "risk", Risk.objects.get().pk, "close")).status_code == 404


def test_the_logframe_shows_each_indicator_and_says_what_is_not_published(access):
    below = output(access)
    item = below.parent
    measured, bare = (indicator(access, output=below) for _ in range(2))
    figured(access, measured)
    shown = text(browser_of(access).get(at("activity", item.reference)))
    logframe = shown[shown.index('id="logframe"') : shown.index('id="assets"')]
    for one in (measured, bare):
        assert at("indicator", one.reference) in logframe
    assert '<bdi class="num">12</bdi>' in logframe
    assert logframe.count("not published") >= 3


def test_the_tables_are_handed_out_and_no_cell_is_run_as_a_formula(access):
    item = busy_activity(access)
    add_milestone(access, item.reference, NewMilestone('=HYPERLINK("x")', access.today))
    browser = browser_of(access)
    for what, rows in (("milestones", 4), ("assets", 1), ("positions", 1), ("risks", 1),
                       ("decisions", 2)):  # fmt: skip
        answer = browser.get(at("activity_file", item.reference, what))
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert len(text(answer).splitlines()) == rows + 1
        assert not re.search(r"(^|,)\"?=", text(answer), re.M)


DAYS = st.dates(min_value=EARLIEST, max_value=EARLIEST + timedelta(days=20_000))


@settings(max_examples=40)
@given(st.lists(st.tuples(DAYS, DAYS, st.none() | DAYS), min_size=1, max_size=12), DAYS)
def test_every_milestone_is_drawn_inside_and_months_do_not_crowd(days, today):
    made = [Milestone(name="x", begins=min(one, two), due=max(one, two), done=done)
            for one, two, done in days]  # fmt: skip
    drawing = gantt(made, today=today)
    assert len(drawing.rows) == len(made)
    assert len(drawing.ticks) <= 9
    for row in drawing.rows:
        assert 60 <= row.x <= row.x + row.width <= 893.1
        assert row.is_late == (row.milestone.done is None and row.milestone.due < today)


def test_nothing_is_drawn_of_nothing(access):
    assert gantt((), today=access.today) is None
