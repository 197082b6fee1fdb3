"""Days on which public offices are closed: the `holidays` library's, mended by our own table.

The table (`resources/days_off.toml`) holds the Kurdistan Region, for which no official calendar in
force was found, and what the library lacks for federal Iraq; each row with its source and date.
A day is *certain*, or it may be off and may not be. A day that goes by the moon may also fall a
day earlier or later, also where the library calls it sure: the federal endowments and the Region's
see the moon apart, and an announcement in our table is what settles it. All days of one lunar month
move together, for it is the month whose first day is in doubt.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import holidays

from hawkari.engines.casework.places import Place

__all__ = ["FIRST_YEAR", "LAST_YEAR", "DayOff", "days_off"]

FIRST_YEAR = 2000
LAST_YEAR = 2070
_LIBRARY = {
    Place.ENGLAND_WALES: ("GB", "ENG", "en_GB"),
    Place.SCOTLAND: ("GB", "SCT", "en_GB"),
    Place.NORTHERN_IRELAND: ("GB", "NIR", "en_GB"),
    Place.IRAQ: ("IQ", None, "en_US"),
}
_BY = {
    "GB": {
        "authority": "Banking and Financial Dealings Act 1971, and proclamations",
        "source": "the holidays library; 2024 to 2027 compared with the list of GOV.UK",
        "source_url": "https://www.gov.uk/bank-holidays",
    },
    "IQ": {
        "authority": "law of official holidays of Iraq (2024), and those before it",
        "source": "the holidays library",
        "source_url": "https://pypi.org/project/holidays/",
    },
}
_ESTIMATED = " (estimated)"
# The library names the feasts; by these its table gives the first day of each lunar month.
_ANCHORS = {
    "Eid al-Fitr": ("shawwal", 1),
    "Eid al-Adha": ("dhu_al_hijja", 10),
    "Islamic New Year": ("muharram", 1),
    "Prophet's Birthday": ("rabi_al_awwal", 12),
}
_MONTH_OF = {
    **{name: month for name, (month, _) in _ANCHORS.items()},
    "Day of Arafah": "dhu_al_hijja",
    "Eid al-Ghadir": "dhu_al_hijja",
    "Ashura": "muharram",
}


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which the public offices of a place are closed, or may be.

    Attributes:
        day: the date; for a day that goes by the moon, the date that is most likely.
        names: what the day is called, by language; English is always there.
        certain: false when it was not confirmed that offices close on such a day.
        moon: the lunar month it moves with, one day earlier or later; empty when its date is sure.
        group: what an announcement of the authority would replace; empty where none would.
        authority: whose decision the day off is.
        source: where it was read.
        source_url: the page, empty where none was found.
        source_date: the date of that page, as far as it is known.
    """

    day: date
    names: dict[str, str]
    certain: bool = True
    moon: str = ""
    group: str = ""
    authority: str = ""
    source: str = ""
    source_url: str = ""
    source_date: str = ""

    def name(self, language: str = "en") -> str:
        """Its name in a language, else in English."""
        return self.names.get(language) or self.names["en"]


@lru_cache(maxsize=512)
def days_off(place: Place, year: int) -> tuple[DayOff, ...]:
    """The days off of a place in a year besides its weekends, by date.

    Days off on a weekend are listed too: one that goes by the moon may fall beside it.

    Args:
        place: whose days.
        year: from 2000 to 2070; the library's lunar dates end soon after.
    """
    if place is Place.KURDISTAN:
        found = list(_kurdistan(year))
    else:
        found = [*_library(place, year), *_listed(place, year)]
    return tuple(sorted(_announce(place, found, year), key=lambda one: (one.day, one.name())))


