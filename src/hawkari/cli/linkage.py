"""Commands of the linkage engine."""

import sys
import time
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from hawkari.cli.installation import use_compiled_cache
from hawkari.cli.linkage_reading import read_files
from hawkari.cli.linkage_words import as_data, in_words
from hawkari.cli.output import open_output, print_json
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.linkage import Linkage, LinkState, Record, Teller

__all__ = ["register"]

WITH_REFUSED_ROWS = 3
STOPPED = 130
JOIN_AT = 0.7  # the engine's own; stated here so that --help need not load the engine
MOST_UNREAD_SHOWN = 20
MOST_OF_A_VALUE = 60
_TOLD = ("version", "trained", "prior", "join_at", "expected_precision")
_UNFINISHED = "unfinished"

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="IN...", help="FollowTheMoney JSON lines or CSV; - for standard input."),
]
JoinAt = Annotated[
    float, typer.Option(min=0.0, max=1.0, help="Least probability of a pair that is joined.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print a summary as one JSON object.")]
Folder = Annotated[
    str,
    typer.Option(
        metavar="DIR",
        help="A folder that keeps what was linked. The first run writes it; later runs link their "
        "files against it and add them, in time that grows with the new files.",
    ),
]


class _Group(TyperGroup):
    """`link IN…` is `link run IN…`: the first word is a file unless it is a command's name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `run` first where no command is named."""
        if args and args[0] not in {*self.commands, "--help"}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    group = typer.Typer(name="link", cls=_Group, no_args_is_help=True)
    group.callback()(_group)
    group.command("run")(link)
    group.command("explain")(explain)
    app.add_typer(group)


def _group() -> None:
    """Find which records are of one entity. `hawkari link IN...` is `hawkari link run IN...`."""


def link(
    files: Files = None,
    out: Annotated[str, typer.Option(help="Clusters, as TSV.")] = "-",
    pairs: Annotated[str, typer.Option(help="Scored pairs, as TSV.")] = "",
    engine: Annotated[
        str, typer.Option(help="Where the work is done: duckdb or spark; the weights are the same.")
    ] = "duckdb",
    join_at: JoinAt = JOIN_AT,
    state: Folder = "",
    as_json: AsJson = False,
) -> None:
    """Find which records are of one entity, over several partners' files.

    JSON lines hold id, schema, properties and source. CSV holds id and name, and where it has them
    source, schema, alias, dob, gender, phone, document, birth_place, father_name, mother_name,
    nationality, address, email, passport, account, iban, handle and others of their kind; columns
    that are not known are ignored.

    Clusters: TSV with header id, cluster; every record once. Pairs: TSV with header id_a, id_b,
    probability; candidates of at least .001. With --state both tell of all that was ever added,
    but for pairs, which are those that touch a new record. A record that says something else than
    the state has of it takes the place of what it was.

    What each blocking rule proposes is printed on standard error before any pair is compared, with
    the values that most records hold and that therefore propose nothing alone (all of them with
    --json); then how far the comparison is. With --state a run that was stopped (Ctrl-C) goes on
    where it was when the same command is given again.

    Exit code 3 when rows were left out; they are listed on standard error, and so are values that
    could not be read and were left aside: dates in no known form, numbers of too few or too many
    digits, and words that say that nothing is known (unknown, N/A, -). Gender may be a letter or a
    word, in English, German, French, Turkish, Arabic, Persian or Kurdish.
    """
    use_compiled_cache()
    from hawkari.engines.linkage import check_engine, save_state
    from hawkari.engines.linkage.tables import write_clusters, write_pairs

    check_engine(engine)
    if not files:
        raise typer.BadParameter("no file is named; give IN..., or - for standard input")
    records, refused = read_files(files)
    teller = _teller()
    try:
        linkage, kept = _linked(records, teller, engine=engine, join_at=join_at, state=state)
    except KeyboardInterrupt:
        again = "run the same command again to go on" if state else "a run with --state can go on"
        sys.stderr.write(f"link: stopped; {again}\n")
        raise typer.Exit(STOPPED) from None
    if state and kept is not None:
        save_state(kept, Path(state))
    clusters = linkage.clusters if kept is None else kept.all_clusters()
    with open_output(out) as stream:
        write_clusters(clusters, stream)
    with open_output(pairs) if pairs else nullcontext() as stream:
        if stream is not None:
            write_pairs(linkage, stream)
    _tell_unread(linkage)
    if as_json:
        stops = [asdict(value) for value in teller.stopped]
        print_json(_summary(linkage, clusters, refused) | {"stop_values": stops})
    if refused:
        raise typer.Exit(WITH_REFUSED_ROWS)


