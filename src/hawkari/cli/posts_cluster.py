"""The command `posts cluster`: which posts are one operator's, from a file of posts."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from hawkari.cli.output import open_input, open_output, print_json
from hawkari.cli.raw_tsv import raw_rows
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.posts.clusters import ClusterState, PostText

__all__ = ["register"]

_DONE_WITH_REFUSED = 3
_COLUMNS = ("id", "text")


def register(group: typer.Typer) -> None:
    """Add the command to its group."""
    group.command("cluster")(cluster)


def cluster(
    posts: Annotated[str, typer.Option("--in", help="TSV with header: id, text; - is input")],
    out: Annotated[str, typer.Option("--out", help="TSV to write; - is standard output")],
    templates: Annotated[
        bool, typer.Option("--templates", help="add a third column: the template family")
    ] = False,
    state: Annotated[
        Path | None,
        typer.Option("--state", help="clusters kept between calls: read if there, then written"),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="print one JSON object as the last line")
    ] = False,
) -> None:
    """Group adverts and other posts by who is behind them, however they are varied.

    Writes no header: id, tab, cluster. Posts of one cluster share wording and what varies inside
    it (route, price, contact); those that share the wording alone are other operators of the same
    template family. A shared phone or handle speaks for one operator, different ones against; one
    shared thing never joins two groups by itself. Digits are kept.

    With `--state`, only new posts are read, and the file says the cluster of all posts so far. The
    kept file holds no text, but hashes of words and of phones, which whoever has the words or
    phones can recognise: keep it as you keep the posts.

    A line that cannot be read is named on standard error and left out; the exit code is then 3.
    """
    from hawkari.engines.posts.clusters import cluster_posts

    refused: list[str] = []
    kept = _kept(state)
    with open_input(posts) as source:
        found = cluster_posts(_posts(source, posts, refused), kept)
    with open_output(out) as target:
        _write(found, target, templates=templates)
    if state is not None:
        state.write_bytes(found.to_bytes())
    clusters = len(set(found.operators.tolist()))
    if as_json:
        print_json({"posts": len(found), "clusters": clusters, "refused": len(refused), "out": out})
    else:
        sys.stderr.write(f"posts: {len(found)} in {clusters} clusters, {len(refused)} refused\n")
    if refused:
        raise typer.Exit(_DONE_WITH_REFUSED)


def _posts(source: TextIO, name: str, refused: list[str]) -> Iterator["PostText"]:
    from hawkari.engines.posts.clusters import PostText

    seen: set[str] = set()
    for row in raw_rows(source, name, _COLUMNS):
        if row is None:
            refused.append("")
        elif not row["id"] or row["id"] in seen:
            refused.append(row["id"])
            why = f"the id {row['id']} stands twice" if row["id"] else "a post has no id"
            sys.stderr.write(f"hawkari: {name}: {why}; it is left out\n")
        else:
            seen.add(row["id"])
            yield PostText(row["id"], row["text"])


def _kept(state: Path | None) -> "ClusterState | None":
    from hawkari.engines.posts.clusters import ClusterState

    if state is None or not state.exists():
        return None
    try:
        return ClusterState.from_bytes(state.read_bytes())
    except (ValueError, KeyError, OSError) as error:
        raise BadInput(
            "this is no file of kept clusters",
            "Give the file that an earlier --state wrote, or a new name",
            where=(str(state),),
        ) from error


def _write(found: "ClusterState", target: TextIO, *, templates: bool) -> None:
    families = found.templates.tolist()
    for at, (post, operator) in enumerate(zip(found.ids, found.operators.tolist(), strict=True)):
        family = f"\t{families[at]}" if templates else ""
        target.write(f"{post}\t{operator}{family}\n")
