"""Flow reads the cases that a reader may know of, and tells of stages, never of a person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hawkari.desks.returns.models import Case, CaseEvent
from hawkari.desks.returns.services import flow as services
from hawkari.desks.returns.services.flow import FlowQuestion, compare, event_log, flow_of, stock_of
from hawkari.desks.returns.services.recording import refresh
from hawkari.engines.casework import State
from hawkari.engines.casework.queues import Desk, Range
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry

pytestmark = pytest.mark.contract
NOW = timezone.now()
DESK = Desk(6, Range(0.2, 0.4), Range(5, 9), Range(5, 20), backlog=10)
NUMBERS = {"number": 0}


def case(
    access, *moves: tuple[str, float], route: str = "enforced", receiver: str = "erbil"
) -> Case:
    """A case whose events lie in the past: (stage or kind of event, days ago)."""
    NUMBERS["number"] += 1
    first = NOW - timedelta(days=moves[0][1])
    made = Case.objects.create(
        reference=f"R-TEST-{NUMBERS['number']:06}", operation=access.operation,
        agency=access.user.agency, opened_at=first, review_due=NOW.date() + timedelta(days=300),
    )  # fmt: skip
    for number, (what, ago) in enumerate(moves, start=1):
        at = NOW - timedelta(days=ago)
        kind, body = (
            (what, {}) if what in {"opened", "booked", "closed"} else ("moved", {"to": what})
        )
        if what == "opened":
            body = {"route": route, "receiver": receiver, "language": "ckb"}
        if what.startswith("corrected"):
            kind, body = "corrected", {"event": int(what.split()[1]), "why": "typed wrongly"}
        CaseEvent.objects.create(
            case=made, number=number, kind=kind, at=at, recorded=at, actor="officer", body=body
        )
    refresh(made)
    return made


@pytest.fixture
def officer(desk):
    return desk.officer()


@pytest.fixture
def played(officer):
    case(officer, ("opened", 300), ("screening", 290), ("documenting", 280), ("closed", 30))
    case(officer, ("opened", 200), ("screening", 190), ("documenting", 170))
    case(officer, ("opened", 100), ("screening", 95), receiver="baghdad")
    return officer


def stages(found) -> dict[str, tuple[int, int]]:
    return {one.stage: (one.left, one.now) for one in found.stages}


def test_every_stage_tells_who_left_and_who_waits(played):
    found = flow_of(played, FlowQuestion(), now=NOW)
    assert (found.cases, found.left_out) == (3, 0)
    assert stages(found) == {
        "intake": (3, 0), "screening": (2, 1), "documenting": (1, 1), "closed": (0, 1),
    }  # fmt: skip
    assert [one.stage for one in found.waiting] == ["intake", "screening", "documenting"]
    documenting = found.waiting[-1]
    assert round(documenting.oldest) == 170
    assert round(documenting.median) == 250
    first = found.arcs[0]
    assert (first.source, first.target, first.count) == ("intake", "screening", 3)


def test_the_months_count_each_case_once_where_it_came(played):
    found = flow_of(played, FlowQuestion(), now=NOW)
    totals = {stage: sum(one.entered[stage] for one in found.months) for stage in services.SHOWN}
    assert totals == {"intake": 3, "documenting": 2, "departed": 0, "closed": 1}


def test_route_receiver_and_time_choose_the_cases(played):
    assert flow_of(played, FlowQuestion(receiver="baghdad"), now=NOW).cases == 1
    assert flow_of(played, FlowQuestion(route="voluntary"), now=NOW).cases == 0
    assert flow_of(played, FlowQuestion(months=6), now=NOW).cases == 1


def test_another_agency_of_the_operation_sees_no_flow_of_these_cases(desk, played):
    other = desk.officer(agency="krg-interior")
    assert flow_of(other, FlowQuestion(), now=NOW).cases == 0
    assert "R-TEST" not in event_log(other, FlowQuestion(), now=NOW)


@pytest.mark.parametrize("ask", [
    lambda access: flow_of(access, FlowQuestion(), now=NOW),
    lambda access: event_log(access, FlowQuestion(), now=NOW),
    lambda access: compare(access, DESK, 2),
])  # fmt: skip
def test_who_may_not_read_cases_is_refused(desk, played, ask):
    with pytest.raises(AccessDenied):
        ask(desk.officer("analyst"))


def test_a_booking_that_was_taken_back_moved_nobody(officer):
    case(officer, ("opened", 50), ("documenting", 40), ("booked", 20), ("corrected 3", 19))
    found = flow_of(officer, FlowQuestion(), now=NOW)
    assert stages(found) == {"intake": (1, 0), "documenting": (0, 1)}


def test_a_case_that_was_disposed_of_is_in_no_figure(played):
    Case.objects.update(disposed_at=NOW)
    assert flow_of(played, FlowQuestion(), now=NOW).cases == 0


def test_of_very_many_cases_the_newest_are_read_and_the_rest_is_counted(played, monkeypatch):
    monkeypatch.setattr(services, "MOST_CASES", 2)
    found = flow_of(played, FlowQuestion(), now=NOW)
    assert (found.cases, found.left_out) == (2, 1)


def test_the_number_of_queries_does_not_grow_with_the_cases(played):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            flow_of(played, FlowQuestion(), now=NOW)
        return len(asked)

    few = queries()
    for _ in range(12):
        case(played, ("opened", 90), ("screening", 80), ("documenting", 70))
    assert queries() <= few


def test_the_event_log_numbers_cases_and_names_none(played):
    log = event_log(played, FlowQuestion(), now=NOW)
    assert log.count("<trace>") == 3
    assert 'value="documenting"' in log
    assert "R-TEST" not in log
    entry = AuditEntry.records.order_by("-seq").first()
    assert (entry.act, entry.count) == ("disclose", 3)


def test_looking_at_the_flow_is_written_down(played):
    flow_of(played, FlowQuestion(receiver="erbil"), now=NOW)
    entry = AuditEntry.records.order_by("-seq").first()
    assert (entry.act, entry.count) == ("consult", 2)
    assert entry.detail["asked"] == ["receiver"]


def asked(access, *events: tuple[str, float], **body) -> None:
    """A case of which an authority was asked: (asked, answered or closed; days ago)."""
    made = case(access, ("opened", 400))
    kinds = {"asked": "receiver_asked", "answered": "receiver_answered"}
    for number, (what, ago) in enumerate(events, start=2):
        at = NOW - timedelta(days=ago)
        CaseEvent.objects.create(
            case=made, number=number, kind=kinds.get(what, what), at=at, recorded=at,
            actor="officer", body={"receiver": "erbil", "event": 3} | body,
        )  # fmt: skip


def test_an_authority_is_timed_from_the_asking_to_the_answer(officer):
    asked(officer, ("asked", 100), ("answered", 90))
    asked(officer, ("asked", 100), ("asked", 95), ("answered", 70))
    asked(officer, ("asked", 60))
    asked(officer, ("asked", 300), ("closed", 299))
    asked(officer, ("asked", 50), ("answered", 45), ("corrected", 44))
    asked(officer, ("asked", 20), ("answered", 18), receiver="baghdad")
    found = {one.stage: one for one in flow_of(officer, FlowQuestion(), now=NOW).answers}
    erbil = found["erbil"]
    # Two were answered, after 10 and 30 days; one waits, one's answer was taken back, and one
    # case was closed a day after the asking.
    assert (erbil.left, erbil.now, round(erbil.oldest)) == (2, 2, 60)
    assert round(erbil.median) == 30
    assert (found["baghdad"].left, found["baghdad"].now) == (1, 0)
    assert set(found) == {"erbil", "baghdad"}


def test_the_days_that_authorities_took_start_the_simulation(officer):
    for days in (10, 20, 30, 40, 50):
        asked(officer, ("asked", 100), ("answered", 100 - days))
    stock = stock_of(flow_of(officer, FlowQuestion(), now=NOW), State.DOCUMENTING)
    assert (round(stock.outside.low), round(stock.outside.high)) == (30, 40)


def test_what_cases_tell_of_a_stage_starts_the_simulation(played):
    stock = stock_of(flow_of(played, FlowQuestion(), now=NOW), State.DOCUMENTING)
    assert stock.now == 1
    assert 0 < stock.arrivals.low < 2 / 365 < stock.arrivals.high
    none = stock_of(flow_of(played, FlowQuestion(route="port"), now=NOW), State.DOCUMENTING)
    assert (none.now, none.arrivals) == (0, None)


def test_more_officers_are_compared_with_those_there_are(officer):
    found = compare(officer, DESK, 2)
    assert found.then.within.high <= found.as_is.within.high
    assert len(found.influences) == 3
    assert found.hardly_changes, "a load of a half: nobody waits for an officer"
    crowded = compare(officer, Desk(2, Range(0.2, 0.3), Range(7, 9)), 2)
    assert not crowded.hardly_changes
    with pytest.raises(BadInput, match="page"):
        compare(officer, Desk(6, Range(1, 40), Range(5, 9)), 2)


@pytest.fixture
def browser(desk):
    """A caseworker logged in, in the desk's operation."""
    client = Client()
    client.force_login(desk.user())
    session = client.session
    session["operation"] = desk.operation.slug
    session.save()
    return client


