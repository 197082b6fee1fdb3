"""The originator's decision on a request, statement by statement.

An officer puts people and things into a draft, and says of each statement whether it is released,
sanitised, under which conditions, or withheld and why. The eleven tests are shown for each, and a
statement that fails one for any recipient cannot be released. A second person signs
(`releasing.sign`) or sends the draft back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.exchange.models import (
    Choice,
    Package,
    PackageRecipient,
    PackageRow,
    PackageState,
    RequestState,
)
from hawkari.desks.exchange.packages.reading import MOST
from hawkari.desks.exchange.services.requests import agency_of, locked, move_on
from hawkari.desks.exchange.services.testing import test_rows
from hawkari.desks.exchange.services.transfers import TransferGiven, partner_of, record_transfer
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.entities import SearchHit, search
from hawkari.evidence.grading import Classification
from hawkari.evidence.identities import EntityNotFound, clusters_of, log_ids, stated_ids
from hawkari.evidence.models import Act

__all__ = [
    "Given",
    "add_entity",
    "add_recipient",
    "audit_package",
    "begin",
    "candidates",
    "decide",
    "draft_of",
    "drop",
    "find_package",
    "hands_of",
    "known_packages",
    "locked_package",
    "set_terms",
    "set_transfer",
]


@dataclass(frozen=True, slots=True)
class Given:
    """The decision on some statements.

    Attributes:
        choice: ``release`` or ``withhold``.
        reason: why; must be given to withhold.
        sanitised: what is said in place of the value, of one statement only; empty for the value.
        condition: conditions that are added to its handling; empty for none.
        condition_until: last day of the added conditions.
    """

    choice: str
    reason: str = ""
    sanitised: str = ""
    condition: str = ""
    condition_until: date | None = field(default=None)


def begin(access: Access, request: str) -> Package:
    """Begin to decide on a partner's request: an empty draft for the partner who asked.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is no such open request of a partner, or a draft is open already.
    """
    require(access, Action.RELEASE)
    with transaction.atomic():
        asked = locked(access, request, is_ours=False)
        drafts = (PackageState.DRAFT, PackageState.SUBMITTED)
        if asked.packages.filter(state__in=drafts).exists():
            raise BadInput("somebody is deciding on this request already", "Go on with the draft.")
        made = Package.objects.create(
            reference=uuid4().hex,
            request=asked,
            operation=access.operation,
            prepared_by=access.user,
            prepared_at=timezone.now(),
        )
        PackageRecipient.objects.create(package=made, agency=asked.partner)
        if asked.state == RequestState.SENT:
            move_on(access, asked, RequestState.DECIDING)
        audit_package(access, made, "begun")
    return made


def add_recipient(access: Access, package: str, agency: str) -> None:
    """Let another partner of the operation receive the package too; it learns of no other.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is no such draft or partner.
    """
    require(access, Action.RELEASE)
    partner = partner_of(access, agency)
    with transaction.atomic():
        draft = draft_of(access, package)
        PackageRecipient.objects.get_or_create(
            package=draft, agency=partner, defaults={"reference": uuid4().hex}
        )
        audit_package(access, draft, "recipient added", recipient=partner.slug)


def add_entity(access: Access, package: str, entity: str) -> int:
    """Put everything that the officer may see stated of a person or thing into a draft, undecided.

    Args:
        access: who decides.
        package: reference of the draft.
        entity: canonical id or id as stated.

    Returns:
        How many statements are new in the draft.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is no such draft, or it would be too large.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.RELEASE)
    entity_id = stated_ids([entity])[entity]
    members = clusters_of(access, [entity_id]).head
    if entity_id not in members:
        raise EntityNotFound(entity)
    with transaction.atomic():
        draft = draft_of(access, package)
        found = visible_to(access).filter(entity_id__in=in_list(sorted(members)))
        have = set(draft.rows.values_list("number", flat=True))
        numbers = sorted(set(found.values_list("pk", flat=True)) - have)
        if len(have) + len(numbers) > MOST:
            raise BadInput(f"a package holds at most {MOST} statements", "Begin another one.")
        PackageRow.objects.bulk_create(
            [PackageRow(package=draft, number=one, item=uuid4().hex) for one in numbers],
            batch_size=500,
        )
        audit_package(
            access, draft, "entity added", count=len(numbers), objects=log_ids([entity_id])
        )
    return len(numbers)


