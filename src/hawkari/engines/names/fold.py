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

__all__ = ["FOLD_VERSION", "MOST_TOKENS", "FoldedName", "fold", "head_of", "settled"]

MOST_TOKENS = 8
FOLD_VERSION = 1
"""Counted up whenever a name may fold otherwise; kept beside whatever folded letters are stored."""

# Abd glued to what follows, with the article in any assimilation: abdulkarim, abdelkrim, abdurahman
_ABD = re.compile(
    "^(?:[ʿʾ][aeăā]?|[aeă][ʿʾ]?)b[aeiou]?[dḏ](?:"
    "(?P<god>[uoôaeiŵûāă]?[aāă]?l[aāă]?[hḣae]?$)"
    "|(?P<art>[uoôeaiŵûāă]l)(?=..)|(?P<sun>[uoôieaŵû])(?=[^uoôeaiāŵûŷỳîêy].{2})|(?=[^uoôeaiāŵûŷỳîêyhĥr].{2}))"
)
_GOD = re.compile("^[aeăā]?[aeā]?l[aeāă]?[hḣ]?$")
_ENDS_IN_GOD = re.compile("(?<=...)(?:(?:[uoôae]|ŵ|āă|ā|ă)l[aāă]?[hḣ]|[uoôŵ]l[aāăe])$")
_ENDS_IN_DIN = re.compile("(?<=..)(?:[uaeo]|ŵ|āl|ŵl|ul|al|el)?[dḏ][iîŷyeê]+ne?$")
_DOUBLED = re.compile(r"(.)\1+")
_HEADS = ABD + ABU + UMM
_DIN = frozenset({"din", "dîn", "dŷn", "dyn", "dine", "dîne", "dên", "deen"})
_FATHER = frozenset({"abu", "abo", "abi", "aba", "ăbŵ", "ăbỳ", "ăbā", "bu", "ebu", "ebo", "abû",
                     "abou", "abî", "ebû", "ăbô", "ebŵ", "ăbû",
                     "bavê", "bave", "bāvê"})  # fmt: skip
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
    named = [word for word in _name_titles(words) if word not in PARTICLES] or words
    tokens = _drop_titles(_join(_drop_articles(named)))
    if tokens != named:  # until nothing changes, so that folding twice changes nothing
        before: list[Word] = []
        while before != tokens:
            before, tokens = tokens, _drop_titles(_join(tokens))
    tokens = tokens[:MOST_TOKENS]
    return FoldedName(
        original=name,
        tokens=tuple(str(token) for token in tokens),
        articles=tuple(token.article for token in tokens),
        script=script_of(name),
    )


def _name_titles(words: list[Word]) -> list[Word]:
    """In *Hajji bin Omar* the first word is a name, not a title; a breath mark keeps it one."""
    if len(words) > 1 and words[0] in TITLES and words[1] in PARTICLES:
        return [Word("ʾ" + words[0]), *words[1:]]
    return words


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
        head = head_of(word) if place + 1 < len(words) else ""
        if head:
            article = word.article if not heads else article
            heads += head
        elif heads:
            tail = "lah" if _GOD.match(word) else str(word)
            out.append(Word(settled(heads + tail), article=article))
            heads = ""
        elif out and _is_tail(word) and len(out[-1]) > 1:
            tail = "dîn" if word in _DIN else "lah"
            out[-1] = Word(settled(out[-1] + tail), article=out[-1].article)
        else:
            done = settled(word)
            out.append(word if done == word else Word(done, article=word.article))
    return out


@lru_cache(maxsize=1 << 16)
def head_of(word: str) -> str:
    """The folded head of a compound that a word is when another follows; empty for none."""
    if word in _SERVANT:
        return ABD
    if word in _FATHER:
        return ABU
    return UMM if word in _MOTHER else ""


@lru_cache(maxsize=1 << 16)
def _is_tail(word: str) -> bool:
    return word in _DIN or (len(word) >= 3 and _GOD.match(word) is not None)


@lru_cache(maxsize=1 << 17)
def settled(letters: str) -> str:
    """One spelling of compounds written as one word: Abdulkarim, Nuruddin, Saifullah.

    Again until nothing changes, as in *Alauddin*, so that folding twice changes nothing.
    """
    before = ""
    while before != letters:
        before = letters
        letters = _DOUBLED.sub(r"\1", letters)
        heads = letters[: len(letters) - len(letters.lstrip(_HEADS))]
        letters = heads + _ABD.sub(_servant, letters[len(heads) :])
        letters = _ENDS_IN_GOD.sub("lah", _ENDS_IN_DIN.sub("dîn", letters))
    return letters


def _servant(match: re.Match[str]) -> str:
    return ABD + ("lah" if match["god"] is not None else "")


def _drop_titles(words: list[Word]) -> list[Word]:
    """Without leading titles, as long as something is left."""
    start = 0
    while start < len(words) - 1 and words[start] in TITLES:
        start += 1
    return words[start:]
