"""`hawkari posts language`: which language each post is in."""

import sys
from collections import Counter
from typing import Annotated

import typer

from hawkari.cli.output import open_input, open_output, print_json
from hawkari.cli.raw_tsv import blocks_of, raw_rows

__all__ = ["register"]

_DONE_WITH_REFUSED = 3
_BLOCK = 4000


def register(posts: typer.Typer) -> None:
    """Add the command to the group."""
    posts.command("language")(language)


def language(
    source: Annotated[str, typer.Option("--in", help="TSV with column text; - is input")],
    out: Annotated[str, typer.Option("--out", help="file to write; - is standard output")],
    as_json: Annotated[
        bool, typer.Option("--json", help="print one JSON object as the last line")
    ] = False,
) -> None:
    """Say which language each post is in, one code a line, in order.

    The codes are am, ar, az, bn, ckb (Sorani), de, en, fa (with Dari), fr, hac (Gorani), kmr
    (Kurmanji), ps, so, sq, ti, tr, ug, ur, vi; and und where the text does not tell. Sorani typed
    on an Arabic keyboard and Kurmanji without its marks are read as what they are.

    A row that cannot be read is named on standard error; its line is then und, and the exit code
    is 3.

    TSV is raw: one record a line, fields split at tabs, no quoting.
    """
    from hawkari.engines.posts import languages

    told: Counter[str] = Counter()
    refused = 0
    with open_input(source) as stream, open_output(out) as target:
        for block in blocks_of(raw_rows(stream, source, ("text",)), _BLOCK):
            guesses = languages([row["text"] if row else "" for row in block])
            target.writelines(f"{guess.code}\n" for guess in guesses)
            told.update(guess.code for guess in guesses)
            refused += block.count(None)
    if as_json:
        counts = dict(sorted(told.items()))
        print_json({"posts": told.total(), "languages": counts, "refused": refused, "out": out})
    else:
        sys.stderr.write(f"posts: {told.total()} posts, {refused} refused\n")
    if refused:
        raise typer.Exit(_DONE_WITH_REFUSED)
