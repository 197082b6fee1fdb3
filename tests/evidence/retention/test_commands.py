"""The commands of retention, corrections and subject access, as somebody types them."""

import json

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.errors import AccessDenied
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.disclosures import record_disclosure
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import AuditEntry, Category, Medium, OperationMember, Source
from hawkari.evidence.subject_access import approve, draft, export_of, mark, submit
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db(transaction=True)
WHY = ["--reason", "no need to keep it"]


@pytest.fixture
def local(db):
    """The local operation, in which whoever types is a reviewer."""
    user, operation = ensure_local_user()
    OperationMember.objects.filter(user=user).update(role="reviewer")
    world = World(operation)
    world.person("taskforce", "t:1", name="Rebwar Amin", phone="+447700900001")
    world.person("taskforce", "t:2", name="Shilan Karim")
    return world


@pytest.fixture
def me(local):
    return open_access(ensure_local_user()[0], "local")


def run(*words: str):
    return CliRunner().invoke(build(), list(words))


def last_json(output: str) -> dict:
    return json.loads([line for line in output.splitlines() if line.startswith("{")][-1])


def test_a_source_is_due_kept_extended_and_disposed_of(local, me):
    Source.objects.update(review_due="2026-01-01")
    [item] = last_json(run("retention", "due", "--json").output)["due"]
    assert item["id"] == "taskforce-persons"
    assert "overdue since 2026-01-01" in run("retention", "due").output
    assert run("retention", "keep", "--source", item["id"], *WHY).exit_code == 0
    until = f"{me.today.year + 1}-01-01"
    extended = run("retention", "extend", "--source", item["id"], "--until", until, *WHY)
    assert until in extended.output
    done = run("retention", "dispose", "--source", item["id"], *WHY, "--json")
    view = last_json(done.output)
    assert (done.exit_code, view["state"], view["statements"]) == (0, "done", 3)
    assert not visible_to(me).exists()
    assert AuditEntry.records.filter(act="erase").exists()
    proof = run("retention", "prove", str(view["id"]), "--find", "Rebwar Amin", "--json")
    assert (proof.exit_code, last_json(proof.output)["ok"]) == (0, True)
    assert run("retention", "resume", str(view["id"])).exit_code == 0
    assert "3 statements" in run("retention", "disposals").output
    assert run("retention", "readmit", str(view["id"]), *WHY).exit_code == 0


def test_what_is_still_there_is_not_proved_gone(local, me):
    done = run("retention", "dispose", "--entity", "t:1", *WHY, "--json")
    number = str(last_json(done.output)["id"])
    wrong = run("retention", "prove", number, "--find", "Shilan Karim")
    assert wrong.exit_code == 1
    assert "evidence_statement.value" in wrong.output


def test_a_hold_is_placed_listed_and_lifted(local):
    placed = run("retention", "hold", "court", "--entity", "t:1", *WHY, "--reference", "12/26")
    assert placed.exit_code == 0
    [hold] = last_json(run("retention", "holds", "--json").output)["holds"]
    assert hold["reference"] == "12/26"
    assert "court" in run("retention", "holds").output
    assert run("retention", "lift", str(hold["id"]), *WHY).exit_code == 0
    assert "lifted" in run("retention", "holds", "--lifted").output


def test_a_correction_is_listed_and_marked(local, me):
    numbers = list(visible_to(me).values_list("pk", flat=True))
    record_disclosure(me, numbers, recipient="Asayish", medium=Medium.BRIEF)
    run("retention", "dispose", "--entity", "t:1", *WHY)
    [notice] = last_json(run("corrections", "list", "--json").output)["notices"]
    assert "Asayish" in run("corrections", "list").output
    assert run("corrections", "mark", str(notice["id"]), "sent").exit_code == 0
    assert last_json(run("corrections", "list", "--state", "due", "--json").output) == {
        "notices": []
    }


def test_an_export_is_drafted_and_written_once_approved(local, me, tmp_path):
    assert run("subject", "draft", "t:1", "--requester", "Rebwar Amin").exit_code == 0
    set_category(me, "t:1", Category.SUSPECT, basis="fact")
    number = draft(me, "t:1", requester="Rebwar Amin").pk
    mark(me, number, [row.id for row in export_of(me, number).rows], decision="release")
    submit(me, number)
    approve(local.access("taskforce", "reviewer"), number)
    pdf, data = tmp_path / "export.pdf", tmp_path / "export.json"
    written = run("subject", "export", str(number), "--out", str(pdf), "--language", "ckb")
    assert written.exit_code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    run("subject", "export", str(number), "--out", str(data))
    assert json.loads(data.read_text(encoding="utf-8"))["person"] == "Rebwar Amin"
    assert run("subject", "export", str(number), "--out", "export.txt").exit_code == 1
    assert len(last_json(run("subject", "list", "--json").output)["exports"]) == 2
    assert "released" in run("subject", "list").output


def test_an_analyst_disposes_of_nothing(local):
    OperationMember.objects.update(role="analyst")
    done = run("retention", "dispose", "--entity", "t:1", *WHY)
    assert isinstance(done.exception, AccessDenied)
