"""What is shown of packages of ours: their decisions, their recipients, and what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from hawkari.desks.exchange.models import (
    Choice,
    Package,
    PackageEvent,
    PackageRecipient,
    PackageRow,
    PackageState,
    TransferRecord,
)
from hawkari.desks.exchange.services.deciding import find_package, hands_of, known_packages
from hawkari.desks.exchange.services.permissions import PermissionView, permissions_of
from hawkari.desks.exchange.services.receiving import known_received
from hawkari.desks.exchange.services.request_views import RequestView, view_of
from hawkari.desks.exchange.services.telling import EventView, event_view
from hawkari.desks.exchange.services.testing import recipients_of, test_rows
from hawkari.desks.exchange.services.transfers import assessment_problem, newest_assessment
from hawkari.desks.exchange.services.ways import Way, ways_of
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.entities.values import ValueView, value_views
from hawkari.evidence.grading import Reason
from hawkari.evidence.models import Act

__all__ = [
    "PackageLine",
    "PackageView",
    "RecipientView",
    "RowView",
    "look",
    "packages_of",
    "packages_of_request",
    "sent_package",
    "unanswered",
]


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A package of ours in a list."""

    reference: str
    request: str
    partner: str
    state: str
    deadline: date
    prepared_by: str
    unanswered: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One statement of a package with the decision on it.

    `value` is None where it was taken back or is hidden from the reader. `failing` are the tests
    that it fails, for any recipient, each once.
    """

    id: int
    number: int
    value: ValueView | None
    choice: str
    reason: str
    sanitised: str
    condition: str
    condition_until: date | None
    is_recalled: bool
    failing: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RecipientView:
    """One recipient of a package.

    `needs_basis`: whether a transfer to it needs one; `transfer` is the one recorded.
    `assessment` is why no assessment holds (``missing``, ``lapsed``, ``risk``), else empty.
    """

    slug: str
    name: str
    country: str
    ceiling: str
    needs_basis: bool
    transfer: TransferRecord | None
    assessment: str
    way: Way | None
    receipted_at: datetime | None
    receipted_by: str
    is_declined: bool
    receipt_words: str
    loaded_count: int
    refused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PackageView:
    """A package of ours as a whole. `may_sign`: whether this reader had no hand in it."""

    reference: str
    state: str
    request: RequestView
    onward: str
    review_by: date | None
    is_bulk: bool
    note: str
    root: str
    prepared_by: str
    submitted_by: str
    signed_by: str
    signed_at: datetime | None
    may_sign: bool
    recipients: tuple[RecipientView, ...]
    rows: tuple[RowView, ...]
    events: tuple[EventView, ...]
    permissions: tuple[PermissionView, ...]

    @property
    def handling(self) -> str:
        """The strictest handling among what is shown."""
        shown = (row.value.handling for row in self.rows if row.value is not None)
        return max((one for one in shown), key="PC".find, default="")

    @property
    def undecided(self) -> int:
        """Rows nobody has decided on."""
        return sum(row.choice == Choice.UNDECIDED for row in self.rows)

    @property
    def released(self) -> int:
        """Rows that leave."""
        return sum(row.choice == Choice.RELEASE for row in self.rows)


def packages_of(access: Access) -> list[PackageLine]:
    """The packages that the own agency decides on, newest first; audited.

    Raises:
        AccessDenied: if the role may not exchange.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        found = list(known_packages(access))
        open_events = unanswered(PackageEvent.objects.filter(package__in=found))
        lines = [_line(one, open_events.get(one.reference, 0)) for one in found]
        look(access, "packages", count=len(lines))
    return lines


def _line(package: Package, unanswered: int) -> PackageLine:
    return PackageLine(
        reference=package.reference,
        request=package.request.reference,
        partner=package.request.partner.name,
        state=package.state,
        deadline=package.request.deadline,
        prepared_by=package.prepared_by.get_username(),
        unanswered=unanswered,
    )


