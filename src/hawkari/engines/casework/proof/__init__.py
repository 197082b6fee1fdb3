"""Proof that no case passes a safeguard: a search of the guard table, held against another text.

`prove` searches the table for a step that `law` forbids; `mutants` are broken tables on which that
search must find one.
"""

from hawkari.engines.casework.proof.law import unlawful
from hawkari.engines.casework.proof.mutants import (
    EQUIVALENT,
    Mutant,
    equivalence,
    is_killed,
    mutants,
    unlawful_departure,
    without,
)
from hawkari.engines.casework.proof.proving import Proof, prove
from hawkari.engines.casework.proof.search import Breach, worlds_alone

__all__ = [
    "EQUIVALENT",
    "Breach",
    "Mutant",
    "Proof",
    "equivalence",
    "is_killed",
    "mutants",
    "prove",
    "unlawful",
    "unlawful_departure",
    "without",
    "worlds_alone",
]
