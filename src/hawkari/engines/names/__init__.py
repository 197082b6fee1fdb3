"""Personal names across scripts: fold, parse, romanise, compare with reasons, search.

A name alone never identifies a person: it proposes. Everything here is pure: text in, numbers and
reasons out. Importing is light; the first comparison in a process loads numpy, numba and compiled
code (about a second).
"""

from hawkari.engines.names.beginnings import beginning_keys, begins
from hawkari.engines.names.compare import Alignment, Comparison, compare, compare_many, weigh_many
from hawkari.engines.names.explaining import (
    Closeness,
    Explanation,
    LetterStep,
    LoneWord,
    WordMatch,
    explain,
)
from hawkari.engines.names.fold import FoldedName, fold
from hawkari.engines.names.gallery import Gallery, Hit
from hawkari.engines.names.lexicon import is_name_word
from hawkari.engines.names.parse import NamePart, ParsedName, Reading, Role, parse
from hawkari.engines.names.romanise import romanise
from hawkari.engines.names.scripts import Script, script_of
from hawkari.engines.names.skeleton import KEY_VERSION, blocking_keys, skeletons
from hawkari.engines.names.spellings import Spelling, arabic_spellings, latin_spellings

__all__ = [
    "KEY_VERSION",
    "Alignment",
    "Closeness",
    "Comparison",
    "Explanation",
    "FoldedName",
    "Gallery",
    "Hit",
    "LetterStep",
    "LoneWord",
    "NamePart",
    "ParsedName",
    "Reading",
    "Role",
    "Script",
    "Spelling",
    "WordMatch",
    "arabic_spellings",
    "beginning_keys",
    "begins",
    "blocking_keys",
    "compare",
    "compare_many",
    "explain",
    "fold",
    "is_name_word",
    "latin_spellings",
    "parse",
    "romanise",
    "script_of",
    "skeletons",
    "weigh_many",
]
