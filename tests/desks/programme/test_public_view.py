"""The public view holds what was marked public and nothing else; what is behind says why."""

import csv
import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.public_files import FORMS, public_file
from hawkari.desks.programme.services.behind import what_is_behind
from hawkari.desks.programme.services.public_view import mark_claim, mark_item, public_items
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.register import set_status
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.promising import Programme, browser_of, claim, item, money

pytestmark = pytest.mark.django_db

SECRET = "XYZZY-7731"
URL = "https://gazette.example/1"


@pytest.fixture
def programme() -> Programme:
    return Programme()


@pytest.fixture
def officer(programme):
    return programme.officer(name=f"named-{SECRET}")


def let_out(access) -> RegisterItem:
    """A public item with one public claim, and a secret in every field beside it."""
    of = item(access, name="Train the police", public=True)
    shown = money(access, of, "300000", bound="at_most", url=URL, grade="2B", public=True)
    set_status(access, shown.pk, "preferred", why=SECRET)
    for attribute in ("owner", "next_step", "behind_why", "risk"):
        claim(access, of, attribute, value=SECRET, public=True)
    claim(
        access, of, "what", value=SECRET, reported_by=SECRET, quotation=SECRET, url=f"{URL}{SECRET}"
    )
    gone = claim(access, of, "place", value=SECRET, url=URL, public=True)
    set_status(access, gone.pk, "withdrawn", why="wrong")
    item(access, name=SECRET, parent=of.reference, strand=SECRET[:9])
    return of


def files(access) -> dict[str, bytes]:
    items = public_items(access, leaves=True)
    return {
        f"{form}-{language}": public_file(items, form, language=language, day=access.today)
        for form in FORMS
        for language in ("en", "ar", "ckb")
    }


def test_no_secret_beside_a_public_claim_leaves_in_any_file_or_on_the_page(programme, officer):
    let_out(officer)
    hidden = item(officer, "agreement", name=SECRET)
    item(officer, name="Shown alone", parent=hidden.reference, public=True)
    for name, content in files(officer).items():
        assert SECRET.encode() not in content, name
        assert SECRET[:9].encode() not in content, name
        assert hidden.reference.encode() not in content, name
        assert b"300000" in content or b"300,000" in content, name
        assert b"Shown alone" in content, name
    reader = browser_of(programme.officer("liaison"))
    assert SECRET not in reader.get(reverse("programme:public")).content.decode()


def test_the_public_view_is_for_every_reader_of_the_operation_and_for_no_other(programme, officer):
    of = let_out(officer)
    other = programme.officer("liaison", agency="elsewhere")
    assert [one.reference for one in public_items(other)] == [of.reference]
    assert public_items(Programme().officer()) == []
    with pytest.raises(AccessDenied):
        public_items(programme.officer("trainer"))


def test_own_words_become_public_only_by_a_second_officer_and_steering_never(programme, officer):
    of = item(officer, public=True)
    own = claim(officer, of, "what", value="We opened the room", reported_by="")
    with pytest.raises(BadInput, match="yourself"):
        mark_claim(officer, own.pk, public=True)
    second = programme.officer()
    assert mark_claim(second, own.pk, public=True).public
    assert not mark_claim(officer, own.pk, public=False).public
    steering = claim(officer, of, "owner", value="Director")
    with pytest.raises(BadInput, match="steers"):
        mark_claim(second, steering.pk, public=True)
    published = claim(officer, of, "place", value="Erbil", url=URL)
    assert mark_claim(officer, published.pk, public=True).public
    elsewhere = programme.officer(agency="elsewhere")
    with pytest.raises(NotFound):
        mark_claim(elsewhere, own.pk, public=True)
    with pytest.raises(NotFound):
        mark_item(elsewhere, of.reference, public=True)


def test_an_item_and_a_claim_are_let_out_and_taken_back_on_the_page(officer):
    browser, of = browser_of(officer), item(officer)
    said = claim(officer, of, "place", value="Erbil", url=URL)
    browser.post(reverse("programme:item_public", args=[of.reference]), {"public": "yes"})
    to = reverse("programme:claim_public", args=[of.reference, said.pk])
    browser.post(to, {"public": "yes"})
    assert "Erbil" in browser.get(reverse("programme:public")).content.decode()
    own = claim(officer, of, "what", value="Ours", reported_by="")
    to = reverse("programme:claim_public", args=[of.reference, own.pk])
    answer = browser.post(to, {"public": "yes"}, follow=True)
    assert "Ask a colleague to let it out." in answer.content.decode()
    browser.post(reverse("programme:item_public", args=[of.reference]), {"public": "no"})
    assert "Nothing is public yet" in browser.get(reverse("programme:public")).content.decode()


