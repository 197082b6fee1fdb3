"""Words of pages are where the extractor of translations finds them."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "hawkari"
CALLS = {"gettext", "ngettext", "gettext_lazy", "ngettext_lazy", "translate", "_"}


def calls(tree: ast.AST) -> list[ast.Call]:
    return [
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in CALLS
    ]


def hidden_in(text: str) -> list[int]:
    """The lines on which an f-string holds words to be translated."""
    drawn = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.JoinedStr)]
    return sorted({call.lineno for one in drawn for call in calls(one)})


def test_no_word_to_be_translated_stands_in_an_f_string():
    # xgettext reads no expression of an f-string: such a word stays English for every reader.
    assert hidden_in("said = f\"{gettext('due')} {day}\"") == [1]
    modules = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    found = {str(path.relative_to(SOURCE)): hidden_in(text) for path, text in modules.items()}
    assert {path: lines for path, lines in found.items() if lines} == {}
