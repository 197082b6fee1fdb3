"""What is behind, and why: each item's state, owner, next step and date, and its risks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hawkari.desks.programme.models import Claim, ClaimStatus, RegisterItem
from hawkari.desks.programme.services.access import known_items, require_reading
from hawkari.desks.programme.services.attributes import ATTRIBUTES
from hawkari.desks.programme.services.cells import cell
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["Behind", "Steering", "what_is_behind"]

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

    @property
    def is_behind(self) -> bool:
        """Whether somebody says so, or its next date has passed and it is not done or stopped."""
        said = self.state.value if self.state else ""
        return said == "behind" or (self.days_over > 0 and said not in ("done", "stopped"))


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind, then what goes on as planned; and how many items nobody steers.

    Attributes:
        late: behind, those longest over first.
        going: the others that are steered, by their next date.
        unsteered: promises and activities of which nobody said a state, an owner or a date.
    """

    late: tuple[Steering, ...]
    going: tuple[Steering, ...]
    unsteered: int


def what_is_behind(access: Access) -> Behind:
    """What is behind and why, of every item that is steered; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        known = known_items(access).filter(kind__in=("commitment", "activity"))
        claims = Claim.objects.filter(item__in=known, attribute__in=(*_STEERING, "risk"))
        said: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims.exclude(status=ClaimStatus.WITHDRAWN).order_by("pk"):
            said[claim.item_id].append(claim)
        items = list(known.filter(pk__in=list(said)).order_by("pk"))
        rows = [_steering(one, said[one.pk], access.today) for one in items]
        total = known.count()
        audit.record(
            Act.CONSULT, access=access, objects=[one.reference for one in items],
            count=len(items), detail={"what": "register", "step": "behind"},
        )  # fmt: skip
    late = sorted((one for one in rows if one.is_behind), key=lambda one: -one.days_over)
    going = sorted((one for one in rows if not one.is_behind), key=_next)
    return Behind(tuple(late), tuple(going), total - len(said))


def _steering(item: RegisterItem, claims: Sequence[Claim], today: date) -> Steering:
    held = {
        name: cell(ATTRIBUTES[name], [one for one in claims if one.attribute == name])
        for name in (*_STEERING, "risk")
    }
    chosen = {name: held[name].chosen or _last(held[name].current) for name in _STEERING}
    due = chosen["next_date"].day if chosen["next_date"] else None
    over = (today - due).days if due is not None else 0
    return Steering(item, **chosen, risks=held["risk"].current, days_over=max(over, 0))


def _last(claims: Sequence[Claim]) -> Claim | None:
    return claims[-1] if claims else None


def _next(one: Steering) -> date:
    return (one.next_date.day if one.next_date else None) or date.max
