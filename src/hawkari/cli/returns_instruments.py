"""Commands of survey instruments: their form for phones, and scores of answers on file."""

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.output import open_input, open_output, print_json
from hawkari.desks.command_line import AsJson
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hawkari.engines.casework.instruments import Instrument, SignOff

__all__ = ["register"]

DONE_WITH_REFUSALS = 3
COLUMNS = ("id", "dim", "score", "highest", "band", "answered", "asked")
InstrumentFile = Annotated[
    Path | None,
    typer.Option("--instrument", help="The instrument's JSON; left out: the demonstration."),
]
Signed = Annotated[
    Path | None,
    typer.Option(
        help="JSON sha256, by, on, against: who signed that this content was checked against "
        "IOM's annex. Needed only where the instrument carries the name RSS."
    ),
]


def register(group: typer.Typer) -> None:
    """Add this module's commands to the group of returns."""
    group.command("form")(form)
    group.command("score")(score)


def form(
    out: Annotated[
        Path, typer.Option(help="Where to write it: .xml for a phone, .xlsx for a server.")
    ],
    instrument: InstrumentFile = None,
    signed: Signed = None,
) -> None:
    """Write an instrument's form, all languages in it: XForm (.xml) or XLSForm (.xlsx).

    The form works out the score by itself, as `hawkari returns score` does. Nobody validated the
    demonstration: its figures compare with no other survey's.
    """
    from hawkari.engines.casework.instruments import workbook, xform

    asked, word = _instrument(instrument, signed)
    if out.suffix not in {".xml", ".xlsx"}:
        raise typer.BadParameter("end the name in .xml or .xlsx", param_hint="--out")
    made = workbook(asked, word) if out.suffix == ".xlsx" else xform(asked, None, word).encode()
    try:
        out.write_bytes(made)
    except OSError as error:
        raise BadInput(f"{out} cannot be written", "Check the path.") from error
    sys.stderr.write(f"{asked.id} {asked.version}, {len(asked.items)} questions: {out}\n")


def score(
    answers: Annotated[str, typer.Argument(help='JSONL {"id", "answers": {item: text}}.')],
    out: Annotated[str, typer.Option(help=f"CSV {', '.join(COLUMNS)}; dim empty: whole.")] = "-",
    instrument: InstrumentFile = None,
    signed: Signed = None,
    as_json: AsJson = False,
) -> None:
    """Score answers: exact, one row a dimension and one for the whole.

    An item without an answer counts as its lowest answer; below the share that must be answered
    there is no score. Exit code 0 done, 3 done but rows were refused, 4 refused.
    """
    asked, _ = _instrument(instrument, signed)
    rows, refused, number = list[list[Any]](), list[str](), 0
    with open_input(answers) as stream:
        for number, line in enumerate(filter(str.strip, stream), 1):
            try:
                rows += _scored(asked, line)
            except BadInput as error:
                refused.append(f"row {number}: {error}")
    with open_output(out) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    _say(refused)
    if as_json:
        print_json({"rows": number, "refused": len(refused), "instrument": asked.sha256})
    if refused:
        raise typer.Exit(DONE_WITH_REFUSALS)


def _say(refused: "Iterable[str]") -> None:
    for line in refused:
        sys.stderr.write(f"refused: {line}\n")


def _scored(asked: "Instrument", line: str) -> list[list[Any]]:
    from hawkari.engines.casework.instruments import read_answers
    from hawkari.engines.casework.instruments import score as score_of

    try:
        data = json.loads(line)
        name, given = str(data["id"]), data["answers"]
        texts = {str(key): "" if one is None else str(one) for key, one in given.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput("this is no set of answers", 'Give {"id", "answers": {…}}.') from error
    found = score_of(asked, read_answers(asked, texts))
    return [
        [name, one.dim, _number(one.value), _number(one.highest), one.band, one.answered, one.asked]
        for one in (found.whole, *found.dimensions)
    ]


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _instrument(path: Path | None, signed: Path | None) -> "tuple[Instrument, SignOff | None]":
    from hawkari.engines.casework.instruments import (
        check_name,
        demonstration,
        read_instrument,
        read_sign_off,
    )

    word = None if signed is None else read_sign_off(_bytes(signed))
    asked = demonstration() if path is None else read_instrument(_bytes(path))
    check_name(asked, word)
    return asked, word


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read", "Check the path.") from error
