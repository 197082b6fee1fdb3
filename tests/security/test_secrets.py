"""Secrets come from files and the environment, stay with their owner, and are said nowhere."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.site.database import database_settings
from hawkari.site.home import fresh_home, private_folder, secret_key

SOURCE = Path(__file__).parents[2] / "src"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def hawkari(home: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hawkari", *words],
        env={**os.environ, "HAWKARI_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        check=False,
        umask=0,
    )


def test_everything_in_a_new_home_is_for_its_owner_only(tmp_path: Path):
    home = tmp_path / "new" / "home"
    assert hawkari(home, "sources").returncode == 0
    found = [home, *home.rglob("*")]
    assert {"hawkari.sqlite3", "secret-key"} <= {path.name for path in found}
    for path in found:
        assert not path.stat().st_mode & OTHERS, path


def test_a_home_that_is_open_to_others_is_closed_with_a_warning(tmp_path: Path):
    home = tmp_path / "home"
    assert hawkari(home, "sources").returncode == 0
    home.chmod(0o755)
    (home / "hawkari.sqlite3").chmod(0o644)
    again = hawkari(home, "sources")
    assert again.returncode == 0
    assert again.stderr.count("was open to other users of this machine; closed it") == 2
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "hawkari.sqlite3").stat().st_mode) == 0o600


def test_a_secret_key_that_is_open_to_others_is_refused(tmp_path: Path):
    secret_key(tmp_path, None)
    (tmp_path / "secret-key").chmod(0o640)
    with pytest.raises(BadInput, match="chmod 600"):
        secret_key(tmp_path, None)


def test_a_secret_key_is_long_and_random(tmp_path: Path):
    one, two = secret_key(tmp_path / "a", None), secret_key(tmp_path / "b", None)
    assert one != two
    assert min(len(one), len(two)) >= 64  # 384 bits


def test_folders_and_database_files_are_made_closed(tmp_path: Path):
    before = os.umask(0)
    try:
        for made in (private_folder(tmp_path / "a"), fresh_home(tmp_path / "b")):
            assert stat.S_IMODE(made.stat().st_mode) == 0o700
        file = Path(database_settings("", tmp_path / "c")["NAME"])
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_the_secret_key_is_in_no_output_of_a_command_that_fails(tmp_path: Path):
    home = tmp_path / "home"
    key = secret_key(private_folder(home), None)
    url = "postgresql://officer:hush-hush@127.0.0.1:9/none"
    failed = hawkari(home, "sources", HAWKARI_DATABASE_URL=url)
    assert failed.returncode != 0
    said = failed.stdout + failed.stderr
    assert key not in said
    assert "hush-hush" not in said


def test_no_command_takes_a_secret_as_an_argument():
    from typer.main import get_command

    from hawkari.cli.app import build

    def options(command) -> list[str]:
        inner = getattr(command, "commands", {}).values()
        return [name for one in command.params for name in one.opts] + [
            name for one in inner for name in options(one)
        ]

    secretive = re.compile(r"password|passphrase|secret|token", re.IGNORECASE)
    assert {name for name in options(get_command(build())) if secretive.search(name)} <= {
        "--passphrase-file"
    }


def test_the_environment_is_read_in_few_places():
    readers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"os\.environ(\.get\(|\[)\s*\"HAWKARI", path.read_text("utf-8"))
    }
    doors = ("hawkari/site/", "hawkari/cli/")
    assert readers
    assert all(name.startswith(doors) for name in readers), readers


SECRETS = re.compile(
    r"-----BEGIN (RSA |EC |OPENSSH |)PRIVATE KEY|AGE-SECRET-KEY-1[A-Z0-9]{20}|"
    r"(?i:(password|secret|api_?key)\s*=\s*[\"'][A-Za-z0-9/+_=-]{12,}[\"'])"
)


def test_no_secret_is_written_in_the_source():
    for path in SOURCE.rglob("*"):
        if path.is_file() and path.suffix in (".py", ".json", ".html", ".js", ".toml"):
            found = SECRETS.search(path.read_text("utf-8"))
            assert found is None, f"{path}: {found.group(0)[:20] if found else ''}"
