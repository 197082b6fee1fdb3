"""Money by API: lines, one with its transactions, and transactions recorded; never approved.

Amounts are decimals as text, so that no program reads them as floats. What is not published is
null, never 0. Approving is an act of a person at the screen.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from hawkari.desks.programme.models import Amendment, Transaction
from hawkari.desks.programme.services.money import (
    LineRow,
    NewAmendment,
    NewTransaction,
    lines,
    lines_under,
    read_amount,
    record_amendment,
    record_transaction,
    view_line,
    view_transaction,
)
from hawkari.desks.programme.services.organisations import (
    NewOrganisation,
    identifiers_of,
    organisations,
    state_organisation,
)
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of

__all__ = ["router"]

router = Router()
MISSING = {404: ErrorOut, **REFUSALS}


class LineOut(Schema):
    """A line and how it stands, in its currency; null is not published."""

    reference: str
    name: str
    item: str
    bound: str
    currency: str
    promised: str
    planned: str | None
    received: str | None
    pledged: str | None
    committed: str | None
    paid: str | None
    left: str | None
    waiting: int
    first: date | None
    last: date | None
    funder: str
    accountable: str
    implementer: str


class TransactionOut(Schema):
    """One transaction; `kind` is a code of IATI's TransactionType; only what is approved counts."""

    reference: str
    line: str
    kind: str
    state: str
    day: date
    value_day: date
    amount: str
    currency: str
    line_amount: str
    provider: str
    receiver: str
    their_number: str
    description: str
    reverses: str | None


class AmendmentOut(Schema):
    """A change of a line's sum by a signed document; only what is approved counts."""

    reference: str
    line: str
    state: str
    day: date
    before: str
    amount: str
    why: str
    document: str


class OneLineOut(LineOut):
    """A line with its newest 500 transactions, the changes of its sum, and by quarter."""

    transactions: list[TransactionOut]
    amendments: list[AmendmentOut]
    quarters: list[dict[str, str | None]]


class DocumentOut(Schema):
    """A document that proves a transaction."""

    reference: str
    kind: str
    name: str
    sha256: str


class OneTransactionOut(TransactionOut):
    """A transaction, who recorded and decided it, and what proves it."""

    provider_ref: str
    receiver_ref: str
    recorded_by: str
    decided_by: str
    documents: list[DocumentOut]


class AmendmentIn(Schema):
    """A change to be recorded: `amount` is the whole new sum as text; `document` a kept one."""

    amount: str
    day: date
    why: str
    document: str


class OrganisationOut(Schema):
    """A name of lines and transactions; empty is not stated."""

    name: str
    ref: str
    kind: str
    uses: int


class OrganisationIn(Schema):
    """What is stated of the organisation of a name; `kind` is a code of OrganisationType."""

    name: str
    ref: str = ""
    kind: str = ""


class TransactionIn(Schema):
    """A transaction to be recorded; `amount` as text, e.g. ``1250.50``."""

    kind: str
    day: date
    amount: str
    currency: str
    provider: str
    receiver: str
    value_day: date | None = None
    description: str = ""
    their_number: str = ""
    document: str = ""


@router.get("/money/lines", response={200: list[LineOut], **MISSING}, url_name="money_lines")
def money_lines(request: HttpRequest, under: str = "") -> list[dict[str, Any]]:
    """The lines of this programme, or those that hang on the item `under`; audited."""
    access = access_of(request)
    found = lines_under(access, under).rows if under else lines(access)
    return [_line(one) for one in found]