def candidates(access: Access, query: str) -> list[SearchHit]:
    """Persons and things that a request may mean, for an officer to choose from; audited.

    Raises:
        AccessDenied: if the role may not release or search.
    """
    require(access, Action.RELEASE)
    return search(access, query, limit=8)


def decide(access: Access, package: str, rows: Collection[int], *, given: Given) -> int:
    """Decide on rows of a draft.

    Args:
        access: who decides.
        package: reference of the draft.
        rows: ids of its rows.
        given: the decision; it replaces an earlier one.

    Returns:
        How many rows were decided on.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if a row is not of the draft, the decision is incomplete, or a statement fails a
            test for a recipient; nothing is decided then.
    """
    require(access, Action.RELEASE)
    _check_given(given, rows)
    with transaction.atomic():
        draft = draft_of(access, package)
        chosen = draft.rows.filter(pk__in=in_ids(sorted(set(rows))))
        numbers = list(chosen.values_list("number", flat=True))
        if not numbers or len(numbers) != len(set(rows)):
            raise BadInput("some of the rows are not of this package", "Reload the page.")
        if given.choice == Choice.RELEASE:
            refuse_failing(access, draft, numbers)
            _refuse_words_for_reference(access, numbers, given)
        releases = given.choice == Choice.RELEASE
        count = chosen.update(
            choice=given.choice,
            reason=given.reason.strip(),
            sanitised=given.sanitised.strip() if releases else "",
            condition=given.condition.strip() if releases else "",
            condition_until=given.condition_until if releases else None,
            decided_by=access.user,
            decided_at=timezone.now(),
        )
        audit_package(access, draft, given.choice, count=count, words=given.reason)
    return count


def _check_given(given: Given, rows: Collection[int]) -> None:
    if given.choice not in {Choice.RELEASE, Choice.WITHHOLD}:
        raise BadInput(f"{given.choice!r} is no decision", "Give release or withhold.")
    if given.choice == Choice.WITHHOLD and not given.reason.strip():
        raise BadInput("withholding a statement needs a reason", "Say why it does not leave.")
    if given.sanitised.strip() and len(set(rows)) != 1:
        raise BadInput("several statements cannot say one sanitised value", "Choose one of them.")
    if given.condition_until is not None and not given.condition.strip():
        raise BadInput("an end without a condition says nothing", "Write the condition down.")


def _refuse_words_for_reference(access: Access, numbers: Sequence[int], given: Given) -> None:
    """What refers to somebody leaves as a reference: words in its place would not replace it."""
    refers = visible_to(access).filter(pk__in=in_ids(numbers), prop_type="entity")
    if given.sanitised.strip() and refers.exists():
        raise BadInput("a reference to somebody cannot be put in other words", "Withhold it.")


def refuse_failing(access: Access, package: Package, numbers: Sequence[int]) -> None:
    """Refuse if a statement is gone, or fails a test for any recipient.

    Raises:
        BadInput: naming the first failing test with its authority and what would change it.
    """
    tested = test_rows(access, package, numbers)
    for number in numbers:
        if number not in tested:
            raise BadInput(
                f"statement {number} was taken back or is hidden from you", "Withhold it."
            )
        for recipient, decision in tested[number].items():
            if not decision.allowed:
                what, change = decision.reasons[0].english
                raise BadInput(
                    f"statement {number} may not go to {recipient}: {what.rstrip('.')}",
                    f"{change} (test {decision.reasons[0].number} of 11)",
                )


def set_terms(
    access: Access, package: str, *, onward: str, review_by: date, is_bulk: bool = True
) -> None:
    """Say what the recipient must ask before passing it on, and when it reviews or erases it.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is no such draft, there are no onward terms, or the day is past.
    """
    require(access, Action.RELEASE)
    if not onward.strip():
        raise BadInput("a package states its onward terms", "Say what must be asked before.")
    if review_by <= access.today:
        raise BadInput(f"{review_by.isoformat()} is not in the future", "Give a later day.")
    with transaction.atomic():
        draft = draft_of(access, package)
        draft.onward, draft.review_by, draft.is_bulk = onward.strip(), review_by, is_bulk
        draft.save(update_fields=["onward", "review_by", "is_bulk"])
        audit_package(access, draft, "terms set", words=onward)


