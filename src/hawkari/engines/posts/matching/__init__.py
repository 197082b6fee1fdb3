"""Posts matched to claims and their answers, in any language: which claim a post makes, and why.

A match is a proposal: a person decides what is answered, and nothing leaves by itself.
"""

from hawkari.engines.posts.matching.claims import NewClaim, join, new_claims
from hawkari.engines.posts.matching.index import AnswerIndex
from hawkari.engines.posts.matching.semantic import meaning
from hawkari.engines.posts.matching.values import Answer, Match, Matches, Why

__all__ = [
    "Answer",
    "AnswerIndex",
    "Match",
    "Matches",
    "NewClaim",
    "Why",
    "join",
    "meaning",
    "new_claims",
]
