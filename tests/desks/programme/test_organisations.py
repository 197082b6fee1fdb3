"""Organisations: a name's identifier is stated once and leaves only with the name."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import fromstring

from hawkari.desks.programme.iati_out import FIELDS, Does, Rule, activity_of, pass_on
from hawkari.desks.programme.iati_out.values import Org
from hawkari.desks.programme.models import OrganisationReference
from hawkari.desks.programme.services.checking import ORGANISATION_REF
from hawkari.desks.programme.services.organisations import (
    NewOrganisation,
    identifiers_of,
    organisation_key,
    organisations,
    register_of,
    state_organisation,
)
from hawkari.desks.programme.services.publications import preview
from hawkari.desks.programme.services.publish_rules import NewRule, set_rule
from hawkari.engines import iati
from hawkari.errors import AccessDenied, BadInput
from tests.desks.programme.members import browser_of
from tests.desks.programme.playing import Desk, approved, recorded
from tests.desks.programme.publishing import TODAY, Office, whole_activity

pytestmark = [pytest.mark.django_db, pytest.mark.contract]

PAYER = NewOrganisation("Invented  border OFFICE", "XI-GOV-1", "10")
PAID = NewOrganisation("Invented Training Ltd", "XI-COM-00077", "70")


def of_organisation(content: bytes, part: str) -> dict[str, str] | None:
    """What a file says of who pays or is paid in its one transaction; None where it is silent."""
    found = fromstring(content).find(f".//transaction/{part}-org")
    return None if found is None else dict(found.attrib)


def stated(access, name: str) -> str:
    return identifiers_of(access, name)[0]


def test_an_identifier_is_stated_once_for_a_name_however_it_is_written():
    desk = Desk()
    first, other = desk.officer(), desk.officer(agency="elsewhere")
    recorded(first, desk.line(first, bound="amount"))
    by_name = {one.name: one for one in organisations(first)}
    assert by_name["Invented Border Office"].uses == 2, "it funds a line and pays"
    assert {one.ref for one in by_name.values()} == {""}
    state_organisation(first, PAYER)
    state_organisation(first, replace(PAYER, ref="XI-GOV-2"))
    assert stated(first, "invented border office") == "XI-GOV-2", "the newest holds"
    assert OrganisationReference.objects.count() == 2, "what was stated before stays"
    assert stated(other, "Invented Border Office") == "", "another agency states its own"
    assert organisations(other) == ()
    assert [one.ref for one in organisations(first)] == ["", "XI-GOV-2"], "what lacks one is first"
    state_organisation(first, replace(PAYER, ref="", kind=""))
    assert stated(first, "Invented Border Office") == ""
    assert register_of("GB-COH-01234567") == "Companies House"
    assert register_of("XX-NOBODY-1") == ""
    reader, trainer = desk.officer("analyst"), desk.officer("trainer")
    assert organisations(reader)
    for act in (lambda: state_organisation(reader, PAYER), lambda: organisations(trainer)):
        with pytest.raises(AccessDenied):
            act()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 201),
        ("name", "half \ud800"),
        ("ref", "GB COH 1"),
        ("ref", "GB-COH-1/2"),
        ("ref", "a&b-c?d|e"),
        ("ref", "01234567"),
        ("ref", "GB-COH-\n1"),
        ("ref", "GB-"),
        ("ref", "A-" + "1" * 60),
        ("kind", "9999"),
    ],
)
def test_what_aid_data_does_not_take_is_refused_at_its_field(field, value):
    with pytest.raises(BadInput) as refused:
        state_organisation(Desk().officer(), replace(PAYER, **{field: value}))
    assert refused.value.where == (field,)
    assert refused.value.remedy
    assert not OrganisationReference.objects.exists()


def test_identifiers_reach_aid_data_only_with_their_names():
    office = Office()
    officer = office.officer()
    office.publisher(officer)
    item = office.stated(officer)
    desk = Desk(office.agency, office.operation)
    approved(officer, office.officer(), desk.line(officer, item, bound="amount"))
    state_organisation(officer, PAYER)
    state_organisation(officer, PAID)
    made = preview(officer, [item.reference])
    assert made.failing == ()
    assert of_organisation(made.content, "provider") == {"ref": "XI-GOV-1", "type": "10"}
    assert b"XI-COM-00077" not in made.content, "who is paid is not named unless a rule says so"
    assert of_organisation(made.content, "receiver") == {"type": "70"}
    set_rule(officer, NewRule("receiver", "publish", "they agreed"))
    set_rule(officer, NewRule("provider", "withhold", "they asked"))
    made = preview(officer, [item.reference])
    assert made.failing == ()
    assert of_organisation(made.content, "receiver") == {"ref": "XI-COM-00077", "type": "70"}
    assert of_organisation(made.content, "provider") is None
    assert b'XI-GOV-1"' not in made.content.partition(b"<transaction")[2]


@settings(max_examples=25)
@given(refs=st.tuples(*[st.from_regex(ORGANISATION_REF, fullmatch=True) | st.just("")] * 2))
def test_every_identifier_that_is_taken_keeps_the_form_and_all_rules_of_iati(refs):
    whole = whole_activity()
    one = replace(
        whole.transactions[0], provider=Org("Payer", refs[0], "10"), receiver=Org("Paid", refs[1])
    )
    everything = {key: Rule(Does.PUBLISH) for key in FIELDS}
    passed = pass_on(replace(whole, transactions=(one,)), everything, TODAY)
    verdict = iati.validate(iati.write([activity_of(passed.activity)], version="2.03"), today=TODAY)
    assert verdict.xsd_valid
    (of,) = verdict.activities.values()
    assert (of.xsd_valid, dict(of.rules)) == (True, {})


@given(name=st.text(max_size=40))
def test_a_name_is_known_again_in_other_letters_and_with_other_blanks(name):
    key = organisation_key(name)
    assert organisation_key(f"  {name}\t") == key
    assert organisation_key(key) == key
    assert len(organisation_key("ﷺ" * 200)) <= 200


def test_an_identifier_is_stated_on_its_page_and_shown_with_the_transaction():
    desk = Desk()
    first = desk.officer()
    paid = recorded(first, desk.line(first, bound="amount"), amount=Decimal(5))
    browser = browser_of(first)
    state = reverse("programme:state_organisation")
    page = browser.get(reverse("programme:organisations")).content.decode()
    assert f'href="{state}?name=Invented%20Training%20Ltd"' in page
    assert (
        'value="Invented Training Ltd"'
        in browser.get(state, {"name": "Invented Training Ltd"}).content.decode()
    )
    sent = {"name": PAID.name, "ref": "01234567", "kind": "70"}
    answer = browser.post(state, sent)
    assert answer.status_code == 422
    assert "GB-COH-01234567" in str(answer.context["form"].errors["ref"])
    page = browser.post(state, {**sent, "ref": PAID.ref}, follow=True).content.decode()
    assert PAID.ref in page
    page = browser.get(reverse("programme:transaction", args=[paid.reference])).content.decode()
    assert PAID.ref in page
    assert f'value="{PAID.ref}"' in browser.get(state, {"name": PAID.name}).content.decode()
    assert browser.get(state, {"name": "\0"}).status_code == 200