def set_transfer(
    access: Access,
    package: str,
    agency: str,
    *,
    given: TransferGiven | None = None,
    ceiling: str = "",
) -> None:
    """Record what a recipient may hold and why a transfer to it is lawful.

    Args:
        access: who prepares.
        package: reference of the draft.
        agency: slug of one of its recipients.
        given: answers to the questions; None for a recipient in the United Kingdom.
        ceiling: the highest classification that it may hold; empty if unknown.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is no such draft or recipient, or the classification is not known.
    """
    require(access, Action.RELEASE)
    if ceiling and ceiling not in set(Classification):
        raise BadInput(f"{ceiling!r} is no classification", f"Known: {', '.join(Classification)}.")
    with transaction.atomic():
        draft = draft_of(access, package)
        to = draft.recipients.select_related("agency").filter(agency__slug=agency).first()
        if to is None:
            raise BadInput(f"{agency!r} receives nothing of this package", "Add it first.")
        to.ceiling = ceiling
        if given is not None:
            to.transfer = record_transfer(access, to.agency, given)
        to.save(update_fields=["ceiling", "transfer"])
        audit_package(access, draft, "transfer recorded", recipient=agency)


def drop(access: Access, package: str, *, words: str) -> None:
    """Give a draft up; the request stays open.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is no such draft, or no reason.
    """
    require(access, Action.RELEASE)
    if not words.strip():
        raise BadInput("giving a draft up needs a reason", "Say why.")
    with transaction.atomic():
        draft = locked_package(access, package, PackageState.DRAFT, PackageState.SUBMITTED)
        draft.state, draft.note = PackageState.DROPPED, words
        draft.save(update_fields=["state", "note"])
        audit_package(access, draft, "given up", words=words)


def known_packages(access: Access) -> QuerySet[Package]:
    """The packages that the own agency decides on in the operation."""
    found = Package.objects.filter(
        operation=access.operation, prepared_by__agency=agency_of(access)
    )
    return found.select_related(
        "request__partner", "request__operation", "operation", "supersedes",
        "prepared_by", "submitted_by", "signed_by",
    )  # fmt: skip


def find_package(access: Access, reference: str) -> Package:
    """A package of the own agency; BadInput if there is none. Not audited."""
    found = known_packages(access).filter(reference=reference).first()
    if found is None:
        raise BadInput(f"there is no package {reference}", "Look at the list again.")
    return found


def locked_package(access: Access, reference: str, *states: PackageState) -> Package:
    """A package in one of some states, which nobody else changes until the transaction ends.

    Raises:
        BadInput: if there is none, or it is in another state.
    """
    Package.objects.select_for_update().filter(reference=reference).first()
    found = find_package(access, reference)
    if found.state not in states:
        wanted = " or ".join(states)
        raise BadInput(f"the package is {found.state}, not {wanted}", "Reload the page.")
    return found


def draft_of(access: Access, reference: str) -> Package:
    """A locked draft that somebody changes: whoever does has a hand in it, and does not sign."""
    found = locked_package(access, reference, PackageState.DRAFT)
    if access.user.pk not in found.hands:
        found.hands = [*found.hands, access.user.pk]
        found.save(update_fields=["hands"])
    return found


def hands_of(package: Package) -> set[int | None]:
    """Who had a hand in a package: the numbers of the users, none of whom signs it."""
    decided = package.rows.values_list("decided_by", flat=True)
    return {package.prepared_by_id, package.submitted_by_id, *decided, *package.hands}


def audit_package(  # noqa: PLR0913  the columns of an entry
    access: Access,
    package: Package,
    step: str,
    *,
    act: Act = Act.DECIDE,
    count: int = 1,
    words: str = "",
    recipient: str = "",
    objects: Sequence[str] = (),
    **detail: Any,
) -> None:
    """Audit one step of a package; last in its transaction."""
    audit.record(
        act,
        access=access,
        objects=[f"package {package.reference}", *objects],
        count=count,
        justification=words,
        recipient=recipient,
        detail={"what": "package", "step": step, **detail},
    )
