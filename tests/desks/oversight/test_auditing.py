"""The auditor's desk: who saw whom, without seeing anything of them."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from hawkari.desks.oversight.services import auditing
from hawkari.desks.oversight.services.audit_tables import as_csv
from hawkari.desks.oversight.services.auditing import Wanted, look_up, searched, unusual
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act
from hawkari.evidence.audit.hours import DEFAULT, hours_of
from hawkari.evidence.audit.patterns import patterns
from hawkari.evidence.categories import set_category
from hawkari.evidence.entities import get_entity, network_ties, search
from hawkari.evidence.judgements import judge
from hawkari.evidence.models.audit import AuditEntry, AuditMark
from hawkari.evidence.models.operations import Category
from tests.desks.intelligence.case import Case
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

# What the case holds of people, and what an analyst wrote about them.
CONTENT = ("Rebwar", "ڕێبوار", "Saman", "Kawa", "447700900", "96470000", "same scar")


@pytest.fixture
def case() -> Case:
    return Case().load()


def auditor(case: Case):
    return case.access("nca", "auditor")


def looked(case: Case, *stated: str, **who: str):
    access = case.access(**who)
    for one in stated:
        get_entity(access, one)
    return access.user.get_username()


def acts(page: auditing.LogPage) -> list[tuple[str, str]]:
    return [(row.actor, row.act) for row in page.rows]


def test_who_saw_a_person_covers_every_record_judged_to_be_the_same(case: Case):
    before = looked(case, "uk-1")
    other = looked(case, "krg-1", agency="krg")
    nobody = looked(case, "uk-3")
    judge(case.access(), "uk-1", "krg-1", "positive", reason="same scar")
    since = looked(case, "uk-1", agency="krg")
    found = look_up(auditor(case), Wanted(person="krg-1", act="look"))
    assert {row.actor for row in found.rows} == {before, other, since}
    assert nobody not in {row.actor for row in found.rows}
    by_canonical = look_up(auditor(case), Wanted(person=case.id_of("uk-1"), act="look"))
    assert {before, other, since} < {row.actor for row in by_canonical.rows}


def test_a_look_at_everything_may_have_shown_the_person_and_is_listed(case: Case):
    access = case.access()
    network_ties(access)
    found = look_up(auditor(case), Wanted(person="uk-1"))
    assert [(row.actor, row.is_whole) for row in found.rows] == [(access.user.get_username(), True)]


def test_a_search_that_found_the_person_is_a_look(case: Case):
    access = case.access()
    search(access, "Rebwar Hama Amin")
    found = look_up(auditor(case), Wanted(person="uk-1", act="look"))
    assert acts(found) == [(access.user.get_username(), "search")]


def test_a_record_that_somebody_asked_for_and_may_not_see_is_found_too(case: Case):
    access = case.access()
    with pytest.raises(Exception, match="no entity"):
        get_entity(access, "fr-9")
    looked(case, "fr-9", agency="fr")
    found = look_up(auditor(case), Wanted(person="fr-9"))
    assert {row.outcome for row in found.rows} == {"ok", "not found"}


def test_an_unknown_id_has_no_rows_and_leaves_no_name_in_the_log(case: Case):
    found = look_up(auditor(case), Wanted(person="Rebwar Hama Amin"))
    assert (found.is_unknown, found.rows) == (True, ())
    entry = AuditEntry.records.last()
    assert (entry.outcome, "Rebwar" in str(entry.object_ids)) == ("not found", False)


def test_what_an_officer_did_is_shown_by_day_newest_first(case: Case):
    name = looked(case, "uk-1", "uk-3", "uk-4")
    found = look_up(auditor(case), Wanted(officer=name))
    assert [row.seq for row in found.rows] == sorted((row.seq for row in found.rows), reverse=True)
    assert len(found.rows) == 3
    today = datetime.now(UTC).date()
    assert look_up(auditor(case), Wanted(officer=name, first=today, last=today)).total == 3
    assert look_up(auditor(case), Wanted(officer=name, last=today - timedelta(days=1))).total == 0


def test_refusals_and_failed_logins_of_members_are_found(case: Case):
    access = case.access(role="administrator")
    with pytest.raises(AccessDenied):
        get_entity(access, "uk-1")
    audit.record(Act.LOGIN, actor=access.user.get_username(), outcome="refused")
    audit.record(Act.LOGIN, actor="a stranger", outcome="refused")
    found = look_up(auditor(case), Wanted(outcome="refused"))
    assert acts(found) == [
        (access.user.get_username(), "login"), (access.user.get_username(), "deny"),
    ]  # fmt: skip


def test_an_auditor_sees_no_other_operation(case: Case):
    access = World().access("nca")
    audit.record(Act.CONSULT, access=access, objects=[case.id_of("uk-1")])
    name = access.user.get_username()
    assert look_up(auditor(case), Wanted(officer=name)).total == 0
    assert name not in {row.actor for row in look_up(auditor(case), Wanted(person="uk-1")).rows}


def test_rows_show_no_name_and_no_value(case: Case):
    access = case.access()
    search(access, "Rebwar")
    judge(access, "uk-1", "krg-1", "positive", reason="same scar")
    set_category(access, "uk-3", Category.WITNESS, basis="assessment", reason="Saman saw it")
    found = look_up(auditor(case), Wanted())
    assert not any(word in str(found) for word in CONTENT)
    assert {row.has_reason for row in found.rows if row.act == "decide"} == {True}
    assert {row.reason for row in found.rows if row.act == "decide"} == {""}


def test_pages_hold_fifty_and_an_impossible_page_is_the_nearest(case: Case):
    for _ in range(120):
        audit.record(Act.LOGIN, actor=case.world.member("nca", name="rebin").username) if (
            AuditEntry.records.count() == 0
        ) else audit.record(Act.LOGIN, actor="rebin")
    access = auditor(case)
    first = look_up(access, Wanted(officer="rebin"))
    assert (len(first.rows), first.total, first.pages) == (50, 120, 3)
    assert len(look_up(access, Wanted(officer="rebin"), page=3).rows) == 20
    assert look_up(access, Wanted(officer="rebin"), page=99).number == 3
    assert look_up(access, Wanted(officer="rebin"), page=-1).number == 1


def test_whether_a_term_was_searched_is_answered_by_its_hash(case: Case):
    access = case.access()
    search(access, "Rebwar  HAMA amin")
    search(access, "+44 7700 900142")
    ask = auditor(case)
    assert searched(ask, "rebwar hama amin").total == 1
    assert searched(ask, "Hama").total == 1
    assert searched(ask, "447700900142").total == 1
    assert searched(ask, "Rebwar Amin").total == 0
    assert searched(ask, "").total == 0
    assert not any("ebwar" in str(row) for row in AuditEntry.records.values_list("detail"))


@pytest.mark.parametrize("role", ["analyst", "reviewer", "administrator"])
def test_nobody_but_an_auditor_reads_the_log_and_the_attempt_is_logged(case: Case, role: str):
    access = case.access(role=role)
    for call in (
        lambda: look_up(access, Wanted()),
        lambda: searched(access, "x"),
        lambda: unusual(access),
        lambda: as_csv(access, Wanted(), reason=""),
        lambda: auditing.health(access),
        lambda: auditing.change_hours(
            access, time_zone="UTC", first_hour=8, last_hour=17, days="1"
        ),
    ):
        with pytest.raises(AccessDenied):
            call()
        assert AuditEntry.records.last().act == "deny"


def test_reading_the_log_is_itself_logged(case: Case):
    access = auditor(case)
    for call in (
        lambda: look_up(access, Wanted(person="uk-1", officer="rebin")),
        lambda: searched(access, "x"),
        lambda: unusual(access),
        lambda: as_csv(access, Wanted(), reason="inspection 4"),
    ):
        before = AuditEntry.records.count()
        call()
        entry = AuditEntry.records.last()
        assert AuditEntry.records.count() == before + 1
        assert (entry.actor, entry.detail["what"]) == (access.user.get_username(), "audit log")


def test_a_csv_holds_every_row_and_no_formula(case: Case):
    name = looked(case, "uk-1")
    audit.record(Act.CONSULT, access=case.access(), justification="=1+1", recipient="@x")
    lines = "".join(as_csv(auditor(case), Wanted(act="look"), reason="inspection 4"))
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert [row["actor"] for row in rows][1] == name
    assert (rows[0]["reason"], rows[0]["recipient"]) == ("'=1+1", "'@x")
    entry = AuditEntry.records.last()
    assert (entry.act, entry.justification, entry.count) == ("disclose", "inspection 4", 2)


def at(case: Case, moment: datetime, **entry) -> None:
    """An entry as of another moment, for the rules; such a log no longer verifies."""
    made = audit.record(entry.pop("act", Act.CONSULT), access=case.access(), **entry)
    AuditEntry.records.filter(seq=made.seq).update(at=moment, actor="rebin")


NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def found_by(case: Case) -> list[tuple[str, str, int]]:
    access = auditor(case)
    found = unusual(access, first=date(2026, 11, 1), last=date(2026, 11, 30))
    return [(one.pattern.id, one.actor, one.found) for one in found.found if one.actor == "rebin"]


def test_many_people_in_an_hour_are_pointed_out_and_one_fewer_is_not(case: Case):
    at(case, NOON, objects=[f"{n:032x}" for n in range(49)], justification="x")
    at(case, NOON, objects=[f"{n:032x}" for n in range(10)], justification="x")
    assert found_by(case) == []
    at(case, NOON, objects=[f"{99:032x}"], justification="x")
    assert found_by(case) == [("many_people", "rebin", 50)]


def test_looks_outside_working_hours_go_by_the_operations_clock(case: Case):
    at(case, NIGHT, objects=["a" * 32], justification="x")
    assert found_by(case) == [("outside_hours", "rebin", 1)]
    # 23:30 UTC on a Tuesday is 13:30 of the same day in Honolulu.
    auditing.change_hours(
        auditor(case), time_zone="Pacific/Honolulu", first_hour=8, last_hour=17, days="2"
    )
    assert found_by(case) == []
    assert AuditEntry.records.filter(act="alter").last().detail["what"] == "working hours"


def test_looks_at_people_without_a_task_are_pointed_out_unless_a_reason_was_given(case: Case):
    ids = [case.id_of(one) for one in ("uk-1", "krg-1", "krg-2", "uk-3", "uk-4")]
    for one in ids:
        at(case, NOON, objects=[one])
        at(case, NOON, objects=[one], justification="tasking 4")
    assert found_by(case) == [("no_task", "rebin", 5)]
    set_category(case.access(), "uk-3", Category.SUSPECT, basis="fact", reason="charged")
    assert found_by(case) == []


def test_looks_at_posts_promises_and_money_are_no_looks_at_people(case: Case):
    many = [f"{number:032x}" for number in range(9)]
    for what in ("posts", "operators", "register", "lines", "training"):
        at(case, NOON, detail={"what": what}, objects=many)
    assert found_by(case) == []
    at(case, NOON, detail={"what": "post unmasked"}, objects=many)
    assert found_by(case) == [("no_task", "rebin", 9)]


def test_repeated_denials_and_searches_without_a_find_are_pointed_out(case: Case):
    for _ in range(5):
        at(case, NOON, act=Act.DENY, outcome="denied")
    for _ in range(10):
        at(case, NOON, act=Act.SEARCH)
    assert found_by(case) == [("repeated_denials", "rebin", 5), ("empty_searches", "rebin", 10)]


def test_half_names_typed_in_one_minute_count_as_one_search_without_a_find(case: Case):
    typed = {"as_typed": True}
    for second in range(20):
        at(case, NOON + timedelta(seconds=second), act=Act.SEARCH, detail=typed)
    assert found_by(case) == []
    for minute in range(1, 10):
        at(case, NOON + timedelta(minutes=minute), act=Act.SEARCH, detail=typed)
    assert found_by(case) == [("empty_searches", "rebin", 10)]


def test_reading_the_log_and_the_sources_is_no_look_at_people(case: Case):
    for what in ("audit log", "sources"):
        at(case, NIGHT, detail={"what": what}, objects=[f"{n:032x}" for n in range(60)])
    assert found_by(case) == []


def test_hours_that_cannot_be_meant_are_refused(case: Case):
    access = auditor(case)
    assert hours_of(access.operation) == DEFAULT
    good = {"time_zone": "Asia/Baghdad", "first_hour": 8, "last_hour": 15, "days": "71234"}
    for wrong in (
        {"time_zone": "Mars/Olympus"}, {"first_hour": 15}, {"last_hour": 25}, {"days": "8"},
        {"days": ""},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            auditing.change_hours(access, **{**good, **wrong})
    assert auditing.change_hours(access, **good).days == "12347"


def test_the_rules_are_data_with_words_for_each():
    from hawkari.desks.oversight.audit_words import PATTERNS

    assert set(patterns()) == set(PATTERNS)
    numbers = {name: str(rule.threshold) for name, rule in patterns().items()}
    numbers.pop("outside_hours")
    assert all(number in str(PATTERNS[name]) for name, number in numbers.items())


def test_the_pages_answer_an_auditor_and_hold_no_content(case: Case):
    access = case.access()
    search(access, "Rebwar")
    judge(access, "uk-1", "krg-1", "positive", reason="same scar")
    looked(case, "uk-1")
    client = case.client(role="auditor")
    pages = [
        client.get(reverse("oversight:audit")),
        client.get(reverse("oversight:audit"), {"person": "uk-1"}),
        client.get(reverse("oversight:audit"), {"person": "nobody", "page": "x"}),
        client.get(reverse("oversight:audit_patterns")),
        client.post(reverse("oversight:audit_term"), {"term": "Rebwar"}),
    ]
    for page in pages:
        assert page.status_code == 200
        text = page.content.decode()
        assert not any(word in text for word in CONTENT if word != "Rebwar")
    assert "Yes: one search" in pages[-1].content.decode()
    assert 'value="Rebwar"' in pages[-1].content.decode()
    assert "Rebwar" not in "".join(page.content.decode() for page in pages[:-1])


def test_a_filter_that_cannot_be_read_is_said_and_shows_nothing(case: Case):
    looked(case, "uk-1")
    page = case.client(role="auditor").get(reverse("oversight:audit"), {"first": "soon"})
    assert (page.status_code, page.context["found"].total) == (200, 0)
    assert "There is a problem" in page.content.decode()


def test_hours_are_set_by_form_and_a_wrong_form_says_why(case: Case):
    client = case.client(role="auditor")
    given = {"time_zone": "Asia/Baghdad", "first_hour": 8, "last_hour": 15, "days": ["7", "1"]}
    assert client.post(reverse("oversight:audit_hours"), given).status_code == 302
    assert hours_of(case.world.operation).days == "17"
    wrong = client.post(reverse("oversight:audit_hours"), {**given, "last_hour": 99})
    assert wrong.status_code == 422
    backwards = client.post(reverse("oversight:audit_hours"), {**given, "last_hour": 3})
    assert backwards.status_code == 400


def test_the_links_are_shown_only_to_those_who_may(case: Case):
    link = reverse("oversight:audit")
    assert link in case.client(role="auditor").get(link).content.decode()
    shown = case.client(role="analyst").get(reverse("intelligence:search")).content.decode()
    assert link not in shown


def test_the_page_says_when_the_log_was_last_checked_and_copied(case: Case, tmp_path):
    client = case.client(role="auditor")
    text = client.get(reverse("oversight:audit")).content.decode()
    assert text.count('class="tag warning">never') == 2
    audit.verify(mark=True)
    audit.ship(tmp_path / "elsewhere", actor="cron")
    text = client.get(reverse("oversight:audit")).content.decode()
    assert "never" not in text
    AuditMark.objects.filter(kind="verified").update(whole=False)
    assert "something is wrong" in client.get(reverse("oversight:audit")).content.decode()
