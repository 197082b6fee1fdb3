"""The commands of the audit log, as somebody types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hawkari.cli.app import build
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import open_access
from hawkari.evidence.audit.shipping import ShippingGap
from hawkari.evidence.entities import get_entity
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import OperationMember
from hawkari.evidence.models.audit import AuditEntry, AuditMark
from tests.evidence.factories import World
from tests.evidence.test_audit import write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.AUDIT_SIGNING_KEY_FILE = tmp_path / "signing.pem"


def run(*words: object) -> Result:
    return CliRunner().invoke(build(), ["audit", *map(str, words)])


def test_the_store_is_verified_and_that_is_remembered():
    write(3)
    done = run("verify", "--json")
    assert (done.exit_code, json.loads(done.stdout.splitlines()[-1])["entries"]) == (0, 3)
    assert AuditMark.objects.get().whole
    AuditEntry.records.filter(seq=1).update(actor="someone else")
    done = run("verify")
    assert done.exit_code == 1
    assert "entry 1: the entry was changed" in done.stderr
    assert not AuditMark.objects.last().whole


def test_an_export_is_verified_against_a_head_and_key_kept_elsewhere(tmp_path: Path):
    write(3)
    head, key, log = tmp_path / "head.json", tmp_path / "key.pem", tmp_path / "log.jsonl"
    assert run("head", "--out", head, "--public-key", key).exit_code == 0
    assert run("export", "--out", log).exit_code == 0
    done = run("verify", "--export", log, "--head", head, "--key", key)
    assert (done.exit_code, "checked with the key given" in done.stderr) == (0, True)
    assert run("verify", "--head", head, "--key", key).exit_code == 0
    assert "compare this key" in run("verify", "--export", log).stderr
    log.write_bytes(log.read_bytes().replace(b"rebin", b"rabin", 1))
    assert run("verify", "--export", log, "--key", key).exit_code == 1


def test_a_proof_is_checked_with_the_key_and_a_spoilt_one_is_refused(tmp_path: Path):
    write(5)
    head, key, proof = tmp_path / "head.json", tmp_path / "key.pem", tmp_path / "proof.json"
    run("head", "--out", head, "--public-key", key)
    write(4)
    assert run("prove", 6, "--since", 5, "--out", proof).exit_code == 0
    assert run("verify", "--proof", proof, "--key", key, "--head", head).exit_code == 0
    proof.write_text(proof.read_text("utf-8").replace("rebin", "rabin"), "utf-8")
    assert run("verify", "--proof", proof, "--key", key).exit_code == 1
    assert isinstance(run("verify", "--proof", proof).exception, BadInput)
    assert isinstance(run("prove", 99).exception, BadInput)


def test_shipping_says_what_it_shipped_and_stops_at_a_gap(tmp_path: Path):
    write(2)
    folder = tmp_path / "elsewhere"
    done = run("ship", "--to", folder, "--json")
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["start"], told["end"], len(told["files"])) == (0, 3, 1)
    assert run("verify", "--export", folder).exit_code == 0
    Path(told["files"][0]).unlink()
    assert isinstance(run("ship", "--to", folder).exception, ShippingGap)
    assert isinstance(run("ship", "--to", "ftp://host").exception, BadInput)


def test_only_an_auditor_is_told_who_saw_whom():
    user, operation = ensure_local_user()
    world = World(operation)
    world.person("nca", "nca:1", name="Rebwar Aziz")
    get_entity(open_access(user, operation.slug), "nca:1")
    assert isinstance(run("who-saw", "nca:1").exception, AccessDenied)
    assert AuditEntry.records.last().act == "deny"
    OperationMember.objects.filter(user=user).update(role="auditor")
    done = run("who-saw", "nca:1")
    assert (done.exit_code, done.stdout.count(user.username)) == (0, 1)
    assert "Rebwar" not in done.output
    found = json.loads(run("officer", user.username, "--json").stdout.splitlines()[-1])
    assert {row["act"] for row in found["rows"]} == {"consult", "deny"}
    assert run("officer", user.username, "--from", "2999-01-01").stdout == ""
    assert "no person of this id" in run("who-saw", "nobody").stderr
    assert isinstance(run("officer", "x", "--from", "soon").exception, BadInput)


def test_a_head_is_signed_once_and_the_store_remembers_it():
    write(2)
    told = json.loads(run("head").stdout)
    assert told["size"] == 2
    assert AuditMark.objects.get().root_hash == told["root"]
    assert audit.verify().ok