def test_handing_out_a_file_is_a_disclosure_in_the_log(officer):
    of = let_out(officer)
    browser = browser_of(officer)
    for form, kind in FORMS.items():
        answer = browser.get(reverse("programme:public_file", args=[form]))
        assert answer["Content-Type"] == kind
        assert "attachment" in answer["Content-Disposition"]
        newest = AuditEntry.records.order_by("-seq")[0]
        assert (newest.act, newest.object_ids) == ("disclose", [of.reference])
    assert browser.get(reverse("programme:public_file", args=["exe"])).status_code == 404


def test_a_table_has_a_row_for_what_is_not_published_and_no_formula(officer):
    of = item(officer, name="=1+1", public=True)
    money(officer, of, "5", url=URL, public=True)
    text = files(officer)["csv-en"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {one["name"] for one in rows} == {"'=1+1"}
    said = {one["attribute"]: (one["published"], one["amount"]) for one in rows}
    assert said["amount"] == ("yes", "5.00")
    assert said["spent"] == ("no", "")
    (told,) = json.loads(files(officer)["json-en"])["items"]
    cells = {one["attribute"]: one["claims"] for one in told["cells"]}
    assert cells["amount"][0]["amount"] == "5.00"
    assert cells["spent"] == []


def test_a_page_to_hand_out_loads_nothing_and_runs_nothing(officer):
    let_out(officer)
    for language, direction in (("en", "ltr"), ("ckb", "rtl")):
        page = files(officer)[f"html-{language}"].decode()
        assert f'lang="{language}" dir="{direction}"' in page
        for forbidden in ("<script", "<link", "<img", "onload", "csrf"):
            assert forbidden not in page


def test_what_is_behind_is_shown_with_why_owner_and_next_date(officer):
    late, said, fine, done = (item(officer, "activity", name=f"Activity {n}") for n in range(4))
    item(officer)
    claim(officer, late, "next_date", value="2020-01-01")
    claim(officer, said, "state", value="behind")
    claim(officer, said, "behind_why", value="No venue is found")
    claim(officer, said, "risk", value="Nobody may travel")
    claim(officer, fine, "next_date", value="2199-01-01")
    claim(officer, done, "next_date", value="2020-01-01")
    claim(officer, done, "state", value="done")
    found = what_is_behind(officer)
    assert [one.item for one in found.late] == [late, said]
    assert [one.item for one in found.going] == [done, fine]
    assert found.unsteered == 1
    assert found.late[0].days_over > 365
    shown = browser_of(officer).get(reverse("programme:behind")).content.decode()
    for words in (
        "2</bdi> items are behind",
        "No venue is found",
        "Nobody may travel",
        "nobody said why",
    ):
        assert words in shown


def test_another_agency_does_not_see_what_is_behind(programme, officer):
    claim(officer, item(officer), "state", value="behind")
    assert Claim.objects.exists()
    assert what_is_behind(programme.officer(agency="elsewhere")).late == ()


def test_what_is_behind_is_found_however_much_goes_on_as_planned(officer):
    made = {
        "operation": officer.operation, "agency": officer.user.agency, "kind": "activity",
        "name": "Train the border police", "made_at": timezone.now(), "made_by": officer.user,
    }  # fmt: skip
    going = RegisterItem.objects.bulk_create(
        RegisterItem(reference=f"P-2026-T{number:05}", **made) for number in range(600)
    )
    Claim.objects.bulk_create(
        Claim(
            item=one, attribute="state", value="running", language="en", reported_by="Us",
            made_at=timezone.now(), made_by=officer.user,
        )
        for one in going
    )  # fmt: skip
    late = item(officer, "activity")
    claim(officer, late, "state", value="behind")
    found = what_is_behind(officer)
    assert [one.item for one in found.late] == [late]
    assert (len(found.going), found.going_in_all) == (100, 600)
    assert found.unsteered == 0
