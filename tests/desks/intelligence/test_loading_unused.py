"""What the load report says is not used has words, whatever loader says it."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

import hawkari.evidence.loaders
from hawkari.desks.intelligence import loading_unused
from hawkari.desks.intelligence.loading_unused import UNUSED, unused


def told() -> set[str]:
    """What the loaders' calls of ``unused.add`` may say, the file's own words as ``%s``."""
    found = set()
    for path in Path(hawkari.evidence.loaders.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            of = node.func.value
            name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
            if node.func.attr == "add" and name == "unused":
                found |= {_form(node.args[0])}
    return found - {""}


def _form(said: ast.expr) -> str:
    if isinstance(said, ast.Constant):
        return str(said.value)
    if not isinstance(said, ast.JoinedStr):
        return ""
    text = "".join(str(one.value) if isinstance(one, ast.Constant) else "%s" for one in said.values)
    return text.replace("%s%s", "%s")


def test_every_loaders_words_are_known():
    # A table's title and its error, and the parts of a document, which have words of their own.
    assert told() - {"%s: %s", "%s of the document"} <= set(UNUSED)
    assert len(told()) > 20


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("column Huda's phone", "COLUMN Huda's phone"),
        ("column 100 % sure", "COLUMN 100 % sure"),
        ("column two\nlines", "COLUMN two\nlines"),
        ("rows of totals", "ROWS OF TOTALS"),
        ("field Size of Call", "field Size of Call"),
        ("field amount", "field amount"),
        ("Table 3 (page 2): has no header", "Table 3 (page 2): has no header"),
    ],
)
def test_the_files_own_words_stand_in_the_readers(
    monkeypatch: pytest.MonkeyPatch, name: str, said: str
):
    words = {**UNUSED, "column %s": "COLUMN %s", "rows of totals": "ROWS OF TOTALS"}
    monkeypatch.setattr(loading_unused, "UNUSED", words)
    with override("en"):
        assert unused(name) == said
