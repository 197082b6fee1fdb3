"""The eleven tests of a release for each statement of a package and each of its recipients.

What the tests ask for and nobody has recorded counts as missing, and denies. The value as it stands
is tested; what is added before it leaves (conditions, sanitising) only makes it stricter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from hawkari.desks.exchange.models import (
    Package,
    PackageRecipient,
    PermissionKind,
    ReleasePermission,
)
from hawkari.desks.exchange.services.transfers import basis_of
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.grading import Decision, Recipient, Releasable, may_release
from hawkari.evidence.grading.asking import Asked, releasable
from hawkari.evidence.grading.release_terms import Permissions

__all__ = ["Tested", "readable_among", "recipients_of", "test_rows"]

Tested = Mapping[int, Mapping[str, Decision]]
"""Number of a statement to the slug of a recipient to what the tests say."""


def recipients_of(package: Package) -> list[PackageRecipient]:
    """The recipients of a package, by their slugs."""
    found = package.recipients.select_related("agency", "transfer__agency")
    return list(found.order_by("agency__slug"))


def readable_among(access: Access, numbers: Iterable[int]) -> set[int]:
    """Which of some statements still stand and may be seen."""
    found = visible_to(access).filter(pk__in=in_ids(sorted(set(numbers))))
    return set(found.values_list("pk", flat=True))


def test_rows(access: Access, package: Package, numbers: Collection[int]) -> Tested:
    """What the tests say of some statements, for every recipient.

    Args:
        access: who prepares or signs.
        package: with what was recorded of its recipients and transfers.
        numbers: of statements; what no longer stands or is hidden is left out of the answer.
    """
    readable = readable_among(access, numbers)
    found: dict[int, dict[str, Decision]] = defaultdict(dict)
    if not readable:
        return found
    allowed = _permissions(package)
    for to in recipients_of(package):
        things = releasable(access, readable, _asked(package, to))
        for number, thing in things.items():
            given = allowed.get((str(thing.originator), to.agency.slug))
            found[number][to.agency.slug] = _decision(
                access, package, to, thing=_permitted(thing, given, to)
            )
    return found


def _permissions(package: Package) -> dict[tuple[str, str], Permissions]:
    """What was recorded as allowed for a package, by the slugs of originator and recipient."""
    found: dict[tuple[str, str], Permissions] = defaultdict(Permissions)
    rows = ReleasePermission.objects.filter(package=package)
    for one in rows.select_related("originator", "recipient"):
        pair = (one.originator.slug, one.recipient.slug)
        match one.kind:
            case PermissionKind.ONWARD:
                found[pair] = replace(found[pair], onward=frozenset({one.recipient.slug}))
            case PermissionKind.JUDICIAL:
                found[pair] = replace(found[pair], judicial=True)
            case PermissionKind.PASSING_ON:
                found[pair] = replace(found[pair], passing_on=True)
            case _:
                found[pair] = replace(found[pair], acknowledged=one.words)
    return found


def _permitted(thing: Releasable, allowed: Permissions | None, to: PackageRecipient) -> Releasable:
    """A value with what its originator allowed for one recipient.

    Who lets another agency have a value names it to its condition by that; all else of it stays.
    """
    if allowed is None:
        return thing
    marking, condition = thing.marking, thing.marking.condition
    if allowed.onward and condition is not None:
        also = frozenset({to.agency.slug})
        named = replace(
            condition,
            agencies=condition.agencies | also,
            satisfied_for=condition.satisfied_for | also,
        )
        marking = replace(marking, condition=named)
    return replace(thing, marking=marking, permissions=allowed)


def _asked(package: Package, to: PackageRecipient) -> Asked:
    return Asked(to.agency.slug, package.request.action, is_bulk=package.is_bulk)


def _decision(
    access: Access, package: Package, to: PackageRecipient, *, thing: Releasable
) -> Decision:
    record = to.transfer
    recipient = Recipient(
        to.agency.slug,
        to.agency.country,
        ceiling=to.ceiling,
        is_relevant_authority=record.is_relevant_authority if record is not None else False,
    )
    if record is not None:
        thing = replace(
            thing,
            transfer=basis_of(record, access.today),
            is_eu_origin=record.is_eu_origin,
        )
    return may_release(
        thing,
        recipient,
        action=package.request.action,
        purpose=package.request.purpose,
        at=access.today,
    )
