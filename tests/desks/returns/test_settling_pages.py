"""The pages after arrival: one case, what is due, complaints, outcomes."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hawkari.desks.returns.models import Complaint, FollowUp
from hawkari.desks.returns.services.follow_up import form_for
from hawkari.desks.returns.services.reintegration import promise_item, reintegration_of
from hawkari.engines.casework import State
from tests.desks.returns.playing import Desk
from tests.desks.returns.settling import arrived, planned, submission

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def officers(desk: Desk):
    return desk.officer(), desk.officer("reviewer")


def as_user(access) -> Client:
    client = Client()
    client.force_login(access.user)
    return client


def page(client: Client, name: str, *parts, **query) -> str:
    answer = client.get(reverse(f"returns:{name}", args=parts), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client: Client, name: str, *parts, **data):
    return client.post(reverse(f"returns:{name}", args=parts), data)


GOALS = {
    "goal_1": "A stall", "step_1": "Ask the market", "who_1": "the person",
    "until_1": "2027-01-31", "document": "plan 1",
}  # fmt: skip


def test_the_page_says_first_when_the_plan_is_due_and_offers_to_write_it(desk, officers):
    case = arrived(desk, *officers)
    text = page(as_user(officers[0]), "reintegration", case.reference)
    assert "A plan is due by" in text
    assert text.count("btn-primary") == 1
    assert reverse("returns:settling_step", args=[case.reference, "plan"]) in text


def test_a_plan_is_written_on_its_page(desk, officers):
    case, client = arrived(desk, *officers), as_user(officers[0])
    answer = send(client, "settling_step", case.reference, "plan", **GOALS)
    assert answer.status_code == 302
    assert "Ask the market" in page(client, "reintegration", case.reference)


def test_what_was_typed_stays_on_the_page_until_it_is_right(desk, officers):
    case, client = arrived(desk, *officers), as_user(officers[0])
    half = GOALS | {"goal_2": "School for the son", "step_2": "", "until_2": ""}
    answer = send(client, "settling_step", case.reference, "plan", **half)
    assert answer.status_code == 400
    assert "School for the son" in answer.content.decode()
    assert "Say of each goal" in answer.content.decode()


def test_more_money_than_is_left_is_refused_beside_its_field(desk, officers):
    case, client = planned(desk, *officers), as_user(officers[0])
    data = {"kind": "cash", "what": "cash", "amount": "3000.01"}
    answer = send(client, "settling_step", case.reference, "promise", **data)
    assert answer.status_code == 400
    assert "more than is left" in answer.content.decode()
    assert "id_amount-error" in answer.content.decode()


def test_help_is_given_by_another_officer_than_promised_it(desk, officers):
    case = planned(desk, *officers)
    promise_item(officers[0], case.reference, "work", what="sewing machine", amount="240")
    item = reintegration_of(officers[0], case.reference).done.aid[0].number
    give = reverse("returns:settling_step", args=[case.reference, "give"])
    own, others = (page(as_user(one), "reintegration", case.reference) for one in officers)
    assert give not in own
    assert f"{give}?item={item}" in others
    data = {"item": item, "receipt": "r 1"}
    assert (
        send(as_user(officers[0]), "settling_step", case.reference, "give", **data).status_code
        == 400
    )
    assert (
        send(as_user(officers[1]), "settling_step", case.reference, "give", **data).status_code
        == 302
    )


def test_a_referral_without_the_tick_of_consent_is_refused(desk, officers):
    case, client = planned(desk, *officers), as_user(officers[0])
    data = {
        "to": "Clinic", "service": "health", "consent_document": "form 12",
        "consent_dated": "2026-01-01", "consent_language": "ckb", "fields_told": ["name"],
    }  # fmt: skip
    answer = send(client, "settling_step", case.reference, "refer", **data)
    assert answer.status_code == 400
    assert "Without the person" in answer.content.decode()
    answer = send(client, "settling_step", case.reference, "refer", **data, informed="on")
    assert answer.status_code == 302


def test_a_form_is_handed_out_and_comes_back_with_the_score_over_time(desk, officers):
    case, client = planned(desk, *officers), as_user(officers[0])
    answer = send(client, "follow_up_form", case.reference, 0)
    code = FollowUp.objects.get(case=case).code
    assert answer["Content-Disposition"] == f'attachment; filename="follow-up-{code}.xml"'
    file = SimpleUploadedFile("a.xml", submission(code, 0, seed=2))
    text = send(client, "follow_ups", sent=[file]).content.decode()
    assert "1 taken, 0 known already, 0 refused" in text
    text = page(client, "reintegration", case.reference)
    assert "<circle" in text  # the drawing
    assert "How does the person fare?" in text


def test_a_zip_of_good_and_bad_ones_is_taken_apart(desk, officers):
    case = planned(desk, *officers)
    code, _form = form_for(officers[0], case.reference, 0)
    box = BytesIO()
    with ZipFile(box, "w") as packed:
        packed.writestr("one/a.xml", submission(code, 0))
        packed.writestr("two/b.xml", b"<broken")
        packed.writestr("notes.txt", b"not wanted")
    file = SimpleUploadedFile("all.zip", box.getvalue())
    text = send(as_user(officers[0]), "follow_ups", sent=[file]).content.decode()
    assert "1 taken, 0 known already, 1 refused" in text


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.zip", b"PK no"), ("a.csv", b"x,y\n1,2\n"), ("a.csv", b"\xff"), ("a.zip", b"")],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(desk, officers, name, content):
    answer = send(as_user(officers[0]), "follow_ups", sent=[SimpleUploadedFile(name, content)])
    assert answer.status_code == 400
    assert 'class="errors"' in answer.content.decode()


def test_sending_nothing_is_an_error_of_the_field(desk, officers):
    assert send(as_user(officers[0]), "follow_ups").status_code == 400


def test_who_is_due_is_listed_with_the_case(desk, officers):
    case = arrived(desk, *officers)
    assert case.reference in page(as_user(officers[0]), "follow_ups")


def test_the_form_for_a_server_comes_as_a_workbook(desk, officers):
    answer = as_user(officers[0]).get(reverse("returns:xlsform"))
    assert answer.content.startswith(b"PK")


def test_a_complaint_is_recorded_answered_and_hidden_from_whom_it_is_about(desk, officers):
    first, reviewer = officers
    about = desk.officer(name="karwan")
    data = {"said": "He shouted", "received": "2026-01-05", "how": "phone", "about": "karwan"}
    assert send(as_user(first), "new_complaint", **data).status_code == 302
    made = Complaint.objects.get().reference
    assert made not in page(as_user(about), "complaints")
    assert made in page(as_user(reviewer), "complaints")
    answer = {"reference": made, "outcome": "upheld", "answer": "An apology was sent"}
    assert send(as_user(about), "complaints", **answer).status_code == 400
    assert send(as_user(reviewer), "complaints", **answer).status_code == 302
    assert "An apology was sent" in page(as_user(reviewer), "complaints")


def test_a_quarter_is_looked_at_released_and_withdrawn(desk, officers):
    arrived(desk, *officers)
    client = as_user(officers[1])
    text = page(client, "outcomes")
    assert "People who arrived" in text
    quarter = text.split(" selected>")[0].rsplit('"', 2)[1]
    assert send(client, "outcomes", quarter=quarter).status_code == 302
    text = page(client, "outcomes")
    assert "This quarter was released." in text
    number = text.split('name="number" value="')[1].split('"')[0]
    send(client, "withdraw_outcomes", number=number, why="two were missing")
    assert "two were missing" in page(client, "outcomes")


def test_another_agencys_case_is_no_page(desk, officers):
    case = arrived(desk, *officers)
    other = as_user(desk.officer(agency="iom"))
    for name, parts in (("reintegration", ()), ("settling_step", ("plan",))):
        address = reverse(f"returns:{name}", args=[case.reference, *parts])
        assert other.get(address).status_code == 404
    assert send(other, "follow_up_form", case.reference, 0).status_code == 404


def test_a_step_that_there_is_not_is_no_page(desk, officers):
    case = desk.to(officers[0], State.DOCUMENTING)
    address = reverse("returns:settling_step", args=[case.reference, "override"])
    assert as_user(officers[0]).get(address).status_code == 404


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_every_page_is_there_in_each_language(desk, officers, language):
    case, client = planned(desk, *officers), as_user(officers[0])
    client.cookies["django_language"] = language
    for name, parts in (
        ("reintegration", [case.reference]), ("follow_ups", []), ("complaints", []),
        ("new_complaint", []), ("outcomes", []),
        *(("settling_step", [case.reference, step]) for step in ("assess", "plan", "refer")),
    ):  # fmt: skip
        assert f'lang="{language}" dir="rtl"' in page(client, name, *parts)
