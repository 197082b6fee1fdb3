"""The command `campaign effect`: what a roll-out changed, from counts a week in places."""

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from hawkari.cli.output import open_input, open_output, print_json
from hawkari.errors import BadInput, HawkariError

if TYPE_CHECKING:
    from hawkari.engines.effect import Effect, Panel

__all__ = ["register"]

_DONE_WITH_REFUSED = 3


class Method(StrEnum):
    """How to estimate."""

    MAIN = "main"
    DID = "did"
    SDID = "sdid"


def register(group: typer.Typer) -> None:
    """Add the command to its group."""
    group.command("effect")(effect)


def effect(
    panels: Annotated[
        str, typer.Option("--panels", help="JSONL: id, treated, start, y; - is standard input")
    ],
    out: Annotated[str, typer.Option("--out", help="JSONL to write; - is standard output")],
    method: Annotated[
        Method,
        typer.Option(
            help="main: places' own courses modelled. did, sdid: plain and synthetic difference "
            "in differences, to lay beside it."
        ),
    ] = Method.MAIN,
    explain: Annotated[
        bool, typer.Option("--explain", help="also what was compared, and signs of a spike")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="print one JSON object as the last line")
    ] = False,
) -> None:
    """Estimate what a campaign changed in its places, beside places without it.

    A panel has `y` (a row of weekly counts for each place), `treated` (numbers of the rows with
    the campaign, from 0) and `start` (number of its first week, from 0), or `starts`, one for
    each of `treated`, where the roll-out was staggered. Writes `id`, `log_effect` (log of the
    ratio of rates after the roll-out) and its 95 % interval `lo`, `hi`.

    There is no before/after figure: a panel without at least three places to compare with, and
    eight weeks before, is named on standard error and left out; the exit code is then 3.
    """
    count = refused = 0
    with open_input(panels) as source, open_output(out) as target:
        for where, line in _lines(source, panels):
            try:
                identity, panel = _panel(line)
                found = _estimate(panel, method)
            except HawkariError as error:
                sys.stderr.write(f"refused: {where}: {error}\n")
                refused += 1
                continue
            row = _row(identity, found) | (_explained(found) if explain else {})
            target.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    if as_json:
        print_json({"panels": count, "refused": refused, "out": out})
    if refused:
        raise typer.Exit(_DONE_WITH_REFUSED)


def _estimate(panel: "Panel", method: Method) -> "Effect":
    from hawkari.engines.effect import estimate, estimate_simply

    if method is Method.MAIN:
        return estimate(panel)
    return estimate_simply(panel, "did" if method is Method.DID else "sdid")


def _lines(source: TextIO, name: str) -> Iterator[tuple[str, str]]:
    try:
        for number, line in enumerate(source, 1):
            if line.strip():
                yield f"{name}, line {number}", line
    except UnicodeDecodeError as error:
        raise BadInput(
            "the file is not UTF-8 text", "Save it as UTF-8 and try again", where=(name,)
        ) from error


def _panel(line: str) -> tuple[Any, "Panel"]:
    import numpy as np

    from hawkari.engines.effect import Panel

    try:
        read = json.loads(line)
        starts = tuple(map(_whole, read.get("starts") or ()))
        start = _whole(read["start"]) if "start" in read or not starts else min(starts)
        counts = np.array(read["y"], dtype=float)
        return read["id"], Panel(counts, tuple(map(_whole, read["treated"])), start, starts)
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise BadInput(
            "this is no panel",
            'Write {"id", "treated": [rows], "start": week, "y": [[count a week] a place]}, '
            "with as many weeks for each place",
        ) from error


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("no whole number")
    return value


def _row(identity: Any, found: "Effect") -> dict[str, Any]:
    return {"id": identity, "log_effect": found.log_effect, "lo": found.lo, "hi": found.hi}


def _explained(found: "Effect") -> dict[str, Any]:
    beside, spike = found.comparison, found.spike
    return {
        "method": found.method,
        "change": found.change,
        "treated": beside.treated,
        "compared": beside.compared,
        "weeks_before": beside.weeks_before,
        "weeks_after": beside.weeks_after,
        "placebo_spread": beside.placebo_spread,
        "placebo_rank": beside.placebo_rank,
        "weeks_left_out": spike.weeks,
        "spike_ratio": spike.ratio,
        "spike_likely": spike.is_likely,
    }
