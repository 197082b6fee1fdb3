"""Commands of the evidence floor: resolve, search, sources, judgements."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.installation import local_access
from hawkari.cli.output import open_output, print_json
from hawkari.desks.command_line import AsJson

if TYPE_CHECKING:
    from hawkari.evidence.entities import SearchHit
    from hawkari.evidence.linking.resolution import Progress
    from hawkari.evidence.overview import SourceView

__all__ = ["register"]

Query = Annotated[
    str, typer.Argument(help="A name in any script, or a phone number, document or account.")
]
Limit = Annotated[int, typer.Option(help="At most so many hits.", min=1, max=1000)]
JoinAt = Annotated[
    float | None,
    typer.Option(help="Least probability that the rule joins at; the engine's if not given.",
                 min=0.5, max=1.0),
]  # fmt: skip
Whole = Annotated[
    bool,
    typer.Option(
        "--whole", help="Compare every record anew, and train anew, also where little is new."
    ),
]
In = Annotated[str, typer.Argument(help="File to read, or - for standard input.")]
Out = Annotated[str, typer.Option(help="File to write, or - for standard output.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    app.command("resolve")(resolve_command)
    app.command("search")(search_command)
    app.command("sources")(sources_command)
    judgements = typer.Typer(help="Decisions on pairs of records.", no_args_is_help=True)
    judgements.command("export")(judgements_export_command)
    judgements.command("import")(judgements_import_command)
    app.add_typer(judgements, name="judgements")


def resolve_command(join_at: JoinAt = None, whole: Whole = False, as_json: AsJson = False) -> None:
    """Find which records are of one person: join what is certain, queue the rest for review.

    Records that are new since the last run, or of which something else is stated now, are compared
    with what is there; everything is where they are many.
    Running it again on the same statements and judgements changes nothing.
    """
    access = local_access()
    from hawkari.engines.linkage import CERTAIN_AT
    from hawkari.evidence.linking.resolution import resolve

    with _steps_shown() as told:
        at = CERTAIN_AT if join_at is None else join_at
        report = resolve(access, progress=told, join_at=at, whole=whole)
    taken = sum(report.seconds.values())
    sys.stderr.write(
        f"resolve: {report.records:,} records ({report.compared:,} compared) are "
        f"{report.entities:,} entities; "
        f"{report.joined_by_rule:,} pairs joined by rule ({report.newly_joined:,} new, "
        f"{report.withdrawn_by_rule:,} withdrawn), {report.to_review:,} to review; {taken:.1f} s\n"
    )
    if report.was_broken:
        sys.stderr.write(
            "resolve: what the last run left to go on from could not be read (damaged, or of "
            "another version), so everything was compared; it is whole again\n"
        )
    if report.proposed_by_rule or report.doubtful:
        sys.stderr.write(
            f"resolve: {report.proposed_by_rule:,} certain pairs await two people; "
            f"{report.doubtful:,} joins of people are newly in doubt\n"
        )
    if report.left_out:
        sys.stderr.write(
            f"resolve: {report.left_out:,} pairs are left out, since a newer file took a record of "
            "theirs back meanwhile; run it again\n"
        )
    if as_json:
        print_json(asdict(report))


@contextmanager
def _steps_shown() -> "Iterator[Progress]":
    """A progress bar over the engine's steps, on standard error; nothing unless on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        task = bars.add_task("read records", total=None)

        def told(step: str, number: int, of: int) -> None:
            bars.update(task, description=step, completed=number - 1, total=of)

        yield told
        bars.update(task, description="done", completed=1, total=1)


def search_command(query: Query, limit: Limit = 20, as_json: AsJson = False) -> None:
    """Find people and things by name in any script, or by identifier in any format."""
    access = local_access()
    from hawkari.evidence.entities import search

    hits = search(access, query, limit=limit)
    if as_json:
        print_json({"query": query, "hits": [_hit(hit) for hit in hits]})
        return
    for hit in hits:
        romanised = f" ({hit.caption_romanised})" if hit.caption_romanised else ""
        sys.stdout.write(
            f"{hit.probability:.2f}  {hit.canonical_id}  {hit.schema}  {hit.caption}{romanised}  "
            f"[{', '.join(hit.agencies)}]  {hit.matched_name}: {hit.explanation}\n"
        )
    sys.stderr.write(f"search: {len(hits)} found\n")


def _hit(hit: "SearchHit") -> dict[str, Any]:
    return {**asdict(hit), "explanation": hit.explanation}


def sources_command(as_json: AsJson = False) -> None:
    """What is loaded: each source, its files and how many rows were refused."""
    access = local_access()
    from hawkari.evidence.overview import sources_overview

    found = sources_overview(access)
    if as_json:
        print_json({"sources": [asdict(source) for source in found]})
        return
    for source in found:
        sys.stdout.write(_source_line(source))
        for load in source.loads:
            mark = "" if load.current else f" ({load.state}, not current)"
            sys.stdout.write(
                f"    {load.file_name}  {load.layout}  {load.rows_read:,} rows, "
                f"{load.rows_refused:,} refused, +{load.statements_added:,} "
                f"-{load.statements_retracted:,} statements{mark}\n"
            )
    sys.stderr.write(f"sources: {len(found)} shown\n")


def _source_line(source: "SourceView") -> str:
    due = "overdue since" if source.overdue else "review due"
    return (
        f"{source.slug}  {source.name}  [{source.agency}]  {source.grade} {source.handling}  "
        f"{source.statements:,} statements, {due} {source.review_due}\n"
    )


def judgements_export_command(out: Out = "-") -> None:
    """Write the live judgements as nomenklatura's JSON lines.

    One array a line: left, right, judgement, score, user, created at. That form has no place for
    reasons, what the maker was shown, rules as such, or withdrawn decisions: those stay here.
    """
    access = local_access()
    from hawkari.evidence.judgement_export import export_lines

    with open_output(out) as stream:
        for line in export_lines(access):
            stream.write(line + "\n")


def judgements_import_command(file: In, as_json: AsJson = False) -> None:
    """Take judgements over from nomenklatura's JSON lines, in your own name.

    Positive, negative and unsure are taken; who decided, when, and the score become words in the
    reason, for here you answer for them. A judgement that contradicts earlier ones is refused, and
    waits in the review queue; a join that a colleague proposed is left to the queue, for a file is
    no second person. Every line not taken is listed with file, line and field; exits with 3 then.
    """
    access = local_access()
    from hawkari.cli.output import open_input
    from hawkari.evidence.judgement_import import import_lines

    with open_input(file) as stream:
        if isinstance(stream, TextIOWrapper):
            # A line that is no UTF-8 is listed like any other wrong one, and stops nothing.
            stream.reconfigure(errors="surrogateescape")
        report = import_lines(access, stream, file=file)
    for line in sorted((*report.refused, *report.conflicts), key=lambda one: one.number):
        sys.stderr.write(f"judgements import: {line.where}: {line.problem}\n")
    sys.stderr.write(
        f"judgements import: {report.made:,} taken ({report.proposed:,} await a second person), "
        f"{report.repeated:,} known, {len(report.conflicts):,} contradict earlier ones, "
        f"{len(report.refused):,} refused\n"
    )
    if as_json:
        print_json(asdict(report))
    if report.conflicts or report.refused:
        raise typer.Exit(3)
