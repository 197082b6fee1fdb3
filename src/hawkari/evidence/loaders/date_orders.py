"""In which order a file writes its dates, told from all of them together and never from one."""

from collections.abc import Mapping

__all__ = ["ORDER_OPTION", "OrderFinder", "order_remedy"]

ORDER_OPTION = "--date-order"
"""By which a person says it; what a remedy names asks for it."""


def order_remedy(orders: str = "dmy or mdy") -> str:
    """What a person can do about dates that can be read in two ways."""
    return f"Look at a date that you know, and load it again with {ORDER_OPTION} {orders}."


class OrderFinder:
    """Tells in which order a file writes its dates.

    An order in which a date of the file does not exist is not the file's. A date that exists in no
    order says nothing. Where several orders are left and the file keeps its records in the order
    of time, it is the one in which no day comes before the one above it, if only one is so.

    Args:
        keeps_time: whether the file's records stand in the order of time.
    """

    def __init__(self, *, keeps_time: bool) -> None:
        self._possible: set[str] | None = None
        self._backward: set[str] = set()
        self._last: dict[str, str] = {}
        self._keeps_time = keeps_time
        self._differ = False

    def take(self, days: Mapping[str, str]) -> None:
        """Count one more date of the file.

        Args:
            days: the date in ISO form as read in each order that it may be in; empty where it does
                not exist in that order.
        """
        existing = {order for order, day in days.items() if day}
        if not existing:
            return
        self._possible = existing if self._possible is None else self._possible & existing
        self._differ |= len({days[order] for order in self._possible}) > 1
        for order, day in days.items():
            if day < self._last.get(order, ""):
                self._backward.add(order)
            self._last[order] = day

    def order(self) -> str:
        """The order, e.g. ``dmy``; empty where the file does not tell, or contradicts itself."""
        possible = self._possible or set()
        if possible and not self._differ:
            return min(possible)
        left = possible - self._backward if self._keeps_time and len(possible) > 1 else possible
        return next(iter(left)) if len(left) == 1 else ""
