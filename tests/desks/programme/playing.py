"""A programme to play on: members of an agency, items of its register, and money with its papers.

All people, firms and sums are invented.
"""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from hawkari.desks.programme.models import Amendment, Line, RegisterItem, Transaction
from hawkari.desks.programme.services.documents import NewDocument
from hawkari.desks.programme.services.money import (
    NewAmendment,
    NewLine,
    NewTransaction,
    add_line,
    approve_transaction,
    record_amendment,
    record_transaction,
)
from hawkari.desks.references import new_reference
from hawkari.evidence.access import Access
from tests.desks.programme.members import Programme

NUMBERS = count(1)
COMMITMENT, DISBURSEMENT, EXPENDITURE = "2", "3", "4"


class Desk(Programme):
    """One programme, and members of the agency that keeps it."""

    def item(self, access: Access, **fields: Any) -> RegisterItem:
        """An item of the register, made past its services."""
        return RegisterItem.objects.create(
            **{
                "reference": new_reference("P", RegisterItem.objects.all(), access.today),
                "operation": access.operation,
                "agency": access.user.agency,
                "kind": "commitment",
                "name": "Train Iraqi law enforcement in border security",
                "made_at": timezone.now(),
                "made_by": access.user,
            }
            | fields
        )

    def line(self, access: Access, item: RegisterItem | None = None, **fields: Any) -> Line:
        """A line of up to £300,000 for a year that began half a year ago."""
        first = access.today - timedelta(days=182)
        new = {
            "item": (item or self.item(access)).reference,
            "name": "Border-security training",
            "bound": "ceiling",
            "amount": Decimal(300_000),
            "currency": "GBP",
            "funder": "Invented Border Office",
            "first": first,
            "last": first + timedelta(days=364),
        } | fields
        return add_line(access, NewLine(**new))


def signed(name: str = "agreement.pdf", content: bytes = b"%PDF-1.7 signed") -> NewDocument:
    return NewDocument(name, content, "signed")


def invoice(name: str = "invoice.pdf", content: bytes = b"%PDF-1.7 invoice") -> NewDocument:
    return NewDocument(name, content, "invoice")


def movement(line: Line, kind: str = EXPENDITURE, **fields: Any) -> NewTransaction:
    """A transaction of a thousand pounds, with a number of its own."""
    today = timezone.now().date()
    return NewTransaction(
        **{
            "line": line.reference,
            "kind": kind,
            "day": today - timedelta(days=10),
            "amount": Decimal(1000),
            "currency": "GBP",
            "provider": "Invented Border Office",
            "receiver": "Invented Training Ltd",
            "their_number": f"N{next(NUMBERS)}",
        }
        | fields
    )


def recorded(access: Access, line: Line, kind: str = EXPENDITURE, **fields: Any) -> Transaction:
    """A transaction with the document that it needs, which nobody has decided on."""
    proof = signed() if kind in {"2", "11"} else invoice()
    return record_transaction(access, movement(line, kind, **fields), proof=proof)


def approved(
    first: Access, second: Access, line: Line, kind: str = EXPENDITURE, **fields: Any
) -> Transaction:
    """A transaction that one officer recorded and another approved."""
    return approve_transaction(second, recorded(first, line, kind, **fields).reference)


def amended(access: Access, line: Line, amount: Decimal, **fields: Any) -> Amendment:
    """An amendment by a signed document, which nobody has decided on."""
    new = {"line": line.reference, "amount": amount, "day": access.today, "why": "they agreed"}
    return record_amendment(access, NewAmendment(**new | fields), proof=signed())
