"""What handlers of requests and packages share."""

from typing import Any

from django.utils import timezone

from hawkari.desks.exchange.node.handling import Received, Refuse
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.evidence import audit
from hawkari.evidence.access import running
from hawkari.evidence.models import Act, Operation

__all__ = ["LONGEST_WORDS", "audit_received", "operation_of", "words_in"]

LONGEST_WORDS = 4000


def operation_of(message: Received) -> Operation:
    """The operation that a message is for.

    Raises:
        Refuse: if it does not run here, or one of the two agencies takes no part in it.
    """
    found = (
        running(timezone.now().date())
        .filter(slug=message.operation, agencies=message.sender)
        .filter(agencies=own_agency())
        .first()
    )
    if found is None:
        raise Refuse("operation", "no operation of this name runs here in which we both take part")
    return found


def words_in(message: Received, name: str = "words") -> str:
    """Words of a message, which may be empty."""
    return message.text(name, longest=LONGEST_WORDS, may_lack=True)


def audit_received(
    message: Received,
    operation: Operation,
    thing: str,
    *,
    act: Act = Act.COLLECT,
    count: int = 1,
    **detail: Any,
) -> None:
    """Audit what a partner's message did here; nobody of ours did it, so their node stands."""
    audit.record(
        act,
        actor=f"node of {message.sender.slug}",
        objects=[thing],
        count=count,
        detail={"operation": operation.slug, "signer": message.signer, **detail},
    )
