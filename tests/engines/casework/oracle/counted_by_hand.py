"""Deadlines counted day by day, from lists typed by hand: the independent twin of the clocks.

It shares nothing with the engine: no `holidays` library, no table of ours, no time zone data. Bank
holidays were typed as GOV.UK publishes them; the days of Iraq and of the Kurdistan Region from the
sources that the engine's table names; the feasts from the Umm al-Qura calendar, each a day early,
on the day, or a day late. Every unconfirmed day is tried worked and not worked, in every
combination, and the first and the last result are kept.

Run it to write `deadlines.tsv` anew: ``python -m tests.engines.casework.oracle.counted_by_hand``.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

DAY = timedelta(days=1)
FILE = Path(__file__).with_name("deadlines.tsv")
HEAD = ("clock", "kind", "limits", "place", "start", "earliest", "latest")


def days(text: str) -> set[date]:
    """``2024: 1/1 29/3`` a line: day/month."""
    found = set()
    for line in text.strip().splitlines():
        year, rest = line.split(":")
        for word in rest.split():
            day, month = word.split("/")
            found.add(date(int(year), int(month), int(day)))
    return found


ENGLAND_WALES = days("""
2024: 1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12
2025: 1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12
2026: 1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12
2027: 1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12
2028: 3/1
""")
SCOTLAND = days("""
2024: 1/1 2/1 29/3 6/5 27/5 5/8 2/12 25/12 26/12
2025: 1/1 2/1 18/4 5/5 26/5 4/8 1/12 25/12 26/12
2026: 1/1 2/1 3/4 4/5 25/5 15/6 3/8 30/11 25/12 28/12
2027: 1/1 4/1 26/3 3/5 31/5 2/8 30/11 27/12 28/12
2028: 3/1 4/1
""")
NORTHERN_IRELAND = days("""
2024: 1/1 18/3 29/3 1/4 6/5 27/5 12/7 26/8 25/12 26/12
2025: 1/1 17/3 18/4 21/4 5/5 26/5 14/7 25/8 25/12 26/12
2026: 1/1 17/3 3/4 6/4 4/5 25/5 13/7 31/8 25/12 28/12
2027: 1/1 17/3 26/3 29/3 3/5 31/5 12/7 30/8 27/12 28/12
2028: 3/1
""")
# British Summer Time, from and to 01:00 UTC of these Sundays.
SUMMER = [
    (date(2024, 3, 31), date(2024, 10, 27)),
    (date(2025, 3, 30), date(2025, 10, 26)),
    (date(2026, 3, 29), date(2026, 10, 25)),
    (date(2027, 3, 28), date(2027, 10, 31)),
    (date(2028, 3, 26), date(2028, 10, 29)),
]
IRAQ = days("""
2024: 1/1 6/1 21/3 1/5 14/7 3/10 7/7
2025: 1/1 6/1 16/3 21/3 1/5 14/7 3/10
2026: 1/1 6/1 16/3 21/3 1/5 14/7 3/10
2027: 1/1 6/1 16/3 21/3 1/5 14/7 3/10
""")
IRAQ_UNSURE = days("""
2024: 8/2 10/12 25/12
2025: 10/12 25/12
2026: 10/12 25/12
2027: 10/12 25/12
""")
KURDISTAN = days("""
2024: 1/1 5/3 11/3 14/3 21/3 22/3 23/3 7/7 14/7 3/10 25/12 26/12 27/12 28/12 29/12 30/12 31/12
2025: 1/1 2/1 5/3 11/3 14/3 21/3 22/3 23/3 30/3 31/3 1/4 2/4 3/4 4/4 5/4 14/7 3/10 25/12
2026: 1/1 5/3 11/3 14/3 21/3 22/3 23/3 14/7 3/10 25/12
2027: 1/1 5/3 11/3 14/3 21/3 22/3 23/3 14/7 3/10 25/12
""")
# The last of each line: the Sunday after a day that falls on a weekend.
KURDISTAN_UNSURE = days("""
2024: 6/1 16/3 20/3 24/3 9/4 14/4 1/5 11/9 17/12 7/1 17/3
2025: 6/1 16/3 20/3 24/3 9/4 14/4 1/5 11/9 17/12 26/12 27/12 28/12 29/12 30/12 31/12 5/10
2026: 2/1 6/1 16/3 20/3 24/3 9/4 14/4 1/5 11/9 17/12 26/12 27/12 28/12 29/12 30/12 31/12
2026: 15/3 3/5 13/9 4/10 27/12
2027: 2/1 6/1 16/3 20/3 24/3 9/4 14/4 1/5 11/9 17/12 26/12 27/12 28/12 29/12 30/12 31/12
2027: 3/1 7/3 21/3 11/4 2/5 12/9 19/12 26/12
""")
FITR = [date(2024, 4, 10), date(2025, 3, 31), date(2026, 3, 20), date(2027, 3, 9)]
ADHA = [date(2024, 6, 16), date(2025, 6, 6), date(2026, 5, 27), date(2027, 5, 16)]
NEW_YEAR = [date(2024, 7, 7), date(2025, 6, 26), date(2026, 6, 16), date(2027, 6, 6)]
BIRTHDAY = [date(2024, 9, 15), date(2025, 9, 4), date(2026, 8, 25), date(2027, 8, 14)]


def moons(place: str) -> list[tuple[set[date], set[date]]]:
    """Of each lunar month: the days that are off, and those that may be."""
    found = []
    for first in FITR:
        if place == "iraq":
            found.append((near(first, 0, 1, 2), set()))
        elif first.year != 2025:
            found.append((near(first, 0, 1, 2), near(first, -1, 3)))
    for feast in ADHA:
        # In 2025 the federal Eid al-Ghadir was a day later than the count gives.
        ghadir = 9 if place == "iraq" and feast.year == 2025 else 8
        if place == "iraq":
            found.append((near(feast, -1, 0, 1, 2, ghadir), near(feast, 3)))
        else:
            found.append((near(feast, 0, 1, 2, 3), near(feast, -1, 4, ghadir)))
    # The first of Muharram 2024 was announced; Ashura of that year was not.
    for first in NEW_YEAR:
        off = near(first, 9) if first.year == 2024 else near(first, 0, 9)
        found += [(off, set())]
    return [*found, *((near(feast, 0), set()) for feast in BIRTHDAY)]


def near(day: date, *offsets: int) -> set[date]:
    return {day + offset * DAY for offset in offsets}


def working_day_ends(place: str, start: date, count: int) -> set[date]:
    """Where `count` working days end, under every reading of every day in doubt."""
    sure, unsure, lunar = {
        "england-wales": (ENGLAND_WALES, set(), []),
        "scotland": (SCOTLAND, set(), []),
        "northern-ireland": (NORTHERN_IRELAND, set(), []),
        "iraq": (IRAQ, IRAQ_UNSURE, moons("iraq")),
        "kurdistan": (KURDISTAN, KURDISTAN_UNSURE, moons("kurdistan")),
    }[place]
    rest = (5, 6) if place in {"england-wales", "scotland", "northern-ireland"} else (4, 5)
    reach = (start, start + timedelta(days=count * 2 + 16))
    moving = [pair for pair in lunar if any(reach[0] <= day <= reach[1] for day in pair[0])]
    ends = set()
    for shifts in product((-DAY, 0 * DAY, DAY), repeat=len(moving)):
        off = set(sure)
        doubtful = set(unsure)
        for (days_off, perhaps), shift in zip(moving, shifts, strict=True):
            off |= {day + shift for day in days_off}
            doubtful |= {day + shift for day in perhaps}
        ends |= walk(start, count, off, doubtful, rest)
    return ends


def walk(day: date, count: int, off: set[date], doubtful: set[date], rest: tuple[int, ...]):
    """Every day on which the count may end; a day in doubt is both counted and not."""
    states = {count}
    ends = set()
    while states:
        day += DAY
        if day.weekday() in rest or day in off:
            continue
        worked = {left - 1 for left in states}
        states = worked | states if day in doubtful else worked
        if 0 in states:
            ends.add(day)
            states.discard(0)
    return ends


def offset(place: str, at: datetime) -> timedelta:
    """What the clocks of a place are ahead of UTC."""
    if place in {"iraq", "kurdistan"}:
        return timedelta(hours=3)
    for first, last in SUMMER:
        begins = datetime(first.year, first.month, first.day, 1, tzinfo=UTC)
        ends = datetime(last.year, last.month, last.day, 1, tzinfo=UTC)
        if begins <= at < ends:
            return timedelta(hours=1)
    return timedelta(0)


def midnight_after(place: str, day: date) -> datetime:
    night = datetime(day.year, day.month, day.day, tzinfo=UTC) + DAY
    # Clocks change at 01:00 UTC, so the hour before tells which time midnight is in.
    return night - offset(place, night - timedelta(hours=1))


def month_later(day: date, months: int) -> date:
    lengths = {
        1: 31,
        2: 28,
        3: 31,
        4: 30,
        5: 31,
        6: 30,
        7: 31,
        8: 31,
        9: 30,
        10: 31,
        11: 30,
        12: 31,
    }
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    last = 29 if month == 2 and year in {2024, 2028} else lengths[month]
    return date(year, month, min(day.day, last))


def ends_of(limits: str, place: str, start: datetime) -> tuple[datetime, datetime]:
    """Earliest and latest end of, say, ``72 hours + 2 working_days``."""
    found = []
    for part in limits.split(" + "):
        number, unit = part.split()
        amount = int(number)
        today = (start + offset(place, start)).date()
        if unit == "hours":
            ends = {start + timedelta(seconds=3600 * amount)}
        elif unit == "months":
            ends = {midnight_after(place, month_later(today, amount))}
        elif unit == "days":
            last = today
            for _ in range(amount):
                last += DAY
            ends = {midnight_after(place, last)}
        else:
            ends = {midnight_after(place, day) for day in working_day_ends(place, today, amount)}
        found.append((min(ends), max(ends)))
    return max(one for one, _ in found), max(one for _, one in found)


UK = ("england-wales", "scotland", "northern-ireland")
NOTICE = ("removal_notice", "protection", "5 working_days")
PORT = ("removal_notice_port", "protection", "72 hours + 2 working_days")
AROUND = """
2023-12-28 2024-03-13 2024-03-26 2024-04-30 2024-07-08 2024-07-31 2024-11-27 2024-12-19 2024-12-24
2024-12-31 2025-03-13 2025-04-11 2025-04-17 2025-07-10 2025-08-01 2025-11-26 2025-12-22 2025-12-30
2026-03-12 2026-03-31 2026-06-10 2026-07-08 2026-07-30 2026-11-25 2026-12-18 2026-12-24 2026-12-31
2027-03-12 2027-03-25 2027-07-09 2027-11-26 2027-12-20 2027-12-24 2027-12-31
"""
CHANGES = """
2024-03-30T12:00 2024-03-31T00:30 2024-03-31T01:00 2024-10-25T23:15 2024-10-27T00:30
2024-10-27T01:30 2025-03-28T23:59 2025-03-30T00:59 2025-10-24T22:30 2025-10-26T00:00
2026-03-27T08:00 2026-03-28T23:30 2026-10-23T23:30 2026-10-25T00:15 2027-03-27T10:00
2027-10-29T23:45 2027-10-31T01:00
"""
EAST = """
2024-03-03 2024-03-19 2024-04-07 2024-06-12 2024-06-13 2024-07-10 2024-09-10 2024-12-22 2025-03-04
2025-03-19 2025-03-26 2025-06-03 2025-06-23 2025-07-02 2025-09-02 2025-09-08 2025-12-22 2026-03-03
2026-03-12 2026-03-17 2026-05-24 2026-06-11 2026-08-20 2026-09-09 2026-10-01 2026-12-15 2026-12-22
2027-03-03 2027-03-08 2027-04-07 2027-05-11 2027-06-03 2027-06-08 2027-08-11 2027-10-03
"""
MONTH_ENDS = """
2024-01-31T09:00 2024-02-29T12:00 2024-08-31T20:30 2024-11-30T21:00 2025-01-30T10:00
2025-03-31T22:15 2025-05-31T06:00 2025-12-31T20:59 2025-12-31T21:00 2026-02-28T15:00
"""


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text if "T" in text else f"{text}T11:20").replace(tzinfo=UTC)


def cases() -> list[tuple[str, ...]]:
    wanted: list[tuple[str, str, str, str, datetime]] = []
    for day in AROUND.split():
        wanted += [(*NOTICE, place, instant(day)) for place in (*UK, "")]
    for day in AROUND.split()[::2]:
        wanted += [(*PORT, place, instant(f"{day}T23:40")) for place in UK]
    for at in CHANGES.split():
        start = instant(at)
        wanted += [
            ("predeparture_accommodation", "duty", "72 hours", "england-wales", start),
            ("unaccompanied_child_facility", "duty", "24 hours", "scotland", start),
            ("pregnant_detained_extended", "duty", "168 hours", "northern-ireland", start),
            ("family_hold", "protection", "28 days", "england-wales", start),
            ("appeal_window", "protection", "14 days", "scotland", start),
            ("notice_validity", "duty", "21 days", "northern-ireland", start),
            (*NOTICE, "england-wales", start),
        ]
    for day in EAST.split():
        for place in ("iraq", "kurdistan"):
            wanted.append(("", "duty", "5 working_days", place, instant(day)))
            wanted.append(("", "protection", "10 working_days", place, instant(f"{day}T21:30")))
    for at in MONTH_ENDS.split():
        for months, clock in ((1, "reintegration_plan"), (3, "follow_up_3"), (12, "follow_up_12")):
            for place in ("iraq", "kurdistan"):
                wanted.append((clock, "duty", f"{months} months", place, instant(at)))
        wanted.append(("follow_up_0", "duty", "0 months", "kurdistan", instant(at)))
        wanted.append(("trafficking_recovery", "protection", "30 days", "", instant(at)))
    return [answered(*one) for one in wanted]


def answered(clock: str, kind: str, limits: str, place: str, start: datetime) -> tuple[str, ...]:
    ends = [ends_of(limits, one, start) for one in ([place] if place else UK)]
    earliest, latest = min(one for one, _ in ends), max(one for _, one in ends)
    return (clock, kind, limits, place, *(at.isoformat() for at in (start, earliest, latest)))


def text() -> str:
    return "".join("\t".join(row) + "\n" for row in [HEAD, *cases()])


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
