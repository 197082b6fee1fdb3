"""Fold a name of any script to tokens of one small alphabet."""

import re
from dataclasses import dataclass
from functools import lru_cache

from hawkari.engines.names.cleaning import clean
from hawkari.engines.names.letters import ABD, ABU, UMM
from hawkari.engines.names.scripts import Script, script_of
from hawkari.engines.names.words import (
    ARTICLES,
    PARTICLES,
    TITLES,
    Word,
    fold_word,
    split_words,
)

__all__ = ["MOST_TOKENS", "FoldedName", "fold"]

MOST_TOKENS = 8

# Abd glued to what follows, with the article in any assimilation: abdulkarim, abdelkrim, abdurahman
_ABD = re.compile(
    "^(?:[ʿʾ][aeăā]?|[aeă][ʿʾ]?)b[aeiou]?[dḏ](?:"
    "(?P<god>[uoaeiŵûāă]?[aāă]?l[aāă]?[hḣae]?$)"
    "|(?P<art>[uoeaiŵûāă]l)(?=..)|(?P<sun>[uoieaŵû])(?=[^uoeaiāŵûŷỳîêy].{2})|(?=[^uoeaiāŵûŷỳîêyhr].{2}))"
)
_GOD = re.compile("^[aeăā]?[aeā]?l[aeāă]?[hḣ]?$")
_ENDS_IN_GOD = re.compile("(?<=...)(?:(?:[uoae]|ŵ|āă|ā|ă)l[aāă]?[hḣ]|[uoŵ]l[aāăe])$")
_ENDS_IN_DIN = re.compile("(?<=..)(?:[uaeo]|ŵ|āl|ŵl|ul|al|el)?[dḏ][iîŷyeê]+ne?$")
_DIN = frozenset({"din", "dîn", "dŷn", "dyn", "dine", "dîne", "dên", "deen"})
_FATHER = frozenset({"abu", "abo", "abi", "aba", "ăbŵ", "ăbỳ", "ăbā", "bu", "ebu", "ebo", "abû",
                     "abou", "abî", "ebû", "ăbo", "ebŵ", "ăbû"})  # fmt: skip
_MOTHER = frozenset({"um", "umm", "om", "ăm", "ûm"})
_SERVANT = frozenset({"abd", "ʿabd", "ʾabd", "abid", "ʿbd", "ebd", "ʿebd", "abdu", "abdo", "abdel",
                      "abdul", "abdal", "abdol", "abdur", "abder", "abdus", "abdes", "abdun",
                      "abed", "abdil", "ʾabdul", "ʿabdul", "ʿebdŵl", "ebdul", "abdû",
                      "ʿebdul", "abdud", "abduš"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoldedName:
    """A name in folded letters.

    Attributes:
        original: the name as given.
        tokens: at most `MOST_TOKENS` words in folded letters, in the order written. Articles,
            *bin/ibn/bint* and leading titles are gone; *Abd al-X*, *Abu X*, *X al-Din* and
            *X-Allah* are one token. Empty when the name holds no letter.
        articles: per token, whether an article stood before it.
        script: the script most letters of the original are in.
    """

    original: str
    tokens: tuple[str, ...]
    articles: tuple[bool, ...]
    script: Script


@lru_cache(maxsize=1 << 17)
def fold(name: str) -> FoldedName:
    """Fold a name of any script to tokens of one small alphabet.

    Folding the tokens again gives the same tokens. No letter of the Arabic script is turned into
    a vowel by rule: short vowels stay unwritten, and the comparison charges little for them.

    Args:
        name: one person's name, parts in any order, of any script and normal form.

    Returns:
        The folded name; see `letters` for the alphabet. Results are cached.
    """
    words = [word for part in split_words(clean(name)) if (word := fold_word(part))]
    joined = _join(_drop_articles(words))
    tokens = _drop_small_words(joined)[:MOST_TOKENS]
    return FoldedName(
        original=name,
        tokens=tuple(str(token) for token in tokens),
        articles=tuple(token.article for token in tokens),
        script=script_of(name),
    )


def _drop_articles(words: list[Word]) -> list[Word]:
    """Articles written apart become a mark on the word they belong to."""
    out: list[Word] = []
    article = False
    for place, word in enumerate(words):
        if word in ARTICLES and place + 1 < len(words):
            article = True
            continue
        out.append(Word(word, article=True) if article else word)
        article = False
    return out


def _join(words: list[Word]) -> list[Word]:
    """Compounds become one token, however the scribe parted them."""
    out: list[Word] = []
    heads = ""
    article = False
    for place, word in enumerate(words):
        head = _head_of(word) if place + 1 < len(words) else ""
        if head and words[place + 1] not in PARTICLES:
            article = word.article if not heads else article
            heads += head
        elif heads:
            out.append(Word(heads + _tail(word), article=article))
            heads = ""
        elif out and _is_tail(word) and len(out[-1]) > 1:
            tail = "dîn" if word in _DIN else "lah"
            out[-1] = Word(_one_ending(out[-1] + tail), article=out[-1].article)
        else:
            out.append(_glued(word))
    return out


def _head_of(word: Word) -> str:
    if word in _SERVANT:
        return ABD
    if word in _FATHER:
        return ABU
    return UMM if word in _MOTHER else ""


def _tail(word: Word) -> str:
    return "lah" if _GOD.match(word) else _glued(word)


def _is_tail(word: Word) -> bool:
    return word in _DIN or (len(word) >= 3 and _GOD.match(word) is not None)


def _glued(word: Word) -> Word:
    """The same compounds written as one word: Abdulkarim, Nuruddin, Saifullah."""
    match = _ABD.match(word)
    if match:
        rest = "lah" if match["god"] is not None else word[match.end() :]
        return Word(ABD + rest, article=word.article)
    return Word(_one_ending(word), article=word.article)


def _one_ending(word: str) -> str:
    """One spelling of *-uddin* and of *-ullah*; again until nothing changes, as in *Alauddin*."""
    before = ""
    while before != word:
        before = word
        word = _ENDS_IN_GOD.sub("lah", _ENDS_IN_DIN.sub("dîn", word))
    return word


def _drop_small_words(words: list[Word]) -> list[Word]:
    """Without particles and leading titles, as long as something is left."""
    named = [word for word in words if word not in PARTICLES] or words
    start = 0
    while start < len(named) - 1 and named[start] in TITLES:
        start += 1
    return named[start:]
