"""Commands of the audit log: verify, sign, export, prove, ship; who saw whom."""

import getpass
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hawkari.cli.installation import local_access, open_installation
from hawkari.cli.output import open_output, print_json
from hawkari.desks.command_line import AsJson

if TYPE_CHECKING:
    from datetime import date

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from hawkari.desks.oversight.services.auditing import LogPage, Wanted
    from hawkari.evidence.access import Access
    from hawkari.evidence.log_files import AuditReport
    from hawkari.evidence.tree_heads import SignedHead

__all__ = ["register"]

FOUND_WRONG = 1

Out = Annotated[str, typer.Option(help="File to write, or - for standard output.")]
Export = Annotated[
    str,
    typer.Option(help="Check this exported file or shipped folder instead of the store; offline."),
]
Head = Annotated[str, typer.Option(help="An older signed head that the log must follow from.")]
Key = Annotated[str, typer.Option(help="The log's public key (PEM), got from elsewhere.")]
ProofFile = Annotated[str, typer.Option("--proof", help="Check this proof instead; offline.")]
PublicKey = Annotated[
    str, typer.Option("--public-key", help="Also write the public key (PEM) to this file.")
]
ExportOut = Annotated[str, typer.Option("--out", help="File to write: JSON lines.")]
Seq = Annotated[int, typer.Argument(help="Number of the entry, from 0.", min=0)]
Since = Annotated[
    int | None,
    typer.Option(help="Also prove that the log grew from its first so many entries.", min=0),
]
To = Annotated[
    str, typer.Option("--to", help="A folder, or a collector: udp://host:port, tcp://host:port.")
]
Person = Annotated[str, typer.Argument(help="An entity's id, as on its page or as stated.")]
Officer = Annotated[str, typer.Argument(help="A user name.")]
First = Annotated[str, typer.Option("--from", help="The first day, e.g. 2026-11-01.")]
Last = Annotated[str, typer.Option("--until", help="The last day, inclusive.")]
Operation = Annotated[str, typer.Option(help="The operation; your only one if not given.")]
Number = Annotated[int, typer.Option("--page", help="Which page of 50, newest first.", min=1)]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    audit = typer.Typer(help="The audit log.", no_args_is_help=True)
    audit.command("verify")(verify_command)
    audit.command("head")(head_command)
    audit.command("export")(export_command)
    audit.command("prove")(prove_command)
    audit.command("ship")(ship_command)
    audit.command("who-saw")(who_saw_command)
    audit.command("officer")(officer_command)
    app.add_typer(audit, name="audit")


def verify_command(
    export: Export = "",
    head: Head = "",
    key: Key = "",
    proof: ProofFile = "",
    as_json: AsJson = False,
) -> None:
    """Check every entry of the audit log against its Merkle tree.

    Without options the store is checked, also against every head that was signed or shipped. With
    --export a file or folder is checked, without database or settings; with --head it must have
    grown from that older head. Give --key, or a file is only checked against the key inside it.

    Exit: 0 the log is whole, 1 it is not; each problem is named with its place. Keep the printed
    tree head elsewhere: only with it can a log that was replaced as a whole be told.
    """
    public = _read_key(key)
    if proof:
        _check_proof(proof, public, older=head, as_json=as_json)
        return
    older = [_read_head(head)] if head else []
    report = _check_files(export, public, older) if export else _check_store(public, older)
    for problem in report.problems:
        place = "log" if problem.seq is None else f"entry {problem.seq}"
        sys.stderr.write(f"audit: {place}: {problem.what}\n")
    state = "whole" if report.ok else f"{len(report.problems)} problems"
    sys.stderr.write(f"audit: {report.entries:,} entries, {state}, tree head {report.root}\n")
    if export:
        trust = "checked with the key given" if key else "compare this key with one you trust"
        sys.stderr.write(f"audit: signed by key {report.key or 'none'}; {trust}\n")
    if as_json:
        print_json({"ok": report.ok, **asdict(report)})
    if not report.ok:
        raise typer.Exit(FOUND_WRONG)


def _check_files(
    export: str, public: "Ed25519PublicKey | None", older: "list[SignedHead]"
) -> "AuditReport":
    from hawkari.evidence.log_files import check_log, log_files

    return check_log(log_files(Path(export)), key=public, older=older)


def _check_store(public: "Ed25519PublicKey | None", older: "list[SignedHead]") -> "AuditReport":
    open_installation()
    from hawkari.evidence.audit import head_key, verify

    return verify(mark=True, older=older, key=public or (head_key().public if older else None))


def _read_key(path: str) -> "Ed25519PublicKey | None":
    if not path:
        return None
    from hawkari.evidence.tree_heads import public_key

    return public_key(_read(path), where=(path,))


def _read_head(path: str) -> "SignedHead":
    from hawkari.evidence.tree_heads import SignedHead

    return SignedHead.from_json(_read(path), where=(path,))


def _read(path: str) -> str:
    from hawkari.cli.output import open_input

    with open_input(path) as stream:
        return stream.read()


