"""The log as files: exported, shipped, proved, and checked without a database."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act
from hawkari.evidence.audit.shipping import ShippingGap, file_name, ship
from hawkari.evidence.log_files import check_log, log_files
from hawkari.evidence.log_proofs import check_proof
from hawkari.evidence.models.audit import AuditEntry, AuditHead, AuditMark
from hawkari.evidence.tree_heads import SignedHead, SigningKey, public_key, public_pem
from tests.evidence.test_audit import rewrite_from, write, write_first_version

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.AUDIT_SIGNING_KEY_FILE = tmp_path / "keys" / "signing.pem"


def exported(tmp_path: Path, name: str = "log.jsonl") -> Path:
    audit.export(tmp_path / name, actor="auditor")
    return tmp_path / name


def test_an_export_is_whole_and_holds_its_own_entry_last(tmp_path):
    write_first_version(3)
    write(4)
    path = exported(tmp_path)
    report = check_log([path], key=audit.head_key().public)
    assert (report.ok, report.entries) == (True, 8)
    lines = path.read_text("utf-8").split("\n")
    assert json.loads(lines[8])["entry"][3] == "disclose"
    assert json.loads(lines[1])["entry"]["seq"] == 0
    entry = AuditEntry.records.last()
    assert (entry.act, entry.recipient, entry.count) == ("disclose", str(path), 8)


def test_an_export_checks_without_settings_or_database(tmp_path):
    write(3)
    path = exported(tmp_path)
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from hawkari.evidence.log_files import check_log\n"
        f"report = check_log([Path({str(path)!r})])\n"
        "print(report.ok, report.entries, 'django' in sys.modules)\n"
    )
    variables = {"PATH": os.environ["PATH"], "HAWKARI_HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "4", "False"]


def test_an_export_signed_by_another_key_is_found_only_with_the_right_key(tmp_path, settings):
    write(3)
    real = audit.head_key().public
    settings.AUDIT_SIGNING_KEY_FILE = tmp_path / "forged.pem"
    path = exported(tmp_path)
    assert check_log([path]).ok
    assert "not signed by the key given" in check_log([path], key=real).problems[0].what


def test_an_older_head_tells_of_a_log_that_was_rewritten_flawlessly(tmp_path):
    write(9)
    head, key = audit.sign_head(), audit.head_key().public
    assert check_log([exported(tmp_path)], key=key, older=[head]).ok
    AuditMark.objects.all().delete()
    rewrite_from(5, "someone else")
    report = check_log([exported(tmp_path)], key=key, older=[head], block=4)
    assert "not those of the older head" in report.problems[0].what
    assert check_log([exported(tmp_path)], key=key).ok


def test_an_older_head_tells_of_a_log_that_was_cut_back(tmp_path):
    write(9)
    head, key = audit.sign_head(), audit.head_key().public
    AuditMark.objects.all().delete()
    rewrite_from(5, "rebin")
    AuditEntry.records.filter(seq__gte=6).delete()
    rewrite_from(5, "rebin")
    report = check_log([exported(tmp_path)], key=key, older=[head])
    assert any("of the 9 that the older head counts" in one.what for one in report.problems)


def test_an_older_head_that_is_not_signed_by_the_key_counts_for_nothing(tmp_path):
    write(3)
    stranger = SigningKey(tmp_path / "stranger.pem")
    head = stranger.sign(3, AuditHead.objects.get().root_hash, at=datetime.now(UTC))
    report = check_log([exported(tmp_path)], key=audit.head_key().public, older=[head])
    assert "not signed by the log's key" in report.problems[0].what


def test_the_store_is_checked_against_an_older_head_too():
    write(9)
    head, key = audit.sign_head(), audit.head_key().public
    AuditMark.objects.all().delete()
    assert audit.verify(older=[head], key=key).ok
    rewrite_from(5, "someone else")
    assert audit.verify().ok
    assert not audit.verify(older=[head], key=key).ok
    assert not audit.verify(older=[head]).ok


def test_an_entry_that_was_tampered_with_is_exported_as_it_stands_and_found(tmp_path):
    write(9)
    AuditEntry.records.filter(seq=4).update(actor="someone else")
    AuditEntry.records.filter(seq=6).update(version=7)
    report = check_log([exported(tmp_path)])
    assert {4, 6} <= {one.seq for one in report.problems}


def test_a_dropped_line_is_named_by_its_place(tmp_path):
    write(9)
    path = exported(tmp_path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:4] + lines[5:]))
    assert 3 in {one.seq for one in check_log([path], block=4).problems}


def test_a_file_that_is_no_log_is_said_to_be_none(tmp_path):
    path = tmp_path / "other.jsonl"
    for content in (b"", b"\n", b"{}\n", b'{"head":1}\n', b"\xff\xfe", b'{"head":{}}\n' * 3):
        path.write_bytes(content)
        assert not check_log([path]).ok
    with pytest.raises(BadInput):
        check_log([tmp_path / "missing.jsonl"])


def test_what_cannot_be_written_is_said_and_leaves_no_file(tmp_path):
    with pytest.raises(BadInput, match="cannot be written"):
        audit.export(tmp_path / "no folder" / "log.jsonl", actor="auditor")


def test_the_signing_key_is_readable_by_its_owner_only_and_stays_the_same(tmp_path):
    first = public_pem(audit.head_key().public)
    path = tmp_path / "keys" / "signing.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_pem(audit.head_key().public) == first
    assert list(path.parent.iterdir()) == [path]
    path.write_text("nonsense")
    with pytest.raises(BadInput, match="no Ed25519 private key"):
        audit.head_key()


def test_a_head_reads_back_and_holds_only_as_it_was_signed():
    write(2)
    head, key = audit.sign_head(), audit.head_key().public
    assert SignedHead.from_json(head.to_json()) == head
    assert head.is_signed_by(key)
    for name, value in (("size", 3), ("root", "00" * 32), ("at", "2020-01-01T00:00:00+00:00")):
        assert not SignedHead(**{**json.loads(head.to_json()), name: value}).is_signed_by(key)
    for text in ("", "[]", "{}", '{"size": 1}', head.to_json().replace('"size":2', '"size":"2"')):
        with pytest.raises(BadInput):
            SignedHead.from_json(text)
    with pytest.raises(BadInput):
        public_key("nonsense")


def test_every_entry_is_proved_and_no_other_entry_is():
    write_first_version(3)
    write(8)
    key = audit.head_key().public
    for seq in range(11):
        proof = audit.prove(seq, since=seq, actor="auditor").as_data()
        assert check_proof(json.dumps(proof), key=key) == []
        assert check_proof(json.dumps({**proof, "seq": (seq + 1) % 11}), key=key) != []
        other = proof["entry"].replace("rebin", "someone").replace("رێبین", "someone")
        assert check_proof(json.dumps({**proof, "entry": other}), key=key) != []


def test_a_proof_shows_that_the_log_grew_from_an_older_head():
    write(5)
    older, key = audit.sign_head(), audit.head_key().public
    write(6)
    proof = json.dumps(audit.prove(7, since=5, actor="auditor").as_data())
    assert check_proof(proof, key=key, older=older) == []
    assert (
        check_proof(json.dumps(audit.prove(7, actor="auditor").as_data()), key=key, older=older)
        != []
    )
    rewrite_from(3, "someone else")
    rewritten = json.dumps(audit.prove(7, since=5, actor="auditor").as_data())
    assert check_proof(rewritten, key=key, older=older) == [
        "the log did not grow from the older head"
    ]


def test_what_cannot_be_proved_is_refused():
    write(2)
    with pytest.raises(BadInput, match="no entry 2"):
        audit.prove(2, actor="auditor")
    with pytest.raises(BadInput, match="not the 9"):
        audit.prove(1, since=9, actor="auditor")
    for text in ("", "[]", "{}", '{"head": {}}'):
        with pytest.raises(BadInput):
            check_proof(text, key=audit.head_key().public)


def test_shipping_goes_on_where_it_stopped_and_the_folder_verifies(tmp_path):
    folder = tmp_path / "elsewhere"
    write(4)
    first = ship(folder, actor="cron")
    assert (first.start, first.end) == (0, 5)
    assert ship(folder, actor="cron").files == ()
    write(7)
    second = ship(folder, actor="cron", most=3)
    assert (second.start, second.end) == (5, 13)
    assert [path.name for path in second.files] == [
        file_name(5, 8), file_name(8, 11), file_name(11, 13),
    ]  # fmt: skip
    report = check_log(log_files(folder), key=audit.head_key().public)
    assert (report.ok, report.entries) == (True, 13)
    assert audit.verify().ok


def test_a_file_is_never_written_again(tmp_path):
    write(4)
    (path,) = ship(tmp_path / "a", actor="cron").files
    before = path.read_bytes(), path.stat().st_mtime_ns
    write(2)
    ship(tmp_path / "a", actor="cron")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_shipping_that_ended_before_it_could_be_remembered_is_continued(tmp_path):
    write(4)
    ship(tmp_path / "a", actor="cron")
    AuditMark.objects.all().delete()
    write(1)
    assert ship(tmp_path / "a", actor="cron").start == 5
    assert check_log(log_files(tmp_path / "a")).ok


def lose_a_file(folder: Path) -> None:
    (folder / file_name(3, 6)).unlink()


def lose_the_last_file(folder: Path) -> None:
    (folder / file_name(6, 7)).unlink()


def cut_a_file_off(folder: Path) -> None:
    path = folder / file_name(6, 7)
    path.write_bytes(path.read_bytes()[:-40])


def empty_a_file(folder: Path) -> None:
    (folder / file_name(6, 7)).write_bytes(b"")


def rename_a_file(folder: Path) -> None:
    (folder / file_name(6, 7)).rename(folder / file_name(6, 9))


def rewrite_the_log(_folder: Path) -> None:
    rewrite_from(2, "someone else")


def cut_the_log_back(_folder: Path) -> None:
    AuditEntry.records.filter(seq__gte=5).delete()
    rewrite_from(5, "rebin")


@pytest.mark.parametrize(
    "break_it",
    [
        lose_a_file, lose_the_last_file, cut_a_file_off, empty_a_file, rename_a_file,
        rewrite_the_log, cut_the_log_back,
    ],
)  # fmt: skip
def test_a_gap_is_an_error_and_nothing_is_shipped(tmp_path, break_it):
    folder = tmp_path / "elsewhere"
    write(6)
    ship(folder, actor="cron", most=3)
    write(2)
    break_it(folder)
    names = sorted(path.name for path in folder.iterdir())
    with pytest.raises(ShippingGap, match="Nothing was shipped"):
        ship(folder, actor="cron")
    assert sorted(path.name for path in folder.iterdir()) == names


def test_a_folder_signed_by_another_installation_is_refused(tmp_path, settings):
    write(4)
    ship(tmp_path / "a", actor="cron")
    settings.AUDIT_SIGNING_KEY_FILE = tmp_path / "other.pem"
    with pytest.raises(ShippingGap, match="not signed by this installation"):
        ship(tmp_path / "a", actor="cron")


def test_an_empty_folder_holds_no_log(tmp_path):
    with pytest.raises(BadInput, match="no file of an audit log"):
        log_files(tmp_path)


def test_an_act_that_is_rolled_back_is_not_shipped(tmp_path):
    write(2)
    with transaction.atomic():
        audit.record(Act.SEARCH, actor="rebin")
        transaction.set_rollback(True)
    assert ship(tmp_path / "a", actor="cron").end == 3
