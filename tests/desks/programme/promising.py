"""A register to play with: members of an agency, and things that somebody promised."""

from datetime import date
from decimal import Decimal
from typing import Any

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.services.register import NewClaim, NewItem, add_item, record_claim
from hawkari.evidence.access import Access
from tests.desks.programme.members import Programme, browser_of

__all__ = ["SIGNED", "Programme", "browser_of", "claim", "item"]

SIGNED = date(2024, 11, 28)


def item(access: Access, kind: str = "commitment", **fields: Any) -> RegisterItem:
    return add_item(access, NewItem(**{"kind": kind, "name": "Train the border police"} | fields))


def claim(access: Access, of: RegisterItem, attribute: str = "what", **fields: Any) -> Claim:
    said = {"attribute": attribute, "reported_by": "The Gazette", **fields}
    return record_claim(access, of.reference, NewClaim(**said))


def money(access: Access, of: RegisterItem, amount: str, **fields: Any) -> Claim:
    said = {"amount": Decimal(amount), "currency": "GBP", **fields}
    return claim(access, of, "amount", **said)