def unanswered(events: Any) -> dict[str, int]:
    """How many events of each package wait for an answer, by the package's reference."""
    found: dict[str, int] = {}
    waiting = events.filter(answer_due__isnull=False, answered_at__isnull=True)
    for about in waiting.values_list("about", flat=True):
        found[about] = found.get(about, 0) + 1
    return found


def packages_of_request(access: Access, request: str) -> list[tuple[str, str, bool]]:
    """The packages of a request: reference, state, and whether we decide on it. Not audited."""
    ours = known_packages(access).filter(request__reference=request)
    theirs = known_received(access).filter(request__reference=request)
    return [
        *((one.reference, one.state, True) for one in ours),
        *((one.reference, one.state, False) for one in theirs),
    ]


def sent_package(access: Access, reference: str) -> PackageView:
    """One package of ours with every row, its tests, its recipients and what was said; audited.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if there is none in the operation.
    """
    require(access, Action.EXCHANGE)
    found = find_package(access, reference)
    with transaction.atomic():
        view = _package_view(access, found)
        look(access, f"package {reference}", count=len(view.rows))
    return view


def _package_view(access: Access, package: Package) -> PackageView:
    rows = list(package.rows.order_by("pk"))
    events = list(package.events.select_related("partner"))
    recipients = recipients_of(package)
    ways = ways_of([*(one.message for one in recipients), *(one.message for one in events)])
    people = (package.prepared_by, package.submitted_by, package.signed_by)
    prepared, submitted, signed = (one.get_username() if one else "" for one in people)
    return PackageView(
        reference=package.reference,
        state=package.state,
        request=view_of(package.request, access.today),
        onward=package.onward,
        review_by=package.review_by,
        is_bulk=package.is_bulk,
        note=package.note,
        root=package.root,
        prepared_by=prepared,
        submitted_by=submitted,
        signed_by=signed,
        signed_at=package.signed_at,
        may_sign=access.user.pk not in hands_of(package) and access.may(Action.RELEASE),
        recipients=tuple(_recipient(access, one, ways) for one in recipients),
        rows=_row_views(access, package, rows),
        events=tuple(
            event_view(one, access.today, way=ways.get((one.message, one.partner.slug)))
            for one in events
        ),
        permissions=tuple(permissions_of(package)),
    )


def _row_views(access: Access, package: Package, rows: Sequence[PackageRow]) -> tuple[RowView, ...]:
    numbers = [one.number for one in rows]
    readable = visible_to(access).filter(pk__in=in_ids(numbers))
    values = {one.statement_id: one for one in value_views(readable)}
    is_open = package.state in {PackageState.DRAFT, PackageState.SUBMITTED}
    tested = test_rows(access, package, numbers) if is_open else {}
    return tuple(
        RowView(
            id=row.pk,
            number=row.number,
            value=values.get(row.number),
            choice=row.choice,
            reason=row.reason,
            sanitised=row.sanitised,
            condition=row.condition,
            condition_until=row.condition_until,
            is_recalled=row.is_recalled,
            failing=tuple(
                dict.fromkeys(
                    reason
                    for decision in tested.get(row.number, {}).values()
                    for reason in decision.reasons
                )
            ),
        )
        for row in rows
    )


def _recipient(
    access: Access, to: PackageRecipient, ways: Mapping[tuple[str, str], Way]
) -> RecipientView:
    needs = to.agency.country != "GB"
    problem = assessment_problem(newest_assessment(to.agency), access.today) if needs else ""
    return RecipientView(
        slug=to.agency.slug,
        name=to.agency.name,
        country=to.agency.country,
        ceiling=to.ceiling,
        needs_basis=needs,
        transfer=to.transfer,
        assessment=problem,
        way=ways.get((to.message, to.agency.slug)),
        receipted_at=to.receipted_at,
        receipted_by=to.receipted_by,
        is_declined=to.is_declined,
        receipt_words=to.receipt_words,
        loaded_count=to.loaded_count,
        refused=to.refused,
    )


def look(access: Access, what: str, *, count: int) -> None:
    """Audit that somebody looked at packages; last in its transaction."""
    audit.record(Act.CONSULT, access=access, count=count, detail={"what": what})
