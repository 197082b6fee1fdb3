"""With a log that truly cannot be written, nothing is served and nothing is done."""

import pytest
from django.db import connection
from django.urls import reverse

from hawkari.evidence import audit
from hawkari.evidence.audit import Act, AuditUnavailable
from hawkari.evidence.models import JudgementEvent, SubjectCategory
from tests.desks.intelligence.case import Case

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

CONTENT = ("Rebwar", "ڕێبوار", "Saman", "Kawa", "447700900", "Agency")


@pytest.fixture
def case() -> Case:
    return Case().load()


def break_log() -> None:
    """Take the table away, as a lost disk or a hostile hand would."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE evidence_auditentry RENAME TO gone")


def addresses(case: Case) -> list[tuple[str, str, dict[str, str]]]:
    """Every address of the desks and the site's own pages that shows or changes evidence."""
    person = case.id_of("uk-1")
    pair = sorted((person, case.id_of("krg-2")))
    return [
        ("get", reverse("home"), {}),
        ("get", reverse("sources"), {}),
        ("get", reverse("intelligence:search"), {"q": "Rebwar"}),
        ("get", reverse("intelligence:entity", args=[person]), {}),
        ("get", reverse("intelligence:review"), {}),
        ("get", reverse("intelligence:network"), {}),
        ("get", reverse("intelligence:tie", args=pair), {}),
        ("get", reverse("intelligence:api:search"), {"q": "Rebwar"}),
        ("get", reverse("intelligence:api:entity", args=[person]), {}),
        ("get", reverse("intelligence:api:network"), {}),
        (
            "post",
            reverse("intelligence:category", args=[person]),
            {"category": "suspect", "basis": "fact", "reason": "charged"},
        ),
        (
            "post",
            reverse("intelligence:decide"),
            {"left": "krg-1", "right": "uk-1", "judgement": "positive", "reason": "seen"},
        ),
    ]


def test_every_page_and_api_operation_answers_503_without_content(case: Case):
    case.propose()
    client, asked = case.client(), addresses(case)
    break_log()
    for method, address, data in asked:
        answer = getattr(client, method)(address, data)
        assert answer.status_code == 503, address
        assert not any(word in answer.content.decode() for word in CONTENT), address
    assert not JudgementEvent.objects.exists()
    assert not SubjectCategory.objects.exists()


def test_the_auditor_is_served_nothing_either(case: Case):
    client = case.client(role="auditor")
    break_log()
    for address in ("audit", "audit/patterns", "api/audit/entries", "api/audit/health"):
        assert client.get(f"/oversight/{address}").status_code == 503, address


def test_a_refusal_that_cannot_be_logged_is_503_and_still_a_refusal(case: Case):
    client, address = case.client(role="administrator"), reverse("intelligence:network")
    break_log()
    assert client.get(address).status_code == 503


def test_a_locked_head_is_as_good_as_no_log(case: Case):
    access = case.access()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE evidence_audithead RENAME TO gone")
    with pytest.raises(AuditUnavailable):
        audit.record(Act.CONSULT, access=access)
