"""Words of money: kinds, states, and what its services refuse, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.models import (
    Bound,
    BudgetKind,
    BudgetStatus,
    DocumentKind,
    TransactionKind,
    TransactionState,
)
from hawkari.desks.refusals import Refusals, refusal
from hawkari.errors import BadInput

__all__ = [
    "BOUNDS",
    "BUDGET_KINDS",
    "BUDGET_STATUSES",
    "DOCUMENT_KINDS",
    "DOCUMENT_REFUSED",
    "KINDS",
    "STATES",
    "money_refusal",
]

Words = Mapping[str, Promise]

BOUNDS: Words = {Bound.CEILING: _("ceiling (“up to”)"), Bound.AMOUNT: _("amount")}
BUDGET_KINDS: Words = {
    BudgetKind.ORIGINAL: _("original budget"),
    BudgetKind.REVISED: _("revised budget"),
}
BUDGET_STATUSES: Words = {
    BudgetStatus.INDICATIVE: _("indicative"),
    BudgetStatus.COMMITTED: _("committed"),
}
KINDS: Words = {
    TransactionKind.OUTGOING_COMMITMENT: _("Commitment"),
    TransactionKind.DISBURSEMENT: _("Disbursement: paid to a partner"),
    TransactionKind.EXPENDITURE: _("Expenditure: spent"),
    TransactionKind.OUTGOING_PLEDGE: _("Pledge: not yet committed"),
    TransactionKind.INCOMING_FUNDS: _("Funds received"),
    TransactionKind.INCOMING_COMMITMENT: _("Commitment by another funder"),
}
STATES: Words = {
    TransactionState.RECORDED: _("waits for a second person"),
    TransactionState.APPROVED: _("approved"),
    TransactionState.DECLINED: _("declined"),
}
DOCUMENT_KINDS: Words = {
    DocumentKind.SIGNED: _("Signed agreement"),
    DocumentKind.INVOICE: _("Invoice"),
    DocumentKind.RECEIPT: _("Receipt"),
    DocumentKind.STATEMENT: _("Bank statement"),
    DocumentKind.REPORT: _("Report"),
    DocumentKind.OTHER: _("Another document"),
}
DOCUMENT_REFUSED: Refusals = (
    ("document is empty", _("The document is empty. Choose the file again.")),
    ("document is larger", _("The document is larger than 25 MiB. Scan it smaller.")),
    ("of no kind that", _("Choose what kind of document it is.")),
    ("no name that can be kept", _("The file has no name that can be kept. Rename it.")),
    (
        "not what was handed in",
        _("What is kept is not what was handed in. Tell whoever runs this installation."),
    ),
)
"""What is refused of a document, wherever one is handed in."""
_REFUSED: Refusals = (
    ("this is missing", _("Fill this in.")),
    ("is no amount", _("Write the amount as 1234.50: a point before the cents.")),
    ("the amount must be above", _("The amount must be above 0, with at most two decimals.")),
    ("above the line's", _("This would exceed the line. Correct the amount, or take another.")),
    (
        "paid of a ceiling",
        _("Of a ceiling no more is paid than is committed by a signed document."),
    ),
    (
        "more than the new sum",
        _("More than this is already committed, pledged, paid or planned of the line."),
    ),
    ("commitment needs its signed", _("A commitment needs its signed document.")),
    ("amendment needs its signed", _("An amendment needs its signed document.")),
    ("waits already", _("An amendment of this line waits already: have it decided first.")),
    ("has this sum already", _("This is the line’s sum already.")),
    ("was amended from", _("Give the day of the last amendment, or a later one.")),
    (
        "identifier is not of the form",
        _("Write the register’s code, a hyphen and the number there, e.g. GB-COH-01234567."),
    ),
    ("kind of organisation is not", _("Choose the kind of organisation.")),
    ("there is no rate", _("Record an exchange rate for that day, with its source, first.")),
    ("the same is recorded", _("The same is recorded already. Give each its own number.")),
    ("still to come", _("The day is still to come, or too long ago.")),
    ("from somebody and goes", _("Name who pays and who is paid.")),
    ("no document proves it", _("No document proves it yet: it cannot be approved.")),
    ("you recorded this yourself", _("You recorded this yourself: another person decides.")),
    ("is decided", _("It is decided already.")),
    ("a reason is needed", _("Say why, in at most 500 letters.")),
    ("reversed already", _("It is reversed already.")),
    ("no approved entry", _("Only an approved entry is reversed, and only once.")),
    *DOCUMENT_REFUSED,
    ("commitment or an activity", _("Choose a commitment or an activity of the register.")),
    ("ends before it begins", _("It ends before it begins.")),
    ("one year at most", _("A budget is for one year at most (IATI 7.5.3).")),
    ("exactly these days", _("There is no budget for exactly these days to revise.")),
    ("Revise that one", _("There is a budget for some of these days: revise that one.")),
    ("some of these days", _("There is a budget for some of these days: revise that one.")),
    ("two different currencies", _("Choose two different currencies.")),
    ("day of the rate", _("Give a day that was.")),
    ("has no source", _("Say who published the rate.")),
    ("the rate must be", _("The rate must be a number above 0 with at most 10 decimals.")),
    ("too long", _("This is too long.")),
    ("currency is not", _("Choose a currency.")),
)


def money_refusal(error: BadInput) -> str:
    """What was refused, in the reader's language."""
    return refusal(error, _REFUSED)
