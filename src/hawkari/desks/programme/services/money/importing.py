"""Transactions from a table: each row is recorded, stands there already, or is refused in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hawkari.desks.programme.models import TransactionKind
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.money.amounts import read_amount
from hawkari.desks.programme.services.money.recording import (
    NewTransaction,
    RecordedAlready,
    record_transaction,
)
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.sheets import SheetRow, sheet_rows
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.loaders.digits import fold_digits

__all__ = ["COLUMNS", "Fate", "Imported", "import_transactions"]

MOST_ROWS = 5_000
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "line": ("money line", "بەند", "البند"),
    "kind": ("type", "transaction type", "جۆر", "النوع"),
    "day": ("date", "transaction date", "بەروار", "التاريخ"),
    "amount": ("value", "sum", "بڕ", "المبلغ"),
    "currency": ("دراو", "العملة"),
    "provider": ("payer", "paid by", "provider org", "پێدەر", "الدافع"),
    "receiver": ("payee", "paid to", "receiver org", "وەرگر", "المستلم"),
    "their number": ("number", "reference", "invoice", "ژمارە", "الرقم"),
    "description": ("what for", "وەسف", "الوصف"),
    "value day": ("value date", "بەرواری بەها", "تاريخ القيمة"),
}
_KINDS = {
    **{one.value: one for one in TransactionKind},
    "commitment": TransactionKind.OUTGOING_COMMITMENT,
    "outgoing commitment": TransactionKind.OUTGOING_COMMITMENT,
    "disbursement": TransactionKind.DISBURSEMENT,
    "expenditure": TransactionKind.EXPENDITURE,
    "pledge": TransactionKind.OUTGOING_PLEDGE,
    "outgoing pledge": TransactionKind.OUTGOING_PLEDGE,
    "incoming funds": TransactionKind.INCOMING_FUNDS,
    "funds received": TransactionKind.INCOMING_FUNDS,
    "incoming commitment": TransactionKind.INCOMING_COMMITMENT,
}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one row.

    Attributes:
        place: where it stands in the file.
        reference: of what was recorded of it, or stood there already.
        is_new: whether it was recorded now.
        refused: why it was not; None where it was, or stood there already.
    """

    place: str
    reference: str = ""
    is_new: bool = False
    refused: BadInput | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file, row by row."""

    fates: tuple[Fate, ...]

    @property
    def recorded(self) -> int:
        """How many rows were recorded."""
        return sum(one.is_new for one in self.fates)

    @property
    def standing(self) -> int:
        """How many stood there already."""
        return sum(not one.is_new and one.refused is None for one in self.fates)

    @property
    def refused(self) -> int:
        """How many were refused."""
        return sum(one.refused is not None for one in self.fates)


def import_transactions(access: Access, content: bytes, file: str, *, line: str = "") -> Imported:
    """Record the transactions of a CSV, XLSX or ODS file; each waits for a second person.

    Loading a file again records nothing twice.

    Args:
        access: who records.
        content: of the file.
        file: its name.
        line: the reference of the line of rows that name none.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the file cannot be read at all, or has more than 5,000 rows.
    """
    require_programme(access)
    needed = ("day", "amount", "currency") if line else ("line", "day", "amount", "currency")
    # Read whole before the first row is recorded: a file that breaks off changes nothing.
    rows = list(sheet_rows(content, file, COLUMNS, needed=needed))
    if len(rows) > MOST_ROWS:
        raise BadInput(f"more than {MOST_ROWS:,} rows", "Split the file.", where=(file,))
    return Imported(tuple(_fate(access, one, line) for one in rows))


def _fate(access: Access, row: SheetRow, line: str) -> Fate:
    if row.problem:
        return Fate(row.place, refused=BadInput(row.problem, row.remedy))
    try:
        made = record_transaction(access, _transaction(row.values, line))
    except RecordedAlready as error:
        return Fate(row.place, reference=error.reference)
    except NotFound as error:
        return Fate(row.place, refused=BadInput(str(error), "Look at the list of lines."))
    except BadInput as error:
        return Fate(row.place, refused=error)
    return Fate(row.place, reference=made.reference, is_new=True)


def _transaction(values: Mapping[str, str], line: str) -> NewTransaction:
    kind = " ".join(fold_digits(values.get("kind", "")).casefold().replace("_", " ").split())
    later = values.get("value day", "")
    return NewTransaction(
        line=values.get("line", "") or line,
        kind=_KINDS.get(kind, values.get("kind", "")),
        day=_day(values.get("day", ""), "day"),
        amount=read_amount(values.get("amount", "")),
        currency=values.get("currency", "").upper(),
        provider=values.get("provider", ""),
        receiver=values.get("receiver", ""),
        value_day=_day(later, "value_day") if later else None,
        description=values.get("description", ""),
        their_number=values.get("their number", ""),
    )


def _day(said: str, field: str) -> date:
    try:
        return date.fromisoformat(fold_digits(said)[:10])
    except ValueError:
        raise BadInput(
            f"{said[:20]!r} is no day", "Write it as 2026-11-27.", where=(field,)
        ) from None
