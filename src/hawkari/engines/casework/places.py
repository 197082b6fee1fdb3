"""The places whose days count: which zone they keep, and which days of the week they rest."""

from enum import StrEnum
from zoneinfo import ZoneInfo

__all__ = ["UNITED_KINGDOM", "Place"]

_SATURDAY_SUNDAY = frozenset({5, 6})
_FRIDAY_SATURDAY = frozenset({4, 5})


class Place(StrEnum):
    """A place with its own days off."""

    ENGLAND_WALES = "england-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
    IRAQ = "iraq"
    KURDISTAN = "kurdistan"

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone: London's for the United Kingdom, Baghdad's for all Iraq."""
        return ZoneInfo("Europe/London" if self in UNITED_KINGDOM else "Asia/Baghdad")

    @property
    def weekend(self) -> frozenset[int]:
        """The days of the week on which offices are closed, Monday being 0."""
        return _SATURDAY_SUNDAY if self in UNITED_KINGDOM else _FRIDAY_SATURDAY


UNITED_KINGDOM = (Place.ENGLAND_WALES, Place.SCOTLAND, Place.NORTHERN_IRELAND)
"""Where a notice may be served; a notice whose place was not recorded is counted in all three."""
