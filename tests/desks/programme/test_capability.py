"""Border posts: what was stated, by which office and when; nothing is made up between the lines."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from hawkari.desks.programme.capability import PROCEDURES, Stated, compared, wrong_in
from hawkari.desks.programme.models import SelfAssessment
from hawkari.desks.programme.services.capability import (
    NewSelfAssessment,
    file_rows,
    find_posts,
    make_self_assessment,
    post_view,
    withdraw_self_assessment,
)
from hawkari.desks.programme.services.capability_figures import tables
from hawkari.desks.programme.services.capability_files import (
    load_self_assessments,
    self_assessment_form,
)
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.report_parts import untraced
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import quarter_of
from tests.desks.programme.promising import Programme, browser_of

NOVEMBER = {"checks_first": date(2026, 11, 1), "checks_last": date(2026, 11, 15)}
BEFORE = Stated(
    people_needed=20, people_posted=10, people_trained=2, equipment_needed=8, equipment_working=4,
    procedures={"watchlist": "no", "referral": "partly", "rights": "yes", "handover": "no"},
    checks=3000, hits=6, **NOVEMBER,
)  # fmt: skip
AFTER = replace(BEFORE, people_trained=9, procedures=dict.fromkeys(PROCEDURES, "yes"))
numbers = st.none() | st.integers(0, 10**6)


@st.composite
def self_assessments(draw) -> Stated:
    """Anything that an office may state without contradicting itself."""
    posted, checks = draw(numbers), draw(numbers)
    stated = Stated(
        people_needed=draw(numbers),
        people_posted=posted,
        people_trained=draw(st.none() | st.integers(0, posted)) if posted is not None else None,
        equipment_needed=draw(numbers),
        equipment_working=draw(numbers),
        procedures=draw(
            st.dictionaries(st.sampled_from(PROCEDURES), st.sampled_from(["yes", "partly", "no"]))
        ),
        checks=checks,
        hits=draw(st.none() | st.integers(0, checks)) if checks is not None else None,
        **(NOVEMBER if checks is not None else {}),
    )
    assert wrong_in(stated) is None
    return stated


@settings(max_examples=40)
@given(self_assessments(), st.none() | self_assessments())
def test_what_was_not_stated_is_never_a_number(before, after):
    rows = {one.measure: one for one in compared(before, after)}
    assert (rows["people"].before is None) == (
        before.people_posted is None or not before.people_needed
    )
    assert (rows["hits"].before is None) == (before.hits is None or not before.checks)
    for one in rows.values():
        assert (one.change is None) == (one.before is None or one.after is None)
        if after is None:
            assert one.after is None
    if rows["training"].before is not None:
        assert 0 <= rows["training"].before <= 100


def test_shares_and_rates_are_those_a_spreadsheet_gives():
    rows = {one.measure: one for one in compared(BEFORE, AFTER)}
    assert rows["people"].before == Decimal("50.0")
    assert (rows["training"].before, rows["training"].after) == (20, 90)
    assert rows["training"].change == 70
    assert (rows["procedures"].before, rows["procedures"].after) == (25, 100)
    assert rows["checks"].before == 6000
    assert rows["hits"].before == 2


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("people_trained", {"people_trained": 11}),
        ("hits", {"hits": 3001}),
        ("people_needed", {"people_needed": -1}),
        ("checks", {"checks": 10**30}),
        ("checks_last", {"checks_last": None}),
        ("checks_last", {"checks_last": date(2026, 10, 1)}),
        ("checks_first", {"checks_first": None, "checks_last": None}),
        ("watchlist", {"procedures": {"watchlist": "perhaps"}}),
    ],
)
def test_a_self_assessment_that_contradicts_itself_is_refused(field, changes):
    found = wrong_in(replace(BEFORE, **changes))
    assert found is not None
    assert found[0] == field


@pytest.fixture
def programme(db) -> Programme:
    return Programme()


@pytest.fixture
def officer(programme: Programme) -> Access:
    return programme.officer()


def state(access: Access, stated: Stated = BEFORE, **fields: object) -> SelfAssessment:
    new = {"post": "Invented Pass", "stage": "before", "stated_on": access.today,
           "stated_by": "Office of the pass", "stated": stated}  # fmt: skip
    return make_self_assessment(access, NewSelfAssessment(**new | fields))


@pytest.mark.django_db
@pytest.mark.contract
def test_the_newest_self_assessment_of_each_stage_counts_and_a_withdrawn_one_does_not(
    officer: Access,
):
    earlier = officer.today - timedelta(days=90)
    first = state(officer, stated_on=earlier)
    state(officer, AFTER, stage="after", post=" invented  PASS ")
    wrong = state(officer, replace(BEFORE, people_posted=20))
    (view,) = find_posts(officer)
    assert view.before == wrong
    with pytest.raises(BadInput):
        withdraw_self_assessment(officer, view.post.reference, wrong.pk, why=" ")

    withdraw_self_assessment(officer, view.post.reference, wrong.pk, why="Counted twice")

    view = post_view(officer, view.post.reference)
    assert view.before == first
    assert len(view.self_assessments) == 3
    rows = {row[1]: row for row in file_rows([view])}
    assert rows["training"][2:] == (
        "20.0", earlier.isoformat(), "Office of the pass",
        "90.0", officer.today.isoformat(), "Office of the pass", "70.0",
    )  # fmt: skip


@pytest.mark.django_db
def test_only_whoever_keeps_the_programme_states_and_no_other_agency_reads(
    programme: Programme, officer: Access
):
    made = state(officer)
    reader = programme.officer("analyst")
    assert len(find_posts(reader)) == 1
    with pytest.raises(AccessDenied):
        state(reader)
    with pytest.raises(AccessDenied):
        find_posts(programme.officer("trainer"))
    other = programme.officer(agency="coastguard")
    assert find_posts(other) == []
    with pytest.raises(NotFound):
        post_view(other, made.post.reference)
    with pytest.raises(NotFound):
        withdraw_self_assessment(other, made.post.reference, made.pk, why="Not mine")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("post", " "), ("post", "x" * 121), ("post", "a\0b"), ("stated_by", "\ud800"),
        ("stage", "during"), ("stated_on", None), ("stated_on", date(2999, 1, 1)),
        ("stated", Stated()),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_at_its_field(officer: Access, field, value):
    with pytest.raises(BadInput) as refused:
        state(officer, **{field: value})
    assert refused.value.where in {(field,), ("people_needed",)}
    assert not SelfAssessment.objects.exists()


TABLE = """Name of the border post,stage,stated_on,stated_by,people_posted,hits,watchlist
Invented Pass,Before,2026-01-05,Office,12,,Partly
Invented Pass,دوای,2026-11-05,Office,14,,بەڵێ
Invented Pass,Before,2026-01-05,Office,12,,Partly
Other Pass,before,2026-02-30,Office,3,,
Other Pass,before,2026-02-03,Office,many,,
Other Pass,before,2026-02-03,Office,3,5,
Other Pass,before,2026-02-03,,3,,
"""


@pytest.mark.django_db
@pytest.mark.contract
def test_of_a_file_good_rows_are_kept_and_bad_ones_are_listed(officer: Access):
    fates = load_self_assessments(officer, TABLE.encode(), file="posts.csv")

    assert [one.fate for one in fates] == ["taken", "taken", "known", *["refused"] * 4]
    assert [one.place for one in fates if one.fate == "refused"] == ["5", "6", "7", "8"]
    assert "no day" in fates[3].problem
    assert "no whole number" in fates[4].problem
    (view,) = find_posts(officer)
    assert view.after is not None
    assert view.after.procedures == {"watchlist": "yes"}
    again = load_self_assessments(officer, TABLE.encode(), file="posts.csv")
    assert [one.fate for one in again][:3] == ["known"] * 3
    with pytest.raises(BadInput):
        load_self_assessments(officer, b"name;x\n1;2\n", file="posts.csv")


@pytest.mark.django_db
def test_the_report_counts_posts_by_their_self_assessments_and_says_nothing_of_them(
    officer: Access,
):
    period = quarter_of(officer.today)
    assert tables(officer, period) == ()
    for name in ("Invented Pass", "Other Pass"):
        state(officer, post=name, stated_on=period.first - timedelta(days=1))
        state(officer, post=name)
    state(officer, AFTER, stage="after")

    found = tables(officer, period)

    assert untraced(found) == []
    before, after = found[0].figures
    assert (before.value, after.value) == (2, 1)
    assert "Pass" not in repr(found)


@pytest.mark.django_db
def test_the_form_asks_the_same_in_three_languages(officer: Access):
    form = etree.fromstring(self_assessment_form(officer).encode())
    text = etree.tostring(form, encoding="unicode")
    for words in ("Officers posted", "الضباط الموجودون", "ئەفسەری دانراو"):
        assert words in text
    for field in ("post", "stage", "stated_on", "people_trained", *PROCEDURES, "checks_last"):
        assert f"/data/{field}" in text


@pytest.mark.django_db
def test_pages_state_compare_and_hand_out_the_table(programme: Programme, officer: Access):
    client = browser_of(officer)
    new = reverse("programme:new_self_assessment")
    said = {"post": "Invented Pass", "stage": "before", "stated_on": "2026-11-01",
            "stated_by": "Office", "people_needed": "10", "people_posted": "5"}  # fmt: skip
    bad = client.post(new, said | {"people_trained": "6"})
    assert bad.status_code == 400
    assert "More officers are trained than posted" in bad.content.decode()
    page = client.post(new, said, follow=True).content.decode()
    assert "50 %" in page
    assert "not stated" in page

    sent = SimpleUploadedFile("posts.csv", TABLE.encode())
    loaded = client.post(
        reverse("programme:load_self_assessments"), {"file": sent}
    ).content.decode()
    assert "kept already" in loaded
    assert "Write it in digits." in loaded
    listed = client.get(reverse("programme:border_posts")).content.decode()
    assert "Invented Pass" in listed
    table = client.get(reverse("programme:border_posts_file")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {"people", "hits"} <= {row["measure"] for row in rows}
    told = client.get(reverse("programme:api:border_posts")).json()["posts"]
    assert told[0]["name"] == "Invented Pass"
    assert client.get(reverse("programme:self_assessment_form")).status_code == 200
    outsider = browser_of(programme.officer(agency="coastguard"))
    assert outsider.get(reverse("programme:border_post", args=[told[0]["reference"]])
                        ).status_code == 404  # fmt: skip
