"""Doors of the exchange desk: its first page."""

from tests.trust.visits import Visit

__all__ = ["VISITS"]

VISITS = (Visit("exchange:waiting"),)
