"""The command tree, and the one place where a Hawkari error becomes a message and an exit code."""

import sys

import typer

from hawkari.cli import (
    audit,
    backup,
    blindmatch,
    campaign,
    checking,
    corrections,
    corridor,
    disruption,
    evidence,
    exchange_demo,
    grading,
    iati,
    linkage,
    load,
    names,
    operations,
    posts,
    programme,
    retention,
    returns,
    site,
    stix,
    users,
    watching,
)
from hawkari.cli.installation import open_installation
from hawkari.desks.exchange import blind_cli as blind
from hawkari.desks.exchange import node_cli as node
from hawkari.desks.exchange import token_cli as tokens
from hawkari.desks.intelligence import cli as intelligence
from hawkari.errors import HawkariError

__all__ = ["main"]

REFUSED = 4


def build() -> typer.Typer:
    """Every command of the installation, grouped by floor and desk."""
    app = typer.Typer(
        name="hawkari",
        help="Cross-border work against people-smuggling networks.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    store = (load, evidence, grading, audit, retention, corrections, watching, checking, stix)
    people = (site, users, operations, backup)
    for module in (
        *store,
        *people,
        names,
        linkage,
        disruption,
        blindmatch,
        corridor,
        exchange_demo,
        returns,
        campaign,
        posts,
        programme,
        iati,
    ):
        module.register(app)
    # A desk is below the doors and cannot open the installation by itself.
    for desk in (intelligence, tokens, node, blind):
        desk.register(app, open_installation=open_installation)
    return app


def main() -> None:
    """Run the command line."""
    try:
        build()()
    except HawkariError as error:
        sys.stderr.write(f"hawkari: {error}\n")
        sys.exit(REFUSED)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("hawkari: stopped; run the same command again to go on\n")
        sys.exit(130)
