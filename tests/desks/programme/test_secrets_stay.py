"""No withheld field reaches a file: a secret in every text of every model, and every way out."""

import io
import zipfile

import pytest
from django.conf import settings
from django.urls import reverse

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.services.publications import approve, file_of, prepare, preview
from hawkari.desks.programme.services.publish_rules import NewRule, set_rule
from hawkari.desks.programme.services.reports import Asked, make_report
from hawkari.evidence.access import Access
from tests.desks.programme.planting import PERSONAL, plant_everywhere
from tests.desks.programme.promising import browser_of
from tests.desks.programme.publishing import Office

pytestmark = [pytest.mark.django_db, pytest.mark.contract]

LEAVES = {"Transaction.provider"}
"""What of the store leaves as aid data while nobody loosened a rule."""


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def officer(office: Office) -> Access:
    access = office.officer()
    office.publisher(access)
    return access


def published(office: Office, access: Access, reference: str) -> bytes:
    """The file as it leaves, by the whole way."""
    made = prepare(access, [reference], seen=preview(access, [reference]).sha256)
    approve(office.officer(), made.reference, seen=made.sha256)
    return file_of(access, made.reference)[1]


def found_in(content: bytes, secrets: dict[str, str]) -> set[str]:
    return {place for secret, place in secrets.items() if secret.encode() in content}


def test_no_secret_of_the_store_leaves_as_aid_data(office: Office, officer: Access):
    item = office.stated(officer)
    secrets = plant_everywhere(officer, item, office.user())
    assert len(secrets) > 60
    assert found_in(published(office, officer, item.reference), secrets) == LEAVES
    set_rule(officer, NewRule("receiver", "publish", "they agreed"), reference=item.reference)
    set_rule(officer, NewRule("provider", "withhold", "they asked"), reference=item.reference)
    left = found_in(published(office, officer, item.reference), secrets)
    assert left == {"Transaction.receiver"}


def test_nothing_of_officers_in_training_reaches_the_report(office: Office, officer: Access):
    item = office.stated(officer)
    secrets = plant_everywhere(officer, item, office.user())
    made = make_report(officer, Asked("2025Q1", "en", "docx"), fonts=settings.DOCUMENT_FONTS)
    with zipfile.ZipFile(io.BytesIO(made.content)) as file:
        content = b"".join(file.read(name) for name in file.namelist())
    told = found_in(content, secrets)
    assert told
    assert not {place for place in told if place.partition(".")[0] in PERSONAL}


@pytest.mark.parametrize("form", ["html", "json", "csv"])
def test_the_public_register_tells_only_what_is_marked_public(
    office: Office, officer: Access, form: str
):
    item = office.stated(officer)
    secrets = plant_everywhere(officer, item, office.user())
    reader = browser_of(office.officer("liaison"))

    def told() -> set[str]:
        answer = reader.get(reverse("programme:public_file", args=[form]))
        assert answer.status_code == 200
        content = b"".join(answer) if answer.streaming else answer.content
        return found_in(content, secrets)

    assert told() == set()
    RegisterItem.objects.filter(pk=item.pk).update(public=True)
    name = told()
    assert name
    assert name <= {"RegisterItem.name", "RegisterItem.names"}
    Claim.objects.update(public=True, attribute="parties")
    more = told() - name
    assert "Claim.reported_by" in more
    assert {place.partition(".")[0] for place in more} == {"Claim"}
