"""Blind matching: which of my identifiers does a partner hold, without either showing a list."""

from hawkari.engines.blindmatch.voprf import Blinding, Mode, evaluate_own, prove, verify

__all__ = ["Blinding", "Mode", "evaluate_own", "prove", "verify"]
