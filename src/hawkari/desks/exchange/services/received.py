"""What is shown of received packages: what waits in them, what stands of them, what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from hawkari.desks.exchange.models import PackageEvent, ReceivedItem, ReceivedPackage
from hawkari.desks.exchange.packages import proof_of
from hawkari.desks.exchange.services.packages import look, unanswered
from hawkari.desks.exchange.services.receiving import find_received, known_received
from hawkari.desks.exchange.services.telling import EventView, event_view
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.entities.values import ValueView, value_views

__all__ = ["ReceivedLine", "ReceivedView", "prove_item", "received_of", "received_package"]


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """A received package in a list."""

    reference: str
    sender: str
    state: str
    size: int
    received_at: datetime
    unanswered: int


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """A received package as a whole.

    `statements` are those that wait, as they came; once loaded, `values` are those that stand.
    `refused` are statements that could not be loaded, with the reason.
    """

    reference: str
    state: str
    sender: str
    signer: str
    request: str
    size: int
    root: str
    onward: str
    review_by: date
    received_at: datetime
    supersedes: str
    loaded_by: str
    loaded_at: datetime | None
    statements: tuple[Mapping[str, Any], ...]
    values: tuple[ValueView, ...]
    refused: tuple[str, ...]
    withdrawn: int
    events: tuple[EventView, ...]

    @property
    def handling(self) -> str:
        """The strictest handling among what is shown."""
        waiting = (one["marking"]["uk-3x5x2"]["handling"] for one in self.statements)
        shown = [*waiting, *(one.handling for one in self.values)]
        return max(shown, key="PC".find, default="")


def received_of(access: Access) -> list[ReceivedLine]:
    """The packages that the own agency received, newest first; audited.

    Raises:
        AccessDenied: if the role may not exchange.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        found = list(known_received(access))
        waiting = unanswered(PackageEvent.objects.filter(received__in=found, is_ours=False))
        lines = [
            ReceivedLine(
                reference=one.reference,
                sender=one.sender.name,
                state=one.state,
                size=one.size,
                received_at=one.received_at,
                unanswered=waiting.get(one.reference, 0),
            )
            for one in found
        ]
        look(access, "received packages", count=len(lines))
    return lines


def received_package(access: Access, reference: str) -> ReceivedView:
    """One received package with what waits in it or stands of it; audited.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if there is none in the operation.
    """
    require(access, Action.EXCHANGE)
    found = find_received(access, reference)
    with transaction.atomic():
        view = _received_view(access, found)
        look(access, f"package {reference}", count=view.size)
    return view


def _received_view(access: Access, package: ReceivedPackage) -> ReceivedView:
    items = list(package.items.all())
    numbers = [one.number for one in items if one.number]
    values = value_views(visible_to(access).filter(pk__in=in_ids(numbers)))
    return ReceivedView(
        reference=package.reference,
        state=package.state,
        sender=package.sender.name,
        signer=package.signer,
        request=package.request.reference if package.request is not None else "",
        size=package.size,
        root=package.root,
        onward=package.onward,
        review_by=package.review_by,
        received_at=package.received_at,
        supersedes=package.supersedes,
        loaded_by=package.loaded_by.get_username() if package.loaded_by is not None else "",
        loaded_at=package.loaded_at,
        statements=_waiting(access, package, items),
        values=tuple(values),
        refused=tuple(one.refusal for one in items if one.refusal),
        withdrawn=sum(one.is_withdrawn for one in items),
        events=tuple(
            event_view(one, access.today) for one in package.events.select_related("partner")
        ),
    )


def _waiting(
    access: Access, package: ReceivedPackage, items: Sequence[ReceivedItem]
) -> tuple[Mapping[str, Any], ...]:
    """The statements that wait, as they came; for roles that read every class of properties."""
    if not access.reads_whole:
        return ()
    gone = {one.item for one in items if one.is_withdrawn or one.refusal}
    return tuple(one for one in package.body["statements"] if one["item"] not in gone)


def prove_item(access: Access, package: str, item: str) -> dict[str, Any]:
    """The proof that one statement was in a received package, without showing the others.

    Returns:
        ``root``, ``size``, ``position``, ``leaf`` and ``proof``, as
        `hawkari.desks.exchange.packages.is_in_package` checks them.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if there is no such package or item.
    """
    require(access, Action.EXCHANGE)
    found = find_received(access, package)
    leaves = list(found.items.order_by("position").values_list("item", "digest"))
    position = next((place for place, one in enumerate(leaves) if one[0] == item), None)
    if position is None:
        raise BadInput(f"the package has no item {item}", "Look at the package again.")
    proof = proof_of([bytes.fromhex(digest) for _, digest in leaves], position)
    with transaction.atomic():
        look(access, f"package {package}", count=1)
    return {
        "root": found.root,
        "size": found.size,
        "position": position,
        "leaf": leaves[position][1],
        "proof": proof,
    }
