"""Why two names scored as they did: word by word and letter by letter.

This module is light: numpy, numba and the model load at the first explanation.
"""

# ruff: noqa: PLC0415  (numpy and numba take a second to load, and readers of keys need neither)

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from hawkari.engines.names.compare import Comparison, compare
from hawkari.engines.names.fold import fold
from hawkari.engines.names.pieces import pieces_of
from hawkari.engines.names.rarity import bits_of
from hawkari.engines.names.scripts import Script
from hawkari.engines.names.short_forms import form_of

__all__ = ["Closeness", "Explanation", "LetterStep", "LoneWord", "WordMatch", "explain"]

_SAME, _NEAR = 0.03, 0.15


class Closeness(StrEnum):
    """How near two spellings are."""

    SAME = "same"
    NEAR = "another spelling"
    FAR = "alike"
    SHORT_FORM = "short form"


@dataclass(frozen=True, slots=True)
class LetterStep:
    """One step of writing one word for the other.

    Attributes:
        a: folded letters of the first name's word: one, none, or two that stand for one.
        b: the same of the second name's.
        cost: 0 for the same sound, about .1–.5 for what scribes exchange or leave out, more for
            the rest.
    """

    a: str
    b: str
    cost: float


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Words that met.

    Attributes:
        a: as written in the first name.
        b: as written in the second.
        cost: see `Alignment`.
        closeness: the same in words.
        letters: the steps, in order; their costs add up to what the alignment costs before it is
            taken relative to length. None for a short form, which a table knows.
        commonness: bits: about -log2 of the share of people who bear the name somewhere.
    """

    a: str
    b: str
    cost: float
    closeness: Closeness
    letters: tuple[LetterStep, ...]
    commonness: float

    @property
    def one_in(self) -> int:
        """About one in so many people bears the name; rounded to a power of two."""
        return int(2 ** round(self.commonness))


@dataclass(frozen=True, slots=True)
class LoneWord:
    """A word that met none.

    Attributes:
        text: as written.
        commonness: see `WordMatch`.
    """

    text: str
    commonness: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A comparison with its reasons.

    Attributes:
        name_a: as given.
        name_b: as given.
        comparison: what `compare` gives.
        matches: words that met, in the order of the first name.
        missing_b: words of the first name that the second lacks, in order.
        missing_a: words of the second name that the first lacks.
        left_out_a: titles and particles of the first name, which count nothing.
        left_out_b: the same of the second.
    """

    name_a: str
    name_b: str
    comparison: Comparison
    matches: tuple[WordMatch, ...]
    missing_b: tuple[LoneWord, ...]
    missing_a: tuple[LoneWord, ...]
    left_out_a: tuple[str, ...]
    left_out_b: tuple[str, ...]


@lru_cache(maxsize=1 << 10)
def explain(name_a: str, name_b: str) -> Explanation:
    """Compare two names and say why they scored so.

    Args:
        name_a: a name in any script.
        name_b: another.

    Returns:
        The explanation; its costs are those of the comparison.
    """
    comparison = compare(name_a, name_b)
    number = sum(fold(name).script is Script.ARABIC for name in (name_a, name_b))
    texts_a, texts_b = _Texts(name_a), _Texts(name_b)
    matches = []
    for met in comparison.alignments:
        tokens_a, tokens_b = met.token_a.split(" "), met.token_b.split(" ")
        bits = min(sum(map(bits_of, tokens)) for tokens in (tokens_a, tokens_b))
        known = _are_forms(met.token_a, met.token_b)
        matches.append(
            WordMatch(
                a=texts_a.of(tokens_a),
                b=texts_b.of(tokens_b),
                cost=met.cost,
                closeness=Closeness.SHORT_FORM if known else _closeness(met.cost),
                letters=() if known else _letters((name_a, tokens_a), (name_b, tokens_b), number),
                commonness=bits,
            )
        )
    return Explanation(
        name_a=name_a,
        name_b=name_b,
        comparison=comparison,
        matches=tuple(matches),
        missing_b=tuple(LoneWord(texts_a.of([t]), bits_of(t)) for t in comparison.left_over_a),
        missing_a=tuple(LoneWord(texts_b.of([t]), bits_of(t)) for t in comparison.left_over_b),
        left_out_a=texts_a.left_out,
        left_out_b=texts_b.left_out,
    )


def _are_forms(token_a: str, token_b: str) -> bool:
    """Whether one is a short form of the other's name, or both of one name."""
    one, other = form_of(token_a), form_of(token_b)
    return token_a != token_b and one != 0 and abs(one) == abs(other) and min(one, other) < 0


def _closeness(cost: float) -> Closeness:
    if cost < _SAME:
        return Closeness.SAME
    return Closeness.NEAR if cost < _NEAR else Closeness.FAR


class _Texts:
    """The words of a name as written, by token; repeats in their order."""

    def __init__(self, name: str) -> None:
        pieces = pieces_of(name)
        self._left = [(piece.token, piece.text) for piece in pieces if piece.token]
        self.left_out = tuple(piece.text for piece in pieces if not piece.token)

    def of(self, tokens: list[str]) -> str:
        texts = []
        for token in tokens:
            place = next((i for i, (held, _) in enumerate(self._left) if held == token), None)
            texts.append(token if place is None else self._left.pop(place)[1])
        return " ".join(texts)


def _letters(
    a: tuple[str, list[str]], b: tuple[str, list[str]], number: int
) -> tuple[LetterStep, ...]:
    from hawkari.engines.names.lettering import letter_steps

    coded = [_coded(name, tokens) for name, tokens in (a, b)]
    return tuple(LetterStep(*step) for step in letter_steps(coded[0], coded[1], number))


def _coded(name: str, tokens: list[str]) -> str:
    """Letters as the comparison reads them, articles marked."""
    from hawkari.engines.names.prepare import lettered

    folded = fold(name)
    held = dict(zip(folded.tokens, folded.articles, strict=True))
    return "".join(lettered(token, article=held.get(token, False)) for token in tokens)
