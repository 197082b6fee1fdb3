"""Commands of the flow of return cases: forecasts, waiting by stage, the officers' queue."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.output import open_output, print_json, read_text
from hawkari.desks.command_line import AsJson
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.casework.flows import Waiting
    from hawkari.engines.casework.forecasting import Forecast
    from hawkari.engines.casework.queues import Answer, Range

__all__ = ["register"]

Table = Annotated[str, typer.Argument(help="CSV with Year, Quarter and a column of counts.")]
Value = Annotated[str, typer.Option(help="The column to add up for each quarter.")]
Where = Annotated[
    list[str] | None,
    typer.Option(help="Rows to take, as COLUMN=VALUE; may be given several times."),
]
Events = Annotated[str, typer.Argument(help="CSV case, stage, at (ISO 8601 with its zone).")]
Xes = Annotated[str | None, typer.Option(help="Also write the event log as XES to this file.")]


def register(group: typer.Typer) -> None:
    """Add this module's commands to the group of returns."""
    group.command("forecast")(forecast)
    group.command("flow")(flow)
    group.command("queue")(queue)


def forecast(table: Table, value: Value, where: Where = None, as_json: AsJson = False) -> None:
    """Forecast the next quarter of a published series, or say that nothing beats persistence.

    Persistence: the next quarter is as the last one. A method is offered only when its error is
    smaller over the whole series and over the last eight quarters. No published series is the
    queue for return documents: a forecast of one says nothing about how long a document takes.
    """
    from hawkari.engines.casework.forecasting import forecast as foresee
    from hawkari.engines.casework.series import read_series

    series = read_series(read_text(table), value, _rows(where or []))
    found = foresee(series.counts)
    sys.stderr.write(_said(found, series.following) + "\n")
    if as_json:
        print_json(_forecast_json(found, series.following))


def _rows(where: list[str]) -> dict[str, str]:
    rows = {}
    for one in where:
        column, equals, word = one.partition("=")
        if not equals:
            raise typer.BadParameter(f"{one!r} is not COLUMN=VALUE", param_hint="--where")
        rows[column] = word
    return rows


def _said(found: "Forecast", quarter: str) -> str:
    ends = f"{found.point:,.0f} (90 % interval {found.low:,.0f} to {found.high:,.0f})"
    lines = [f"{quarter}: {ends}, by {found.method.value.replace('_', ' ')}."]
    if not found.beats_persistence:
        lines.append(
            "Nothing tried beats persistence both over the whole series and over its last 8 "
            "quarters: the forecast is that nothing changes."
        )
    lines += [
        f"  {score.method.value.replace('_', ' '):<16} mean error {_percent(score.error)}, last 8 "
        f"{_percent(score.error_of_last)}; {score.covered} of the last 8 inside the interval"
        for score in found.scores
    ]
    return "\n".join(lines)


def _percent(error: float | None) -> str:
    return "not known" if error is None else f"{error:.1f} %"


def _rounded(error: float | None) -> float | None:
    return None if error is None else round(error, 2)


def _forecast_json(found: "Forecast", quarter: str) -> dict[str, Any]:
    return {
        "quarter": quarter,
        "method": found.method.value,
        "forecast": round(found.point, 3),
        "low": round(found.low, 3),
        "high": round(found.high, 3),
        "beats_persistence": found.beats_persistence,
        "quarters": found.quarters,
        "methods": {
            score.method.value: {
                "mape": _rounded(score.error),
                "mape_last_8": _rounded(score.error_of_last),
                "covered_of_last_8": score.covered,
            }
            for score in found.scores
        },
    }


def flow(events: Events, xes: Xes = None, as_json: AsJson = False) -> None:
    """Show which stage follows which, and how long each takes, of any list of events.

    Cases that are still in a stage count as waiting until the latest instant of the file.
    """
    from hawkari.engines.casework.flow_files import read_traces
    from hawkari.engines.casework.flows import directly_follows, to_xes, waiting_by_stage

    traces = read_traces(read_text(events))
    now = max(step.at for trace in traces for step in trace.steps)
    waiting = waiting_by_stage(traces, now)
    for one in waiting:
        sys.stderr.write(_stage(one) + "\n")
    if xes is not None:
        with open_output(xes) as out:
            out.write(to_xes(traces))
    if as_json:
        arcs = [[arc.source, arc.target, arc.count, arc.days] for arc in directly_follows(traces)]
        print_json({"cases": len(traces), "follows": arcs, "stages": _stages(waiting)})


def _stage(one: "Waiting") -> str:
    half = "not half have left" if one.median is None else f"half within {one.median:.1f} days"
    return f"{one.stage}: {one.left} left, {one.now} there now; {half}"


def _stages(waiting: "tuple[Waiting, ...]") -> dict[str, Any]:
    return {
        one.stage: {
            "left": one.left, "now": one.now, "median_days": one.median,
            "eighty_days": one.eighty, "oldest_days": one.oldest,
        }
        for one in waiting
    }  # fmt: skip


def queue(
    officers: Annotated[int, typer.Option(help="How many work at once.")],
    arrivals: Annotated[str, typer.Option(help="New cases a day, as LOW-HIGH or one number.")],
    work: Annotated[str, typer.Option(help="Days of an officer's time a case, as LOW-HIGH.")],
    outside: Annotated[str, typer.Option(help="Days it waits for others, as LOW-HIGH.")] = "0",
    backlog: Annotated[int, typer.Option(help="Cases that wait on the first day.")] = 0,
    more: Annotated[int, typer.Option(help="Also: with so many officers more.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Simulate a year of one desk: within how many days 80 % of cases are done, as a range.

    How long an officer works on a case is measured nowhere: give the range that you believe. Nine
    of ten runs lie within the range of the answer.
    """
    from hawkari.engines.casework.queues import Desk, sensitivity, what_if

    told = {}
    desk = Desk(officers, _range(arrivals), _range(work), _range(outside), backlog)
    for number in dict.fromkeys((officers, officers + more)):
        found = what_if(replace(desk, officers=number))
        told[number] = _answer(found)
        within = found.within
        sys.stderr.write(
            f"{number} officers: 80 % within {within.low:.0f} to {within.high:.0f} days; "
            f"load {found.load.low:.2f} to {found.load.high:.2f}\n"
        )
    influences = sensitivity(desk)
    strongest = influences[0]
    sys.stderr.write(
        f"Most depends on {strongest.name}: {strongest.at_low:.0f} days at its low end, "
        f"{strongest.at_high:.0f} at its high end.\n"
    )
    if as_json:
        each = [[one.name, round(one.at_low, 3), round(one.at_high, 3)] for one in influences]
        print_json({"officers": told, "influences": each})


def _range(text: str) -> "Range":
    from hawkari.engines.casework.queues import Range

    low, _, high = text.partition("-")
    try:
        return Range(float(low), float(high or low))
    except ValueError:
        raise BadInput(f"{text!r} is no range of numbers", "Write, say, 8-15.") from None


def _answer(found: "Answer") -> dict[str, Any]:
    spreads = {"days_80": found.within, "days_mean": found.mean, "waiting": found.waiting,
               "load": found.load}  # fmt: skip
    return {
        name: [round(one.low, 3), round(one.middle, 3), round(one.high, 3)]
        for name, one in spreads.items()
    }
