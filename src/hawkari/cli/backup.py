"""`hawkari backup`, `hawkari restore` and `hawkari backup-key`: encrypted copies of everything."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson

if TYPE_CHECKING:
    from hawkari.site.backup import Key

__all__ = ["register"]

To = Annotated[Path, typer.Option("--to", help="The backup to write; a file that is not there.")]
Recipient = Annotated[
    list[str] | None,
    typer.Option(help="An age recipient (age1…) who can open it; repeatable."),
]
Passphrase = Annotated[
    Path | None,
    typer.Option(help="A file whose first line is the passphrase; for its owner only."),
]
Identity = Annotated[
    Path | None, typer.Option(help="The file with the age identity that opens the backup.")
]
Backup = Annotated[Path, typer.Argument(help="The backup.")]
Into = Annotated[Path, typer.Option(help="The new home; a folder that is empty or not there.")]
Out = Annotated[Path, typer.Argument(help="The file for the identity; it must not be there.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    app.command("backup")(backup_command)
    app.command("restore")(restore_command)
    app.command("backup-key")(backup_key_command)


def backup_command(
    to: To, recipient: Recipient = None, passphrase_file: Passphrase = None, as_json: AsJson = False
) -> None:
    """Write an encrypted backup of database, keys and files, while others go on working.

    Who may open it is said by --recipient (see `hawkari backup-key`) or by a passphrase.
    """
    from hawkari.cli.installation import open_installation

    _check_one(recipient, passphrase_file, "--recipient")
    open_installation()
    from dataclasses import asdict

    from django.conf import settings

    from hawkari.site.backup import KEY_NAME, Installation, make_backup, read_passphrase

    key_file = os.environ.get("HAWKARI_SECRET_KEY_FILE") or settings.HOME / KEY_NAME
    here = Installation(settings.HOME, settings.DATABASES["default"], Path(key_file))
    key = read_passphrase(passphrase_file) if passphrase_file is not None else None
    with _progress(to.name) as told:
        report = make_backup(
            here, to, recipients=recipient or (), key=key, by=getpass.getuser(), progress=told
        )
    sys.stderr.write(
        f"{report.file}: {report.files:,} files, {report.size:,} bytes; the audit log has "
        f"{report.audit_size:,} entries, tree head {report.audit_root}\n"
    )
    if as_json:
        print_json(asdict(report))


def restore_command(
    file: Backup,
    into: Into,
    identity: Identity = None,
    passphrase_file: Passphrase = None,
    as_json: AsJson = False,
) -> None:
    """Restore a backup into a new folder, after everything in it has been checked.

    A backup of a PostgreSQL database goes into the empty one that HAWKARI_DATABASE_URL names.
    """
    from dataclasses import asdict

    from hawkari.site.backup import restore_backup

    _check_one(identity, passphrase_file, "--identity")
    with _progress(file.name) as told:
        report = restore_backup(
            file,
            _key(identity, passphrase_file),
            into=into.absolute(),
            database_url=os.environ.get("HAWKARI_DATABASE_URL", ""),
            by=getpass.getuser(),
            progress=told,
        )
    sys.stderr.write(
        f"{report.home}: {report.files:,} files of {report.made_at}; the audit log is whole, "
        f"{report.audit_size:,} entries, tree head {report.audit_root}\n"
        f"Set HAWKARI_HOME={report.home} to work there.\n"
    )
    if as_json:
        print_json(asdict(report))


def backup_key_command(out: Out) -> None:
    """Make a key pair for backups; prints the recipient. Keep the identity away from this machine.

    Whoever has the identity can open the backups; without it nobody can.
    """
    from hawkari.site.backup import new_key

    sys.stdout.write(new_key(out) + "\n")


def _check_one(first: object, second: object, name: str) -> None:
    if bool(first) == bool(second):
        raise typer.BadParameter(f"give either {name} or --passphrase-file")


def _key(identity: Path | None, passphrase_file: Path | None) -> "Key":
    from hawkari.site.backup import Key, read_identity, read_passphrase

    if identity is not None:
        return read_identity(identity)
    return read_passphrase(passphrase_file) if passphrase_file is not None else Key()


@contextmanager
def _progress(name: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar with step and end on a terminal's standard error; nothing when captured."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True,
        disable=not console.is_terminal,
    ) as bars:  # fmt: skip
        task = bars.add_task(name, total=None)

        def told(step: str, done: int, total: int) -> None:
            bars.update(task, description=step, completed=done, total=total or None)

        yield told
