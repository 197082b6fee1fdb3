"""Lines and budgets: made once, budgets revised by later ones."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import (
    Bound,
    Budget,
    BudgetKind,
    BudgetStatus,
    ItemKind,
    Line,
    RegisterItem,
)
from hawkari.desks.programme.services.access import known_items, own_agency, require_programme
from hawkari.desks.programme.services.checking import checked_text
from hawkari.desks.programme.services.money.amounts import CURRENCIES, check_amount
from hawkari.desks.programme.services.money.known import (
    holding_budgets,
    locked_line,
    record_of_money,
)
from hawkari.desks.programme.services.refusals import item_of
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["NewBudget", "NewLine", "add_budget", "add_line", "fundable_items"]

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
_TEXTS = (
    ("name", 300, True),
    ("funder", 200, True),
    ("accountable", 200, False),
    ("implementer", 200, False),
)
PARENTS = (ItemKind.COMMITMENT, ItemKind.ACTIVITY)


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as it is made; see `Line`. `item` is the reference of its item of the register."""

    item: str
    name: str
    bound: str
    amount: Decimal
    currency: str
    funder: str
    first: date | None = None
    last: date | None = None
    accountable: str = ""
    implementer: str = ""


@dataclass(frozen=True, slots=True)
class NewBudget:
    """A budget as it is made; see `Budget`."""

    kind: str
    status: str
    first: date
    last: date
    amount: Decimal
    why: str = ""


def add_line(access: Access, new: NewLine) -> Line:
    """Make a line under a commitment or an activity of the register.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such item.
        BadInput: if something of it cannot be.
    """
    require_programme(access)
    new = _checked_line(new)
    with transaction.atomic():
        item = item_of(access, new.item)
        if item.kind not in PARENTS:
            raise BadInput(
                "money belongs to a commitment or an activity", "Choose one.", where=("item",)
            )
        made = Line.objects.create(
            reference=new_reference("L", Line.objects.all(), access.today),
            operation=access.operation,
            agency=own_agency(access),
            item=item,
            name=new.name,
            bound=new.bound,
            amount=new.amount,
            currency=new.currency,
            first=new.first,
            last=new.last,
            funder=new.funder,
            accountable=new.accountable,
            implementer=new.implementer,
            made_at=timezone.now(),
            made_by=access.user,
        )
        record_of_money(access, Act.COLLECT, [made.reference], what="line", item=item.reference)
    return made


def fundable_items(access: Access) -> list[RegisterItem]:
    """The items that a line may belong to, the newest 500 first.

    Raises:
        AccessDenied: if the role may not make lines.
    """
    require_programme(access)
    return list(known_items(access).filter(kind__in=PARENTS).order_by("-pk")[:500])


def add_budget(access: Access, line: str, new: NewBudget) -> Budget:
    """Plan what is spent of a line in a period of at most a year, or revise what was planned.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such line.
        BadInput: if something of it cannot be, or the plan would exceed the line.
    """
    require_programme(access)
    amount = _check_budget(new)
    with transaction.atomic():
        of = locked_line(access, line)
        _check_beside(of, new, amount)
        made = Budget.objects.create(
            line=of,
            kind=new.kind,
            status=new.status,
            first=new.first,
            last=new.last,
            amount=amount,
            why=checked_text(new.why, "why", most=500, required=False),
            made_at=timezone.now(),
            made_by=access.user,
        )
        record_of_money(access, Act.COLLECT, [of.reference], what="budget", kind=new.kind)
    return made


def _checked_line(new: NewLine) -> NewLine:
    texts: dict[str, Any] = {
        name: checked_text(getattr(new, name), name, most=most, required=needed)
        for name, most, needed in _TEXTS
    }
    if new.bound not in Bound.values:
        raise BadInput("a line is a ceiling or an amount", "Choose one.", where=("bound",))
    if new.currency not in CURRENCIES:
        raise BadInput(
            "the currency is not one that is kept", f"One of {', '.join(CURRENCIES)}.",
            where=("currency",),
        )  # fmt: skip
    days = [one for one in (new.first, new.last) if one is not None]
    if any(not EARLIEST <= one <= LATEST for one in days) or days != sorted(days):
        raise BadInput("the line ends before it begins", "Correct its days.", where=("last",))
    return replace(new, amount=check_amount(new.amount), **texts)


def _check_budget(new: NewBudget) -> Decimal:
    if new.kind not in BudgetKind.values:
        raise BadInput("a budget is original or revised", "Choose one.", where=("kind",))
    if new.status not in BudgetStatus.values:
        raise BadInput("a budget is indicative or committed", "Choose one.", where=("status",))
    if not EARLIEST <= new.first <= new.last <= LATEST:
        raise BadInput("the budget ends before it begins", "Correct its days.", where=("last",))
    if new.last > _year_after(new.first) - timedelta(days=1):
        raise BadInput(
            "a budget is for one year at most (IATI 7.5.3)", "Make one for each year.",
            where=("last",),
        )  # fmt: skip
    return check_amount(new.amount)


def _year_after(day: date) -> date:
    # 29 February has no anniversary in the next year; its year is over on the 28th.
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if leap_day else day.replace(year=day.year + 1)


def _check_beside(line: Line, new: NewBudget, amount: Decimal) -> None:
    """A revision replaces exactly one period; an original plan overlaps none."""
    standing = holding_budgets(line)
    same = [one for one in standing if (one.first, one.last) == (new.first, new.last)]
    if new.kind == BudgetKind.REVISED and not same:
        raise BadInput(
            "there is no budget for exactly these days to revise", "Give the same days.",
            where=("first",),
        )  # fmt: skip
    if new.kind == BudgetKind.ORIGINAL and any(
        one.first <= new.last and new.first <= one.last for one in standing
    ):
        raise BadInput(
            "there is a budget for some of these days", "Revise that one.", where=("first",)
        )
    others = sum((one.amount for one in standing if one not in same), Decimal(0))
    if others + amount > line.amount:
        raise BadInput(
            f"the budgets would come to {others + amount} {line.currency}, "
            f"above the line's {line.amount}",
            "Plan less, or make another line.",
            where=("amount",),
        )
