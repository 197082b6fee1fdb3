"""The register is read: found, as a tree, and one item with everything that is said of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from hawkari.desks.programme.models import Claim, ClaimStatus, Decision, ItemKind, RegisterItem
from hawkari.desks.programme.services.access import known_items, require_reading
from hawkari.desks.programme.services.activities import decisions_of
from hawkari.desks.programme.services.cells import Cell, standing
from hawkari.desks.programme.services.refusals import item_of
from hawkari.desks.programme.services.since import Since, since_of
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "PROMISES",
    "Found",
    "ItemView",
    "Listed",
    "Query",
    "ancestors_of",
    "find_items",
    "listed",
    "tree",
    "view_item",
]

PROMISES = "promises"
PAGE = 50
SINCE = 5
ON_ITS_PAGE = 30
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        kind: of `ItemKind`, or `PROMISES` for agreements and commitments; empty for every kind.
        strand: of the items; empty for all.
        words: in a name or in what is claimed.
        under: reference of the item that they hang on; empty for any.
        page: from 1.
    """

    kind: str = PROMISES
    strand: str = ""
    words: str = ""
    under: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """An item in a list.

    Attributes:
        item: itself.
        cells: by attribute.
        since: what is said to have happened of it and of what hangs on it, a few.
        depth: how deep it hangs among promises.
    """

    item: RegisterItem
    cells: dict[str, Cell]
    since: Since
    depth: int = 0

    @property
    def reporters(self) -> tuple[str, ...]:
        """Who says anything of it, each once."""
        said = (name for cell in self.cells.values() for name in cell.reporters)
        return tuple(dict.fromkeys(said))

    @property
    def conflicts(self) -> int:
        """How many attributes reports disagree about, and nobody preferred one."""
        return sum(cell.is_open for cell in self.cells.values())

    @property
    def status(self) -> str:
        """How far it is believed at most; empty where nobody says anything."""
        held = {one.status for cell in self.cells.values() for one in cell.current}
        order = (ClaimStatus.CONFIRMED, ClaimStatus.PREFERRED, ClaimStatus.REPORTED)
        return next((str(one) for one in order if one in held), "")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found."""

    rows: tuple[Listed, ...]
    total: int
    page: int
    pages: int
    strands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item: its cells, what it hangs on, a page of what hangs on it, and what was decided."""

    item: RegisterItem
    path: tuple[RegisterItem, ...]
    cells: tuple[Cell, ...]
    children: tuple[Listed, ...]
    more_children: int
    since: Since
    decisions: tuple[Decision, ...]