def _linked(
    records: "list[Record]", teller: "Teller", *, engine: str, join_at: float, state: str
) -> "tuple[Linkage, LinkState | None]":
    from hawkari.engines import linkage

    if not state:
        found = linkage.link(records, engine=engine, join_at=join_at, progress=teller)
        return found, None
    folder = Path(state)
    if not (folder / "state.json").exists():
        chunks = linkage.Chunks(folder / _UNFINISHED)
        return linkage.link_and_keep(
            records, engine=engine, join_at=join_at, progress=teller, chunks=chunks
        )
    known = linkage.load_state(folder)
    if join_at not in {JOIN_AT, known.join_at}:
        problem = f"the state joins at {known.join_at}"
        raise BadInput(problem, "Leave --join-at out, or begin another folder.", where=(state,))
    new, outdated = _as_new(known, records)
    judged = sorted(known.judged, key=str)
    return linkage.link_increment(
        known, new, outdated=outdated, judged=judged, engine=engine, progress=teller
    )


def _tell_unread(linkage: "Linkage") -> None:
    for one in linkage.unread[:MOST_UNREAD_SHOWN]:
        value = one.value[:MOST_OF_A_VALUE]
        sys.stderr.write(f"{one.record}: {one.prop} {value!r} left aside: {one.why}\n")
    if len(linkage.unread) > MOST_UNREAD_SHOWN:
        sys.stderr.write(f"and {len(linkage.unread) - MOST_UNREAD_SHOWN} values more\n")


def _as_new(known: "LinkState", records: "list[Record]") -> "tuple[list[Record], set[str]]":
    """The records that the state does not hold as they are, and the ids of its older versions."""
    rows = known.rows(one.id for one in records)
    there = dict(zip(rows, known.records(list(rows.values())), strict=True))
    new = [one for one in records if there.get(one.id) != one]
    outdated = {one.id for one in new if one.id in there}
    if there:
        sys.stderr.write(f"link: {len(there):,} records were linked before\n")
    if outdated:
        sys.stderr.write(f"link: {len(outdated):,} of them say something else now\n")
    return new, outdated


def _summary(linkage: "Linkage", clusters: dict[str, str], refused: int) -> dict[str, object]:
    return {
        "records": len(clusters),
        "clusters": len(set(clusters.values())),
        "pairs": len(linkage.pairs),
        "refused": refused,
        "unread": len(linkage.unread),
        "cuts": len(linkage.cuts),
        "plan": [asdict(rule) for rule in linkage.plan],
        **{key: linkage.parameters[key] for key in _TOLD},
        "guard": [f"{g.comparison}, {g.level}: {g.finding}" for g in linkage.guard],
    }


def _teller() -> "Teller":
    from hawkari.engines.linkage import Teller

    def say(line: str) -> None:
        sys.stderr.write(f"link: {line}\n")
        sys.stderr.flush()

    return Teller(say, time.monotonic)


def explain(
    left: Annotated[str, typer.Argument(metavar="A", help="Id of a record.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Id of another.")],
    files: Files = None,
    join_at: JoinAt = JOIN_AT,
    state: Folder = "",
    as_json: AsJson = False,
) -> None:
    """Say why two records are one entity, or why they are two.

    The records are those of the files, which are linked first, or those of a --state that an
    earlier run wrote. Said are the blocking rules that proposed the pair, or why none did; what
    every comparison found, and what it weighs; the whole against the threshold; and what keeps the
    two apart, or the joined pairs that lead from one to the other.
    """
    use_compiled_cache()
    from hawkari.engines import linkage

    if bool(files) == bool(state):
        raise typer.BadParameter("give either IN... or --state DIR")
    if files:
        records, _ = read_files(files)
        _, known = linkage.link_and_keep(records, join_at=join_at, progress=_teller())
    else:
        known = linkage.load_state(Path(state))
    found = linkage.why_not(known, left, right)
    if as_json:
        print_json(as_data(found))
    else:
        sys.stdout.writelines(f"{line}\n" for line in in_words(found))
