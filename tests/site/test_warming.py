"""Whether compiling lies ahead is told from the folder of compiled functions."""

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