def find_items(access: Access, query: Query) -> Found:
    """A page of items; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    known = known_items(access)
    with transaction.atomic():
        # One pass over the register: what was searched for is not searched again for its page.
        numbers = list(_ordered(_matching(known, query), query).values_list("pk", flat=True))
        total = len(numbers)
        pages = max(1, -(-total // PAGE))
        page = min(max(1, query.page), pages)
        items = _items(numbers[(page - 1) * PAGE : page * PAGE])
        strands = known.exclude(strand="").order_by("strand").values_list("strand", flat=True)
        found = Found(tuple(listed(items)), total, page, pages, tuple(strands.distinct()))
        _record(access, [one.reference for one in items], step="found")
    return found


def _items(numbers: Sequence[int]) -> list[RegisterItem]:
    """The items of these keys, in their order."""
    rows = RegisterItem.objects.select_related("parent").in_bulk(numbers)
    return [rows[one] for one in numbers]


def _matching(known: QuerySet[RegisterItem], query: Query) -> QuerySet[RegisterItem]:
    rows = known
    if query.kind == PROMISES:
        rows = rows.filter(kind__in=(ItemKind.AGREEMENT, ItemKind.COMMITMENT))
    elif query.kind:
        rows = rows.filter(kind=query.kind)
    if query.strand:
        rows = rows.filter(strand=query.strand)
    if query.under:
        rows = rows.filter(parent__reference=query.under.replace("\x00", ""))
    words = query.words.strip().replace("\x00", "")[:200]
    if words:
        claimed = Claim.objects.filter(item=OuterRef("pk"), value__icontains=words)
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(names__ar__icontains=words)
            | Q(names__ckb__icontains=words)
            | Q(reference__iexact=words)
            | Exists(claimed)
        )
    return rows


def _ordered(rows: QuerySet[RegisterItem], query: Query) -> QuerySet[RegisterItem]:
    """Promises beside the agreement they are in; other items in the order they were made."""
    if query.kind != PROMISES:
        return rows.order_by("pk")
    top = Coalesce(F("parent__parent_id"), F("parent_id"), F("pk"))
    second = Case(
        When(parent=None, then=Value(0)),
        When(parent__parent=None, then=F("pk")),
        default=F("parent_id"),
        output_field=BigIntegerField(),
    )
    return rows.order_by(top, second, "pk")


def listed(items: Sequence[RegisterItem], *, only_public: bool = False) -> Iterable[Listed]:
    """The items with their cells, in as many queries for fifty as for one.

    Args:
        items: of one page.
        only_public: whether to leave out what the public view does not show.
    """
    claims = Claim.objects.filter(item__in=[one.pk for one in items])
    if only_public:
        claims = claims.filter(public=True)
    said: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims.order_by("pk"):
        said[claim.item_id].append(claim)
    since = since_of(items, most=SINCE, only_public=only_public)
    for item in items:
        cells = {one.attribute: one for one in standing(item, said[item.pk])}
        yield Listed(item, cells, since[item.pk], _depth(item))


def _depth(item: RegisterItem) -> int:
    """How deep a promise hangs; 0 for what is not listed among promises."""
    if item.kind not in (ItemKind.AGREEMENT, ItemKind.COMMITMENT) or item.parent is None:
        return 0
    return 1 if item.parent.parent_id is None else 2


def view_item(access: Access, reference: str) -> ItemView:
    """One item with every claim of it; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the reader may know of.
    """
    require_reading(access)
    with transaction.atomic():
        item = item_of(access, reference)
        claims = item.claims.select_related("made_by").prefetch_related("changes__made_by")
        under = known_items(access).filter(parent=item)
        children = list(under.select_related("parent").order_by("pk")[:PAGE])
        since = since_of([item], most=ON_ITS_PAGE)[item.pk]
        more = max(0, under.count() - len(children))
        view = ItemView(
            item, ancestors_of(item), tuple(standing(item, claims)), tuple(listed(children)),
            more, since, tuple(decisions_of(access, item)),
        )  # fmt: skip
        _record(access, [item.reference], step="item")
    return view


def ancestors_of(item: RegisterItem) -> tuple[RegisterItem, ...]:
    """What an item hangs on, the topmost first."""
    path: list[RegisterItem] = []
    above = item.parent
    while above is not None and len(path) < _DEEPEST:
        path.append(above)
        above = above.parent
    return tuple(reversed(path))


def tree(access: Access) -> list[tuple[int, RegisterItem]]:
    """Every item with its depth, each after what it hangs on; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        items = list(known_items(access))
        _record(access, [], step="tree", number=len(items))
    below: dict[int | None, list[RegisterItem]] = defaultdict(list)
    for item in items:
        below[item.parent_id].append(item)
    found: list[tuple[int, RegisterItem]] = []
    waiting = [(0, one) for one in reversed(below[None])]
    while waiting:
        depth, item = waiting.pop()
        found.append((depth, item))
        waiting += [(depth + 1, one) for one in reversed(below[item.pk])]
    return found


def _record(access: Access, references: Sequence[str], **detail: object) -> None:
    audit.record(
        Act.CONSULT, access=access, objects=list(references), count=len(references),
        detail={"what": "register", **detail},
    )  # fmt: skip
