"""Figures of a ranking, with equal scores taken together, and of a probability."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["auc", "average_precision", "calibration_error", "curve", "recall_at"]

Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]


def curve(label: Labels, scores: Floats) -> tuple[Floats, Floats]:
    """Precision and recall at each distinct score, equal scores taken together."""
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)
    hits = np.cumsum(label[order])[last]
    return hits / (last + 1.0), hits / max(1, label.sum())


def average_precision(label: Labels, scores: Floats) -> float:
    precision, recall = curve(label, scores)
    return float(np.sum(np.diff(np.concatenate([[0.0], recall])) * precision))


def recall_at(label: Labels, scores: Floats, wanted: float) -> float:
    """Greatest recall at which precision is as wanted."""
    precision, recall = curve(label, scores)
    good = recall[precision >= wanted]
    return float(good.max()) if len(good) else 0.0


def auc(label: Labels, scores: Floats) -> float:
    """Chance that a true pair outranks another; equal scores count one half."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    true, false = int(label.sum()), int((~label).sum())
    return float((ranks[label].sum() - true * (true + 1) / 2.0) / (true * false))


def calibration_error(label: Labels, probability: Floats, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini, Cooper and Hauskrecht 2015)."""
    bin_of = np.minimum((probability * bins).astype(int), bins - 1)
    apart = [
        (bin_of == place).mean()
        * abs(label[bin_of == place].mean() - probability[bin_of == place].mean())
        for place in range(bins)
        if (bin_of == place).any()
    ]
    return float(sum(apart))
