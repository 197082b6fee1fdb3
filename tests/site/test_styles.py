"""Styles serve both directions and stay on this machine; templates carry no style of their own."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "hawkari"
SHEETS = sorted(path for path in SOURCE.rglob("*.css") if "vendor" not in path.parts)
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b"
    r"|(?<![\w-])(?:left|right|top|bottom)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r"|(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius"
)


def declarations(path: Path) -> str:
    """A sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_names_no_left_and_no_right(path: Path):
    assert PHYSICAL.findall(declarations(path)) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_loads_nothing_from_elsewhere(path: Path):
    text = declarations(path)
    assert "//" not in text
    assert "@import" not in text
    for target in re.findall(r'url\("([^"]+)"\)', text):
        assert (path.parent / target).is_file()


@pytest.mark.parametrize(
    "path", [path for path in SHEETS if path.name != "tokens.css"], ids=lambda path: path.name
)
def test_colours_are_only_named_in_the_tokens(path: Path):
    """Black and white on paper, the backdrop and shadows apart."""
    found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;,)])", declarations(path)))
    assert found <= {"#000000", "#666666"}


def test_every_token_that_is_used_is_defined():
    defined, used = set(), set()
    for path in SHEETS:
        text = declarations(path)
        defined |= set(re.findall(r"(--[\w-]+)\s*:", text))
        used |= set(re.findall(r"var\((--[\w-]+)\)", text))
    assert used - defined == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_style_script_or_handler_of_its_own(path: Path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text) == []
    assert "://" not in text.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(
    "folder",
    ["static/hawkari/fonts", "static/hawkari/js", "fonts", "static/vendor/htmx"],
    ids=lambda name: name,
)
def test_what_is_shipped_of_others_has_its_licence_beside_it(folder: str):
    names = {path.name for path in (SOURCE / "site" / folder).iterdir()}
    assert names & {"OFL.txt", "LICENSE", "LICENSES.txt"}
