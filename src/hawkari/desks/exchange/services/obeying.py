"""What an originator's correction or recall does here, at once and before a person looks.

Values are withdrawn from use or marked anew, and whoever here passed them on is owed a notice. A
recall may come before its package: it is kept, and holds when the package arrives.
"""

from collections.abc import Mapping
from typing import Any

from hawkari.desks.exchange.models import (
    EventKind,
    PackageEvent,
    ReceivedItem,
    ReceivedPackage,
    ReceivedState,
)
from hawkari.desks.exchange.services.loading import terms_here
from hawkari.errors import BadInput
from hawkari.evidence.disclosures import raise_notices
from hawkari.evidence.grading.fields import from_fields
from hawkari.evidence.grading.reading import above_ceiling
from hawkari.evidence.grading.values import MarkingValue
from hawkari.evidence.loading.markings import installation_ceiling
from hawkari.evidence.markings import marking_row
from hawkari.evidence.models import Agency, Change
from hawkari.evidence.restating import mark_anew, take_back

__all__ = ["mark_again", "obey", "obey_kept"]

WITHDRAWING = frozenset({Change.RETRACTED.value})
"""Changes that withdraw a value here; of the others somebody is told."""


def obey(event: PackageEvent, package: ReceivedPackage) -> None:
    """Do what an event says with the statements of a package, in the current transaction."""
    meant = [str(one["item"]) for one in event.items if _withdraws(event, one)]
    all_of_it = event.kind == EventKind.RECALL and not event.items
    if meant or all_of_it:
        event.withdrawn += _withdraw(event, package, None if all_of_it else meant)
    if package.load is not None:
        mark_again(event, package)
    event.received = package
    event.save()


def obey_kept(package: ReceivedPackage) -> None:
    """Do what was said of a package before it arrived."""
    kept = PackageEvent.objects.filter(
        about=package.reference,
        holder=package.holder,
        partner=package.sender,
        is_ours=False,
        received__isnull=True,
    )
    for event in kept.order_by("pk"):
        obey(event, package)


def _withdraws(event: PackageEvent, item: Mapping[str, Any]) -> bool:
    return (
        event.kind == EventKind.RECALL or event.code in WITHDRAWING or item.get("withdrawn") is True
    )


def _withdraw(event: PackageEvent, package: ReceivedPackage, items: list[str] | None) -> int:
    """Withdraw items, all of them with None; how many were withdrawn now."""
    standing = package.items.filter(is_withdrawn=False)
    meant = standing if items is None else standing.filter(item__in=items)
    count = meant.update(is_withdrawn=True)
    left = package.items.filter(is_withdrawn=False, refusal="")
    if package.load is not None:
        # Two items may say the same: the value goes with the last of them.
        kept = set(left.values_list("row", flat=True))
        rows = set(
            package.items.filter(is_withdrawn=True).exclude(row="").values_list("row", flat=True)
        )
        reason = f"{event.kind} by {package.sender.name}: {event.words}"
        gone = take_back(package.load, rows - kept, reason=reason)
        raise_notices(gone, Change.RETRACTED, cause=f"{event.kind}:{event.reference}")
    if not left.exists():
        if package.state == ReceivedState.WAITING:
            package.body = {**package.body, "statements": []}
        package.state = ReceivedState.RECALLED
        package.save(update_fields=["state", "body"])
    return count


def mark_again(event: PackageEvent, package: ReceivedPackage) -> None:
    """Put loaded statements under the markings that a correction gives them."""
    load = package.load
    if load is None:
        return
    known = frozenset(Agency.objects.values_list("slug", flat=True))
    rows = dict(package.items.filter(is_withdrawn=False).values_list("item", "row"))
    for one in event.items:
        row = rows.get(str(one.get("item")))
        if not row or "marking" not in one:
            continue
        marking = _readable(one["marking"], package.holder.slug)
        if marking is None:
            event.withdrawn += _withdraw(event, package, [str(one["item"])])
            continue
        terms = terms_here(marking, known)
        changed = mark_anew(
            load,
            row,
            marking_row(terms, load.source),
            reason=f"graded anew by {package.sender.name}: {event.words}",
        )
        if changed is not None:
            old, new = changed
            ReceivedItem.objects.filter(package=package, row=row).update(number=new)
            raise_notices([old], Change.REGRADED, cause=f"{event.kind}:{event.reference}")


def _readable(fields: Any, holder: str) -> MarkingValue | None:
    """A marking under which we may keep a value; None for any other."""
    try:
        marking = from_fields(fields)
    except BadInput:
        return None
    if marking.gsc and above_ceiling(marking.gsc, installation_ceiling()):
        return None
    if marking.condition is not None and holder not in marking.condition.agencies:
        return None
    return marking
