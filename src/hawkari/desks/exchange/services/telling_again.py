"""A correction or recall whose message did not arrive is sent once more, when a person says so.

Its message may have expired, the partner may have refused it, or its keys were revoked when it was
told. What is said stays the same, under the same reference: who has it already says so, and does
nothing twice.
"""

from django.db import transaction

from hawkari.desks.exchange.models import EventKind, PackageEvent
from hawkari.desks.exchange.services.deciding import known_packages
from hawkari.desks.exchange.services.telling import EventView, audit_event, event_view, send_event
from hawkari.desks.exchange.services.ways import ways_of
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.disclosures import mark_notice
from hawkari.evidence.models import NoticeState

__all__ = ["tell_again"]


def tell_again(access: Access, package: str, number: int) -> EventView:
    """Send a correction or a recall of ours again, which nobody answered.

    Args:
        access: who tells.
        package: reference of the package.
        number: of the event, as the package shows it.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if it is no such event, is still on its way or arrived, or cannot be sent.
    """
    require(access, Action.RELEASE)
    with transaction.atomic():
        event = (
            PackageEvent.objects.select_for_update(of=("self",))
            .select_related("package__operation", "partner")
            .filter(
                pk=number, is_ours=True, answered_at__isnull=True, answer_due__isnull=False,
                package__in=known_packages(access).filter(reference=package),
                kind__in=(EventKind.CORRECTION, EventKind.RECALL),
            )
            .first()
        )  # fmt: skip
        if event is None or not _is_lost(event):
            raise BadInput("nothing of it is to be sent again", "Reload the page.")
        send_event(access, event, operation=access.operation.slug)
        event.problem = ""
        event.save(update_fields=["message", "problem"])
        for notice in event.notices.filter(state=NoticeState.DUE):
            mark_notice(access, notice.pk, NoticeState.SENT, note=f"message {event.reference}")
        audit_event(access, event)
    return event_view(event, access.today)


def _is_lost(event: PackageEvent) -> bool:
    way = ways_of([event.message]).get((event.message, event.partner.slug))
    return bool(event.problem) or (way is not None and way.has_failed)
