"""Pages of imports and posts, as a person goes through them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hawkari.desks.campaign.models import Import, Post
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign import files
from tests.desks.campaign.playing import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def browser(desk, role="communications", *, language="en", **more) -> Client:
    client = Client(headers={"host": "127.0.0.1", "accept-language": language})
    client.force_login(desk.user(role, **more))
    return client


def sent(tmp_path, **more) -> dict[str, object]:
    content = files.written(tmp_path, "x.json", files.TELEGRAM).read_bytes()
    until = timezone.now().date() + timedelta(days=90)
    return {
        "file": SimpleUploadedFile("result.json", content),
        "lawful_basis": "public channel",
        "keep_until": until.isoformat(),
    } | more


def page(answer) -> str:
    return answer.content.decode()


def test_a_file_is_imported_read_and_its_posts_are_listed_with_people_hidden(desk, tmp_path):
    client = browser(desk)
    answer = client.post("/campaign/imports/new", sent(tmp_path), follow=True)
    row = Import.objects.get()
    assert row.reference in page(answer)
    assert "its time cannot be read" in page(answer)
    answer = client.post(f"/campaign/imports/{row.reference}/read", follow=True)
    assert "all read" in page(answer)
    listed = page(client.get("/campaign/posts"))
    assert "دۆڤەر" in listed
    assert "900163" not in listed
    assert "phone hidden" in listed
    number = Post.objects.get(ref="2").pk
    assert "900163" not in page(client.get(f"/campaign/posts/{number}"))


def test_people_are_shown_only_for_a_reason_which_the_log_keeps(desk, tmp_path):
    client = browser(desk)
    client.post("/campaign/imports/new", sent(tmp_path))
    number = Post.objects.get(ref="2").pk
    address = f"/campaign/posts/{number}/unmasked"
    refused = client.post(address, {"why": " "})
    assert refused.status_code == 422
    assert "900163" not in page(refused)
    answer = client.post(address, {"why": "to refer the advert"})
    assert "900163" in page(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    entry = AuditEntry.records.latest("pk")
    assert (entry.detail["what"], entry.justification) == ("post unmasked", "to refer the advert")
    assert "900163" not in page(client.get(f"/campaign/posts/{number}"))


def test_a_form_that_cannot_be_used_says_why_and_keeps_what_was_typed(desk, tmp_path):
    client = browser(desk)
    answer = client.post("/campaign/imports/new", sent(tmp_path, lawful_basis=""))
    assert answer.status_code == 422
    answer = client.post(
        "/campaign/imports/new", sent(tmp_path, file=SimpleUploadedFile("a.csv", b"name\nx\n"))
    )
    assert answer.status_code == 422
    assert "no column holds the posts" in page(answer)
    assert "public channel" in page(answer)
    assert not Import.objects.exists()


def test_the_same_file_again_leads_to_its_import(desk, tmp_path):
    client = browser(desk)
    client.post("/campaign/imports/new", sent(tmp_path))
    answer = client.post("/campaign/imports/new", sent(tmp_path), follow=True)
    assert "imported before" in page(answer)
    assert Import.objects.count() == 1


def test_a_reviewer_keeps_holds_and_disposes_without_reading_a_post(desk, tmp_path):
    browser(desk).post("/campaign/imports/new", sent(tmp_path))
    row = Import.objects.get()
    client, at = browser(desk, "reviewer"), f"/campaign/imports/{row.reference}"
    assert row.reference in page(client.get("/campaign/imports"))
    assert client.get("/campaign/posts").status_code == 403
    until = timezone.now().date() + timedelta(days=200)
    client.post(f"{at}/keep", {"until": until.isoformat(), "why": "trial"})
    row.refresh_from_db()
    assert row.keep_until == until
    client.post(f"{at}/hold", {"why": "a court asked"})
    assert client.post(f"{at}/dispose", {"why": "old"}).status_code == 422
    client.post(f"{at}/lift", {"why": "done"})
    answer = client.post(f"{at}/dispose", {"why": "old"}, follow=True)
    assert "Its posts are gone" in page(answer)
    assert not Post.objects.exists()


def test_posts_and_imports_of_another_agency_are_not_there(desk, tmp_path):
    browser(desk).post("/campaign/imports/new", sent(tmp_path))
    row, number = Import.objects.get(), Post.objects.first().pk
    other = browser(desk, agency="krg")
    assert other.get(f"/campaign/imports/{row.reference}").status_code == 404
    assert other.get(f"/campaign/posts/{number}").status_code == 404
    assert other.post(f"/campaign/posts/{number}/unmasked", {"why": "x"}).status_code == 404
    assert row.reference not in page(other.get("/campaign/imports"))


@pytest.mark.parametrize("language", ["ckb", "ar"])
def test_the_pages_speak_the_readers_language(desk, tmp_path, language):
    client = browser(desk, language=language)
    client.post("/campaign/imports/new", sent(tmp_path))
    row, number = Import.objects.get(), Post.objects.get(ref="2").pk
    for address in (
        "posts", f"posts/{number}", "imports", "imports/new", f"imports/{row.reference}",
    ):  # fmt: skip
        text = page(client.get(f"/campaign/{address}"))
        assert 'dir="rtl"' in text
        assert "Lawful basis" not in text
        assert "phone hidden" not in text
