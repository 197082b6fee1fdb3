"""Commands of clocks: which there are, deadlines of many starts, days off with their source."""

import csv
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.output import open_output, print_json, read_text
from hawkari.desks.command_line import AsJson
from hawkari.errors import BadInput, HawkariError

if TYPE_CHECKING:
    from hawkari.engines.casework import Clock, Deadline, Place

__all__ = ["register"]

PLACES = "england-wales, scotland, northern-ireland, iraq or kurdistan"
COLUMNS = ("clock", "place", "start", "earliest", "latest", "binding", "estimated")
In = Annotated[
    str,
    typer.Option(
        "--in",
        help="TSV with a header: clock (a name, or say `5 working_days`), start (ISO 8601 with its "
        f"zone), place ({PLACES}; empty where it was not recorded).",
    ),
]
Out = Annotated[
    str, typer.Option(help=f"Where to write TSV {', '.join(COLUMNS)}; instants in UTC.")
]
PlaceName = Annotated[str, typer.Argument(help=f"{PLACES}.")]
Year = Annotated[int, typer.Argument(help="From 2001 to 2069.")]


def register(group: typer.Typer) -> None:
    """Add this module's commands to the group of returns."""
    group.command("clocks")(clocks)
    group.command("deadlines")(deadlines)
    group.command("days-off")(days_off)


def clocks(as_json: AsJson = False) -> None:
    """List the clocks: what starts each, its limit, on whose authority. Verified by: nobody yet.

    A duty is due at the earlier end of an uncertain range, a protection is over at the later one.
    """
    from hawkari.engines.casework import load_clocks

    rows = load_clocks()
    for row in rows:
        note = f" {row.note}" if row.note else ""
        sys.stdout.write(
            f"{row.name}\t{row.kind.value}\t{_limits(row)}\tfrom {row.starts['en']}\t"
            f"{row.authority} ({row.status}; since {row.effective_from}).{note}\n"
        )
    if as_json:
        print_json({"clocks": [_clock_json(row) for row in rows]})


def _limits(row: "Clock") -> str:
    return " + ".join(f"{limit.amount} {limit.unit.value}" for limit in row.limits)


def _clock_json(row: "Clock") -> dict[str, Any]:
    return {
        "name": row.name, "kind": row.kind.value, "limits": _limits(row),
        "places": [place.value for place in row.places], "authority": row.authority,
        "effective_from": row.effective_from.isoformat(), "source_url": row.source_url,
        "status": row.status, "verified_by": row.verified_by, "note": row.note,
    }  # fmt: skip


def deadlines(given: In, out: Out, as_json: AsJson = False) -> None:
    """Compute when each clock of a list has run, as a range where a day off is in doubt.

    Exit code 0 done, 4 refused: a row that cannot be read stops the run, and says which it is.
    """
    rows = 0
    ranged = 0
    source = read_text(given).splitlines()
    with open_output(out) as target:
        writer = csv.writer(target, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row, found in _each(source):
            writer.writerow((row["clock"], row["place"], found.start.isoformat(), *_ends(found)))
            rows += 1
            ranged += found.estimated
    sys.stderr.write(f"{rows} deadlines, {ranged} of them a range\n")
    if as_json:
        print_json({"deadlines": rows, "ranges": ranged})


def _ends(found: "Deadline") -> tuple[str, str, str, str]:
    ends = (found.earliest, found.latest, found.binding)
    first, last, binding = (at.isoformat() for at in ends)
    return first, last, binding, "yes" if found.estimated else "no"


def _each(source: list[str]) -> Iterator[tuple[dict[str, str], "Deadline"]]:
    reader = csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = [name for name in COLUMNS[:3] if name not in (reader.fieldnames or ())]
    if missing:
        raise BadInput(f"there is no column {missing[0]!r}", "Give clock, start and place.")
    try:
        for row in reader:
            yield row, _deadline(row)
    except (HawkariError, csv.Error) as error:
        raise BadInput(str(error).rstrip("."), where=(f"row {reader.line_num}",)) from error


def _deadline(row: dict[str, str]) -> "Deadline":
    from hawkari.engines.casework import deadline

    start = _instant(row["start"] or "")
    place = _place(row["place"]) if row["place"] else None
    return deadline(_counted(row["clock"] or "", place), start, place)


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = datetime.min  # noqa: DTZ901  it has no zone, and is refused with the others
    if at.tzinfo is None:
        raise BadInput(f"{text!r} is no instant with its zone", "Write 2026-11-27T09:00+00:00.")
    return at


def _counted(text: str, place: "Place | None") -> "Clock | str":
    """A clock of the table by its name; a protection of so many units where two words stand."""
    from hawkari.engines.casework import Clock, ClockKind, Limit, Place, Unit

    amount, _, unit = text.partition(" ")
    if not unit:
        return text
    if not amount.isascii() or not amount.isdecimal() or unit not in set(Unit):
        raise BadInput(f"{text!r} is no clock", "Write a clock's name or, say, 5 working_days.")
    places = tuple(Place) if place is None else (place,)
    limits = (Limit(int(amount), Unit(unit)),)
    return Clock(text, ClockKind.PROTECTION, limits, places, {}, {}, "", date(2001, 1, 1))


def _place(text: str) -> "Place":
    from hawkari.engines.casework import Place

    if text not in set(Place):
        raise BadInput(f"{text!r} is no place with a calendar", f"Write {PLACES}.")
    return Place(text)


def days_off(place: PlaceName, year: Year, as_json: AsJson = False) -> None:
    """List the days off of a place in a year besides its weekends, each with its source.

    `certain`: offices close. `perhaps`: not confirmed. `by the moon`: a day earlier or later.
    """
    from hawkari.engines.casework import days_off as known

    where = _place(place)
    if not 2001 <= year <= 2069:
        raise BadInput(f"no calendar is known for {year}", "Give a year from 2001 to 2069.")
    found = known(where, year)
    for one in found:
        how = "certain" if one.certain else "perhaps"
        moon = ", by the moon" if one.moon else ""
        sys.stdout.write(f"{one.day}\t{one.name()}\t{how}{moon}\t{one.source}\t{one.source_url}\n")
    if as_json:
        rows = [
            {"day": one.day.isoformat(), "names": one.names, "certain": one.certain,
             "by_the_moon": bool(one.moon), "authority": one.authority, "source": one.source,
             "source_url": one.source_url, "source_date": one.source_date}
            for one in found
        ]  # fmt: skip
        print_json({"place": where.value, "year": year, "days": rows})
