"""Forgets what settled messages said, so that content lives only where retention rules reach it.

What a message was for is kept by whatever handled it. Of the message itself stay who, when, which
kind, and its SHA-256; the log has the same.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from hawkari.desks.exchange.models import Delivery, DeliveryState, InMessage, OutMessage

__all__ = ["KEPT_FOR", "KEPT_KINDS", "forget_settled"]

KEPT_FOR = timedelta(days=30)
"""How long a settled message's words stay, for whoever looks into trouble."""
KEPT_KINDS = frozenset({"tree-head"})
"""Kinds that hold nothing of anybody; the next proof needs the last one."""
FORGOTTEN = {"forgotten": True}


def forget_settled(*, kept_for: timedelta = KEPT_FOR) -> int:
    """Forget the bodies of messages that were settled long ago; gives how many messages it were.

    A message on its way to somebody is not settled.

    Args:
        kept_for: how long ago is long.
    """
    before = timezone.now() - kept_for
    came = (
        InMessage.objects.filter(received_at__lt=before)
        .exclude(kind__in=KEPT_KINDS)
        .exclude(body=FORGOTTEN)
        .update(body=FORGOTTEN)
    )
    unsettled = Delivery.objects.filter(message=OuterRef("pk")).exclude(
        state__in=(DeliveryState.RECEIVED, DeliveryState.FAILED), at__lt=before
    )
    went = OutMessage.objects.filter(~Exists(unsettled)).exclude(kind__in=KEPT_KINDS)
    Delivery.objects.filter(message__in=went).exclude(signed="").update(signed="")
    return came + went.exclude(body=FORGOTTEN).update(body=FORGOTTEN)
