"""Linkage: who is who over the records of several partners, with reasons.

Records are blocked into candidate pairs, compared level by level, weighed by a Fellegi–Sunter model
that Splink trains on them, and clustered so that no judgement and no contradiction is crossed. The
engine proposes and explains; recording a judgement is the caller's affair.
"""

from hawkari.engines.linkage import charts
from hawkari.engines.linkage.backends import check_engine
from hawkari.engines.linkage.chunks import Chunks
from hawkari.engines.linkage.clustering import (
    CONTRADICTING_BIRTHS,
    CONTRADICTING_GENDERS,
    cluster,
)
from hawkari.engines.linkage.comparisons import (
    COMPARED,
    COMPARISONS,
    Comparison,
    comparisons_of,
    family_of,
)
from hawkari.engines.linkage.dates import births_contradict
from hawkari.engines.linkage.explaining import Apart, PairExplanation, why_not
from hawkari.engines.linkage.folders import load_state, save_state
from hawkari.engines.linkage.increment import link_increment
from hawkari.engines.linkage.keeping import LinkState, link_and_keep
from hawkari.engines.linkage.linking import CERTAIN_AT, JOIN_AT, link
from hawkari.engines.linkage.model import (
    MODEL_VERSION,
    Model,
    ModelChange,
    Moved,
    RestsOn,
    compare_models,
    match_weight,
)
from hawkari.engines.linkage.resembling import Resemblance, resemblances, untrained_model
from hawkari.engines.linkage.soundness import UnsoundModel
from hawkari.engines.linkage.taking import pairs_with
from hawkari.engines.linkage.things import THINGS, link_things, stated_model
from hawkari.engines.linkage.values import (
    Cut,
    GuardFinding,
    Judged,
    Linkage,
    Reason,
    Record,
    RulePlan,
    ScoredPair,
    UnreadValue,
)
from hawkari.engines.linkage.watching import Teller, Watcher

__all__ = [
    "CERTAIN_AT",
    "COMPARED",
    "COMPARISONS",
    "CONTRADICTING_BIRTHS",
    "CONTRADICTING_GENDERS",
    "JOIN_AT",
    "MODEL_VERSION",
    "THINGS",
    "Apart",
    "Chunks",
    "Comparison",
    "Cut",
    "GuardFinding",
    "Judged",
    "LinkState",
    "Linkage",
    "Model",
    "ModelChange",
    "Moved",
    "PairExplanation",
    "Reason",
    "Record",
    "Resemblance",
    "RestsOn",
    "RulePlan",
    "ScoredPair",
    "Teller",
    "UnreadValue",
    "UnsoundModel",
    "Watcher",
    "births_contradict",
    "charts",
    "check_engine",
    "cluster",
    "compare_models",
    "comparisons_of",
    "family_of",
    "link",
    "link_and_keep",
    "link_increment",
    "link_things",
    "load_state",
    "match_weight",
    "pairs_with",
    "resemblances",
    "save_state",
    "stated_model",
    "untrained_model",
    "why_not",
]
