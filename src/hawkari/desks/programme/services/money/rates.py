"""Exchange rates: dated, with their source; never edited, only followed by newer ones."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hawkari.desks.programme.models import Rate
from hawkari.desks.programme.services.access import (
    own_agency,
    require_programme,
    require_reading,
)
from hawkari.desks.programme.services.checking import checked_text
from hawkari.desks.programme.services.money.amounts import CURRENCIES, AtRate
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["OLDEST_DAYS", "NewRate", "list_rates", "rate_on", "record_rate"]

OLDEST_DAYS = 31
"""An amount is converted at the newest rate of its day or the days before it, up to so many."""
EARLIEST = date(2000, 1, 1)
MOST_DIGITS, MOST_DECIMALS = 15, 10


@dataclass(frozen=True, slots=True)
class NewRate:
    """A rate as it is recorded: one unit of `base` is `rate` units of `quote`; see `Rate`."""

    base: str
    quote: str
    day: date
    rate: Decimal
    source: str


def record_rate(access: Access, new: NewRate) -> Rate:
    """Keep a rate. A second one of the same day is the one that counts from then on.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if something of it cannot be.
    """
    require_programme(access)
    _check(new, access.today)
    with transaction.atomic():
        made = Rate.objects.create(
            operation=access.operation,
            agency=own_agency(access),
            base=new.base,
            quote=new.quote,
            day=new.day,
            rate=new.rate,
            source=checked_text(new.source, "source", most=200),
            made_at=timezone.now(),
            made_by=access.user,
        )
        said = f"{new.base}/{new.quote} {new.day}"
        audit.record(Act.COLLECT, access=access, count=1, detail={"what": "rate", "rate": said})
    return made


def list_rates(access: Access) -> list[Rate]:
    """The rates, newest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        found = list(_known(access).select_related("made_by")[:500])
        audit.record(Act.CONSULT, access=access, count=len(found), detail={"what": "rates"})
    return found


def rate_on(access: Access, pair: tuple[str, str], day: date) -> tuple[Rate, AtRate]:
    """The rate at which an amount is converted on a day.

    Args:
        access: whose rates.
        pair: the currency of the amount, and the one it is converted to.
        day: which.

    Raises:
        BadInput: if none was recorded for the day or the `OLDEST_DAYS` days before it.
    """
    base, quote = pair
    either = Q(base=base, quote=quote) | Q(base=quote, quote=base)
    since = day - timedelta(days=OLDEST_DAYS)
    found = _known(access).filter(either, day__lte=day, day__gte=since).first()
    if found is None:
        raise BadInput(
            f"there is no rate of {base} to {quote} for {day} or the {OLDEST_DAYS} days before",
            "Record a rate with its source first.",
            where=("currency",),
        )
    return found, AtRate(found.rate, inverse=found.base != base)


def _known(access: Access) -> QuerySet[Rate]:
    return Rate.objects.filter(operation=access.operation, agency=access.user.agency_id)


def _check(new: NewRate, today: date) -> None:
    if new.base not in CURRENCIES or new.quote not in CURRENCIES or new.base == new.quote:
        raise BadInput(
            "a rate is of two different currencies", f"Of {', '.join(CURRENCIES)}.",
            where=("quote",),
        )  # fmt: skip
    if not EARLIEST <= new.day <= today:
        raise BadInput("the day of the rate cannot be", "Give a day that was.", where=("day",))
    if not checked_text(new.source, "source", most=200, required=False):
        raise BadInput("the rate has no source", "Say who published it.", where=("source",))
    if not _usable(new.rate):
        raise BadInput(
            "the rate must be a number above 0 with at most 10 decimals", "Correct it.",
            where=("rate",),
        )  # fmt: skip


def _usable(rate: Decimal) -> bool:
    if not rate.is_finite() or not 0 < rate < 10**9:
        return False
    _, digits, exponent = rate.normalize().as_tuple()
    return len(digits) <= MOST_DIGITS and int(exponent) >= -MOST_DECIMALS
