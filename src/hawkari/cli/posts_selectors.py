"""The command `posts selectors`: what posts name, from a file of posts."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from hawkari.cli.output import open_input, open_output, print_json
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.posts import Selectors

__all__ = ["register"]

_DONE_WITH_REFUSED = 3


def register(group: typer.Typer) -> None:
    """Add the command to its group."""
    group.command("selectors")(selectors)


def selectors(
    posts: Annotated[str, typer.Option("--in", help="JSONL: id, text[, lang, at]; - is input")],
    out: Annotated[str, typer.Option("--out", help="JSONL to write; - is standard output")],
    spans: Annotated[
        bool, typer.Option("--spans", help="also where each stands, by which rule, what is guessed")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="print one JSON object as the last line")
    ] = False,
) -> None:
    """Read phones, accounts, prices, routes and dates in posts, however they are written.

    Writes one object a line: id, phones (E.164), handles (lower case, without @), prices
    ([amount, ISO currency]), routes ([from, to], by English name) and dates (ISO; two with / are
    a stretch). The country of a number that is written as dialled at home is guessed from the
    language (`lang`), other numbers and the corridor; `--spans` says so. Words such as
    "tomorrow" are read only where `at` gives the post's day (YYYY-MM-DD).

    A line that cannot be read is named on standard error and left out; the exit code is then 3.
    """
    from hawkari.engines.posts import read_selectors

    count = refused = 0
    with open_input(posts) as source, open_output(out) as target:
        for post in _posts(source, posts):
            if post is None:
                refused += 1
                continue
            found = read_selectors(post["text"], language=post["lang"], at=post["at"])
            line = _line(post["id"], found) | (_where(found) if spans else {})
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    if as_json:
        print_json({"posts": count, "refused": refused, "out": out})
    else:
        sys.stderr.write(f"posts: {count} read, {refused} refused\n")
    if refused:
        raise typer.Exit(_DONE_WITH_REFUSED)


def _line(identity: Any, found: "Selectors") -> dict[str, Any]:
    return {
        "id": identity,
        "phones": [one.value for one in found.phones],
        "handles": list(dict.fromkeys(one.value.partition(":")[2] for one in found.handles)),
        "prices": [[_number(one.amount), one.currency] for one in found.prices],
        "routes": [[one.origin, one.destination] for one in found.routes],
        "dates": [one.value for one in found.dates],
    }


def _number(amount: Any) -> int | float:
    return int(amount) if amount == int(amount) else float(amount)


def _where(found: "Selectors") -> dict[str, Any]:
    kinds = ("phones", "handles", "prices", "routes", "dates", "payment", "transport")
    return {
        "spans": [
            {
                "kind": kind,
                "value": one.value,
                "start": one.span[0],
                "end": one.span[1],
                "rule": one.rule,
                "guessed": one.guessed,
            }
            for kind in kinds
            for one in getattr(found, kind)
        ]
    }


def _posts(source: TextIO, name: str) -> Iterator[dict[str, Any] | None]:
    """Each post; None for a line that is none, which is said."""
    number = 0
    try:
        for number, line in enumerate(source, 1):
            if not line.strip():
                continue
            try:
                yield _post(line)
            except ValueError as error:
                sys.stderr.write(f"posts: {name}, line {number}: {error}; left out\n")
                yield None
    except UnicodeDecodeError as error:
        raise BadInput(
            "the file is not UTF-8 text", "Save it as UTF-8 and try again", where=(name,)
        ) from error


def _post(line: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg}") from error
    if not isinstance(read, dict) or "id" not in read or not isinstance(read.get("text"), str):
        raise ValueError("a post needs id, and text that is text")
    at = read.get("at") or None
    try:
        day = date.fromisoformat(str(at)[:10]) if at else None
    except ValueError as error:
        raise ValueError("at is no day; write YYYY-MM-DD") from error
    return {"id": read["id"], "text": read["text"], "lang": str(read.get("lang") or ""), "at": day}
