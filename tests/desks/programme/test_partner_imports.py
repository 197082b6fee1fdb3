"""Others' aid data: every activity with its fate, and everything in it kept."""

import io
from typing import IO

import pytest
from lxml import etree

from hawkari.desks.programme.models import ImportedActivity, PartnerImport
from hawkari.desks.programme.services.partner_imports import (
    activity_view,
    export_of,
    find_imports,
    import_file,
    import_view,
)
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.engines import iati
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from tests.desks.programme.publishing import Office

pytestmark = [pytest.mark.django_db, pytest.mark.contract]

ACTIVITY = """<iati-activity default-currency="USD" xmlns:own="urn:own" own:mark="7">
  <iati-identifier>XI-NGO-9-{name}</iati-identifier>
  <reporting-org ref="XI-NGO-9" type="22"><narrative>Invented Bridge</narrative></reporting-org>
  <title><narrative>{title}</narrative></title>
  <own:note kind="a"><own:inner>kept</own:inner></own:note>
  <transaction><transaction-type code="3"/><transaction-date iso-date="2025-01-05"/>
    <value value-date="2025-01-05">{value}</value>
    <receiver-org><narrative>Invented School</narrative></receiver-org></transaction>
  <transaction><transaction-type code="3"/><value currency="EUR">10.50</value></transaction>
  <result type="1"><title><narrative>Trained</narrative></title>
    <indicator measure="1"><title><narrative>Officers</narrative></title>
      <period><period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>
        <actual value="31"/></period></indicator></result>
</iati-activity>"""


def one(name: str, title: str = "Bridge", value: str = "100.25") -> str:
    return ACTIVITY.format(name=name, title=title, value=value)


def partner_file(*activities: str) -> IO[bytes]:
    inside = "".join(activities or (one("1"),))
    return io.BytesIO(f'<iati-activities version="2.03">{inside}</iati-activities>'.encode())


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def officer(office: Office) -> Access:
    return office.officer()


def fates(access: Access, made: PartnerImport) -> list[tuple[str, str]]:
    return [(row.identifier[-1:], row.fate) for row in import_view(access, made.reference).rows]


def test_each_activity_has_its_fate(officer: Access):
    nameless = one("4").replace("<iati-identifier>XI-NGO-9-4</iati-identifier>", "")
    first = import_file(officer, "a.xml", partner_file(one("1"), one("2"), one("2"), nameless))
    assert fates(officer, first) == [
        ("1", "new"), ("2", "new"), ("2", "repeated"), ("", "refused")
    ]  # fmt: skip
    second = import_file(officer, "b.xml", partner_file(one("1"), one("2", "Other"), one("3")))
    assert fates(officer, second) == [("1", "same"), ("2", "changed"), ("3", "new")]
    (refused,) = ImportedActivity.objects.filter(fate="refused")
    assert refused.problem == "it has no identifier"


def test_everything_of_an_activity_comes_out_again(officer: Access):
    source = partner_file(one("1"), one("2"))
    made = import_file(officer, "a.xml", source)
    came = {found.identifier: found.canonical() for found in iati.read(source.getvalue())}
    out = export_of(officer, made.reference)
    assert {found.identifier: found.canonical() for found in iati.read(out)} == came
    assert b'kind="a"' in out
    assert etree.fromstring(out).get("version") == "2.03"


def test_money_and_results_are_shown_as_they_stand(officer: Access):
    made = import_file(officer, "a.xml", partner_file(one("1"), one("2", value="NaN")))
    row, told = activity_view(officer, made.reference, 1)
    assert {key: str(total) for key, total in told.sums.items()} == {
        ("3", "USD"): "100.25", ("3", "EUR"): "10.50"
    }  # fmt: skip
    assert [(one.indicator, one.target, one.actual) for one in told.figures] == [
        ("Officers", "", "31")
    ]
    assert (row.reporter, told.unknown) == ("Invented Bridge", ("note", "inner"))
    assert row.valid is False
    assert "6.11.1" in row.findings
    _, other = activity_view(officer, made.reference, 2)
    assert ("3", "USD") not in other.sums
    assert [one.written for one in other.transactions] == ["NaN", "10.50"]


ENTITIES = b'<!DOCTYPE x [<!ENTITY e "v">]><iati-activities version="2.03">&e;</iati-activities>'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"not xml", "no whole XML"),
        (b"<iati-activities version='2.03'/>", "no activity"),
        (b"<iati-activities><iati-activity>\x00</iati-activity></iati-activities>", "XML"),
        (ENTITIES, "document type"),
        (b"<iati-organisations><iati-organisation/></iati-organisations>", "organisations"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_of_it_kept(
    officer: Access, content: bytes, problem: str
):
    with pytest.raises(BadInput, match=problem):
        import_file(officer, "a.xml", io.BytesIO(content))
    assert not PartnerImport.objects.exists()


def test_the_same_file_is_not_imported_twice(officer: Access):
    made = import_file(officer, "a.xml", partner_file())
    with pytest.raises(BadInput, match=made.reference):
        import_file(officer, "b.xml", partner_file())


def test_another_agency_knows_of_no_import(office: Office, officer: Access):
    made = import_file(officer, "a.xml", partner_file())
    other = office.officer(agency="elsewhere")
    assert find_imports(other) == []
    for asked in (import_view, export_of):
        with pytest.raises(NotFound):
            asked(other, made.reference)
    with pytest.raises(NotFound):
        activity_view(other, made.reference, 1)
    assert fates(other, import_file(other, "a.xml", partner_file())) == [("1", "new")]


def test_who_only_reads_imports_and_hands_out_nothing(office: Office, officer: Access):
    made = import_file(officer, "a.xml", partner_file())
    reader = office.officer("liaison")
    assert import_view(reader, made.reference).fates == {"new": 1}
    with pytest.raises(AccessDenied):
        export_of(reader, made.reference)
    with pytest.raises(AccessDenied):
        import_file(reader, "b.xml", partner_file(one("7")))
