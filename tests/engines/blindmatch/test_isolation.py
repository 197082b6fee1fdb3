"""Secrets stay where they belong: few modules touch them, and nothing is left on disk."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import hawkari
from hawkari.engines.blindmatch import LibraryMissing
from hawkari.engines.blindmatch.sodium import sodium

SOURCE = Path(hawkari.__file__).parent
ENGINE = SOURCE / "engines" / "blindmatch"
HANDLE_SECRETS = {"scalars", "group", "voprf", "keys", "lists"}


def imported_by(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_few_modules_touch_secret_scalars():
    wanted = "hawkari.engines.blindmatch.scalars"
    users = {path.stem for path in SOURCE.rglob("*.py") if wanted in imported_by(path)}
    assert users == HANDLE_SECRETS - {"scalars"}


def test_only_one_module_asks_the_keyring_to_evaluate():
    callers = [
        path.stem
        for path in ENGINE.glob("*.py")
        if "keys.evaluate(" in path.read_text(encoding="utf-8")
    ]
    assert callers == ["evaluation"]


@pytest.mark.skipif(os.name == "nt", reason="Windows holds on to a library that is in use")
def test_the_library_leaves_nothing_in_the_temporary_folder(tmp_path: Path):
    program = (
        "from hawkari.engines.blindmatch import Blinding, Mode\n"
        "print(len(Blinding([b'x'], Mode.BASE).blinded))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    assert run.stdout.strip() == "32"
    assert list(tmp_path.iterdir()) == []


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(LibraryMissing, match="Install the package rbcl"):
        # past the cache: a second copy of the library could not free what the first one gave out
        sodium.__wrapped__()