@router.get(
    "/money/lines/{reference}", response={200: OneLineOut, **MISSING}, url_name="money_line"
)
def money_line(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One line with its transactions, by quarter; audited."""
    view = view_line(access_of(request), reference)
    return {
        **_line(view.row),
        "transactions": [_transaction(one, view.row.line.reference) for one in view.transactions],
        "amendments": [_amendment(one, view.row.line.reference) for one in view.amendments],
        "quarters": [
            {
                "quarter": one.period.name,
                "planned": _said(one.planned),
                "paid": _said(one.paid),
                "left": _said(one.left),
            }
            for one in view.quarters
        ],
    }


@router.get(
    "/money/transactions/{reference}",
    response={200: OneTransactionOut, **MISSING},
    url_name="money_transaction",
)
def money_transaction(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One transaction with what proves it; audited."""
    access = access_of(request)
    view = view_transaction(access, reference)
    found = view.transaction
    payer, payee = identifiers_of(access, found.provider, found.receiver)
    return {
        **_transaction(found, found.line.reference),
        "provider_ref": payer,
        "receiver_ref": payee,
        "recorded_by": found.made_by.get_username(),
        "decided_by": found.decided_by.get_username() if found.decided_by else "",
        "documents": [
            {"reference": one.reference, "kind": one.kind, "name": one.name, "sha256": one.sha256}
            for one in view.documents
        ],
    }


@router.post(
    "/money/lines/{reference}/transactions",
    response={200: TransactionOut, **MISSING},
    url_name="money_record",
)
def money_record(request: HttpRequest, reference: str, new: TransactionIn) -> dict[str, Any]:
    """Record a transaction; it counts once another person has approved it on the pages."""
    data = new.dict()
    document = data.pop("document")
    made = record_transaction(
        access_of(request),
        NewTransaction(**{**data, "amount": read_amount(new.amount), "line": reference}),
        document=document,
    )
    return _transaction(made, made.line.reference)


@router.post(
    "/money/lines/{reference}/amendments",
    response={200: AmendmentOut, **MISSING},
    url_name="money_amend",
)
def money_amend(request: HttpRequest, reference: str, new: AmendmentIn) -> dict[str, Any]:
    """Record that a line's sum changes; it counts once another person has approved it."""
    made = record_amendment(
        access_of(request),
        NewAmendment(reference, read_amount(new.amount), new.day, new.why),
        document=new.document,
    )
    return _amendment(made, reference)


@router.get(
    "/money/organisations",
    response={200: list[OrganisationOut], **REFUSALS},
    url_name="money_organisations",
)
def money_organisations(request: HttpRequest) -> list[dict[str, Any]]:
    """Every name that stands in lines and transactions, with its identifier; audited."""
    return [
        {"name": one.name, "ref": one.ref, "kind": one.kind, "uses": one.uses}
        for one in organisations(access_of(request))
    ]


@router.post(
    "/money/organisations",
    response={200: OrganisationIn, **REFUSALS},
    url_name="money_state_organisation",
)
def money_state_organisation(request: HttpRequest, new: OrganisationIn) -> dict[str, Any]:
    """State under which identifier an organisation is known; what was stated before stays."""
    made = state_organisation(access_of(request), NewOrganisation(**new.dict()))
    return {"name": made.name, "ref": made.ref, "kind": made.kind}


def _line(row: LineRow) -> dict[str, Any]:
    line = row.line
    return {
        "reference": line.reference,
        "name": line.name,
        "item": line.item.reference,
        "bound": line.bound,
        "currency": line.currency,
        "promised": _said(line.amount),
        "planned": _said(row.planned),
        "received": _said(row.sums.received),
        "pledged": _said(row.sums.pledged),
        "committed": _said(row.committed),
        "paid": _said(row.paid),
        "left": _said(row.left),
        "waiting": row.waiting,
        "first": line.first,
        "last": line.last,
        "funder": line.funder,
        "accountable": line.accountable,
        "implementer": line.implementer,
    }


def _transaction(one: Transaction, line: str) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "line": line,
        "kind": one.kind,
        "state": one.state,
        "day": one.day,
        "value_day": one.value_day,
        "amount": _said(one.amount),
        "currency": one.currency,
        "line_amount": _said(one.line_amount),
        "provider": one.provider,
        "receiver": one.receiver,
        "their_number": one.their_number,
        "description": one.description,
        "reverses": one.reverses.reference if one.reverses else None,
    }


def _amendment(one: Amendment, line: str) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "line": line,
        "state": one.state,
        "day": one.day,
        "before": _said(one.before),
        "amount": _said(one.amount),
        "why": one.why,
        "document": one.document.reference,
    }


def _said(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
