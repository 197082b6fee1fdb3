"""The pages of retention, holds, corrections and subject access, in three languages."""

import json
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from hawkari.evidence.access import visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.disclosures import raise_notices, record_disclosure
from hawkari.evidence.models import (
    Category,
    Change,
    CorrectionNotice,
    Disposal,
    Hold,
    Medium,
    Source,
    SubjectExport,
)
from hawkari.evidence.retention import DisposalRequest, dispose
from hawkari.evidence.subject_access import draft, export_of, mark, submit
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ar", "ckb")


@pytest.fixture
def world(db) -> World:
    made = World()
    made.person("nca", "nca:1", name="ڕێبوار ئەمین", phone="+447700900001")
    made.person("nca", "nca:2", name="Shilan Karim")
    return made


@pytest.fixture
def reviewer(world):
    return world.access("nca", "reviewer")


@pytest.fixture
def client(reviewer) -> Client:
    return browser_of(reviewer)


def browser_of(access) -> Client:
    """A browser of somebody without a password, who therefore is not asked to confirm it."""
    access.user.set_unusable_password()
    access.user.save()
    browser = Client()
    browser.force_login(access.user)
    return browser


class Parsed(HTMLParser):
    """Collects every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def scene(access) -> list[str]:
    """Something on every page; gives their addresses."""
    Source.objects.update(review_due="2026-01-01")
    set_category(access, "nca:2", Category.VICTIM, basis="fact")
    numbers = visible_to(access).values_list("pk", flat=True)
    record_disclosure(access, numbers, recipient="Asayish", medium=Medium.BRIEF)
    hold = Hold.objects.create(
        operation=access.operation, kind="court", reason="a case", entity="0" * 32,
        review_due="2027-01-01", placed_by=access.user, placed_at="2026-01-01T00:00Z",
    )  # fmt: skip
    export = draft(access, "nca:2", requester="Shilan Karim")
    phone = visible_to(access).get(prop="phone").pk
    view = dispose(access, DisposalRequest(reason="no need", statements=(phone,)))
    return [
        reverse("oversight:retention"),
        reverse("oversight:retention") + "?within=x&kind=source",
        reverse("oversight:review_one", args=["source", "nca-persons"]),
        reverse("oversight:review_one", args=["hold", str(hold.pk)]),
        reverse("oversight:disposal", args=[view.id]),
        reverse("oversight:holds"),
        reverse("oversight:corrections"),
        reverse("oversight:corrections") + "?state=all",
        reverse("oversight:subject_access"),
        reverse("oversight:subject_export", args=[export.pk]),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_renders_in_every_language(client, reviewer, language):
    client.cookies["django_language"] = language
    for address in scene(reviewer):
        response = client.get(address)
        assert response.status_code == 200, address
        parsed = Parsed(response.content.decode())
        ids = [attributes["id"] for _, attributes in parsed.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), address
        primary = [1 for _, one in parsed.tags if "btn-primary" in one.get("class", "").split()]
        assert len(primary) <= 1, address
        assert not any("style" in attributes for _, attributes in parsed.tags), address


def test_an_empty_operation_says_so(db):
    access = World().access("nca", "reviewer")
    browser = browser_of(access)
    for name in ("retention", "holds", "corrections", "subject_access"):
        assert browser.get(reverse(f"oversight:{name}")).status_code == 200


def test_a_source_is_kept_extended_and_disposed_of_on_its_page(client, reviewer):
    kept = {"reason": "a case needs it", "rule": ""}
    client.post(reverse("oversight:keep_one", args=["source", "nca-persons"]), kept)
    assert Source.objects.get().review_due > reviewer.today
    bad = client.post(
        reverse("oversight:extend_one", args=["source", "nca-persons"]), {"reason": "x"}
    )
    assert bad.status_code == 422
    unsure = client.post(
        reverse("oversight:dispose_one", args=["source", "nca-persons"]), {"reason": "no need"}
    )
    assert unsure.status_code == 422
    assert not Disposal.objects.exists()
    done = client.post(
        reverse("oversight:dispose_one", args=["source", "nca-persons"]),
        {"reason": "no need", "understood": "on"},
    )
    assert done.url == reverse("oversight:disposal", args=[Disposal.objects.get().pk])
    assert not visible_to(reviewer).exists()


def test_a_hold_is_placed_and_lifted(client, reviewer):
    given = {"kind": "court", "what": "source", "named": "nca-persons", "reason": "case 12"}
    client.post(reverse("oversight:holds"), given)
    hold = Hold.objects.get()
    assert client.post(reverse("oversight:holds"), {"kind": "court"}).status_code == 422
    client.post(reverse("oversight:lift"), {"hold": hold.pk, "reason": ""})
    assert Hold.objects.get().lifted_at is None
    client.post(reverse("oversight:lift"), {"hold": hold.pk, "reason": "the case ended"})
    assert Hold.objects.get().lift_reason == "the case ended"


def test_a_number_that_is_none_is_refused_in_words(client, reviewer):
    given = {"kind": "court", "what": "load", "named": "nine", "reason": "case 12"}
    response = client.post(reverse("oversight:holds"), given)
    assert response.status_code == 400
    assert "no number" in response.content.decode()


def test_a_notice_is_moved_on(client, reviewer):
    numbers = list(visible_to(reviewer).values_list("pk", flat=True))
    record_disclosure(reviewer, numbers, recipient="Asayish", medium=Medium.BRIEF)
    raise_notices(numbers, Change.RETRACTED, cause="load:1")
    notice = CorrectionNotice.objects.get()
    address = reverse("oversight:mark_correction")
    client.post(address, {"notice": notice.pk, "state": "sent", "note": "by letter"})
    notice.refresh_from_db()
    assert (notice.state, notice.note) == ("sent", "by letter")
    client.post(address, {"notice": "x"})


def test_an_export_goes_from_draft_to_a_pdf_in_arabic_script(client, world, reviewer):
    client.post(
        reverse("oversight:subject_access"), {"entity": "nca:1", "requester": "Rebwar Amin"}
    )
    export = SubjectExport.objects.get()
    set_category(reviewer, "nca:1", Category.SUSPECT, basis="fact")
    rows = [row.id for row in export_of(reviewer, export.pk).rows]
    marked = reverse("oversight:mark_rows", args=[export.pk])
    assert client.post(marked, {"decision": "release"}).status_code == 422
    client.post(marked, {"decision": "release", "row": rows})
    client.post(reverse("oversight:submit_export", args=[export.pk]))
    second = browser_of(world.access("nca", "reviewer"))
    second.post(reverse("oversight:approve_export", args=[export.pk]), {"approve": "", "note": ""})
    pdf = client.get(reverse("oversight:export_pdf", args=[export.pk]))
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].startswith("attachment")
    data = json.loads(client.get(reverse("oversight:export_json", args=[export.pk])).content)
    assert data["person"] == "ڕێبوار ئەمین"


def test_a_second_person_may_refuse(client, world, reviewer):
    export = draft(reviewer, "nca:1", requester="x")
    rows = [row.id for row in export_of(reviewer, export.pk).rows]
    mark(reviewer, export.pk, rows, decision="release")
    submit(reviewer, export.pk)
    second = browser_of(world.access("nca", "reviewer"))
    second.post(
        reverse("oversight:approve_export", args=[export.pk]), {"refuse": "", "note": "not yet"}
    )
    export.refresh_from_db()
    assert (export.state, export.approval_note) == ("refused", "not yet")


@pytest.mark.parametrize("name", ["retention", "holds", "corrections", "subject_access"])
def test_roles_without_the_right_are_shown_the_rule(world, name):
    browser = browser_of(world.access("nca", "auditor"))
    assert browser.get(reverse(f"oversight:{name}")).status_code == 403
