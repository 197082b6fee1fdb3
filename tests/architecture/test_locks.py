"""The lock files pin everything, with hashes, and name no place to download from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def test_each_extra_has_its_lock():
    assert {path.stem for path in LOCKS} == {"base", "dev", "semantic", "spark"}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_is_exact_hashed_and_placeless(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9][^\n]*", text, flags=re.MULTILINE)
    assert pins
    assert all("==" in pin for pin in pins)
    assert text.count("--hash=sha256:") >= len(pins)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_every_direct_dependency_is_in_the_lock(path: Path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = set(re.findall(r"^([a-z0-9-]+)==", path.read_text(encoding="utf-8"), re.MULTILINE))
    wanted = {re.split(r"[<>=\[ ]", line)[0] for line in project["dependencies"]}
    assert wanted <= pinned


def test_the_browser_islands_lock_names_no_download_host():
    text = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert "registry" not in text
