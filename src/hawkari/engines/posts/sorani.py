"""Sorani typed on an Arabic keyboard gets its own letters back.

Many write ه ي ك و ر ل for ە ێ ک ۆ ڕ ڵ and ب ج ز ف for پ چ ژ ڤ, because their keyboard has no other.
Only text that shows no Sorani letter at all is touched: whoever has the keyboard has used it. A
word that is known so becomes the commonest word that is typed so; the letters of any other become
what they commonly are between the letters beside them in known words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["restore"]

_OWN = re.compile("[ەێۆڕڵڤ]")
_WORD = re.compile("[ء-ی]+")
_TYPED = str.maketrans("ێەۆڕڵپچژڤ", "یهورلبجزف")
_UNSURE = frozenset("یهورلبجزف")
_REACHES = ((2, 2), (1, 2), (2, 1), (1, 1), (0, 1), (0, 0))
"""How many letters to the left and right are looked at, the widest first."""

Context = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """What letters were meant: by whole words as typed, and by letters in their contexts."""

    words: dict[str, str]
    letters: dict[Context, str]


def restore(text: str) -> str:
    """Give canonical text in Sorani the letters that an Arabic keyboard lacks.

    Args:
        text: canonical text that is known to be Sorani. Of the same length afterwards.

    Returns:
        The text; unchanged where it shows a letter of Sorani's own.
    """
    if _OWN.search(text):
        return text
    lexicon = _lexicon()
    return _WORD.sub(lambda word: _meant(word[0], lexicon), text)


def _meant(written: str, lexicon: _Lexicon) -> str:
    """What a word means; letters that no Arabic keyboard has were meant as they stand."""
    typed = written.translate(_TYPED)
    known = lexicon.words.get(typed)
    return "".join(
        letter
        if letter not in _UNSURE
        else (known[at] if known is not None else _letter(typed, at, lexicon))
        for at, letter in enumerate(written)
    )


def _letter(typed: str, at: int, lexicon: _Lexicon) -> str:
    contexts = _contexts(typed, at)
    return next(
        (found for one in contexts if (found := lexicon.letters.get(one)) is not None), typed[at]
    )


def _contexts(typed: str, at: int) -> Iterator[Context]:
    padded = f"  {typed}  "
    middle = at + 2
    for left, right in _REACHES:
        yield (
            padded[middle - left : middle],
            padded[middle],
            padded[middle + 1 : middle + 1 + right],
        )


@cache
def _lexicon() -> _Lexicon:
    """Read once a process from the list of words."""
    path = files("hawkari.engines.posts") / "resources" / "sorani.txt"
    words: dict[str, str] = {}
    seen: defaultdict[Context, Counter[str]] = defaultdict(Counter)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, _, count = line.partition(" ")
        typed = word.translate(_TYPED)
        words.setdefault(typed, word)  # the commonest stands first
        for at, letter in enumerate(typed):
            if letter in _UNSURE:
                for context in _contexts(typed, at):
                    seen[context][word[at]] += min(int(count), 20)
    return _Lexicon(words, {key: found.most_common(1)[0][0] for key, found in seen.items()})