def _library(place: Place, year: int) -> Iterator[DayOff]:
    country, part, language = _LIBRARY[place]
    doubted = {row["on"] for row in _table().get("doubt", ()) if row["place"] == place.value}
    known = holidays.country_holidays(country, subdiv=part, years=year, language=language)
    for day, together in sorted(known.items()):
        for named in together.split("; "):
            name = named.removesuffix(_ESTIMATED)
            moon = _MONTH_OF.get(name, "")
            yield DayOff(
                day,
                {"en": name},
                certain=day.strftime("%m-%d") not in doubted or bool(moon),
                moon=_moon_key(moon, day),
                group=moon,
                authority=_BY[country]["authority"],
                source=_BY[country]["source"],
                source_url=_BY[country]["source_url"],
            )


def _kurdistan(year: int) -> Iterator[DayOff]:
    listed = list(_listed(Place.KURDISTAN, year))
    yield from listed
    for one in listed:
        if one.day.weekday() in Place.KURDISTAN.weekend and not one.group:
            # In 2014 the next working day was taken instead, in 2015 the one before: unconfirmed.
            sunday = one.day + timedelta(days=6 - one.day.weekday())
            yield replace(one, day=sunday, certain=False)


def _listed(place: Place, year: int) -> Iterator[DayOff]:
    """The days of our own table in a year."""
    for row in _table()["day"]:
        if row["place"] != place.value or year < row.get("from_year", FIRST_YEAR):
            continue
        group = row.get("group", row.get("month", ""))
        plain = _from_row(row, group, certain=row["status"] == "seen")
        for day in _fixed(row, year) if "on" in row else ():
            yield replace(plain, day=day)
        for first in _months(row["month"]) if "month" in row else ():
            for number in range(row["day"], row.get("until_day", row["day"]) + 1):
                day = first + timedelta(days=number - 1)
                if day.year == year:
                    yield replace(plain, day=day, moon=_moon_key(row["month"], day))


def _announce(place: Place, found: list[DayOff], year: int) -> Iterator[DayOff]:
    """The days with each announced closure in the place of its group's days around it."""
    told = [row for row in _table()["announced"] if row["place"] == place.value]
    for one in found:
        if not any(_replaces(row, one) for row in told):
            yield one
    for row in told:
        for ordinal in range(row["from"].toordinal(), row["until"].toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day.year == year:
                yield replace(_from_row(row, row["group"], certain=True), day=day)


def _replaces(row: dict[str, Any], one: DayOff) -> bool:
    near = timedelta(days=5)
    first: date = row["from"] - near
    last: date = row["until"] + near
    return one.group == row["group"] and first <= one.day <= last


def _from_row(row: dict[str, Any], group: str, *, certain: bool) -> DayOff:
    return DayOff(
        date.min,
        row["names"],
        certain=certain,
        group=group,
        authority=row["authority"],
        source=row["source"],
        source_url=row["source_url"],
        source_date=row["source_date"],
    )


def _fixed(row: dict[str, Any], year: int) -> Iterator[date]:
    first = date.fromisoformat(f"{year}-{row['on']}")
    last = date.fromisoformat(f"{year}-{row.get('until', row['on'])}")
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def _moon_key(month: str, day: date) -> str:
    """Names a lunar month apart from the same month of other years, also across 31 December."""
    if not month:
        return ""
    first = min(_months(month), key=lambda first: abs(first - day))
    return f"{month} {first.isoformat()}"


@lru_cache(maxsize=8)
def _months(month: str) -> tuple[date, ...]:
    """The likely first day of each such lunar month that is covered."""
    years = range(FIRST_YEAR - 1, LAST_YEAR + 2)
    known = holidays.country_holidays("IQ", years=years, language="en_US")
    feast, number = next((name, n) for name, (m, n) in _ANCHORS.items() if m == month)
    days = sorted(
        day
        for day, together in known.items()
        if feast in (named.removesuffix(_ESTIMATED) for named in together.split("; "))
    )
    begins = [days[0], *(two for one, two in pairwise(days) if (two - one).days > 1)]
    return tuple(day - timedelta(days=number - 1) for day in begins)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "resources" / "days_off.toml").read_text("utf-8"))
