"""When which key answers: epochs of 28 days, each key alive for 30 at most.

Epoch *n* covers 28 days. Its key is made one day before, so that its index can be published, and
answers one day longer, so that a query on its way is still answered. On those two days two epochs
are live; on all others one is.
"""

from datetime import date, timedelta

__all__ = ["DAYS", "LEAD_DAYS", "OVERLAP_DAYS", "epoch_of", "first_day", "life_of", "live_epochs"]

DAYS = 28
"""Days that an epoch covers."""
LEAD_DAYS = 1
"""Days before its epoch that a key is there."""
OVERLAP_DAYS = 1
"""Days after its epoch that a key still answers."""
_START = date(2026, 1, 5)  # a Monday; a protocol constant


def epoch_of(day: date) -> int:
    """The number of the epoch that covers a day."""
    return (day - _START).days // DAYS


def first_day(epoch: int) -> date:
    """The first day that an epoch covers."""
    return _START + timedelta(days=DAYS * epoch)


def life_of(epoch: int) -> tuple[date, date]:
    """First and last day on which an epoch's key exists: 30 days, both counted."""
    start = first_day(epoch)
    return start - timedelta(days=LEAD_DAYS), start + timedelta(days=DAYS + OVERLAP_DAYS - 1)


def live_epochs(day: date) -> tuple[int, ...]:
    """Epochs whose keys exist on a day, in order: one, or two around a change."""
    now = epoch_of(day)
    around = range(now - 1, now + 2)
    return tuple(n for n in around if life_of(n)[0] <= day <= life_of(n)[1])
