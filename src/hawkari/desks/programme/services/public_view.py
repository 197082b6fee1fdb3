"""The public view of the register: what may be shown to everybody and handed out as a file.

An item is in it only where it was marked public, and of its claims only those marked public. What
an agency steers by, why an officer prefers a claim, its grade, and who entered it are never in it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from hawkari.desks.programme.models import Claim, ClaimStatus, RegisterItem
from hawkari.desks.programme.services.access import (
    known_items,
    require_programme,
    require_reading,
)
from hawkari.desks.programme.services.attributes import ATTRIBUTES
from hawkari.desks.programme.services.cells import Cell
from hawkari.desks.programme.services.reading import Listed, listed
from hawkari.desks.programme.services.refusals import NotFound, item_of
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "PublicCell",
    "PublicClaim",
    "PublicItem",
    "mark_claim",
    "mark_item",
    "public_items",
]

MOST = 5000
_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class PublicClaim:
    """A claim as everybody may see it; the fields are named one by one, so that no other leaves."""

    attribute: str
    value: str
    language: str
    translations: dict[str, str]
    amount: Decimal | None
    currency: str
    bound: str
    day: date | None
    reported_by: str
    url: str
    published_on: date | None
    retrieved_on: date | None
    quotation: str
    status: str


@dataclass(frozen=True, slots=True)
class PublicCell:
    """One attribute: without claims it is "not published"."""

    attribute: str
    claims: tuple[PublicClaim, ...]
    conflict: bool


@dataclass(frozen=True, slots=True)
class PublicItem:
    """An item as everybody may see it; `parent` is empty where the parent is not public."""

    reference: str
    kind: str
    name: str
    names: dict[str, str]
    parent: str
    depth: int
    strand: str
    cells: tuple[PublicCell, ...]


def public_items(access: Access, *, leaves: bool = False) -> list[PublicItem]:
    """The public view, each item after what it hangs on; audited.

    Args:
        access: who asks; whoever may read the programme at all.
        leaves: whether it leaves as a file, which the audit log says.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there are more items than a page or file can hold.
    """
    require_reading(access)
    with transaction.atomic():
        rows = RegisterItem.objects.filter(operation=access.operation, public=True)
        items = list(rows.select_related("parent").order_by("pk")[: MOST + 1])
        if len(items) > MOST:
            raise BadInput("there are too many public items", f"At most {MOST}.")
        found = _in_order(items)
        audit.record(
            Act.DISCLOSE if leaves else Act.CONSULT, access=access, count=len(found),
            objects=[one.reference for one in found],
            detail={"what": "register", "step": "public"},
        )  # fmt: skip
    return found


def _in_order(items: list[RegisterItem]) -> list[PublicItem]:
    rows: dict[int | None, Listed] = {one.item.pk: one for one in listed(items, only_public=True)}
    below: dict[int | None, list[RegisterItem]] = {}
    for item in items:
        above = item.parent_id if item.parent_id in rows else None
        below.setdefault(above, []).append(item)
    found: list[PublicItem] = []
    waiting = [(0, one) for one in reversed(below.get(None, []))]
    while waiting:
        depth, item = waiting.pop()
        found.append(_item(item, rows[item.pk].cells.values(), depth=depth, known=rows))
        waiting += [(depth + 1, one) for one in reversed(below.get(item.pk, []))]
    return found


def _item(
    item: RegisterItem, cells: Iterable[Cell], *, depth: int, known: Collection[int | None]
) -> PublicItem:
    parent = item.parent if item.parent_id in known else None
    return PublicItem(
        reference=item.reference,
        kind=item.kind,
        name=item.name,
        names=dict(item.names),
        parent=parent.reference if parent else "",
        depth=depth,
        strand=item.strand,
        cells=tuple(_cell(one) for one in cells if not ATTRIBUTES[one.attribute].internal),
    )


def _cell(cell: Cell) -> PublicCell:
    shown = [one for one in cell.claims if one.status != ClaimStatus.WITHDRAWN]
    return PublicCell(cell.attribute, tuple(_claim(one) for one in shown), cell.conflict)


def _claim(claim: Claim) -> PublicClaim:
    return PublicClaim(**{name: getattr(claim, name) for name in PublicClaim.__slots__})


def mark_item(access: Access, reference: str, *, public: bool) -> RegisterItem:
    """Let the public view show that an item exists, or no longer.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the user may know of.
    """
    require_programme(access)
    with transaction.atomic():
        item = item_of(access, reference)
        item.public = public
        item.save(update_fields=["public"])
        _record(access, item, public=public)
    return item


def mark_claim(access: Access, number: int, *, public: bool) -> Claim:
    """Let the public view show a claim, or no longer.

    What the own agency says by itself was published nowhere: somebody else than who entered it
    lets it out.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the user may know of.
        BadInput: if it is the agency's own steering, or its own word and the user's own entry.
    """
    require_programme(access)
    with transaction.atomic():
        rows = Claim.objects.filter(item__in=known_items(access)).select_related("item__agency")
        claim = rows.filter(pk=number).first() if 0 < number <= _LARGEST_KEY else None
        if claim is None:
            raise NotFound("claim", str(number))
        if public:
            _check_may_leave(access, claim)
        claim.public = public
        claim.save(update_fields=["public"])
        _record(access, claim.item, claim=claim.pk, public=public)
    return claim


def _check_may_leave(access: Access, claim: Claim) -> None:
    if ATTRIBUTES[claim.attribute].internal:
        raise BadInput("this is what the agency steers by", "It stays inside.")
    own = claim.reported_by.casefold() == claim.item.agency.name.casefold()
    if (own or not claim.url) and claim.made_by_id == access.user.pk:
        raise BadInput("you entered this yourself", "Ask a colleague to let it out.")


def _record(access: Access, item: RegisterItem, **detail: object) -> None:
    audit.record(
        Act.DECIDE, access=access, objects=[item.reference], count=1,
        detail={"what": "register", "step": "public", **detail},
    )  # fmt: skip
