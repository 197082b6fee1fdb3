"""Asks whether values of the store may be released, from what the store knows of them.

Nothing is released here. What nobody has recorded counts as missing, and denies: permissions of a
provider, a transfer basis, the recipient's ceiling and whether it is a relevant authority are given
by whoever prepares the release.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.grading.reasons import Decision
from hawkari.evidence.grading.release import may_release_all
from hawkari.evidence.grading.release_terms import (
    OperationTerms,
    Permissions,
    Recipient,
    Releasable,
    Subject,
    TransferBasis,
)
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.identities import clusters_of, log_ids
from hawkari.evidence.loading.markings import installation_ceiling
from hawkari.evidence.models import Act, Agency, Statement, SubjectCategory

__all__ = ["Asked", "ask_release", "releasable"]

PERSON = "Person"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the one who prepares a release states.

    Attributes:
        recipient: slug of the agency.
        action: a `ReleaseAction`.
        purpose: the kind of purpose; empty for the operation's.
        is_bulk: whether it leaves in a package of many people.
        ceiling: the highest classification that the recipient may hold; empty if unknown.
        is_relevant_authority: s.72: whether the recipient is one.
        permissions: what was allowed and acknowledged.
        transfer: the basis of a transfer out of the United Kingdom, made for the recipient's slug.
    """

    recipient: str
    action: str = "hold"
    purpose: str = ""
    is_bulk: bool = True
    ceiling: str = ""
    is_relevant_authority: bool = False
    permissions: Permissions = field(default_factory=Permissions)
    transfer: TransferBasis | None = None


def ask_release(access: Access, statement_ids: Collection[int], asked: Asked) -> Decision:
    """Whether some statements may all be released to a recipient; audited as a look.

    Raises:
        AccessDenied: if the role may not export; audited.
        BadInput: if a statement is not there or hidden, or the agency is not known.
    """
    require(access, Action.EXPORT)
    agency = Agency.objects.filter(slug=asked.recipient).first()
    if agency is None:
        raise BadInput(f"there is no agency {asked.recipient!r}", "Give its short name.")
    recipient = Recipient(
        agency.slug,
        agency.country,
        ceiling=asked.ceiling,
        is_relevant_authority=asked.is_relevant_authority,
    )
    with transaction.atomic():
        things = releasable(access, statement_ids, asked)
        decision = may_release_all(
            things.values(),
            recipient,
            action=asked.action,
            purpose=asked.purpose or access.operation.purpose_kind,
            at=access.today,
        )
        audit.record(
            Act.CONSULT,
            access=access,
            count=len(things),
            recipient=agency.slug,
            outcome="allowed" if decision.allowed else "refused",
            objects=log_ids(sorted(_records(access, statement_ids))),
            detail={
                "asked": "release",
                "action": asked.action,
                "reasons": [reason.cause for reason in decision.reasons],
            },
        )
    return decision


def releasable(
    access: Access, statement_ids: Collection[int], asked: Asked
) -> dict[int, Releasable]:
    """Statements that the user may see, with all that decides on their release, by number.

    Raises:
        BadInput: if one is not there or hidden.
    """
    wanted = sorted(set(statement_ids))
    found = visible_to(access).filter(pk__in=in_ids(wanted))
    statements = list(found.select_related("part", "load__source__agency").order_by("pk"))
    if not wanted or len(statements) != len(wanted):
        raise BadInput("a statement is not there, or not for you to see", "Look once more.")
    markings = stored_markings({one.part.marking_id for one in statements}, by_name=True)
    subjects = _subjects(access, statements)
    holder, operation = access.user.agency, access.operation
    terms = OperationTerms(
        operation.purpose_kind,
        frozenset(operation.agencies.values_list("slug", flat=True)),
        operation.starts,
        operation.ends,
    )
    return {
        one.pk: Releasable(
            marking=markings[one.part.marking_id],
            originator=one.load.source.agency.slug,
            holder=holder.slug if holder is not None else "",
            operation=terms,
            subjects=subjects[one.pk],
            keep_until=one.load.source.review_due,
            is_bulk=asked.is_bulk,
            permissions=asked.permissions,
            transfer=asked.transfer,
            ceiling=installation_ceiling(),
        )
        for one in statements
    }


def _records(access: Access, statement_ids: Collection[int]) -> set[str]:
    seen = visible_to(access).filter(pk__in=in_ids(sorted(set(statement_ids))))
    return set(seen.values_list("entity_id", flat=True))


def _subjects(
    access: Access, statements: Collection[Statement]
) -> Mapping[int, tuple[Subject, ...]]:
    """The people that each statement speaks of: whose value it is, and whom it points at."""
    people: dict[int, set[str]] = defaultdict(set)
    for one in statements:
        if one.schema == PERSON:
            people[one.pk].add(one.entity_id)
        if one.prop_type == "entity":
            people[one.pk].add(one.value)
    named = sorted({person for persons in people.values() for person in persons})
    clusters = clusters_of(access, named)
    set_here: dict[str, dict[str, str]] = defaultdict(dict)
    rows = SubjectCategory.objects.filter(
        operation=access.operation, entity_id__in=in_list(list(clusters.head))
    )
    for entity_id, category, basis in rows.values_list("entity_id", "category", "basis"):
        set_here[clusters.head[entity_id]][category] = basis
    # Whoever is pointed at but hidden has no category that this user knows: that blocks.
    return {
        one.pk: tuple(
            Subject(set_here.get(clusters.head.get(person, ""), {}))
            for person in sorted(people[one.pk])
        )
        for one in statements
    }
