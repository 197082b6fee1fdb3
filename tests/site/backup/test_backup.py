"""Backups of a running installation: whole, for their key only, and restored to what was there."""

import io
import json
import os
import sqlite3
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests.conftest import SERVER
from tests.evidence.installations import installation, run, start

pytestmark = pytest.mark.contract
PASSPHRASE = "correct horse battery staple mountain river"


@pytest.fixture(scope="module")
def variables(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    home = tmp_path_factory.mktemp("home")
    server = request.config.stash.get(SERVER, None)
    with installation(home, server.url if server is not None else "") as found:
        (home / "keys").mkdir()
        (home / "keys" / "signing.key").write_text("a key that must not be lost")
        (home / "numba").mkdir()
        (home / "numba" / "compiled.nbi").write_text("made again")
        (home / "outside").symlink_to("/etc/passwd")
        yield found


def hawkari(variables: dict[str, str], *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hawkari", *map(str, words)],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="module")
def key(variables: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("key") / "backup.key"
    made = hawkari(variables, "backup-key", path)
    assert made.returncode == 0, made.stderr
    return path, made.stdout.strip()


@pytest.fixture(scope="module")
def backup(
    variables: dict[str, str], key: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("backups") / "monday.age"
    made = hawkari(variables, "backup", "--to", path, "--recipient", key[1], "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout.splitlines()[-1])["files"] >= 3
    return path


@pytest.fixture
def elsewhere(variables: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment of another installation, whose database is empty."""
    url = variables.get("HAWKARI_DATABASE_URL", "")
    if not url:
        yield variables
        return
    import psycopg

    name = f"hkrestored{os.getpid()}"
    with psycopg.connect(os.environ["HAWKARI_DATABASE_URL"], autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        before, _, place = url.partition("?")
        place = f"{before.rpartition('/')[0]}/{name}?{place}"
        yield {**variables, "HAWKARI_DATABASE_URL": place}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def restored(
    elsewhere: dict[str, str], backup: Path, key: Path, into: Path
) -> subprocess.CompletedProcess[str]:
    return hawkari(elsewhere, "restore", backup, "--identity", key, "--into", into)


def test_what_is_restored_is_what_was_backed_up(
    variables: dict[str, str], elsewhere: dict[str, str], backup: Path, key, tmp_path: Path
):
    into = tmp_path / "new"
    done = restored(elsewhere, backup, key[0], into)
    assert done.returncode == 0, done.stderr
    assert "the audit log is whole" in done.stderr
    there = {**elsewhere, "HAWKARI_HOME": str(into)}
    assert run(there, "state") == run(variables, "state")
    old = Path(variables["HAWKARI_HOME"])
    assert (into / "keys" / "signing.key").read_text() == "a key that must not be lost"
    assert (into / "secret-key").read_bytes() == (old / "secret-key").read_bytes()
    assert not (into / "numba").exists()
    assert not (into / "outside").exists()
    assert not list(into.parent.glob(".restoring-*"))


def test_a_restored_folder_is_for_its_owner_only(
    elsewhere: dict[str, str], backup: Path, key, tmp_path: Path
):
    into = tmp_path / "new"
    assert restored(elsewhere, backup, key[0], into).returncode == 0
    for path in [into, *into.rglob("*")]:
        assert not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), path


def test_the_backup_is_for_its_owner_only_and_says_nothing_in_clear(backup: Path):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    data = backup.read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n")
    for word in (b"SQLite", b"PGDMP", b"must not be lost", b"manifest", b"Person Number"):
        assert word not in data


def test_any_age_program_opens_it(backup: Path, key: tuple[Path, str]):
    secret = key[0].read_text().splitlines()[-1]
    opened = pyrage.decrypt(backup.read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
    with tarfile.open(fileobj=io.BytesIO(opened)) as archive:
        names = archive.getnames()
        manifest = json.load(archive.extractfile("manifest.json"))
    assert names[0] == "manifest.json"
    assert "files/secret-key" in names
    assert {f"files/{one['name']}" for one in manifest["files"]} == set(names[1:])
    assert manifest["audit_size"] >= 0


def test_the_audit_log_says_who_made_a_backup_for_whom(variables: dict[str, str], key, tmp_path):
    before = json.loads(hawkari(variables, "audit", "verify", "--json").stdout.splitlines()[-1])
    made = hawkari(variables, "backup", "--to", tmp_path / "b.age", "--recipient", key[1])
    assert made.returncode == 0, made.stderr
    after = json.loads(hawkari(variables, "audit", "verify", "--json").stdout.splitlines()[-1])
    assert after["entries"] > before["entries"]
    assert after["ok"]


def test_with_a_passphrase(variables, elsewhere: dict[str, str], tmp_path: Path):
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n")
    secret.chmod(0o600)
    path, into = tmp_path / "b.age", tmp_path / "new"
    made = hawkari(variables, "backup", "--to", path, "--passphrase-file", secret)
    assert made.returncode == 0, made.stderr
    done = hawkari(elsewhere, "restore", path, "--passphrase-file", secret, "--into", into)
    assert done.returncode == 0, done.stderr
    secret.write_text("another passphrase altogether\n")
    again = hawkari(
        elsewhere, "restore", path, "--passphrase-file", secret, "--into", tmp_path / "n2"
    )
    assert again.returncode == 4
    assert "the passphrase does not open the backup" in again.stderr
    assert not (tmp_path / "n2").exists()


@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.98])
def test_a_changed_byte_anywhere_is_found_and_leaves_nothing(
    elsewhere: dict[str, str], backup: Path, key, tmp_path: Path, at: float
):
    data = bytearray(backup.read_bytes())
    data[int(len(data) * at)] ^= 1
    changed, into = tmp_path / "changed.age", tmp_path / "new"
    changed.write_bytes(data)
    done = restored(elsewhere, changed, key[0], into)
    assert done.returncode == 4
    assert "cut off or was changed" in done.stderr
    assert not into.exists()
    assert not list(tmp_path.glob(".restoring-*"))


@pytest.mark.parametrize("share", [0.0, 0.2, 0.7, 0.999])
def test_a_truncated_backup_is_refused(
    elsewhere: dict[str, str], backup: Path, key, tmp_path: Path, share: float
):
    cut, into = tmp_path / "cut.age", tmp_path / "new"
    cut.write_bytes(backup.read_bytes()[: int(backup.stat().st_size * share)])
    done = restored(elsewhere, cut, key[0], into)
    assert done.returncode == 4
    assert "cut off or was changed" in done.stderr
    assert not into.exists()


def test_another_key_does_not_open_it(elsewhere: dict[str, str], backup: Path, tmp_path: Path):
    other = tmp_path / "other.key"
    assert hawkari(elsewhere, "backup-key", other).returncode == 0
    done = restored(elsewhere, backup, other, tmp_path / "new")
    assert done.returncode == 4
    assert "not for this key" in done.stderr


def test_nothing_is_ever_written_over(
    variables, elsewhere: dict[str, str], backup: Path, key, tmp_path: Path
):
    into = tmp_path / "taken"
    into.mkdir()
    (into / "mine").write_text("mine")
    done = restored(elsewhere, backup, key[0], into)
    assert done.returncode == 4
    assert "is not empty" in done.stderr
    assert [path.name for path in into.iterdir()] == ["mine"]
    again = hawkari(variables, "backup", "--to", backup, "--recipient", key[1])
    assert again.returncode == 4
    assert "there already" in again.stderr


def test_a_backup_while_others_write_holds_one_moment(
    variables: dict[str, str], elsewhere: dict[str, str], key, tmp_path: Path
):
    writer = start(variables, "load", "2", "3000", "nca", "busy.csv")
    try:
        assert writer.stdout.readline().strip() == "batch"
        path, into = tmp_path / "busy.age", tmp_path / "new"
        made = hawkari(variables, "backup", "--to", path, "--recipient", key[1])
        assert made.returncode == 0, made.stderr
    finally:
        _, complaint = writer.communicate(timeout=600)
    assert writer.returncode == 0, complaint
    done = restored(elsewhere, path, key[0], into)
    assert done.returncode == 0, done.stderr
    # The load that was cut by the backup goes on where it stood.
    there = {**elsewhere, "HAWKARI_HOME": str(into)}
    run(there, "load", "2", "3000", "nca", "busy.csv")
    assert run(there, "state") == run(variables, "state")


def test_a_log_that_was_changed_before_the_backup_is_not_restored(
    variables: dict[str, str], elsewhere: dict[str, str], key, tmp_path: Path
):
    path = tmp_path / "forged.age"
    with changed_log(variables):
        made = hawkari(variables, "backup", "--to", path, "--recipient", key[1])
    assert made.returncode == 0, made.stderr
    done = restored(elsewhere, path, key[0], tmp_path / "new")
    assert done.returncode == 4
    assert "audit log is not whole" in done.stderr
    assert not (tmp_path / "new").exists()


@contextmanager
def changed_log(variables: dict[str, str]) -> Iterator[None]:
    """For a while, somebody else stands in the first entry of the audit log."""
    database = opened(variables)
    (first,) = database.execute("SELECT actor FROM evidence_auditentry WHERE seq = 0").fetchone()
    change = "UPDATE evidence_auditentry SET actor = '{}' WHERE seq = 0"
    try:
        database.execute(change.format("somebody"))
        database.commit()
        yield
        database.execute(change.format(first))
        database.commit()
    finally:
        database.close()


def opened(variables: dict[str, str]) -> Any:
    url = variables.get("HAWKARI_DATABASE_URL")
    if not url:
        return sqlite3.connect(Path(variables["HAWKARI_HOME"]) / "hawkari.sqlite3")
    import psycopg

    return psycopg.connect(url)
