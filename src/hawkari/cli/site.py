"""Commands of the site: serve the pages, run the demonstration."""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hawkari.cli.installation import open_installation
from hawkari.cli.output import print_json, say
from hawkari.desks.command_line import AsJson

if TYPE_CHECKING:
    from hawkari.site.demo import DemoResult

__all__ = ["register"]

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on; 0 for any free one.", min=0, max=65535)]
People = Annotated[int, typer.Option(help="How many people to invent.", min=10)]
Seed = Annotated[int, typer.Option(help="The same seed gives the same files.")]
NoServe = Annotated[bool, typer.Option("--no-serve", help="Do not start the workbench.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    app.command("serve")(serve_command)
    app.command("demo")(demo_command)


def serve_command(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the pages until interrupted; on this machine only, unless --host says otherwise.

    Any other address than loopback needs HAWKARI_HOSTS: the names that the server answers to.
    """
    from hawkari.site.serving import checked_host, free_port, serve
    from hawkari.site.warming import warm

    checked_host(host, os.environ.get("HAWKARI_HOSTS"))
    open_installation()
    found = free_port(host, port)
    warm(_warn)
    _warn_unguarded()
    serve(host, found, announce=lambda address: say(f"Hawkari answers at {address}/"))


def _warn_unguarded() -> None:
    from django.db import connection

    from hawkari.evidence.rowsecurity import unguarded

    why = unguarded() if connection.vendor == "postgresql" else ""
    connection.close()
    if why:
        _warn(why)


def demo_command(
    no_serve: NoServe = False,
    as_json: AsJson = False,
    seed: Seed = 1,
    people: People = 800,
    port: Port = 8000,
) -> None:
    """The main job on invented files: load, resolve, network, score; then the workbench.

    Works in a new folder: HAWKARI_HOME if set (it must be empty), else a temporary one. The truth
    about the invented people is used for the score only.
    """
    home = _demo_home()
    open_installation()
    from hawkari.site.demo import demo_login, run_demo
    from hawkari.site.programme_demo import PROGRAMME_OFFICER
    from hawkari.site.serving import free_port, serve
    from hawkari.site.warming import warm

    if not no_serve:
        free_port("127.0.0.1", port)  # a taken one is said before the work, not after it
    result = run_demo(home=home, people=people, seed=seed, tell=_tell_step)
    sys.stderr.write(_summary(result, home))
    if as_json:
        print_json(result.as_json())
        sys.stdout.flush()
    if not no_serve:
        warm(_warn)
        analyst, officer = demo_login(), demo_login(PROGRAMME_OFFICER)
        serve(
            "127.0.0.1",
            free_port("127.0.0.1", port),  # a free one may be taken while the demonstration works
            announce=lambda address: say(
                f"\nOpen {address}/login/once/{analyst}\n"
                "  logs you in as the demonstration's analyst; once, within 30 minutes, on this "
                f"machine.\nOr {address}/login/once/{officer}\n"
                "  as its programme officer: promises, money, courses, results.\n"
                "Stop with Ctrl+C."
            ),
        )


def _demo_home() -> Path:
    from hawkari.site.home import default_home, fresh_home, keep_compiled

    # Compiled functions are code, not data: kept in the user's own installation for the next
    # demonstration, which has another folder and would else compile for longer than it works.
    keep_compiled(default_home())
    chosen = os.environ.get("HAWKARI_HOME")
    home = fresh_home(Path(chosen or tempfile.mkdtemp(prefix="hawkari-demo-")))
    os.environ["HAWKARI_HOME"] = str(home)
    os.environ.pop("HAWKARI_DATABASE_URL", None)
    return home


def _tell_step(name: str, seconds: float, told: str) -> None:
    sys.stderr.write(f"{seconds:7.1f} s  {name:<20} {told}\n")
    sys.stderr.flush()


def _warn(text: str) -> None:
    sys.stderr.write(f"hawkari: {text}\n")
    sys.stderr.flush()


def _summary(result: "DemoResult", home: Path) -> str:
    score, best = result.score, result.ceiling
    return (
        f"{result.seconds:7.1f} s  in all\n\n"
        f"{result.records} records of {result.people} people became {result.entities} entities; "
        f"{result.to_review} pairs wait for a decision.\n"
        f"            precision  recall     F1\n"
        f"  joined      {score.precision:8.3f} {score.recall:7.3f} {score.f1:6.3f}"
        f"   pairs of records, against the truth\n"
        f"  at best     {best.precision:8.3f} {best.recall:7.3f} {best.f1:6.3f}"
        f"   what the fields of these files allow\n"
        "The truth was used for this score only. Everything here is invented. How the best is\n"
        "estimated stands in sample/ceiling.json of the folder.\n"
        f"Folder: {home}\n"
    )
