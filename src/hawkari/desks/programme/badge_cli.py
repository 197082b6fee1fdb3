"""Commands of badges: verify one anywhere, and hand out what verifying needs."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from hawkari.desks.command_line import read_bytes
from hawkari.desks.programme.command_line import AsJson, Operation, local_access, tell_rows
from hawkari.errors import BadInput

__all__ = ["register"]

LARGEST = 1 << 20
WRONG, UNCHECKED = 1, 3


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the group ``badge`` to the group ``programme``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """
    badge = typer.Typer(name="badge", help="Certificates as Open Badges 3.0.", no_args_is_help=True)
    _add_verify(badge, open_installation)
    _add_issuer(badge, open_installation)
    _add_status(badge, open_installation)
    _add_issue(badge, open_installation)
    _add_list(badge, open_installation)
    _add_save(badge, open_installation)
    group.add_typer(badge)


def _add_verify(badge: typer.Typer, open_installation: Callable[[], None]) -> None:
    @badge.command("verify")
    def verify(
        file: Annotated[
            str, typer.Argument(help="A badge, or the text of a QR code; - is standard input.")
        ],
        *,
        issuer: Annotated[
            list[str] | None, typer.Option(help="A did:key that you trust; several may be given.")
        ] = None,
        status: Annotated[str, typer.Option(help="The issuer's status list, a file.")] = "",
        holder: Annotated[
            tuple[str, str], typer.Option(help="Whose it is: name and code of the certificate.")
        ] = ("", ""),
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Say whether a badge holds. With --issuer it needs neither a network nor an installation.

        Exit 0: it holds, and is not revoked; 3: it holds unless it was revoked, which is not known
        without a status list; 1: it does not hold.
        """
        from hawkari.desks.programme.badges import (  # noqa: PLC0415  only when it is needed
            Holder,
            verify_badge,
        )

        text, listed = _text(file), _text(status) if status else None
        whose = Holder(*holder) if any(holder) else None
        if issuer:
            found = verify_badge(text, trusted=issuer, status=listed, holder=whose)
        else:
            open_installation()
            from hawkari.desks.programme.services.badges import (  # noqa: PLC0415  Django is set up
                verify_here,
            )

            found = verify_here(local_access(operation), text, status=listed, holder=whose)
        if as_json:
            typer.echo(json.dumps(asdict(found), default=_iso, ensure_ascii=False))
        else:
            typer.echo(f"{found.state}: {found.why}")
            for label, said in (("what", found.name), ("by", found.issuer_name),
                                ("issuer", found.issuer), ("number", found.number)):  # fmt: skip
                if said:
                    typer.echo(f"  {label}: {said}")
        code = {"valid": 0, "unchecked": UNCHECKED}.get(str(found.state), WRONG)
        if code:
            raise typer.Exit(code)


def _add_issuer(badge: typer.Typer, open_installation: Callable[[], None]) -> None:
    @badge.command("issuer")
    def issuer(*, operation: Operation = "") -> None:
        """Print your agency's did:key; whoever verifies its badges has to know it."""
        open_installation()
        from hawkari.desks.programme.services.badges import issuer_name  # noqa: PLC0415

        typer.echo(issuer_name(local_access(operation)))


def _add_status(badge: typer.Typer, open_installation: Callable[[], None]) -> None:
    @badge.command("status")
    def status(
        *,
        out: Annotated[Path, typer.Option(help="The file to write.")],
        operation: Operation = "",
    ) -> None:
        """Write your agency's status list, signed now: which badges are revoked. For 90 days."""
        open_installation()
        from hawkari.desks.programme.services.badges import status_list  # noqa: PLC0415

        made = status_list(local_access(operation))
        _write(out, made)
        typer.echo(f"{out}: hand it to whoever verifies badges")


def _add_issue(badge: typer.Typer, open_installation: Callable[[], None]) -> None:
    @badge.command("issue")
    def issue(
        course: Annotated[str, typer.Argument(help="The course's reference.")],
        *,
        until: Annotated[
            datetime | None,
            typer.Option(formats=["%Y-%m-%d"], help="The last day on which they hold."),
        ] = None,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Certify everybody of a signed course who passed and has no certificate."""
        open_installation()
        from hawkari.desks.programme.services.certificates import issue_to_all  # noqa: PLC0415

        day = None if until is None else until.date()
        made = issue_to_all(local_access(operation), course, until=day)
        counted = {"certificates": [one.reference for one in made]}
        typer.echo(json.dumps(counted) if as_json else f"{len(made)} certificates issued")


def _add_list(badge: typer.Typer, open_installation: Callable[[], None]) -> None:
    @badge.command("list")
    def list_badges(
        *,
        course: Annotated[str, typer.Option(help="Of this course; of all if empty.")] = "",
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Tell which certificates there are and how each stands; without names."""
        open_installation()
        from hawkari.desks.programme.services.certificates import (  # noqa: PLC0415
            find_certificates,
            state_of,
        )

        access = local_access(operation)
        rows = [
            {
                "certificate": one.reference,
                "course": one.enrolment.course.reference,
                "trainee": one.enrolment.number,
                "issued": one.given_on,
                "until": one.until,
                "state": state_of(one, access.today),
            }
            for one in find_certificates(access, course=course)
        ]
        tell_rows(rows, as_json=as_json, none="no certificate was issued yet")


def _add_save(badge: typer.Typer, open_installation: Callable[[], None]) -> None:
    @badge.command("save")
    def save(
        certificate: Annotated[str, typer.Argument(help="The certificate's reference.")],
        *,
        out: Annotated[Path, typer.Option(help="The file to write.")],
        operation: Operation = "",
    ) -> None:
        """Write the badge of a certificate, for its holder; it names nobody."""
        open_installation()
        from hawkari.desks.programme.services.badges import open_badge  # noqa: PLC0415

        _write(out, open_badge(local_access(operation), certificate))
        typer.echo(f"{out}: verify it with `hawkari programme badge verify {out}`")


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="ascii")
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "its name is no file's name"
        raise BadInput(
            f"it cannot be written ({told})", "Choose another file.", where=(str(out),)
        ) from error


def _text(file: str) -> str:
    content = read_bytes(file, most=LARGEST, remedy="A badge has some thousand signs.")
    return content.decode("ascii", "replace")


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
