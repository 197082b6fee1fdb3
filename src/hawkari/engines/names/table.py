"""An explanation as a table for terminals, also for those that write from right to left."""

import unicodedata
from collections.abc import Sequence

from hawkari.engines.names.explaining import Explanation, LetterStep, LoneWord, WordMatch

__all__ = ["as_table"]

_ISOLATE, _END = "\u2068", "\u2069"
_BASE = "18 in 100"
_HEADER = ("first name", "second name", "how near", "letter by letter", "one in")
_KEY = (
    "letters: x the same, x~y one for the other, +x only in the second, -x only in the first;\n"
    "ŵ ŷ ỳ are و and ی, which may be vowel or consonant, ă an alef that begins a word"
)


def as_table(explanation: Explanation) -> str:
    """The explanation in lines of text, without a line end after the last.

    Each word of a name stands between U+2068 and U+2069, so that its direction moves no other.
    """
    said = explanation.comparison
    lines = [
        f"could be one person's: {said.probability:.3f} (in a mix with {_BASE} true pairs)",
        f"evidence: {said.weight:+.1f} bits",
        "",
        *_table([_HEADER, *map(_row, explanation.matches)]),
        *_lone("only in the first: ", explanation.missing_b),
        *_lone("only in the second:", explanation.missing_a),
    ]
    left_out = (*explanation.left_out_a, *explanation.left_out_b)
    if left_out:
        lines.append("counts nothing:     " + ", ".join(map(_apart, left_out)))
    return "\n".join([*lines, "", _KEY] if explanation.matches else lines)


def _row(match: WordMatch) -> tuple[str, ...]:
    return (
        _apart(match.a),
        _apart(match.b),
        f"{match.closeness.value} ({match.cost:.2f})",
        " ".join(map(_letters, match.letters)),
        str(match.one_in),
    )


def _letters(step: LetterStep) -> str:
    if step.a == step.b:
        return step.a
    if not step.a:
        return f"+{step.b}"
    return f"{step.a}~{step.b}" if step.b else f"-{step.a}"


def _lone(label: str, words: Sequence[LoneWord]) -> list[str]:
    held = ", ".join(
        f"{_apart(word.text)} (one in {2 ** round(word.commonness)})" for word in words
    )
    return [f"{label} {held}"] if held else []


def _apart(text: str) -> str:
    return f"{_ISOLATE}{text}{_END}"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Columns that a text takes: marks on letters and invisible marks take none."""
    return sum(unicodedata.category(char) not in ("Mn", "Me", "Cf") for char in text)
