"""Publishing by commands and by API."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from typer.testing import CliRunner, Result

from hawkari.cli.app import build
from hawkari.desks.programme.services.publications import approve, prepare, preview
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.local import ensure_local_programme
from tests.desks.programme.promising import browser_of
from tests.desks.programme.publishing import Office
from tests.desks.programme.test_partner_imports import one, partner_file

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def officer() -> Access:
    """This machine's own user in the local programme."""
    user, operation = ensure_local_programme()
    access = open_access(user, operation.slug)
    Office("taskforce", operation).publisher(access)
    return access


def run(*words: str) -> Result:
    return CliRunner().invoke(build(), ["programme", "publish", *words])


def told(done: Result) -> Any:
    assert done.exit_code == 0, (done.output, done.exception)
    return json.loads(done.stdout.splitlines()[-1])


def test_a_file_is_prepared_reviewed_by_somebody_else_and_written(officer: Access, tmp_path: Path):
    office = Office("taskforce", officer.operation)
    item = office.stated(officer)
    assert told(run("prepare", item.reference, "--json"))["publication"] is None
    shown = run("prepare", item.reference, "--send", "--json")
    assert "place stays: withhold" in shown.stderr
    sent = told(shown)
    out = tmp_path / "left.xml"
    refused = run("file", sent["publication"], "--out", str(out))
    assert isinstance(refused.exception, BadInput)
    assert not out.exists()
    approve(office.officer(), sent["publication"], seen=sent["sha256"])
    assert told(run("file", sent["publication"], "--out", str(out), "--json")) == {
        "publication": sent["publication"], "sha256": sent["sha256"], "size": sent["size"]
    }  # fmt: skip
    assert b"Karwan" not in out.read_bytes()


def test_what_breaks_a_rule_is_listed_with_its_official_id(officer: Access):
    item = Office("taskforce", officer.operation).stated(officer, sectors=())
    done = run("prepare", item.reference, "--send")
    assert isinstance(done.exception, BadInput)
    assert f"{item.reference}: 6.2.2" in done.stderr


def test_a_partners_file_is_imported_with_its_fates_and_written_anew(
    officer: Access, tmp_path: Path
):
    nameless = one("3").replace("<iati-identifier>XI-NGO-9-3</iati-identifier>", "")
    file, out = tmp_path / "partner.xml", tmp_path / "again.xml"
    file.write_bytes(partner_file(one("1"), nameless).read())
    done = run("import", str(file), "--json")
    assert (done.exit_code, "activity 2: refused" in done.stderr) == (3, True)
    counted = json.loads(done.stdout)
    assert (counted["new"], counted["refused"]) == (1, 1)
    assert run("return", counted["import"], "--out", str(out)).exit_code == 0
    assert b"own:inner" in out.read_bytes()
    missing = run("import", str(tmp_path / "nowhere.xml"))
    assert isinstance(missing.exception, BadInput)


def test_the_rules_are_listed(officer: Access):
    assert told(run("rules", "--json"))["contact"] == "withhold"
    assert "contact\twithhold\tby default: person" in run("rules").stdout
    assert officer.operation.slug == "programme"


def test_programs_read_publications_rules_and_imports(officer: Access):
    office = Office("taskforce", officer.operation)
    item = office.stated(officer)
    made = prepare(officer, [item.reference], seen=preview(officer, [item.reference]).sha256)
    ours, theirs = browser_of(office.officer()), browser_of(office.officer("liaison"))

    def asked(name: str, *of: str) -> Any:
        return ours.get(reverse(f"programme:api:{name}", args=of)).json()

    assert [one["reference"] for one in asked("publications")["publications"]] == [made.reference]
    withheld = asked("publication", made.reference)["withheld"]
    assert "Karwan" in str(withheld)
    rules = {one["field"]: one["does"] for one in asked("publish_rules")["rules"]}
    assert rules["place"] == "withhold"
    assert asked("partner_imports") == {"imports": []}
    address = reverse("programme:api:publication", args=[made.reference])
    assert theirs.get(address).status_code == 403
    assert ours.get(reverse("programme:api:publication", args=["U-2026-XXXXXX"])).status_code == 404
