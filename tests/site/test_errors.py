"""Errors become pages that say the rule, and what was not done."""

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import open_access
from hawkari.evidence.models import AuditEntry, OperationMember, User
from hawkari.site import errors
from hawkari.site.urls import *  # noqa: F403  the handlers are part of what is tested
from hawkari.site.urls import urlpatterns as site_patterns


def denies(request):
    raise AccessDenied("analyst", "export", "the role auditor does not include it")


def cannot_use(request):
    raise BadInput("'2026-02-31' is no date", "Write it as 2026-02-28.")


def breaks(request):
    raise RuntimeError("a fault of ours")


def cannot_audit(request):
    raise audit.AuditUnavailable("DatabaseError")


urlpatterns = [
    *site_patterns,
    path("denies", denies),
    path("cannot-use", cannot_use),
    path("breaks", breaks),
    path("cannot-audit", cannot_audit),
]


@pytest.fixture(autouse=True)
def _with_failing_pages():
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/denies", 403, ["the role auditor does not include it", "export"]),
        ("/cannot-use", 400, ["2026-02-31", "Write it as 2026-02-28."]),
        ("/nothing", 404, ["nothing on it that you may see"]),
        ("/cannot-audit", 503, ["hawkari audit verify"]),
    ],
)
def test_an_error_says_why_and_what_was_not_done(
    logged_in: Client, address: str, status: int, words: list[str]
):
    response = logged_in.get(address)
    assert response.status_code == status
    text = response.content.decode()
    assert all(word in text for word in words)
    assert "Traceback" not in text


def test_a_fault_of_ours_shows_no_detail_and_needs_no_database(logged_in: Client):
    logged_in.raise_request_exception = False
    response = logged_in.get("/breaks", headers={"accept-language": "ckb"})
    assert response.status_code == 500
    assert 'lang="ckb" dir="rtl"' in response.content.decode()
    assert "a fault of ours" not in response.content.decode()


def test_a_stale_form_is_explained(analyst: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(analyst)
    response = client.post("/operation", {"operation": "local"})
    assert response.status_code == 403
    assert "This form is too old" in response.content.decode()


def test_a_user_without_operation_is_told_the_rule_in_the_frame(logged_in: Client):
    OperationMember.objects.all().delete()
    response = logged_in.get("/")
    assert response.status_code == 403
    text = response.content.decode()
    with pytest.raises(AccessDenied) as denied:
        open_access(response.wsgi_request.user)
    assert denied.value.rule in text
    assert "You are a member of no current operation" in text


def test_a_refused_operation_leaves_the_old_one_in_use(logged_in: Client):
    assert logged_in.post("/operation", {"operation": "another"}).status_code == 403
    assert logged_in.get("/").status_code == 200


def test_one_denial_leaves_one_entry_however_often_the_page_asks(logged_in: Client):
    OperationMember.objects.all().delete()
    before = AuditEntry.records.filter(act="deny").count()
    logged_in.get("/")
    assert AuditEntry.records.filter(act="deny").count() == before + 1


def test_pages_for_broken_parts_are_drawn_without_the_database(monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", fail)
    request = RequestFactory().get("/")
    assert errors.server_error(request).status_code == 500
    assert errors.audit_unavailable(request).status_code == 503
