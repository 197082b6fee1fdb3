"""Commands of the guard table: what it holds, and the proof that no case passes a safeguard."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.casework import GuardTable
    from hawkari.engines.casework.proof import Breach, Proof

__all__ = ["register"]

_UNLAWFUL = 1

Without = Annotated[
    str, typer.Option(help="Take this guard out first: the proof must then find what it guards.")
]
Mutants = Annotated[
    bool,
    typer.Option("--mutants", help="Also break the table in every way and count what is noticed."),
]


def register(group: typer.Typer) -> None:
    """Add these commands to the group `returns`."""
    group.command("guards")(guards)
    group.command("prove")(prove)


def guards(as_json: AsJson = False) -> None:
    """The guards of the shipped table, one name a line. Not legal advice; nobody verified one."""
    from hawkari.engines.casework import load_table

    table = load_table()
    for name in table.guards:
        typer.echo(name)
    if as_json:
        rows = {
            guard.name: {
                "title": dict(guard.title),
                "authority": guard.authority,
                "source_url": guard.source_url,
                "status": guard.status,
                "effective_from": guard.effective_from,
                "effective_to": guard.effective_to,
                "verified_by": guard.verified_by,
                "lifts_on": guard.lifts_on,
                "kind": guard.barrier.kind if guard.barrier is not None else "guard",
                "counts_days": guard.barrier.counts_days if guard.barrier is not None else None,
            }
            for guard in table.guards.values()
        }
        print_json(
            {
                "version": table.version,
                "disclaimer": table.disclaimer,
                "looking": asdict(table.looking),
                "guards": rows,
            }
        )


def prove(without: Without = "", mutants: Mutants = False, as_json: AsJson = False) -> None:
    """Search the guard table for a step that the law forbids.

    Exit code 0 no unlawful state is reachable, 1 one is and its path is shown, 2 wrong usage, 4
    no guard of that name.
    """
    from hawkari.engines.casework import load_table
    from hawkari.engines.casework.proof import prove as search
    from hawkari.engines.casework.proof import without as table_without

    table = load_table()
    if without and without not in table.guards:
        raise BadInput(
            f"{without!r} is no guard",
            "`hawkari returns guards` lists them.",
            where=("--without",),
        )
    proof = search(table_without(table, without) if without else table, table)
    found = _found(proof)
    killed = _killed(table) if mutants and proof.holds else {}
    if killed:
        typer.echo(
            f"safeguards: {proof.states} states, {proof.edges} edges, "
            f"{killed['killed']} of {killed['mutants']} mutants killed"
        )
    if as_json:
        print_json({"holds": proof.holds, **found, **killed})
    if not proof.holds or killed.get("killed") != killed.get("mutants"):
        raise typer.Exit(_UNLAWFUL)


def _found(proof: "Proof") -> dict[str, Any]:
    """Print what a search found, and return it for programs."""
    for one in proof.breaks:
        typer.echo(f"does not stop the case: {one}")
    for route in proof.blocked:
        typer.echo(f"nobody can depart on route {route}")
    breach = proof.departure or next(iter(proof.breaches), None)
    if breach is not None:
        _show(breach)
    said = "no unlawful state is reachable" if proof.holds else "an unlawful state is reachable"
    typer.echo(f"{proof.states} states, {proof.edges} edges: {said}")
    return {
        "states": proof.states,
        "edges": proof.edges,
        "path": list(breach.path) if breach is not None else [],
        "wrongs": list(breach.wrongs) if breach is not None else [],
    }


def _show(breach: "Breach") -> None:
    typer.echo(f"unlawful: {breach.to} on route {breach.route}")
    typer.echo(f"  path: {' > '.join(breach.path)}")
    typer.echo(f"  with: {breach.world}")
    for one in breach.wrongs:
        typer.echo(f"  against it: {one}")


def _killed(table: "GuardTable") -> dict[str, int]:
    """Break the table in every way; print what is not noticed, and count."""
    from hawkari.engines.casework.proof import equivalence, is_killed, mutants, worlds_alone

    worlds = worlds_alone(table)
    killed = told = 0
    nothing: dict[str, list[str]] = {}
    for one in mutants(table):
        noticed, why = is_killed(one, worlds), equivalence(one)
        if why and not noticed:
            nothing.setdefault(why, []).append(one.name)
            continue
        killed, told = killed + noticed, told + 1
        if not noticed:
            typer.echo(f"not noticed: {one.name}")
    for why, names in nothing.items():
        typer.echo(f"changes nothing: {'; '.join(names)}: {why}")
    return {"killed": killed, "mutants": told}
