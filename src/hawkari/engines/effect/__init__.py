"""What a campaign changed, with an interval and a comparison group, or not at all."""

from hawkari.engines.effect.before_after import BY_THEMSELVES, FallsByItself, falls_by_itself
from hawkari.engines.effect.errors import NoComparison
from hawkari.engines.effect.estimating import estimate
from hawkari.engines.effect.planning import NEVER, Place, RollOut, plan_rollout
from hawkari.engines.effect.power import Power, power
from hawkari.engines.effect.shares import Asked, ShareEffect, compare_shares
from hawkari.engines.effect.simpler import estimate_simply
from hawkari.engines.effect.values import Comparison, Effect, Panel, Spike

__all__ = [
    "BY_THEMSELVES",
    "NEVER",
    "Asked",
    "Comparison",
    "Effect",
    "FallsByItself",
    "NoComparison",
    "Panel",
    "Place",
    "Power",
    "RollOut",
    "ShareEffect",
    "Spike",
    "compare_shares",
    "estimate",
    "estimate_simply",
    "falls_by_itself",
    "plan_rollout",
    "power",
]
