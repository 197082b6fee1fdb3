"""`hawkari campaign import`: files of posts, and what the engines read of them."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.desks.campaign.models import Import
    from hawkari.desks.campaign.services.reading import ReadingProgress

__all__ = ["register"]

WITH_BAD_ROWS = 3
REFUSED = 4
SHOWN = 20
EVERY = 10_000

Files = Annotated[list[Path], typer.Argument(help="Exports of posts; archives of one such file.")]
Basis = Annotated[
    str, typer.Option("--lawful-basis", help="On which ground they were exported and are kept.")
]
KeepUntil = Annotated[
    datetime,
    typer.Option(
        "--keep-until",
        formats=["%Y-%m-%d"],
        help="The day by which somebody says whether they are still kept.",
    ),
]
Dpia = Annotated[str, typer.Option(help="Where the data protection impact assessment is.")]
Operation = Annotated[str, typer.Option(help="The operation; the local one if none.")]
NoReading = Annotated[
    bool, typer.Option("--no-reading", help="Only import; the page or a later call reads.")
]


def register(app: typer.Typer) -> None:
    """Add this module's command to the group."""
    app.command("import")(import_command)


def import_command(
    files: Files,
    basis: Basis,
    keep_until: KeepUntil,
    dpia: Dpia = "",
    operation: Operation = "",
    no_reading: NoReading = False,
    as_json: AsJson = False,
) -> None:
    """Import posts that were lawfully exported, and read languages, selectors, adverts and myths.

    Telegram Desktop (result.json, old and new), 4CAT (NDJSON, CSV), TikTok Research API (JSON),
    Meta Content Library (CSV), and any CSV with a column for the text. Rows that cannot be read
    are listed and the others kept; the same file again adds nothing, and goes on with reading where
    it was broken off. Fields without a meaning here are kept with each post and listed. Pictures,
    videos and conversations of two people are not taken in. docs/how-to/import-posts.md.

    Exit: 0 imported, 3 imported but for the rows or files listed, 4 refused.
    """
    from hawkari.cli.installation import open_installation

    open_installation()
    from hawkari.desks.campaign.services.importing import NewImport, import_posts
    from hawkari.desks.campaign.services.reading import read_import
    from hawkari.evidence.access import open_access
    from hawkari.evidence.local import ensure_local_user

    user, local = ensure_local_user()
    access = open_access(user, operation or local.slug)
    said = NewImport(basis, keep_until.date(), dpia)
    done, refused = [], []
    for file in files:
        try:
            found = import_posts(access, file, said, progress=_every(file.name))
        except BadInput as error:
            if len(files) == 1:
                raise
            sys.stderr.write(f"{error}\n")
            refused.append({"file": file.name, "why": str(error)})
            continue
        _tell(found.row, again=found.again)
        if not no_reading:
            read_import(access, found.row.reference, progress=_step)
        done.append(_counts(found.row, again=found.again))
    if as_json:
        print_json({"imports": done, "refused": refused})
    if not done:
        raise typer.Exit(REFUSED)
    if refused or any(one["bad"] for one in done):
        raise typer.Exit(WITH_BAD_ROWS)


def _counts(row: "Import", *, again: bool) -> dict[str, object]:
    bad = [
        {"place": one.place, "problem": one.problem, "remedy": one.remedy}
        for one in row.bad_rows.all()
    ]
    return {
        "reference": row.reference,
        "file": row.file_name,
        "form": row.form,
        "again": again,
        "posts": 0 if again else row.posts,
        "known": row.known + row.posts if again else row.known,
        "wordless": row.wordless,
        "passed_over": row.passed_over,
        "other_fields": row.other_fields,
        "bad": bad,
    }


def _every(name: str) -> Callable[[int], None]:
    told = 0

    def tell(rows: int) -> None:
        nonlocal told
        if rows - told >= EVERY:
            told = rows
            sys.stderr.write(f"{name}: {rows:,} rows\n")

    return tell


def _step(now: "ReadingProgress") -> None:
    if now.done == now.of or sys.stderr.isatty():
        sys.stderr.write(f"  {now.step.title}: {now.done:,} of {now.of:,} posts\n")


def _tell(row: "Import", *, again: bool) -> None:
    if again:
        sys.stderr.write(
            f"{row.file_name}: imported before as {row.reference}, nothing was added\n"
        )
        return
    sys.stderr.write(
        f"{row.file_name}: {row.reference}, form {row.form}: posts: {row.posts:,}, here already: "
        f"{row.known:,}, without words: {row.wordless:,}, rows not read: {row.bad:,}\n"
    )
    for one in row.bad_rows.all()[:SHOWN]:
        sys.stderr.write(f"  {one.place}: {one.problem}. {one.remedy}\n")
    if row.bad > SHOWN:
        sys.stderr.write(f"  and {row.bad - SHOWN:,} more; --json lists them\n")
    for what, count in row.passed_over.items():
        sys.stderr.write(f"  passed over: {count:,} {what}\n")
    if row.other_fields:
        names = ", ".join(sorted(row.other_fields))
        sys.stderr.write(f"  fields kept without a meaning here: {names}\n")
