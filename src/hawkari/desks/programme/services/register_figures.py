"""The register in the quarterly report: what is said to have happened, and what nobody knows."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.formats import claim_words, isolated, item_words
from hawkari.desks.programme.models import (
    Claim,
    ClaimStatus,
    ClaimStatusChange,
    ItemKind,
    RegisterItem,
)
from hawkari.desks.programme.services.access import known_items, require_reading
from hawkari.desks.programme.services.cells import Cell, standing
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Period
from hawkari.evidence.models import Act

__all__ = ["tables"]

PROMISES = (ItemKind.AGREEMENT, ItemKind.COMMITMENT)
NO_LONGER_SAID = (ClaimStatus.WITHDRAWN, ClaimStatus.CONTRADICTED)
MOST_SAID = 20
"""So many happenings are written out in the report; all of them are counted and linked."""


def tables(access: Access, period: Period, known: KnownOn = NOW) -> tuple[Table, ...]:
    """What happened in a quarter, and how well the promises are known; audited.

    A happening is of the day it names; where it names none, of the day its report was published.

    Args:
        access: who asks.
        period: the quarter.
        known: whose knowledge is told.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        items = known.recorded(known_items(access).filter(kind__in=PROMISES))
        promises = list(items.order_by("pk"))
        happened = _happened(access, period, known)
        cells = _cells(promises, known)
        audit.record(
            Act.CONSULT, access=access, count=len(promises) + len(happened),
            detail={"what": "register", "quarter": period.name},
        )  # fmt: skip
    if not promises and not happened:
        return ()
    open_cells = [
        (item, cell.attribute)
        for item in promises
        for cell in cells[item.pk].values()
        if cell.is_open
    ]
    unpriced = [
        item
        for item in promises
        if item.kind == ItemKind.COMMITMENT
        and not (cells[item.pk]["amount"].current if "amount" in cells[item.pk] else ())
    ]
    figures = (
        _figure("promises", _("Agreements and commitments in the register"),
                [_row(one) for one in promises]),
        _figure("happened", _("What is said to have happened in the quarter"),
                [_row(one.item, _day(one)) for one in happened]),
        _figure("disagree", _("Things of which reports disagree"),
                [_row(item) for item, _attribute in open_cells]),
        _figure("no_amount", _("Commitments of which nobody has published an amount"),
                [_row(one) for one in unpriced]),
    )  # fmt: skip
    return (Table("register", _("What was promised"), figures, tuple(_said(happened))),)


def _cells(promises: list[RegisterItem], known: KnownOn) -> dict[int, dict[str, Cell]]:
    """What is said of each promise, by attribute."""
    said: dict[int, list[Claim]] = {one.pk: [] for one in promises}
    for claim in _claims(Claim.objects.filter(item__in=promises).order_by("pk"), known):
        said[claim.item_id].append(claim)
    return {
        one.pk: {cell.attribute: cell for cell in standing(one, said[one.pk])} for one in promises
    }


def _happened(access: Access, period: Period, known: KnownOn) -> list[Claim]:
    inside = (period.first, period.last)
    rows = (
        Claim.objects.filter(item__in=known_items(access), attribute="happened")
        .filter(Q(day__range=inside) | Q(day=None, published_on__range=inside))
        .select_related("item")
    )
    found = [one for one in _claims(rows, known) if one.status not in NO_LONGER_SAID]
    return sorted(found, key=lambda one: (_day(one) or date.min, one.pk))


def _claims(rows: QuerySet[Claim], known: KnownOn) -> list[Claim]:
    """Claims as far as they were believed on the day; nothing else of them ever changes."""
    found = list(known.recorded(rows))
    if not known.is_now:
        changes = ClaimStatusChange.objects.filter(claim__in=found).order_by("pk")
        then = dict(known.recorded(changes).values_list("claim", "status"))
        for one in found:
            one.status = then.get(one.pk, ClaimStatus.REPORTED)
    return found


def _day(claim: Claim) -> date | None:
    return claim.day or claim.published_on


def _said(happened: list[Claim]) -> Iterable[str]:
    for one in happened[:MOST_SAID]:
        yield gettext("%(day)s, %(item)s: %(words)s (reported by %(reporter)s)") % {
            "day": isolated(_day(one)), "item": isolated(item_words(one.item)),
            "words": isolated(claim_words(one)[0]), "reporter": isolated(one.reported_by),
        }  # fmt: skip


def _figure(key: str, words: Promise, rows: list[Row]) -> Figure:
    return Figure(f"register.{key}", words, Decimal(len(rows)), rows=tuple(rows))


def _row(item: RegisterItem, at: date | None = None) -> Row:
    return Row(item.reference, reverse("programme:item", args=[item.reference]), at=at)
