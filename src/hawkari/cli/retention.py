"""Commands of review, holds and disposal: what is due, keep, extend, dispose, prove."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from hawkari.cli.installation import local_access
from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson, Operation

if TYPE_CHECKING:
    from hawkari.evidence.retention import DisposalProgress, DisposalView, Subject

__all__ = ["Number", "register"]

FOUND_WRONG = 1

Reason = Annotated[str, typer.Option(help="Why, in words that hold no value of the evidence.")]
Source = Annotated[str, typer.Option(help="A source, by its short name.")]
Load = Annotated[int | None, typer.Option(help="A load, by its number.", min=1)]
Entity = Annotated[str, typer.Option(help="A person or thing, by its id.")]
Statement = Annotated[list[int] | None, typer.Option(help="A statement, by its number.", min=1)]
HoldNumber = Annotated[int | None, typer.Option("--hold", help="A hold, by its number.", min=1)]
Rule = Annotated[str, typer.Option(help="The retention rule; the usual one if not given.")]
Number = Annotated[int, typer.Argument(help="Its number.", min=1)]
Day = Annotated[datetime, typer.Option(help="A day.", formats=["%Y-%m-%d"])]
Within = Annotated[int, typer.Option(help="How many days ahead to look.", min=0)]
Find = Annotated[
    list[str] | None,
    typer.Option(help="A value that must be nowhere; may be given several times."),
]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    group = typer.Typer(help="Review, holds and disposal of evidence.", no_args_is_help=True)
    group.command("due")(due_command)
    group.command("keep")(keep_command)
    group.command("extend")(extend_command)
    group.command("dispose")(dispose_command)
    group.command("resume")(resume_command)
    group.command("disposals")(disposals_command)
    group.command("readmit")(readmit_command)
    group.command("hold")(hold_command)
    group.command("holds")(holds_command)
    group.command("lift")(lift_command)
    group.command("prove")(prove_command)
    app.add_typer(group, name="retention")


def due_command(within: Within = 30, operation: Operation = "", as_json: AsJson = False) -> None:
    """What is due for review: sources, people with a category, holds; the most overdue first."""
    access = local_access(operation)
    from hawkari.evidence.retention import due

    found = due(access, within_days=within)
    if as_json:
        print_json({"due": [asdict(item) for item in found]})
        return
    for item in found:
        late = "overdue since" if item.overdue else "due"
        held = ", on hold" if item.on_hold else ""
        sys.stdout.write(
            f"{late} {item.due}  {item.kind} {item.id}  {item.caption}{held}  "
            f"[{item.rule.id}: {item.rule.authority}; {item.rule.status}]\n"
        )
    sys.stderr.write(f"retention: {len(found)} due within {within} days\n")


def keep_command(
    reason: Reason,
    source: Source = "",
    entity: Entity = "",
    hold: HoldNumber = None,
    rule: Rule = "",
    operation: Operation = "",
) -> None:
    """Keep a source, a person or a hold for another period of its rule."""
    access = local_access(operation)
    from hawkari.evidence.retention import keep

    review = keep(access, _subject(source, entity, hold), reason=reason, rule=rule)
    sys.stderr.write(f"retention: kept; the next review is due {review.due_after}\n")


def extend_command(
    reason: Reason,
    until: Day,
    source: Source = "",
    entity: Entity = "",
    hold: HoldNumber = None,
    operation: Operation = "",
) -> None:
    """Put the next review of a source, a person or a hold off to a day."""
    access = local_access(operation)
    from hawkari.evidence.retention import extend

    subject = _subject(source, entity, hold)
    review = extend(access, subject, until=until.date(), reason=reason)
    sys.stderr.write(f"retention: extended; the next review is due {review.due_after}\n")


def _subject(source: str, entity: str, hold: int | None) -> "Subject":
    from hawkari.evidence.retention import Subject

    return Subject(source=source, entity=entity, hold=hold)


def dispose_command(
    reason: Reason,
    source: Source = "",
    load: Load = None,
    entity: Entity = "",
    statement: Statement = None,
    rule: Rule = "",
    operation: Operation = "",
    as_json: AsJson = False,
) -> None:
    """Erase the values of a source, a load, a person or single statements, and all their traces.

    What a hold covers stays. Interrupted, the same command goes on. Exit: 0 erased and cleaned,
    1 erased, but free pages or logs could not be cleaned yet: run `retention resume`.
    """
    access = local_access(operation)
    from hawkari.evidence.retention import DisposalRequest, dispose

    request = DisposalRequest(
        reason=reason,
        source=source,
        load=load,
        entity=entity,
        statements=tuple(statement or ()),
        rule=rule,
    )
    with _shown() as told:
        view = dispose(access, request, progress=told)
    _told(view, as_json=as_json)


def resume_command(number: Number, operation: Operation = "", as_json: AsJson = False) -> None:
    """Go on with a disposal that was interrupted, or could not be cleaned."""
    access = local_access(operation)
    from hawkari.evidence.retention import resume

    with _shown() as told:
        view = resume(access, number, progress=told)
    _told(view, as_json=as_json)


def _told(view: "DisposalView", *, as_json: bool) -> None:
    figures = f" and {view.figures:,} numbers of public series" if view.figures else ""
    sys.stderr.write(
        f"retention: disposal {view.id} of {view.what}: {view.state}; {view.statements:,} "
        f"statements{figures} erased, {view.held:,} held back, {view.notices:,} recipients to be "
        "told\n"
    )
    if view.problem:
        sys.stderr.write(f"retention: {view.problem}; run: hawkari retention resume {view.id}\n")
    if as_json:
        print_json(asdict(view))
    if view.problem:
        raise typer.Exit(FOUND_WRONG)


@contextmanager
def _shown() -> "Iterator[DisposalProgress]":
    """A progress bar on standard error; nothing unless on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        task = bars.add_task("erase", total=None)

        def told(what: str, done: int, total: int) -> None:
            bars.update(task, description=what, completed=done, total=total)

        yield told


