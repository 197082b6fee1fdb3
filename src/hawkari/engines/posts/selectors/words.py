"""Known words and names in a folded text: one pass over its tokens, endings taken off if needed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from hawkari.engines.posts.selectors.folding import fold

__all__ = ["Entry", "Found", "Token", "Words", "rows", "tokens"]

Token = tuple[str, int, int]
"""A word of the folded text with its first and last place."""
# Letters, or one picture: those pictures that the lexicon names lie in these blocks.
_TOKEN = re.compile(r"[^\W\d_]+|[⛴⛵✈☎\U0001f4de-\U0001f4f2\U0001f680-\U0001f6ff]")
MOST_WORDS = 5
LEAST_STEM = 4
# What writers hang on a name: Arabic, Sorani and Persian in front or behind; Turkish, Kurmanji,
# Albanian behind. Folded, longest first.
_BEFORE = ("وال", "بال", "لل", "ال", "ل", "ب", "و", "ف", "ک")
_BEHIND = (
    "یهکانهوه", "ست", "ییهوه", "یهوه", "هکان", "هوه", "ییه", "یه", "یی", "دا", "هکه", "ش", "ی", "ه",
    "lerden", "lardan", "lara", "lere", "ndan", "nden", "dan", "den", "tan", "ten", "nda", "nde",
    "ya", "ye", "yi", "yu", "da", "de", "ta", "te", "li", "lu", "lik", "eke", "an", "en", "es",
    "it", "es", "in", "ut", "ra", "re", "se", "a", "e", "i", "u", "n", "s", "t",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A meaning that words can have.

    Attributes:
        kind: such as ``place`` or ``currency``.
        meaning: such as ``Erbil`` or ``EUR``.
        languages: codes in which it is so; empty where in several.
        whole: whether it is only meant where it stands without endings.
        capital: whether, in Latin letters, it is only meant with a capital.
        offer: whether it is only meant in a post that offers something.
    """

    kind: str
    meaning: str
    languages: frozenset[str] = frozenset()
    whole: bool = False
    capital: bool = False
    offer: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An entry in a text.

    Attributes:
        entry: what is meant.
        start: first place in the folded text.
        end: place behind the last.
        first: index of its first token.
        behind: index of the token behind it.
        before: what was taken off in front.
        ending: what was taken off behind.
    """

    entry: Entry
    start: int
    end: int
    first: int
    behind: int
    before: str = ""
    ending: str = ""


_Rest = tuple[tuple[str, ...], tuple[Entry, ...]]


class Words:
    """Entries by their first word."""

    def __init__(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Take terms in any spelling, each with what it means."""
        gathered: dict[tuple[str, ...], dict[Entry, None]] = defaultdict(dict)
        for term, entry in entries:
            key = tuple(one for one, _, _ in tokens(fold(term).text))
            if key:
                gathered[key][entry] = None
        first: dict[str, list[_Rest]] = defaultdict(list)
        for key, found in gathered.items():
            first[key[0]].append((key[1:], tuple(found)))
        self._first: dict[str, Sequence[_Rest]] = {
            word: sorted(rest, key=lambda one: -len(one[0])) for word, rest in first.items()
        }
        self._begin = {word[:LEAST_STEM] for word in self._first if len(word) >= LEAST_STEM}
        self._begin |= {word for word in self._first if len(word) == LEAST_STEM - 1}
        self._stem = lru_cache(maxsize=1 << 16)(self._find_stem)

    def find(self, found: Sequence[Token]) -> Iterator[Found]:
        """Every entry in order of the text; of those that begin at one token, the longest."""
        first, place, many = self._first, 0, len(found)
        while place < many:
            word = found[place][0]
            rests = first.get(word)
            before = ending = ""
            if rests is None:
                stem, before, ending = self._stem(word)
                if not stem:
                    place += 1
                    continue
                rests = first[stem]
            step = 1
            for rest, entries in rests:
                behind = place + 1 + len(rest)
                if rest and not _agrees(found, place + 1, rest):
                    continue
                for entry in entries:
                    if (before or ending) and entry.whole:
                        continue
                    start, end = found[place][1] + len(before), found[behind - 1][2]
                    yield Found(entry, start, end, place, behind, before, ending)
                step = behind - place
                break
            place += step

    def _find_stem(self, word: str) -> tuple[str, str, str]:
        """A known first word inside a word with things hung on it; empty where none is."""
        begin, first = self._begin, self._first
        for before in ("", *(one for one in _BEFORE if word.startswith(one))):
            bare = word[len(before) :]
            if bare[:LEAST_STEM] not in begin:
                continue
            for ending in ("", *(one for one in _BEHIND if bare.endswith(one))):
                stem = bare[: len(bare) - len(ending)] if ending else bare
                least = LEAST_STEM - 1 if before in ("ل", "لل", "ب") and not ending else LEAST_STEM
                if stem != word and len(stem) >= least and stem in first:
                    return stem, before, ending
        return "", "", ""


def _agrees(found: Sequence[Token], place: int, rest: Sequence[str]) -> bool:
    if place + len(rest) > len(found):
        return False
    return all(found[place + step][0] == word for step, word in enumerate(rest))


def tokens(text: str) -> list[Token]:
    """The words of a folded text."""
    return [(one.group(), one.start(), one.end()) for one in _TOKEN.finditer(text)]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table that ships, by its header."""
    text = (files(__package__) / "resources" / name).read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return tuple(dict(zip(lines[0], line, strict=True)) for line in lines[1:])
