"""Commands of border posts: answer from a sealed file, seal one, take its log in."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson

__all__ = ["register"]

File = Annotated[Path, typer.Argument(help="The sealed file that the desk gave.")]
Log = Annotated[Path, typer.Argument(help="The log beside a post's file: <file>.log.")]
Out = Annotated[Path, typer.Option(help="The file to write; it must not be there.")]
Post = Annotated[str, typer.Option(help="Whom it is for, in words.")]
Expires = Annotated[
    datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day that it answers on.")
]
Secret = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line is the passphrase."),
]


class _FileFirst(TyperGroup):
    """`hawkari check FILE` is `hawkari check ask FILE`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the word `ask` before what is no command of the group."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["ask", *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    group = typer.Typer(
        cls=_FileFirst,
        help="Border posts: no hit, or call this desk. `check FILE` is `check ask FILE`.",
        no_args_is_help=True,
    )
    group.command("ask")(ask_command)
    group.command("seal")(seal_command)
    group.command("sync")(sync_command)
    app.add_typer(group, name="check")


def ask_command(file: File, passphrase_file: Secret = None) -> None:
    """Answer documents, phones, plates and names from a sealed file, without a network.

    One a line, in any script, from the keyboard or piped in; `no hit`, or `CALL` and the desk's
    telephone, for each. Each check is logged beside the file before it is answered. An expired file
    is erased.
    """
    from hawkari.errors import BadInput
    from hawkari.evidence.frontline.sealed import open_sealed

    opened = open_sealed(file, _secret(passphrase_file), now=datetime.now(UTC))
    sys.stderr.write(f"check: answers through {opened.terms.expires}; one a line, end to stop\n")
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            answer = opened.check(line, now=datetime.now(UTC))
        except BadInput as error:
            sys.stdout.write(f"not checked: {error}\n")
        else:
            sys.stdout.write(f"CALL {', '.join(answer.call)}\n" if answer.is_hit else "no hit\n")
        sys.stdout.flush()


def _secret(passphrase_file: Path | None) -> str:
    if passphrase_file is None:
        return str(typer.prompt("Passphrase", hide_input=True, err=True)).strip()
    from hawkari.site.backup.sealing import read_passphrase

    return read_passphrase(passphrase_file).passphrase or ""


def seal_command(out: Out, post: Post, expires: Expires, passphrase_file: Secret = None) -> None:
    """Seal a file for a border post, from the watchlist entries that give a desk to call.

    Tell the passphrase by another way than the file. It answers two weeks at most.
    """
    from hawkari.cli.installation import open_installation

    open_installation()
    from hawkari.errors import BadInput
    from hawkari.evidence.access import Action, open_access, require
    from hawkari.evidence.frontline.checking import seal_file
    from hawkari.evidence.local import ensure_local_user

    user, operation = ensure_local_user()
    access = open_access(user, operation.slug)
    require(access, Action.WATCH)
    if out.exists():
        raise BadInput("the file is there already", "Give a new one.", where=(str(out),))
    secret = _secret(passphrase_file)
    sealed = seal_file(access, post=post, expires=expires.date(), secret=secret)
    out.touch(0o600)
    out.write_bytes(sealed)
    sys.stderr.write(f"check seal: {out.name} answers through {expires.date()}\n")


def sync_command(log: Log, as_json: AsJson = False) -> None:
    """Take in the log that a post's file kept; the same log twice is taken once."""
    from hawkari.cli.installation import open_installation

    open_installation()
    from dataclasses import asdict

    from hawkari.evidence.access import open_access
    from hawkari.evidence.frontline.checking import sync_log
    from hawkari.evidence.local import ensure_local_user

    user, operation = ensure_local_user()
    report = sync_log(open_access(user, operation.slug), log)
    sys.stderr.write(
        f"check sync: {report.taken:,} checks taken in, {report.hits:,} to call; "
        f"{report.known:,} known\n"
    )
    if as_json:
        print_json(asdict(report))
