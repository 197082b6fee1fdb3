"""Another agency's values leave with its permission, and only so far as it goes.

All people are invented; numbers are from ranges reserved for fiction.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from hawkari.desks.exchange.models import Package
from hawkari.desks.exchange.services import deciding, releasing
from hawkari.desks.exchange.services.deciding import Given
from hawkari.desks.exchange.services.packages import sent_package
from hawkari.desks.exchange.services.permissions import PermissionGiven, record_permission
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.categories import set_category
from hawkari.evidence.models import AuditEntry, Category
from tests.desks.exchange.sharing import REVIEW_BY, Sharing, today
from tests.evidence.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.contract]

THEIRS = "federal:1"
GIVEN = PermissionGiven(
    "onward", "federal-police", "nca", "Invented Major, liaison", "Letter 12/2026", today()
)


@pytest.fixture
def sharing(three_nodes) -> Sharing:
    return Sharing(three_nodes, person=THEIRS)


def draft(sharing: Sharing) -> Package:
    """A draft for the UK with a man of whom the federal police told the giver alone."""
    with sharing.giver:
        World(sharing.giver.operation()).person(
            "federal-police", THEIRS, name="Shilan Karim", how={"shared_with": ["asayish"]}
        )
        set_category(sharing.giver.access("analyst"), THEIRS, Category.SUSPECT, basis="fact")
    request = sharing.ask()
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        package = deciding.begin(analyst, request)
        deciding.set_transfer(analyst, package.reference, "nca", ceiling="OFFICIAL")
        deciding.set_terms(analyst, package.reference, onward="Ask us", review_by=REVIEW_BY)
        deciding.add_entity(analyst, package.reference, THEIRS)
    return package


def release(sharing: Sharing, package: Package) -> None:
    analyst = sharing.giver.access("analyst")
    rows = list(package.rows.values_list("pk", flat=True))
    deciding.decide(analyst, package.reference, rows, given=Given("release"))


def test_with_its_permission_another_agencys_value_leaves_and_without_it_stays(sharing):
    package = draft(sharing)
    with sharing.giver:
        with pytest.raises(BadInput, match="may not go to nca"):
            release(sharing, package)
        record_permission(sharing.giver.access("analyst"), package.reference, GIVEN)
        release(sharing, package)
    sharing.release(package)
    sharing.load(package)
    assert sharing.seen() == {"name": "Shilan Karim"}
    with sharing.giver:
        (shown,) = sent_package(sharing.giver.access(), package.reference).permissions
        assert (shown.given_by, shown.document) == (GIVEN.given_by, GIVEN.document)
        assert AuditEntry.records.filter(justification=GIVEN.document).exists()


@pytest.mark.parametrize(
    "other", [replace(GIVEN, originator="asayish"), replace(GIVEN, kind="passing_on")]
)
def test_a_permission_of_somebody_else_or_for_something_else_lets_nothing_leave(sharing, other):
    package = draft(sharing)
    with sharing.giver:
        record_permission(sharing.giver.access("analyst"), package.reference, other)
        with pytest.raises(BadInput, match="may not go to nca"):
            release(sharing, package)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (replace(GIVEN, given_by=" "), "names who gave it"),
        (replace(GIVEN, document=""), "names who gave it"),
        (replace(GIVEN, given_on=today() + timedelta(days=1)), "in the future"),
        (replace(GIVEN, kind="anything"), "nothing to permit"),
        (replace(GIVEN, recipient="federal-police"), "receives nothing"),
        (replace(GIVEN, kind="acknowledged"), "the words of H3"),
    ],
)
def test_a_permission_that_nobody_could_check_is_not_recorded(sharing, wrong, problem):
    package = draft(sharing)
    with sharing.giver:
        with pytest.raises(BadInput, match=problem):
            record_permission(sharing.giver.access("analyst"), package.reference, wrong)
        with pytest.raises(AccessDenied):
            record_permission(sharing.giver.access("liaison"), package.reference, GIVEN)
        assert not package.permissions.exists()


def test_who_recorded_a_permission_does_not_sign(sharing):
    package = draft(sharing)
    with sharing.giver:
        reviewer = sharing.giver.access("reviewer")
        record_permission(reviewer, package.reference, GIVEN)
        release(sharing, package)
        releasing.submit(sharing.giver.access("analyst"), package.reference)
        with pytest.raises(BadInput, match="had a hand in"):
            releasing.sign(reviewer, package.reference)


def test_an_officer_records_a_permission_on_the_page(sharing):
    package = draft(sharing)
    with sharing.giver:
        client = sharing.giver.client("analyst")
        page = f"/exchange/packages/{package.reference}"
        fields = {
            "kind": "onward", "originator": "federal-police", "recipient": "nca",
            "given_by": "Invented Major", "document": "Letter 12/2026",
            "given_on": today().isoformat(), "words": "",
        }  # fmt: skip
        client.post(f"{page}/permissions", fields)
        assert "Letter 12/2026" in client.get(page).content.decode()
