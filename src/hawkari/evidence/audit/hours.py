"""When an operation's people are expected at work."""

import re
from zoneinfo import ZoneInfo, available_timezones

from hawkari.errors import BadInput
from hawkari.evidence.models.audit import WorkingHours
from hawkari.evidence.models.operations import Operation

__all__ = ["DEFAULT", "hours_of", "is_within", "set_hours", "zone_of"]

DEFAULT = WorkingHours(time_zone="UTC", first_hour=6, last_hour=20, days="1234567")
"""What holds where nobody has set an operation's hours: any day, 06 to 20 o'clock UTC."""


def hours_of(operation: Operation) -> WorkingHours:
    """The operation's working hours, or `DEFAULT`."""
    return WorkingHours.objects.filter(operation=operation).first() or DEFAULT


def set_hours(
    operation: Operation, *, time_zone: str, first_hour: int, last_hour: int, days: str
) -> WorkingHours:
    """Set an operation's working hours. The service that calls this checks access and audits.

    Raises:
        BadInput: if a value cannot be meant.
    """
    if time_zone not in available_timezones():
        raise BadInput(f"there is no time zone {time_zone!r}", "Give one such as Asia/Baghdad.")
    if not 0 <= first_hour < last_hour <= 24:
        raise BadInput(
            f"{first_hour} to {last_hour} is no working day", "Give whole hours, e.g. 8 and 17."
        )
    if not re.fullmatch(r"[1-7]+", days):
        raise BadInput(f"{days!r} names no weekdays", "Give digits, Monday is 1, e.g. 12345.")
    hours, _ = WorkingHours.objects.update_or_create(
        operation=operation,
        defaults={
            "time_zone": time_zone,
            "first_hour": first_hour,
            "last_hour": last_hour,
            "days": "".join(sorted(set(days))),
        },
    )
    return hours


def zone_of(hours: WorkingHours) -> ZoneInfo:
    """The clock that the hours are of."""
    return ZoneInfo(hours.time_zone)


def is_within(hours: WorkingHours, *, weekday: int, hour: int) -> bool:
    """Whether a moment of their clock is within the hours; `weekday` counts from 1, Monday."""
    return str(weekday) in hours.days and hours.first_hour <= hour < hours.last_hour
