"""Commands of corrections and of what a person may be told."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from hawkari.cli.installation import local_access
from hawkari.cli.output import print_json
from hawkari.cli.retention import Number
from hawkari.desks.command_line import AsJson, Operation

__all__ = ["register"]

State = Annotated[
    str, typer.Option(help="due, sent, acknowledged or not_needed; all if not given.")
]
Note = Annotated[str, typer.Option(help="How it was sent, or why it is not needed.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    corrections = typer.Typer(help="What past recipients are to be told.", no_args_is_help=True)
    corrections.command("list")(list_command)
    corrections.command("mark")(mark_command)
    app.add_typer(corrections, name="corrections")
    subject = typer.Typer(help="Everything held on a person, reviewed.", no_args_is_help=True)
    subject.command("draft")(draft_command)
    subject.command("list")(exports_command)
    subject.command("export")(export_command)
    app.add_typer(subject, name="subject")


def list_command(state: State = "", operation: Operation = "", as_json: AsJson = False) -> None:
    """Who is to be told of which change: one line a recipient and cause, oldest first."""
    access = local_access(operation)
    from hawkari.evidence.disclosures import outbox

    found = outbox(access, state=state)
    if as_json:
        print_json({"notices": [asdict(notice) for notice in found]})
        return
    for one in found:
        sys.stdout.write(
            f"{one.id}  {one.state}  {one.recipient}  {one.change} ({one.cause})  "
            f"{len(one.statements)} statements, received {one.disclosed_at:%Y-%m-%d} as "
            f"{one.medium}  {one.detail}\n"
        )
    sys.stderr.write(f"corrections: {len(found)} shown\n")


def mark_command(
    number: Number,
    state: Annotated[str, typer.Argument(help="sent, acknowledged, not_needed or due.")],
    note: Note = "",
    operation: Operation = "",
) -> None:
    """Move a notice on: due to sent or not needed, sent to acknowledged. Sends nothing itself."""
    access = local_access(operation)
    from hawkari.evidence.disclosures import mark_notice

    notice = mark_notice(access, number, state, note=note)
    sys.stderr.write(f"corrections: notice {notice.id} to {notice.recipient} is {notice.state}\n")


def draft_command(
    entity: Annotated[str, typer.Argument(help="The person's id.")],
    requester: Annotated[str, typer.Option(help="Who asked, and is to receive it.")],
    reference: Annotated[str, typer.Option(help="The request's own number.")] = "",
    operation: Operation = "",
) -> None:
    """Begin a reviewed export of everything held on a person; rows are decided on the pages."""
    access = local_access(operation)
    from hawkari.evidence.subject_access import draft

    export = draft(access, entity, requester=requester, reference=reference)
    sys.stderr.write(f"subject: export {export.pk} drafted; decide on its rows on the pages\n")


def exports_command(operation: Operation = "", as_json: AsJson = False) -> None:
    """The exports, newest first, and how far each is."""
    access = local_access(operation)
    from hawkari.evidence.subject_access import exports

    found = exports(access)
    if as_json:
        print_json({"exports": [asdict(view) for view in found]})
        return
    for view in found:
        sys.stdout.write(f"{view.id}  {view.state}  {view.entity}  {view.requester}\n")
    sys.stderr.write(f"subject: {len(found)} exports\n")


def export_command(
    number: Number,
    out: Annotated[Path, typer.Option(help="A .pdf or .json file to write.")],
    operation: Operation = "",
    language: Annotated[str, typer.Option(help="en, ar or ckb: language of the PDF.")] = "en",
) -> None:
    """Write an approved export as PDF or JSON; recorded as a disclosure to who asked."""
    access = local_access(operation)
    from django.conf import settings
    from django.utils.translation import override

    from hawkari.desks.oversight.services.subject_access import released_json, released_pdf
    from hawkari.errors import BadInput

    if out.suffix not in {".pdf", ".json"}:
        raise BadInput(f"{out.name} is neither a PDF nor JSON", "Give a name in .pdf or .json.")
    with override(language):
        if out.suffix == ".pdf":
            content = released_pdf(access, number, fonts=settings.DOCUMENT_FONTS).content
        else:
            content = released_json(access, number).content
    out.write_bytes(content)
    sys.stderr.write(f"subject: export {number} written to {json.dumps(str(out))}\n")
