"""A kept message as its handler gets it, to be told again in another order."""

from hawkari.desks.exchange.models import InMessage
from hawkari.desks.exchange.node.handling import Received


def told_again(kept: InMessage) -> Received:
    """What the handler of a message got when it came."""
    return Received(
        number=kept.number,
        id=kept.id,
        kind=kept.kind,
        sender=kept.sender.agency,
        signer=kept.signer,
        body=kept.body,
        sent_at=kept.sent_at,
        in_reply_to=kept.in_reply_to,
        operation=kept.operation,
    )
