"""Accounts and operations are made by name, and a mistyped name makes nothing."""

import pytest
from django.contrib.auth import authenticate

from hawkari.errors import BadInput
from hawkari.evidence.access import open_access
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import AuditEntry, User
from hawkari.evidence.operations import NewOperation, open_operation
from hawkari.site.people import add_member, add_user, known_agency

PASSWORD = "an invented long phrase"


@pytest.fixture
def larkspur(db: None):
    ensure_agency("nca")
    return open_operation("root", NewOperation("larkspur", "boats", agencies={"nca": ""}))


def test_a_user_works_in_an_operation_after_three_steps(larkspur):
    user = add_user("shirin", PASSWORD, agency=known_agency("nca"), by="root")
    add_member(user, "larkspur", role="analyst", by="root")
    assert open_access(user, "larkspur").role == "analyst"
    assert authenticate(username="shirin", password=PASSWORD) == user
    assert AuditEntry.records.filter(act="alter", actor="root").count() == 3


def test_a_second_membership_changes_the_role(larkspur):
    user = add_user("shirin", PASSWORD, agency=known_agency("nca"), by="root")
    for role in ("analyst", "auditor"):
        add_member(user, "larkspur", role=role, by="root")
    assert open_access(user, "larkspur").role == "auditor"


@pytest.mark.parametrize("password", ["short", "password1234", "123456789"])
def test_a_weak_password_makes_no_account(larkspur, password: str):
    with pytest.raises(BadInput, match="password"):
        add_user("shirin", password, agency=known_agency("nca"), by="root")
    assert not User.objects.filter(username="shirin").exists()


def test_unknown_names_are_refused_with_the_known_ones(larkspur):
    with pytest.raises(BadInput, match="nca"):
        known_agency("ncaa")
    user = add_user("shirin", PASSWORD, agency=known_agency("nca"), by="root")
    with pytest.raises(BadInput, match="larkspur"):
        add_member(user, "larkspurr", role="analyst", by="root")
    with pytest.raises(BadInput, match="analyst, reviewer"):
        add_member(user, "larkspur", role="boss", by="root")
    with pytest.raises(BadInput, match="exists"):
        add_user("shirin", PASSWORD, agency=known_agency("nca"), by="root")


def test_an_operation_needs_a_purpose(db):
    with pytest.raises(BadInput, match="purpose"):
        open_operation("root", NewOperation("x", " "))