def test_the_page_answers_where_most_wait_and_how_long(desk, played, browser: Client):
    page = browser.get("/returns/flow").content.decode()
    assert "Most wait in" in page
    assert "for 170 days" in page
    assert "not yet 80 %" in page
    assert "R-TEST" not in page
    assert 'role="img"' in page


def test_the_page_simulates_what_it_is_told_and_answers_in_ranges(played, browser: Client):
    asked = {
        "officers": 4, "more": 2, "backlog": 5, "arrivals_low": 1, "arrivals_high": 2,
        "work_low": 5, "work_high": 9, "outside_low": 5, "outside_high": 20,
    }  # fmt: skip
    page = browser.get("/returns/flow", asked).content.decode()
    assert "With 2 more officers, 80 % of cases are done within" in page
    assert "not a promise" in page
    page = browser.get("/returns/flow", asked | {"work_high": 2}).content.decode()
    assert "This is less than the least." in page
    page = browser.get("/returns/flow", asked | {"arrivals_high": 700}).content.decode()
    assert "This cannot be simulated" in page


def test_the_page_without_cases_says_what_to_do(browser: Client):
    page = browser.get("/returns/flow?months=6&route=voluntary").content.decode()
    assert "No case was opened in this time" in page
    assert browser.get("/returns/flow?months=x&route=y").status_code == 200