def disposals_command(operation: Operation = "", as_json: AsJson = False) -> None:
    """What was disposed of: unfinished disposals first, then the newest."""
    access = local_access(operation)
    from hawkari.evidence.retention import disposals

    found = disposals(access)
    if as_json:
        print_json({"disposals": [asdict(view) for view in found]})
        return
    for view in found:
        sys.stdout.write(
            f"{view.id}  {view.what}  {view.state}  {view.requested_at:%Y-%m-%d}  "
            f"{view.requested_by}  {view.rule}  {view.statements:,} statements: {view.reason}\n"
        )
    sys.stderr.write(f"retention: {len(found)} disposals\n")


def readmit_command(number: Number, reason: Reason, operation: Operation = "") -> None:
    """Allow what a disposal erased to be loaded again; nothing comes back by itself."""
    access = local_access(operation)
    from hawkari.evidence.retention import readmit

    readmit(access, number, reason=reason)
    sys.stderr.write(f"retention: what disposal {number} erased may be loaded again\n")


def hold_command(
    kind: Annotated[str, typer.Argument(help="court, inquiry or complaint.")],
    reason: Reason,
    source: Source = "",
    load: Load = None,
    entity: Entity = "",
    statement: Annotated[int | None, typer.Option(help="A statement's number.", min=1)] = None,
    reference: Annotated[str, typer.Option(help="The case's own number.")] = "",
    review: Annotated[
        datetime | None,
        typer.Option(help="When to look again; in six months if not given.", formats=["%Y-%m-%d"]),
    ] = None,
    operation: Operation = "",
) -> None:
    """Put a source, a load, a person or a statement on hold: nothing of it is disposed of."""
    access = local_access(operation)
    from hawkari.evidence.retention import HoldTerms, place_hold

    terms = HoldTerms(
        kind=kind,
        reason=reason,
        reference=reference,
        source=source,
        load=load,
        entity=entity,
        statement=statement,
        review_due=_day(review),
    )
    hold = place_hold(access, terms)
    sys.stderr.write(f"retention: hold {hold.pk} placed, to be reviewed {hold.review_due}\n")


def _day(given: datetime | None) -> date | None:
    return None if given is None else given.date()


def holds_command(
    lifted: Annotated[bool, typer.Option(help="Show those that were lifted too.")] = False,
    operation: Operation = "",
    as_json: AsJson = False,
) -> None:
    """The holds, those to be reviewed soonest first."""
    access = local_access(operation)
    from hawkari.evidence.retention import holds

    found = holds(access, lifted=lifted)
    if as_json:
        print_json({"holds": [asdict(view) for view in found]})
        return
    for view in found:
        state = f"review due {view.review_due}"
        if view.lifted_at is not None:
            state = f"lifted {view.lifted_at:%Y-%m-%d}: {view.lift_reason}"
        sys.stdout.write(f"{view.id}  {view.kind}  {view.what}  {state}  {view.reason}\n")
    sys.stderr.write(f"retention: {len(found)} holds\n")


def lift_command(number: Number, reason: Reason, operation: Operation = "") -> None:
    """End a hold; what it kept back becomes due for review again."""
    access = local_access(operation)
    from hawkari.evidence.retention import lift_hold

    lift_hold(access, number, reason=reason)
    sys.stderr.write(f"retention: hold {number} lifted\n")


def prove_command(
    number: Number, find: Find = None, operation: Operation = "", as_json: AsJson = False
) -> None:
    """Look whether a disposal left anything behind: by its numbers, and for values you give.

    Exit: 0 nothing is left, 1 something is. A value given with --find is looked for in every column
    of every table and every byte of every file of the installation, and is not kept anywhere.
    """
    access = local_access(operation)
    from hawkari.evidence.retention import prove
    from hawkari.site.home import hawkari_home

    proof = prove(access, number, home=hawkari_home(), find=tuple(find or ()))
    for check in proof.checks:
        sys.stdout.write(f"{'ok' if check.ok else 'WRONG'}  {check.what}: {check.found}\n")
    for beyond in proof.not_covered:
        sys.stderr.write(f"retention: not covered: {beyond}\n")
    if as_json:
        print_json({"ok": proof.ok, **asdict(proof)})
    if not proof.ok:
        raise typer.Exit(FOUND_WRONG)
