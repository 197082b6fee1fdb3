"""What an activity has and what threatens it: assets, positions, risks."""

from datetime import date

from django.utils import timezone

from hawkari.desks.programme.models import (
    Asset,
    AssetCheck,
    AssetState,
    Position,
    PositionCount,
    Risk,
)
from hawkari.desks.programme.services.entry_past import change
from hawkari.desks.programme.services.entry_values import (
    AREA,
    SCALE,
    NewAsset,
    NewCheck,
    NewPosition,
    NewRisk,
    Reviewed,
    day_within,
    not_later,
    text,
    whole,
)
from hawkari.desks.programme.services.entry_work import added, at_work, in_order, recorded
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "add_asset",
    "add_position",
    "add_risk",
    "check_asset",
    "close_risk",
    "count_position",
    "review_risk",
]

MOST_POSTS = 10_000


def add_asset(access: Access, reference: str, new: NewAsset) -> Asset:
    """Write an asset down: what it is, which office holds it, and where.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such activity.
        BadInput: if something is missing or cannot be.
    """
    if new.received is not None:
        not_later(new.received, access.today, "received")
    fields = {
        "reference": new_reference("E", Asset.objects.all(), access.today),
        "name": text(new.name, "name", needed=True),
        "mark": text(new.mark, "mark", most=100),
        "custodian": text(new.custodian, "custodian", needed=True),
        "place": text(new.place, "place"),
        "received": new.received,
        "every_days": whole(new.every_days, "every_days", (1, 3650)),
    }
    return added(access, reference, Asset, fields=fields)


def check_asset(access: Access, number: int, new: NewCheck) -> AssetCheck:
    """Write down that somebody looked at an asset; earlier checks stay.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such asset.
        BadInput: if the day is to come or before the last check, or the state is none.
    """
    not_later(new.day, access.today, "day")
    if new.state not in AssetState.values:
        raise BadInput("there is no such state", "Choose one of the list.", where=("state",))
    with at_work(access, Asset, number) as (found, item):
        last = found.checks.last()
        if last is not None and new.day < last.day:
            raise BadInput("a later check is there", f"The last was on {last.day}.", where=("day",))
        made = AssetCheck.objects.create(
            asset=found, day=new.day, state=new.state, made_at=timezone.now(), made_by=access.user,
            custodian=text(new.custodian, "custodian", needed=True),
            place=text(new.place, "place"), words=text(new.words, "words", most=AREA),
        )  # fmt: skip
        recorded(access, Act.COLLECT, item, what="asset check", asset=found.reference)
    return made


def add_position(access: Access, reference: str, new: NewPosition) -> Position:
    """Write down a kind of post and how many are planned; nobody is named.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such activity.
        BadInput: if something is missing or cannot be.
    """
    fields = {
        "title": text(new.title, "title", needed=True),
        "office": text(new.office, "office"),
        "planned": whole(new.planned, "planned", (1, MOST_POSTS)),
    }
    return added(access, reference, Position, fields=fields)


def count_position(access: Access, number: int, *, day: date, filled: int) -> PositionCount:
    """Write down how many posts of a kind were filled on a day; earlier counts stay.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such position.
        BadInput: if the day is to come, or the number cannot be.
    """
    not_later(day, access.today, "day")
    whole(filled, "filled", (0, MOST_POSTS))
    with at_work(access, Position, number) as (found, item):
        made = PositionCount.objects.create(
            position=found, day=day, filled=filled, made_at=timezone.now(), made_by=access.user
        )
        recorded(access, Act.COLLECT, item, what="position count", number=number)
    return made


def add_risk(access: Access, reference: str, new: NewRisk) -> Risk:
    """Write a risk down.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such activity.
        BadInput: if something is missing or cannot be.
    """
    fields = {
        "reference": new_reference("K", Risk.objects.all(), access.today),
        "words": text(new.words, "words", most=AREA, needed=True),
        "likelihood": whole(new.likelihood, "likelihood", SCALE),
        "impact": whole(new.impact, "impact", SCALE),
        "owner": text(new.owner, "owner", needed=True),
        "response": text(new.response, "response", most=AREA),
        "opened": access.today,
        "review": day_within(new.review, "review"),
    }
    return added(access, reference, Risk, fields=fields)


def review_risk(access: Access, number: int, new: Reviewed) -> Risk:
    """Write down how a risk is seen now; how it was seen before is kept.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such risk.
        BadInput: if it is closed, or something cannot be.
    """
    fields = {
        "likelihood": whole(new.likelihood, "likelihood", SCALE),
        "impact": whole(new.impact, "impact", SCALE),
        "review": day_within(new.review, "review"),
        "response": text(new.response, "response", most=AREA),
    }
    with at_work(access, Risk, number) as (found, item):
        if found.closed:
            raise BadInput("this risk is closed", "Add another one.")
        before = f"{found.likelihood}x{found.impact}"
        change(access, found, **fields)
        now = f"{found.likelihood}x{found.impact}"
        recorded(access, Act.ALTER, item, what="risk", risk=found.reference, before=before, now=now)
    return found


def close_risk(access: Access, number: int, *, day: date, why: str) -> Risk:
    """Write down that a risk is over, and why.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such risk.
        BadInput: if it is closed already, the day cannot be, or there is no reason.
    """
    not_later(day, access.today, "day")
    because = text(why, "why", most=AREA, needed=True)
    with at_work(access, Risk, number) as (found, item):
        if found.closed:
            raise BadInput("this risk is closed", "Look at the page again.")
        in_order(found.opened, day, "day")
        change(access, found, closed=day, closed_why=because)
        recorded(access, Act.ALTER, item, what="risk", risk=found.reference, reason=because)
    return found
