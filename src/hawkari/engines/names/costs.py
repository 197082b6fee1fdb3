"""What it costs to write one folded letter for another, or to leave one out.

Three tables, by the scripts of the two names: Latin–Latin, Latin–Arabic, Arabic–Arabic. A cost is
0 for the same sound, about 0.1–0.5 for what scribes exchange, and `DEAR` for the rest. The tables
are symmetric. Hand-set from the correspondences in the module `letters`.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.letters import ABD, ABU, CONSONANTS, UMM, VOWELS

__all__ = [
    "ARTICLE",
    "LETTERS",
    "TABLES",
    "CostTables",
    "code_of",
    "hand_set_tables",
]

ARTICLE = "ⱡ"  # stands before a word that had an article; only inside the comparison
LETTERS = "".join(sorted(VOWELS | CONSONANTS)) + ABD + ABU + UMM + ARTICLE
CODES = 128
FIRST_OTHER = 72  # letters of other scripts share the codes from here: equal, or dear
DEAR = 2.0
TABLES = ("Latn-Latn", "Latn-Arab", "Arab-Arab")

_CODE_OF = {letter: place + 1 for place, letter in enumerate(LETTERS)}

# "pair of letters" cost, for every table; then what differs by table
_NEAR = """
b-p .35 b-v .5 f-p .5 f-v .3 d-ḍ .1 d-ḏ .3 d-t .5 d-ṭ .6 t-ṭ .05 t-ṯ .25 ṭ-ṯ .5 ḍ-ẓ .15 ḍ-z .3
ḍ-ḏ .2 ḏ-z .15 ḏ-ẓ .1 z-ẓ .05 z-s .5 z-ṣ .6 s-ṣ .05 s-ṯ .15 ṣ-ṯ .4 s-š .35 ṣ-š .5 z-ž .3 s-ĉ .5
š-ĉ .15 č-ĉ .1 x-ĉ .25 k-ĉ .4 h-ĉ .4 c-s .25 c-ṣ .35 c-k .25 c-q .4 c-j .15 c-č .2 c-ĉ .3 c-š .5
c-z .5 č-š .4 č-j .35 č-ž .4 j-ž .25 j-g .35 j-y .35 j-ŷ .4 j-i .6 j-š .5 j-z .7 š-ž .35 g-ġ .2
g-k .4 g-q .3 ġ-q .3 ġ-x .45 ġ-k .6 ġ-h .7 ġ-r .8 q-k .1 q-x .5 k-x .3 x-h .3 x-ḥ .3 h-ḥ .05
h-ḣ 0 ḥ-ḣ .3 x-ḣ .5 k-h .8 g-x .6 v-w .12 v-ŵ .15 w-ŵ 0 b-w .9 v-u .5 f-w .8 f-ŵ .8 u-ŵ .05
o-ŵ .1 û-ŵ 0 u-w .2 o-w .35 û-w .2 a-ŵ .7 e-ŵ .8 i-ŵ .8 ā-ŵ .8 ă-ŵ .5 y-ŷ 0 i-ŷ .08 î-ŷ 0 e-ŷ .2
ê-ŷ .05 a-ŷ .6 ā-ŷ .8 ă-ŷ .5 u-ŷ .9 y-ỳ 0 i-ỳ .03 î-ỳ 0 e-ỳ .15 ê-ỳ .1 a-ỳ .3 ā-ỳ .35 ŷ-ỳ 0
ă-ỳ .5 ʾ-ỳ .4 y-i .08 y-î .05 y-e .35 y-ê .2 y-a .8 ʿ-ʾ .05 ʿ-a .2 ʿ-e .25 ʿ-i .3 ʿ-o .3 ʿ-u .3
ʿ-ā .25 ʿ-ă .25 ʾ-a .15 ʾ-e .2 ʾ-i .2 ʾ-y .2 ʾ-ŷ .15 ʾ-ŵ .25 ʾ-ă .1 ʾ-ā .2 ʾ-u .3 ʾ-o .3 ʿ-ŷ .9
a-e .12 e-i .15 a-i .45 o-u .08 a-o .4 a-u .45 e-u .4 i-u .4 e-o .4 i-o .5 a-ā .02 e-ā .2
o-ā .35 i-ā .8 u-ā .8 û-ā .8 ê-ā .4 î-ā .8 û-u .02 û-o .08 û-a .6 û-e .6 û-i .6 î-i .02 î-e .15
î-a .6 ê-e .05 ê-i .12 ê-î .05 ê-a .25 î-u .6 ê-o .6 ê-u .6 ê-û .7 î-û .7 ă-a .02 ă-e .02
ă-i .04 ă-u .05 ă-o .05 ă-ā .03 ă-ê .1 ă-î .1 ă-û .1 ă-y .4 ẗ-a .05 ẗ-e .04 ẗ-t .08 ẗ-h .1
ẗ-ḣ .02 ẗ-ā .25 ẗ-ṭ .2 ḣ-a .08 ḣ-e .04 ḣ-ā .2 ḣ-i .4 ḣ-ê .2 ẗ-i .4 m-n .6 l-r 1.2 l-ⱡ 0 a-ⱡ .3
ă-ⱡ .3 ƀ-b .2 ⱥ-d 1 n-l 1.2
"""
_LATIN_ARABIC = """
b-p .2 f-v .15 k-g .25 g-k .25 e-ŷ .12 a-ā 0 ḥ-h 0 q-k .08
"""
_ARABIC_ARABIC = """
b-p .08 f-v .08 k-g .2 k-q .3 j-č .1 j-ž .2 x-ḥ .6 q-ġ .3 h-ḥ .15 s-ṣ .08 z-ḏ .08 z-ẓ .05 t-ṯ .4
s-ṯ .08 d-ḏ .5 ḥ-ḣ .3 ŵ-o .02 ŷ-ê .02 ỳ-ê .03 e-ḣ .02 e-ẗ .03 ā-e .3 š-s .6 g-ġ .4 ʿ-e .3 ʿ-ā .3
q-k .3
"""

_GAPS = (
    """
    a .32 e .25 i .22 u .26 o .3 ā .35 ă .25 î .32 û .32 ê .3 h .4 ḥ .5 y .4 w .5 ʿ .05 ʾ .04
    ẗ .2 ḣ .15 ŵ .4 ŷ .35 ỳ .3 ⱥ 1 ƀ .5 ɱ .6 ⱡ .12
    """,
    """
    a .12 e .08 i .06 u .08 o .1 ā .42 ă .25 î .22 û .25 ê .2 h .45 ḥ .7 y .35 w .5 ʿ .1 ʾ .04
    ẗ .1 ḣ .1 ŵ .42 ŷ .36 ỳ .28 ⱥ 1 ƀ .5 ɱ .6 ⱡ .12
    """,
    """
    a .3 e .1 i .15 u .2 o .2 ā .5 ă .25 î .25 û .25 ê .25 h .5 ḥ .8 y .4 w .5 ʿ .5 ʾ .1 ẗ .12
    ḣ .15 ŵ .25 ŷ .3 ỳ .25 ⱥ 1 ƀ .5 ɱ .6 ⱡ .1
    """,
)
_GAP_CONSONANT = 1.2
# a letter left out at the end of a word
_LAST_GAPS = "h .1 ḥ .4 ʿ .05 t .6 ẗ .08 ḣ .06"
# how much a letter says: the length of a word is the sum
_LENGTHS = """
ʿ .4 ʾ .1 ⱡ .05 ⱥ 1 ƀ .8 ɱ .8 h .7 w .7 y .6 ŵ .6 ŷ .6 ỳ .4 ẗ .25 ḣ .25 ā .5 ă .3 î .4 û .4 ê .4
"""
_LENGTH_VOWEL = 0.2
# letters that sound alike and differ only in the script they came from
_TWINS = {"ĥ": "h", "ǰ": "j", "ô": "o"}
# one folded letter that another scribe meant as two: Is-haq, Fat-hi, Ad-ham
_SPLITS = "š-s ṯ-t ḏ-d x-k ġ-g ĉ-c ž-z"


class CostTables(NamedTuple):
    """Arrays for the compiled functions, by table, then by letter code.

    Attributes:
        swap: shape (3, 128, 128), float32, symmetric in its last two axes, 0 on the diagonal.
        gap: shape (3, 128), float32: the letter is left out.
        last_gap: shape (3, 128), float32: the same for the last letter of a word.
        length: shape (128,), float32: how much the letter counts in a word's length.
        split: shape (128,), uint8: the code of the letter that, with an *h* after it, may have
            been meant; 0 for none.
        breath: shape (128,), bool: letters that sound like *h*.
    """

    swap: NDArray[np.float32]
    gap: NDArray[np.float32]
    last_gap: NDArray[np.float32]
    length: NDArray[np.float32]
    split: NDArray[np.uint8]
    breath: NDArray[np.bool_]


def code_of(letter: str) -> int:
    """Code of a folded letter, 1–127; letters of other scripts share `FIRST_OTHER` and above."""
    known = _CODE_OF.get(letter)
    return FIRST_OTHER + ord(letter) % (CODES - FIRST_OTHER) if known is None else known


@lru_cache(maxsize=1)
def hand_set_tables() -> CostTables:
    """The cost tables of this version."""
    swap = np.full((3, CODES, CODES), DEAR, np.float32)
    swap[:, np.arange(CODES), np.arange(CODES)] = 0
    for table, text in enumerate(("", _LATIN_ARABIC, _ARABIC_ARABIC)):
        for pair, cost in _read(_NEAR + " " + text):
            left, right = (code_of(letter) for letter in pair.split("-"))
            swap[table, left, right] = swap[table, right, left] = cost
    gap = np.full((3, CODES), _GAP_CONSONANT, np.float32)
    for table, text in enumerate(_GAPS):
        _fill(gap[table], text)
    last_gap = gap.copy()
    for table in range(3):
        _fill(last_gap[table], _LAST_GAPS)
    length = np.ones(CODES, np.float32)
    length[[code_of(vowel) for vowel in VOWELS]] = _LENGTH_VOWEL
    _fill(length, _LENGTHS)
    split = np.zeros(CODES, np.uint8)
    for pair in _SPLITS.split():
        split[code_of(pair[0])] = code_of(pair[2])
    breath = np.zeros(CODES, np.bool_)
    breath[[code_of(letter) for letter in "hĥḥḣʾʿ"]] = True
    for twin, letter in _TWINS.items():
        new, old = code_of(twin), code_of(letter)
        swap[:, new, :] = swap[:, old, :]
        swap[:, :, new] = swap[:, :, old]
        for row in (*gap, *last_gap, length):
            row[new] = row[old]
    return CostTables(swap, gap, last_gap, length, split, breath)


def _read(text: str) -> list[tuple[str, float]]:
    words = text.split()
    return [(key, float(cost)) for key, cost in zip(words[::2], words[1::2], strict=True)]


def _fill(row: NDArray[np.float32], text: str) -> None:
    for letter, cost in _read(text):
        row[code_of(letter)] = cost
