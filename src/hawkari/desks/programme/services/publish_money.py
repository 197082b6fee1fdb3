"""Budgets and approved transactions of activities, as aid data knows them.

Only lines of the activity itself: money of a commitment that several activities share is said of
none of them. Only what a second person approved is money.
"""

from collections.abc import Iterable, Mapping

from hawkari.desks.programme.iati_out.values import Budget, Org, Transaction
from hawkari.desks.programme.models import Budget as KeptBudget
from hawkari.desks.programme.models import (
    BudgetKind,
    BudgetStatus,
    Line,
    OrganisationReference,
    RegisterItem,
    TransactionState,
)
from hawkari.desks.programme.models import Transaction as KeptTransaction
from hawkari.desks.programme.services.money.known import holding_budgets, known_lines
from hawkari.desks.programme.services.organisations import organisation_key, references_of
from hawkari.evidence.access import Access

__all__ = ["money_of"]

KINDS: dict[str, str] = {BudgetKind.ORIGINAL: "1", BudgetKind.REVISED: "2"}
STATUSES: dict[str, str] = {BudgetStatus.INDICATIVE: "1", BudgetStatus.COMMITTED: "2"}


def money_of(
    access: Access, items: Iterable[RegisterItem]
) -> tuple[dict[int, tuple[Budget, ...]], dict[int, tuple[Transaction, ...]]]:
    """Budgets that hold and approved transactions, by the key of their activity.

    Args:
        access: who asks; only lines that they know of count.
        items: the activities.
    """
    stated = references_of(access)
    budgets: dict[int, tuple[Budget, ...]] = {}
    transactions: dict[int, tuple[Transaction, ...]] = {}
    for line in known_lines(access).filter(item__in=list(items)).order_by("pk"):
        item = line.item_id
        planned = tuple(_budget(line, one) for one in holding_budgets(line))
        rows = line.transactions.filter(state=TransactionState.APPROVED)
        budgets[item] = budgets.get(item, ()) + planned
        moved = tuple(_transaction(one, stated) for one in rows)
        transactions[item] = transactions.get(item, ()) + moved
    return budgets, transactions


def _budget(line: Line, one: KeptBudget) -> Budget:
    return Budget(
        KINDS[one.kind], STATUSES[one.status], one.first, one.last, one.amount, line.currency,
        one.first,
    )  # fmt: skip


def _transaction(one: KeptTransaction, stated: Mapping[str, OrganisationReference]) -> Transaction:
    return Transaction(
        ref=one.reference,
        kind=one.kind,
        day=one.day,
        value=one.amount,
        currency=one.currency,
        value_date=one.value_day,
        description=one.description,
        provider=_org(one.provider, stated),
        receiver=_org(one.receiver, stated),
    )


def _org(name: str, stated: Mapping[str, OrganisationReference]) -> Org:
    """An organisation with the identifier and kind that are stated of its name, if any."""
    found = stated.get(organisation_key(name))
    return Org(name, found.ref, found.kind) if found else Org(name)
