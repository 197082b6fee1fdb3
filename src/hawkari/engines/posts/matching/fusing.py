"""Words and meanings in one score."""

import math
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

__all__ = ["fused", "meant", "placed"]

_MEANING = 1.5  # how much meanings count beside words; chosen on half of the shared claims
_USUAL = "usual_meanings.npz"  # made by benchmarks/posts/training/usual_meanings.py

Vectors = NDArray[np.float32]


def fused(words: Vectors, whole: Vectors, near: Vectors) -> Vectors:
    """One score for each answer, to rank by.

    Args:
        words: score of words of each answer.
        whole: what each answer would score against itself. Halfway between leaving it out, which
            suits long claims, and dividing by it, which suits short ones.
        near: how near its meaning is to the post's, as the product of `placed` vectors.
    """
    usual = np.maximum(np.sqrt(whole * whole.mean()), np.float32(1e-9))
    both: Vectors = np.sqrt(words / usual) + np.float32(_MEANING) * near
    return both


def meant(covered: float, near: float) -> float:
    """One score of a single answer, to trust by: it compares posts, and banks of any size.

    Args:
        covered: share of the answer's own score of words that the post reaches, 0-1.
        near: as for `fused`.
    """
    return math.sqrt(max(covered, 0.0)) + _MEANING * near


def placed(vectors: Vectors, languages: list[str]) -> Vectors:
    """Vectors of meaning without what they share with every text of their language.

    The model puts texts of one language near one another, whatever they say; with that taken away,
    the same thing said in two languages lies nearer than two things in one.

    Args:
        vectors: as the model gives them, one a row.
        languages: codes, one a row; for unknown ones the middle of all languages is taken away.
    """
    usual = _usual()
    places = np.array([usual.get(one, usual[""]) for one in languages], np.float32)
    moved = vectors - places.reshape(vectors.shape)
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    put: Vectors = (moved / np.maximum(length, np.float32(1e-9))).astype(np.float32)
    return put


@lru_cache(maxsize=1)
def _usual() -> dict[str, Vectors]:
    """Where the texts of each language lie in the model; empty for all of them together."""
    source = files("hawkari.engines.posts") / "resources" / _USUAL
    with source.open("rb") as stream, np.load(stream) as held:
        found = {name: held[name].astype(np.float32) for name in held.files}
    return {**found, "": np.mean(list(found.values()), axis=0, dtype=np.float32)}
