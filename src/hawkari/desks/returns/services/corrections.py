"""Which events of a case a later one says were wrong."""

from collections.abc import Iterable

from hawkari.engines.casework import Event, EventKind

__all__ = ["corrected_numbers"]


def corrected_numbers(events: Iterable[Event]) -> frozenset[int]:
    """Numbers of the events that a later one says were wrong."""
    found = (one.body.get("event") for one in events if one.kind is EventKind.CORRECTED)
    return frozenset(one for one in found if isinstance(one, int))
