"""Whether compiling lies ahead is told from the folder of compiled functions."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from hawkari.site.warming import is_compiled

ROOT = Path(__file__).parents[2]


def test_an_empty_or_missing_folder_holds_nothing_compiled(tmp_path: Path):
    assert not is_compiled(None)
    assert not is_compiled(str(tmp_path))
    assert not is_compiled(str(tmp_path / "missing"))


def test_one_compiled_function_is_enough(tmp_path: Path):
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "compare.nbc").touch()
    assert is_compiled(str(tmp_path))


def kept_in(environment: dict[str, str], home: Path) -> str:
    """Where a command with this environment keeps compiled functions."""
    code = (
        "import os; from pathlib import Path; from hawkari.site.home import keep_compiled; "
        f"keep_compiled(Path({str(home)!r})); print(os.environ.get('NUMBA_CACHE_DIR', ''))"
    )
    found = {"PYTHONPATH": ":".join(sys.path), **environment}
    run = subprocess.run(
        [sys.executable, "-c", code], env=found, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_compiled_functions_are_kept_in_the_installation_for_its_owner_only(tmp_path: Path):
    home = tmp_path / "home"
    assert kept_in({}, home) == str(home / "cache" / "numba")
    for folder in (home, home / "cache", home / "cache" / "numba"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_place_named_for_numba_wins_and_a_closed_home_is_no_error(tmp_path: Path):
    assert kept_in({"NUMBA_CACHE_DIR": "/elsewhere"}, tmp_path / "home") == "/elsewhere"
    (tmp_path / "file").touch()
    assert kept_in({}, tmp_path / "file" / "home") == ""


def test_a_command_compiles_into_the_folder_of_hawkari_home(tmp_path: Path):
    environment = {**os.environ, "HAWKARI_HOME": str(tmp_path / "home")}
    environment.pop("NUMBA_CACHE_DIR", None)
    code = (
        "import os; from hawkari.cli.installation import use_compiled_cache; "
        "use_compiled_cache(); print(os.environ['NUMBA_CACHE_DIR'])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == str(tmp_path / "home" / "cache" / "numba")


def test_a_demonstration_leaves_compiled_functions_for_the_next(tmp_path: Path):
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    for name in ("NUMBA_CACHE_DIR", "HAWKARI_HOME"):
        environment.pop(name, None)
    code = (
        "import os; from hawkari.cli.site import _demo_home; "
        "print(_demo_home(), os.environ['NUMBA_CACHE_DIR'])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    home, kept = run.stdout.split()
    Path(home).rmdir()
    assert kept == str(tmp_path / "hawkari" / "cache" / "numba")


def test_a_server_has_its_pages_and_passes_over_them_when_collecting_garbage(tmp_path: Path):
    asked = (
        "import gc, sys, hawkari.site.wsgi; "
        "print(gc.get_freeze_count() > 100_000, 'hawkari.desks.intelligence.views' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked],
        env={"HAWKARI_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    assert said.stdout.split() == ["True", "True"]


def test_make_demo_leaves_the_folder_chosen_for_it_to_the_demonstration(tmp_path: Path):
    programs, stamps, chosen = (tmp_path / one for one in ("bin", "stamps", "chosen"))
    for folder in (programs, stamps, chosen):
        folder.mkdir()
    stand_in = programs / "hawkari"
    stand_in.write_text(f'#!/bin/sh\necho "[$HAWKARI_HOME] $*" >> {tmp_path}/asked\n')
    stand_in.chmod(0o755)
    (stamps / "install").touch()
    make = ["make", "-o", f"{stamps}/install", f"BIN={programs}", f"STAMPS={stamps}", "demo"]
    environment = os.environ | {"HAWKARI_HOME": str(chosen)}
    subprocess.run(make, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert (tmp_path / "asked").read_text().splitlines() == [
        "[] demo --people 60 --no-serve",
        f"[{chosen}] demo",
    ]
