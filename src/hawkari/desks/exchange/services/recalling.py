"""The originator takes back what it released: every recipient is told, and must answer."""

from collections.abc import Collection
from uuid import uuid4

from django.db import transaction

from hawkari.desks.exchange.models import Choice, EventKind, PackageEvent, PackageState
from hawkari.desks.exchange.services.deciding import locked_package
from hawkari.desks.exchange.services.telling import EventView, audit_event, event_view, tell
from hawkari.desks.exchange.services.testing import recipients_of
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.bulk import in_ids

__all__ = ["recall"]


def recall(
    access: Access, package: str, *, words: str, rows: Collection[int] = ()
) -> list[EventView]:
    """Recall a released package, or some statements of it, from every recipient.

    At each recipient the statements are withdrawn from use when the message arrives, and a person
    answers what became of them. A partner who cannot be reached stays in the list with the reason.

    Args:
        access: who recalls.
        package: reference.
        words: why, for the recipients.
        rows: ids of the package's rows; empty for all of it.

    Returns:
        What was told, one a recipient.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is no such released package, no reason, or nothing that stands to be
            recalled.
    """
    require(access, Action.RELEASE)
    if not words.strip():
        raise BadInput("a recall needs a reason", "Say why; the recipients are told.")
    with transaction.atomic():
        found = locked_package(access, package, PackageState.RELEASED)
        standing = found.rows.filter(choice=Choice.RELEASE, is_recalled=False)
        meant = standing.filter(pk__in=in_ids(sorted(set(rows)))) if rows else standing
        items = list(meant.values_list("item", flat=True))
        if not items or len(items) < len(set(rows)):
            raise BadInput("some of it is recalled already, or not of it", "Reload the page.")
        meant.update(is_recalled=True)
        reference = uuid4().hex
        events: list[PackageEvent] = [
            tell(
                access,
                EventKind.RECALL,
                to=to.agency,
                about=found,
                words=words,
                items=[{"item": one} for one in items],
                reference=reference,
            )
            for to in recipients_of(found)
            if to.message
        ]
        for event in events:
            audit_event(access, event)
    return [event_view(event, access.today) for event in events]