def table(*counts: float) -> str:
    rows = enumerate(counts)
    return "Year,Quarter,N\n" + "".join(f"{2000 + n // 4},{n % 4 + 1},{c}\n" for n, c in rows)


def upload(text: str):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("series.csv", text.encode(), content_type="text/csv")


def test_a_series_that_nothing_beats_is_answered_by_persistence_on_the_page(browser: Client):
    rows = table(*(100 * 1.04**n for n in range(30)))
    page = browser.post("/returns/flow/forecast", {"table": upload(rows), "value": "N"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Nothing tried is better than saying that nothing changes." in text
    assert "2007 Q3" in text


def test_a_series_of_noughts_says_that_no_error_is_known(browser: Client):
    sent = {"table": upload(table(*[0] * 30)), "value": "N"}
    page = browser.post("/returns/flow/forecast", sent)
    assert page.status_code == 200
    assert "not known" in page.content.decode()


@pytest.mark.parametrize("wrong", [
    {"officers": "nan"}, {"arrivals_low": "inf"}, {"work_high": "1e400"}, {"more": "-1"},
    {"outside_high": "1e-400"}, {"backlog": "9" * 400}, {"arrivals_high": ""},
])  # fmt: skip
def test_numbers_that_are_none_are_refused_beside_their_field(browser: Client, wrong):
    asked = {
        "officers": 4, "more": 2, "backlog": 5, "arrivals_low": 1, "arrivals_high": 2,
        "work_low": 5, "work_high": 9, "outside_low": 5, "outside_high": 20,
    }  # fmt: skip
    page = browser.get("/returns/flow", asked | wrong)
    assert page.status_code == 200
    assert 'class="errors"' in page.content.decode()


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        (table(*range(1, 31)), "M", "no column"),
        (table(1, 2), "N", "too few"),
        (table(*range(1, 31)).replace("15", "fifteen"), "N", "row 16, N"),
    ],
)
def test_a_table_that_cannot_be_forecast_says_where(browser: Client, text, column, said):
    page = browser.post("/returns/flow/forecast", {"table": upload(text), "value": column})
    assert page.status_code == 422
    assert said in page.content.decode()


def test_a_file_that_is_no_text_is_refused_in_words(browser: Client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("x.csv", b"\xff\xfe\x00")
    page = browser.post("/returns/flow/forecast", {"table": file, "value": "N"})
    assert page.status_code == 422
    assert "not UTF-8" in page.content.decode()
