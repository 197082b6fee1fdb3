"""Goods: what was seized beside people, read from statements; nothing is stated anew.

A seizure is a FollowTheMoney `Event` with the keyword ``seizure``; the substance is another keyword
and quantity, unit and substance stand together in `summary`, as the source wrote them. Kinds and
quantities are told from these words whenever they are shown. See
``docs/decisions/2026-11-27-goods.md``.
"""

from hawkari.evidence.goods.seizures import GoodsView, SeizureView, TripView, seizures_of, trips_of
from hawkari.evidence.loaders.goods import group_of, kind_of, kinds
from hawkari.evidence.loaders.quantities import Quantity, read_quantity

__all__ = [
    "GoodsView",
    "Quantity",
    "SeizureView",
    "TripView",
    "group_of",
    "kind_of",
    "kinds",
    "read_quantity",
    "seizures_of",
    "trips_of",
]
