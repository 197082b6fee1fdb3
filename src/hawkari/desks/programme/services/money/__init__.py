"""Money: lines, budgets, transactions and rates, each figure with what proves it."""

from hawkari.desks.programme.services.money.amending import (
    NewAmendment,
    approve_amendment,
    decline_amendment,
    record_amendment,
    view_amendment,
    waiting_amendments,
)
from hawkari.desks.programme.services.money.amounts import CURRENCIES, read_amount
from hawkari.desks.programme.services.money.deciding import (
    approve_transaction,
    decline_transaction,
    reverse_transaction,
)
from hawkari.desks.programme.services.money.making import (
    NewBudget,
    NewLine,
    add_budget,
    add_line,
)
from hawkari.desks.programme.services.money.rates import NewRate, list_rates, record_rate
from hawkari.desks.programme.services.money.reading import (
    DocumentView,
    LineRow,
    LineView,
    Total,
    TransactionView,
    lines,
    totals_of,
    view_document,
    view_line,
    view_transaction,
    waiting_transactions,
)
from hawkari.desks.programme.services.money.recording import (
    NewTransaction,
    RecordedAlready,
    prove,
    record_transaction,
)
from hawkari.desks.programme.services.money.under import CARRYING, ItemMoney, lines_under

__all__ = [
    "CARRYING",
    "CURRENCIES",
    "DocumentView",
    "ItemMoney",
    "LineRow",
    "LineView",
    "NewAmendment",
    "NewBudget",
    "NewLine",
    "NewRate",
    "NewTransaction",
    "RecordedAlready",
    "Total",
    "TransactionView",
    "add_budget",
    "add_line",
    "approve_amendment",
    "approve_transaction",
    "decline_amendment",
    "decline_transaction",
    "lines",
    "lines_under",
    "list_rates",
    "prove",
    "read_amount",
    "record_amendment",
    "record_rate",
    "record_transaction",
    "reverse_transaction",
    "totals_of",
    "view_amendment",
    "view_document",
    "view_line",
    "view_transaction",
    "waiting_amendments",
    "waiting_transactions",
]
