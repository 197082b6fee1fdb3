"""A brief on a network from the command line."""

from pathlib import Path

from django.conf import settings

from hawkari.desks.intelligence.services.network_briefing import (
    BriefAsked,
    BriefForm,
    network_brief,
)
from hawkari.desks.intelligence.terminal import local_access
from hawkari.errors import BadInput

__all__ = ["form_of", "write_brief_to"]


def form_of(out: Path, given: str) -> BriefForm:
    """As what a brief is written: as it is said, else by the name of the file.

    Raises:
        BadInput: if neither names a form that there is.
    """
    named = given or out.suffix.removeprefix(".").lower()
    if named not in set(BriefForm):
        known = ", ".join(BriefForm)
        raise BadInput(f"no brief is written as {named!r}", f"Give --format, one of {known}.")
    return BriefForm(named)


def write_brief_to(
    out: Path, asked: BriefAsked, *, operation: str, reason: str, recipient: str
) -> int:
    """Write a brief to a file; how many bytes it has. Audited, and kept as a disclosure.

    Args:
        out: the file.
        asked: on what, in which language and form.
        operation: slug; empty for the local one.
        reason: why, in the user's words.
        recipient: who is to receive it; empty for the user alone.

    Raises:
        BadInput: if the file cannot be written, or as `network_brief`.
    """
    if not out.parent.is_dir():
        raise BadInput(
            "there is no such folder", "Give a file in a folder that exists.", where=(str(out),)
        )
    made = network_brief(
        local_access(operation),
        asked,
        fonts=settings.DOCUMENT_FONTS,
        reason=reason,
        recipient=recipient,
    )
    try:
        out.write_bytes(made.content)
    except OSError as error:
        raise BadInput(
            f"the file cannot be written: {(error.strerror or 'unknown reason').lower()}",
            "Give a file that you may write to.",
            where=(str(out),),
        ) from error
    return len(made.content)
