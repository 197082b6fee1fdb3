"""Pages of publishing: rules beside fields, review by a second person, and partners' files."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hawkari.desks.programme.models import ImportedActivity, PartnerImport, Publication
from hawkari.desks.programme.services.publications import prepare, preview
from hawkari.desks.programme.services.publish_details import details_of
from hawkari.evidence.access import Access
from tests.desks.programme.promising import browser_of as browser
from tests.desks.programme.publishing import Office
from tests.desks.programme.test_partner_imports import one, partner_file

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def officer(office: Office) -> Access:
    access = office.officer()
    office.publisher(access)
    return access


def page(answer: Any) -> str:
    return answer.content.decode()


BLANK = {"role": "", "name": "", "ref": "", "kind": ""}
"""A row as a browser sends it when nobody touched it."""


def rows(prefix: str, *said: dict[str, str]) -> dict[str, str]:
    """What a form sends of its rows."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(said)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(said):
        sent |= {f"{prefix}-{number}-{key}": value for key, value in row.items()}
    return sent


def stated(**changes: str) -> dict[str, str]:
    return {
        "title_en": "Training", "description_en": "Courses", "status": "2", "currency": "GBP",
        "planned_start": "2025-01-01", "flow": "10", "seen": "0",
        **rows("parties", {"role": "1", "name": "Invented Office", "kind": "10"}, {}, BLANK),
        **rows("countries", {"code": "IQ"}),
        **rows("sectors", {"code": "15136", "percentage": "60"},
               {"code": "15132", "percentage": "30"}),
    } | changes  # fmt: skip


def test_a_broken_rule_is_said_beside_its_field_with_its_official_id(
    office: Office, officer: Access
):
    item = office.item(officer)
    client, address = browser(officer), reverse("programme:publish_details", args=[item.reference])
    shown = page(client.get(address))
    assert "Nobody has stated anything" in shown
    shown = page(client.post(address, stated(), follow=True))
    assert "IATI 2.1.2" in shown
    assert "The percentages of sectors must add up to 100." in shown
    assert "IATI 6.11.1" not in shown
    arabic = page(client.get(address, headers={"accept-language": "ar"}))
    assert "IATI 2.1.2" in arabic
    assert "يجب أن يكون مجموع نسب القطاعات 100." in arabic
    seen = str(details_of(officer, item.reference).seen)
    again = stated(seen=seen) | {"sectors-1-percentage": "40"}
    assert "It keeps every official rule." in page(client.post(address, again, follow=True))


def test_what_cannot_be_used_is_said_and_nothing_is_kept(office: Office, officer: Access):
    item = office.item(officer)
    client, address = browser(officer), reverse("programme:publish_details", args=[item.reference])
    for changes in (
        {"planned_start": "soon"}, {"currency": "POUND"}, {"status": "99"},
        {"sectors-0-percentage": "NaN"}, {"sectors-0-percentage": "1e30"}, {"seen": "7"},
        {"title_en": "x\0"}, {"countries-0-code": "XQ"}, {"parties-TOTAL_FORMS": "x"},
    ):  # fmt: skip
        answer = client.post(address, stated(**changes))
        assert answer.status_code == 400, changes
    assert details_of(officer, item.reference).seen == 0


def test_a_second_person_reviews_the_very_file_on_its_page(office: Office, officer: Access):
    item = office.stated(officer)
    mine, other = browser(officer), browser(office.officer())
    address = reverse("programme:prepare_publication")
    shown = page(mine.get(address, {"activities": item.reference}))
    assert "Karwan Invented" in shown
    assert "It names a person." in shown
    seen = preview(officer, [item.reference]).sha256
    made = page(mine.post(address, {"activities": item.reference, "seen": seen}, follow=True))
    assert "You prepared it: somebody else reviews it." in made
    assert "Agree: it may leave" not in made
    reference = Publication.objects.get().reference
    file = reverse("programme:publication_file", args=[reference])
    assert mine.get(file).status_code == 302
    review = reverse("programme:publication", args=[reference])
    assert "Agree: it may leave" in page(other.get(review))
    declined = other.post(review, {"seen": seen, "answer": "decline"})
    assert (declined.status_code, "Say why." in page(declined)) == (400, True)
    other.post(review, {"seen": seen, "answer": "approve"})
    left = mine.get(file)
    assert left["Content-Type"] == "application/xml"
    assert b"Karwan" not in left.content
    withdraw = reverse("programme:withdraw_publication", args=[reference])
    mine.post(withdraw, {"why": "the partner asked"})
    assert mine.get(file).status_code == 302
    assert "the partner asked" in page(mine.get(review))


