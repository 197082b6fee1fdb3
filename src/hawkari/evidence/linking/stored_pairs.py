"""The engine's pairs as they are stored, and back."""

import json
from dataclasses import asdict

from hawkari.engines.linkage import Reason, ScoredPair
from hawkari.evidence.models import Candidate

__all__ = ["pair_of", "reasons_text"]


def reasons_text(pair: ScoredPair) -> str:
    """The reasons of a pair as they are stored."""
    return json.dumps([asdict(reason) for reason in pair.reasons], ensure_ascii=False)


def pair_of(candidate: Candidate) -> ScoredPair:
    """A stored pair as the engine gave it; which rule proposed it is not kept."""
    return ScoredPair(
        left=candidate.left_id,
        right=candidate.right_id,
        weight=candidate.weight,
        probability=candidate.probability,
        reasons=tuple(Reason(**one) for one in candidate.reasons),
        rule="",
    )
