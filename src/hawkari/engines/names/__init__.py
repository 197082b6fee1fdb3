"""Personal names across scripts: fold, compare with reasons, search.

A name alone never identifies a person: it proposes. Everything here is pure: text in, numbers and
reasons out. The first comparison in a process loads compiled code (about a second).
"""

from hawkari.engines.names.compare import Alignment, Comparison, compare, compare_many, weigh_many
from hawkari.engines.names.explaining import Explanation, explain
from hawkari.engines.names.fold import FoldedName, fold
from hawkari.engines.names.gallery import Gallery, Hit
from hawkari.engines.names.romanise import romanise
from hawkari.engines.names.scripts import Script, script_of
from hawkari.engines.names.skeleton import blocking_keys, skeletons

__all__ = [
    "Alignment",
    "Comparison",
    "Explanation",
    "FoldedName",
    "Gallery",
    "Hit",
    "Script",
    "blocking_keys",
    "compare",
    "compare_many",
    "explain",
    "fold",
    "romanise",
    "script_of",
    "skeletons",
    "weigh_many",
]