def test_what_breaks_a_rule_cannot_be_sent_from_its_page(office: Office, officer: Access):
    item = office.stated(officer, sectors=())
    client, address = browser(officer), reverse("programme:prepare_publication")
    shown = page(client.get(address, {"activities": item.reference}))
    assert "6.2.2" in shown
    assert "Send it to a second person" not in shown
    seen = preview(officer, [item.reference]).sha256
    sent = client.post(address, {"activities": item.reference, "seen": seen}, follow=True)
    assert "It breaks a rule of IATI." in page(sent)
    assert not Publication.objects.exists()
    assert "Choose at least one activity." in page(client.get(address, follow=True))


def test_a_rule_is_stated_with_its_reason(office: Office, officer: Access):
    item = office.item(officer)
    client, address = browser(officer), reverse("programme:publish_rule", args=["contact"])
    assert client.post(address, {"does": "publish", "why": " "}).status_code == 400
    assert client.post(address, {"does": "delay", "why": "w", "days": "3"}).status_code == 400
    own = {"does": "publish", "why": "he agreed", "activity": item.reference}
    listed = page(client.post(address, own, follow=True))
    assert "he agreed" in listed
    assert "more leaves than by default" in listed
    assert "he agreed" not in page(client.get(reverse("programme:publish_rules")))
    nowhere = reverse("programme:publish_rule", args=["nothing"])
    assert client.get(nowhere).status_code == 404


def test_a_publisher_is_stated_on_its_page(office: Office):
    access = office.officer()
    client, address = browser(access), reverse("programme:publisher")
    assert "Nobody has said who publishes" in page(client.get(reverse("programme:publish")))
    bad = client.post(address, {"ref": "GB/6", "kind": "10", "name": "Office"})
    assert "Use letters, digits and hyphens" in page(bad)
    said = client.post(address, {"ref": "GB-6", "kind": "10", "name": "Office"}, follow=True)
    assert "GB-6" in page(said)


def test_who_only_reads_is_offered_the_file_and_nothing_else(office: Office, officer: Access):
    item = office.stated(officer)
    prepare(officer, [item.reference], seen=preview(officer, [item.reference]).sha256)
    client = browser(office.officer("liaison"))
    shown = page(client.get(reverse("programme:publish")))
    assert item.name in shown
    assert reverse("programme:publish_details", args=[item.reference]) not in shown
    assert "Look at what would leave" not in shown
    details = reverse("programme:publish_details", args=[item.reference])
    assert client.get(details).status_code == 403


def test_a_partners_file_is_imported_shown_and_handed_back(officer: Access):
    client, address = browser(officer), reverse("programme:partner_imports")
    file = SimpleUploadedFile("partner.xml", partner_file(one("1"), one("2")).read())
    shown = page(client.post(address, {"file": file}, follow=True))
    assert "Invented Bridge" in shown
    assert "6.11.1" in shown
    made = PartnerImport.objects.get()
    one_of = reverse("programme:partner_activity", args=[made.reference, 1])
    told = page(client.get(one_of))
    assert "100.25" in told
    assert "not published" in told
    out = client.get(reverse("programme:partner_file", args=[made.reference]))
    assert b"own:inner" in out.content
    nowhere = reverse("programme:partner_activity", args=[made.reference, 9])
    assert client.get(nowhere).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"<x", "The file is no whole XML. It breaks off in line 1."),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "document type or entities"),
        (b"<iati-activities/>", "The file holds no activity."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    officer: Access, content: bytes, words: str
):
    client, address = browser(officer), reverse("programme:partner_imports")
    answer = client.post(address, {"file": SimpleUploadedFile("a.xml", content)})
    assert answer.status_code == 400
    assert words in page(answer)
    assert not ImportedActivity.objects.exists()
