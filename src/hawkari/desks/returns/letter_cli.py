"""The command that makes a letter to the person of a case."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from hawkari.desks.command_line import AsJson, Operation, read_bytes, text_of
from hawkari.errors import BadInput

__all__ = ["register"]


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the command to the group ``returns``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """

    @group.command("letter")
    def letter(
        reference: Annotated[str, typer.Argument(help="The case, e.g. R-2026-7KQ4XM.")],
        file: Annotated[
            str, typer.Argument(help="What the letter says: JSON by the form's fields; - is input.")
        ],
        *,
        out: Annotated[Path, typer.Option(help="The PDF that is written.")],
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Make a letter in the person's language, and keep it with the case; nothing is sent.

        The file names the fields of the page: kind (intention, departure, consent), language,
        destination, route, place, serve_at, departs, departs_from, carrier, receiver,
        appeal_until, appeal_to, office, and name and phone of advice, interpreter, questions
        (advice_name, …). What the case or the last letter says need not be repeated.
        """
        said = _read(file)
        open_installation()
        from hawkari.desks.returns.services.letters import letter_content  # noqa: PLC0415

        access = _access(operation)
        made = _make(access, reference, _form(access, reference, said, file=file))
        out.write_bytes(letter_content(access, reference, made.reference))
        told = {"letter": made.reference, "sha256": made.sha256, "file": str(out)}
        words = f"letter {made.reference} is kept with {reference}, and written to {out}"
        typer.echo(json.dumps(told) if as_json else words)


def _read(file: str) -> dict[str, str]:
    try:
        found = json.loads(text_of(read_bytes(file), file))
    except (ValueError, RecursionError) as error:
        raise BadInput("this is no JSON", "Write one object.", where=(file,)) from error
    if not isinstance(found, dict):
        raise BadInput("this is no object of fields", "Write {...}.", where=(file,))
    for name, value in found.items():
        if not isinstance(value, str):
            raise BadInput(f"{name} is no text", 'Write it in "…".', where=(file, name))
    return found


def _form(access: Any, reference: str, said: Mapping[str, str], *, file: str) -> Any:
    from hawkari.desks.returns.letter_forms import LetterForm  # noqa: PLC0415  Django is set up
    from hawkari.desks.returns.services.letter_view import letters_page  # noqa: PLC0415
    from hawkari.engines.casework.events import keepable  # noqa: PLC0415

    where = (file,)
    if not keepable(said):
        raise BadInput("a text holds characters that cannot be kept", "Type it anew.", where=where)
    if unknown := sorted(set(said) - set(LetterForm.base_fields)):
        raise BadInput(f"a letter has no field {unknown[0]}", "See --help.", where=where)
    form = LetterForm({**letters_page(access, reference).initial, **said})
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        raise BadInput(f"{name}: {errors[0]}", "Correct it; nothing was made.", where=where)
    return form


def _make(access: Any, reference: str, form: Any) -> Any:
    from django.conf import settings  # noqa: PLC0415  Django is set up only now

    from hawkari.desks.returns.services.letters import make_letter  # noqa: PLC0415

    return make_letter(access, reference, form.asked(), fonts=settings.DOCUMENT_FONTS)


def _access(operation: str) -> Any:
    from hawkari.evidence.access import open_access  # noqa: PLC0415  Django is set up only now
    from hawkari.evidence.local import ensure_local_returns  # noqa: PLC0415

    user, own = ensure_local_returns()
    return open_access(user, operation or own.slug)
