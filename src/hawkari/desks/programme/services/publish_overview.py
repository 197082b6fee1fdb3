"""What each activity still lacks before it may be published."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from hawkari.desks.programme.iati_out import own_identifier, pass_on
from hawkari.desks.programme.iati_out.values import Activity, Details, Publisher
from hawkari.desks.programme.models import ItemKind, RegisterItem
from hawkari.desks.programme.models.publishing import PublishedIdentifier
from hawkari.desks.programme.services.access import known_items, require_reading
from hawkari.desks.programme.services.publish_checks import Failing, check_activity
from hawkari.desks.programme.services.publish_details import Stated, newest_details, publisher_of
from hawkari.desks.programme.services.publish_rules import rules_for
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["Standing", "lacking", "standing_of_activities"]

NOBODY = Publisher("XX-NOBODY", "10", "Not stated")
"""Stands for the publisher while none is stated, so that the rest can be judged already."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An activity, and how far it is from being published.

    Attributes:
        item: the activity.
        stated: whether somebody stated anything for publication.
        lacks: how many rules it breaks.
        identifier: under which it is published; empty before the first time.
    """

    item: RegisterItem
    stated: bool
    lacks: int
    identifier: str


def standing_of_activities(access: Access, *, most: int = 200) -> list[Standing]:
    """Activities and what they lack, those that somebody stated something of first; audited.

    Args:
        access: who asks.
        most: of how many at once.

    Raises:
        AccessDenied: if the role may not read the register.
    """
    require_reading(access)
    with transaction.atomic():
        items = list(known_items(access).filter(kind=ItemKind.ACTIVITY)[:most])
        stated = newest_details(items)
        rows = PublishedIdentifier.objects.filter(item__in=items)
        named = {one.item_id: one.identifier for one in rows}
        asking = _Asking(access, items)
        found = [
            Standing(
                one,
                stated=stated[one.pk].seen > 0,
                lacks=asking.count(one, stated[one.pk]),
                identifier=named.get(one.pk, ""),
            )
            for one in items
        ]
        detail = {"what": "publishing details"}
        objects = [one.reference for one in items]
        audit.record(Act.CONSULT, access=access, objects=objects, count=len(items), detail=detail)
    return sorted(found, key=lambda one: not one.stated)


def lacking(access: Access, item: RegisterItem, details: Details) -> tuple[Failing, ...]:
    """Which official rules an activity breaks by what is stated of it, after the publish rules.

    Money and results are judged with the whole file, when it is prepared.
    """
    return _Asking(access, [item]).lacking(item, details)


class _Asking:
    """Judges activities; who publishes and the rules are read once for all of them."""

    def __init__(self, access: Access, items: Iterable[RegisterItem]) -> None:
        self.today = access.today
        self.publisher = publisher_of(access) or NOBODY
        self.rules = rules_for(access, items)

    def lacking(self, item: RegisterItem, details: Details) -> tuple[Failing, ...]:
        identifier = own_identifier(self.publisher.ref, item.reference)
        whole = Activity(item.reference, identifier, self.publisher, details)
        passed = pass_on(whole, self.rules[item.pk], self.today).activity
        return check_activity(replace(passed, reference=item.reference), self.today)

    def count(self, item: RegisterItem, stated: Stated) -> int:
        """How many rules it breaks; 0 where nobody stated anything yet."""
        return len({one.rule for one in self.lacking(item, stated.details)}) if stated.seen else 0
