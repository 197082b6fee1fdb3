"""One node in a test's database, with partners that the test plays: they say what it lets them.

For pages and doors, where one side is enough; two sides: `tests.desks.exchange.nodes`.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hawkari.desks.exchange.models import InMessage
from hawkari.desks.exchange.node.identity import init_node, own_recipient
from hawkari.desks.exchange.node.partners import Card, pin_partner
from hawkari.desks.exchange.node.receiving import receive
from hawkari.engines.envelopes import Envelope, Party, SealingKey, SigningKey, close_envelope, seal
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Operation

__all__ = ["PlayedPartner", "be_node", "partner_of"]


@dataclass(frozen=True)
class PlayedPartner:
    """A pinned partner whose keys the test holds."""

    slug: str
    agency: SigningKey
    person: SigningKey

    def says(
        self, kind: str, body: Mapping[str, Any], *, operation: str = "", in_reply_to: str = ""
    ) -> InMessage:
        """Let the partner send a message, signed and sealed as its node would; as it was kept."""
        given = secrets.token_hex(16)
        receive(self.sealed(kind, body, operation=operation, in_reply_to=in_reply_to, given=given))
        return InMessage.objects.get(id=given)

    def sealed(
        self,
        kind: str,
        body: Mapping[str, Any],
        *,
        operation: str = "",
        in_reply_to: str = "",
        given: str = "",
    ) -> bytes:
        """Such a message as it travels; `given` is its id."""
        now, to = timezone.now().replace(microsecond=0), own_recipient()
        envelope = Envelope(
            id=given or secrets.token_hex(16),
            kind=kind,
            sender=Party(self.slug, self.agency.public),
            signer=Party("aram", self.person.public),
            recipient=to,
            sent_at=now,
            expires_at=now + timedelta(days=30),
            body=dict(body),
            in_reply_to=in_reply_to,
            operation=operation,
        )
        signed = close_envelope(envelope, person=self.person, agency=self.agency)
        return seal(signed, [to.key])


def be_node(slug: str = "nca") -> None:
    """Make this installation an agency's node."""
    init_node(slug, by="tests", name=ensure_agency(slug).name)


def partner_of(operation: Operation, slug: str = "asayish", name: str = "") -> PlayedPartner:
    """Pin a partner that takes part in an operation."""
    agency, person = SigningKey.new(), SigningKey.new()
    card = Card(slug, name or slug, "", "", agency.public, SealingKey.new().public)
    operation.agencies.add(pin_partner(card, by="tests").agency)
    return PlayedPartner(slug, agency, person)
