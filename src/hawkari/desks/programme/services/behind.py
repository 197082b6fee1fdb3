"""What is behind, and why: each item's state, owner, next step and date, and its risks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import (
    Case,
    DateField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Cast, Coalesce

from hawkari.desks.programme.models import Claim, ClaimStatus, RegisterItem
from hawkari.desks.programme.services.access import known_items, require_reading
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["Behind", "Steering", "what_is_behind"]

MOST = 100
"""How many of each are shown: those longest over, and those that come next."""
_PUT_ASIDE = (ClaimStatus.WITHDRAWN, ClaimStatus.CONTRADICTED)
_OVER = ("done", "stopped")
Row = tuple[int, str | None, date | None]
# What an officer prefers or confirmed, else what was published or recorded last.
_TO_GO_BY = (
    Case(
        When(status=ClaimStatus.PREFERRED, then=0),
        When(status=ClaimStatus.CONFIRMED, then=1),
        default=2,
        output_field=IntegerField(),
    ),
    Coalesce("published_on", Cast("made_at", DateField()), output_field=DateField()).desc(),
    "-pk",
)
_STEERING = ("state", "owner", "next_step", "next_date", "behind_why")


@dataclass(frozen=True, slots=True)
class Steering:
    """How one item is steered; None where nobody said it.

    Attributes:
        item: the item.
        state, owner, next_step, next_date, behind_why: the claims to go by.
        risks: those that stand.
        days_over: days since the next date; 0 where it is still to come or not said.
    """

    item: RegisterItem
    state: Claim | None
    owner: Claim | None
    next_step: Claim | None
    next_date: Claim | None
    behind_why: Claim | None
    risks: tuple[Claim, ...]
    days_over: int


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind, then what goes on as planned; and how many items nobody steers.

    Attributes:
        late: behind, those longest over first, at most `MOST`.
        late_in_all: how many are behind.
        going: the others that are steered, by their next date, at most `MOST`.
        going_in_all: how many these are.
        unsteered: commitments and activities of which nobody said a state, an owner or a date.
    """

    late: tuple[Steering, ...]
    late_in_all: int
    going: tuple[Steering, ...]
    going_in_all: int
    unsteered: int


def what_is_behind(access: Access) -> Behind:
    """What is behind and why, of every item that is steered; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        known = known_items(access).filter(kind__in=("commitment", "activity"))
        rows = _steered(known)
        late = sorted((row for row in rows if _is_late(row, access.today)), key=_due)
        numbers = {row[0] for row in late}
        going = sorted((row for row in rows if row[0] not in numbers), key=_due)
        shown = _steering_of([row[0] for row in (*late[:MOST], *going[:MOST])], access.today)
        audit.record(
            Act.CONSULT, access=access, objects=[one.item.reference for one in shown],
            count=len(shown), detail={"what": "register", "step": "behind"},
        )  # fmt: skip
        most = len(late[:MOST])
        unsteered = known.count() - len(rows)
    return Behind(tuple(shown[:most]), len(late), tuple(shown[most:]), len(going), unsteered)


def _steered(known: QuerySet[RegisterItem]) -> list[Row]:
    """Items of which somebody said a state, an owner or a date; state and date as they stand."""
    stands = Claim.objects.exclude(status__in=_PUT_ASIDE).order_by(*_TO_GO_BY)
    of = stands.filter(item=OuterRef("pk"))
    steered = Claim.objects.exclude(status__in=_PUT_ASIDE).filter(attribute__in=_STEERING)
    rows = known.filter(pk__in=steered.values("item")).annotate(
        said=Subquery(of.filter(attribute="state").values("value")[:1]),
        due=Subquery(of.filter(attribute="next_date").values("day")[:1]),
    )
    return list(rows.values_list("pk", "said", "due"))


def _is_late(row: Row, today: date) -> bool:
    _, said, due = row
    return said == "behind" or (due is not None and due < today and said not in _OVER)


def _due(row: Row) -> date:
    return row[2] or date.max


def _steering_of(numbers: Sequence[int], today: date) -> list[Steering]:
    """How these items are steered, in this order."""
    items = RegisterItem.objects.in_bulk(numbers)
    said: dict[int, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    claims = Claim.objects.filter(item__in=numbers, attribute__in=(*_STEERING, "risk"))
    for claim in claims.exclude(status__in=_PUT_ASIDE).order_by(*_TO_GO_BY):
        said[claim.item_id][claim.attribute].append(claim)
    return [_steering(items[one], said[one], today) for one in numbers]


def _steering(item: RegisterItem, said: Mapping[str, list[Claim]], today: date) -> Steering:
    chosen = {name: next(iter(said.get(name, ())), None) for name in _STEERING}
    due = chosen["next_date"].day if chosen["next_date"] else None
    over = (today - due).days if due is not None else 0
    risks = tuple(reversed(said.get("risk", [])))
    return Steering(item, **chosen, risks=risks, days_over=max(over, 0))