def _check_proof(
    path: str, public: "Ed25519PublicKey | None", *, older: str, as_json: bool
) -> None:
    from hawkari.errors import BadInput
    from hawkari.evidence.log_proofs import check_proof

    if public is None:
        raise BadInput("a proof is checked with the log's public key", "Give --key FILE.")
    problems = check_proof(_read(path), key=public, older=_read_head(older) if older else None)
    for problem in problems:
        sys.stderr.write(f"audit: proof: {problem}\n")
    sys.stderr.write(f"audit: the proof {'does not hold' if problems else 'holds'}\n")
    if as_json:
        print_json({"ok": not problems, "problems": problems})
    if problems:
        raise typer.Exit(FOUND_WRONG)


def head_command(out: Out = "-", public_key: PublicKey = "") -> None:
    """Sign the log's tree head and print it: size, root, time, key, signature, as JSON.

    Keep it where whoever runs this installation cannot change it. The signing key is made at
    first use, in the installation's folder.
    """
    open_installation()
    from hawkari.evidence.audit import head_key, sign_head
    from hawkari.evidence.tree_heads import public_pem

    signed = sign_head()
    with open_output(out) as stream:
        stream.write(signed.to_json() + "\n")
    if public_key:
        with open_output(public_key) as stream:
            stream.write(public_pem(head_key().public))
    sys.stderr.write(f"audit: signed the head of {signed.size:,} entries\n")


def export_command(out: ExportOut) -> None:
    """Write the whole log to a file that verifies by itself; the export is logged too.

    JSON lines: each entry with its leaf hash, closed by a signed head and the public key.
    """
    open_installation()
    from hawkari.evidence.audit import export

    head = export(Path(out), actor=getpass.getuser())
    sys.stderr.write(f"audit: exported {head.size:,} entries, tree head {head.root}\n")


def prove_command(seq: Seq, since: Since = None, out: Out = "-") -> None:
    """Prove that one entry is in the log, as JSON: entry, hashes (RFC 9162) and signed head.

    That the proof was made is logged too.

    Check it with: hawkari audit verify --proof FILE --key KEY.
    """
    open_installation()
    from hawkari.evidence.audit import prove

    proof = prove(seq, actor=getpass.getuser(), since=since)
    with open_output(out) as stream:
        stream.write(json.dumps(proof.as_data(), ensure_ascii=False) + "\n")
    sys.stderr.write(f"audit: entry {seq} is in the log of {proof.head.size:,} entries\n")


def ship_command(to: To, as_json: AsJson = False) -> None:
    """Copy what is new in the log to a folder or a syslog collector elsewhere.

    A folder gets files that verify by themselves; run it again to go on. Exit 4 if what was
    shipped, what is there and what the log holds do not fit together: a gap is an error.
    """
    open_installation()
    if "://" in to:
        from hawkari.evidence.audit.syslog import Collector, send

        start, end = send(Collector.parse(to))
        files: list[str] = []
    else:
        from hawkari.evidence.audit import ship

        shipment = ship(Path(to), actor=getpass.getuser())
        start, end = shipment.start, shipment.end
        files = [str(path) for path in shipment.files]
    sys.stderr.write(f"audit: shipped {end - start:,} entries to {to}, {end:,} are there\n")
    if as_json:
        print_json({"start": start, "end": end, "files": files})


def who_saw_command(
    person: Person,
    first: First = "",
    last: Last = "",
    operation: Operation = "",
    page: Number = 1,
    as_json: AsJson = False,
) -> None:
    """Who saw a person: every look at any record of them, newest first; for auditors.

    Looks at everything that the operation holds are shown too. Reading this is logged.
    """
    access = local_access(operation)
    from hawkari.desks.oversight.services.auditing import Wanted

    wanted = Wanted(person=person, act="look", first=_day(first), last=_day(last))
    _show(access, wanted, page=page, as_json=as_json)


def officer_command(
    officer: Officer,
    first: First = "",
    last: Last = "",
    operation: Operation = "",
    page: Number = 1,
    as_json: AsJson = False,
) -> None:
    """What an officer did and looked at, newest first; for auditors. Reading this is logged."""
    access = local_access(operation)
    from hawkari.desks.oversight.services.auditing import Wanted

    wanted = Wanted(officer=officer, first=_day(first), last=_day(last))
    _show(access, wanted, page=page, as_json=as_json)


def _day(text: str) -> "date | None":
    if not text:
        return None
    from datetime import date

    from hawkari.errors import BadInput

    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no day", "Write it as 2026-11-26.") from error


def _show(access: "Access", wanted: "Wanted", *, page: int, as_json: bool) -> None:
    from hawkari.desks.oversight.services.auditing import look_up

    found = look_up(access, wanted, page=page)
    if as_json:
        print_json(
            {
                "total": found.total,
                "page": found.number,
                "pages": found.pages,
                "rows": [asdict(row) for row in found.rows],
            }
        )
    else:
        _print_rows(found)
    if found.is_unknown:
        sys.stderr.write("audit: no person of this id is known\n")
    sys.stderr.write(f"audit: {found.total:,} entries, page {found.number} of {found.pages}\n")


def _print_rows(found: "LogPage") -> None:
    for row in found.rows:
        ids = " ".join(row.ids) + (f" and {row.more} more" if row.more else "")
        what = f" ({row.what})" if row.what else ""
        reason = f"  why: {row.reason}" if row.reason else ""
        sys.stdout.write(
            f"{row.seq}  {row.at:%Y-%m-%d %H:%M:%S}  {row.actor}  [{row.agency}]  {row.role}  "
            f"{row.act}{what}  {row.outcome}  {row.count}  "
            f"{'everything' if row.is_whole else ids}{reason}\n"
        )
