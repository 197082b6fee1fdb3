"""Whether compiling lies ahead is told from the folder of compiled functions."""

import subprocess
import sys
from pathlib import Path

from hawkari.site.warming import is_compiled


def test_an_empty_or_missing_folder_holds_nothing_compiled(tmp_path: Path):
    assert not is_compiled(None)
    assert not is_compiled(str(tmp_path))
    assert not is_compiled(str(tmp_path / "missing"))


def test_one_compiled_function_is_enough(tmp_path: Path):
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "compare.nbc").touch()
    assert is_compiled(str(tmp_path))


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
        timeout=120,
    )
    assert said.stdout.split() == ["True", "True"]
