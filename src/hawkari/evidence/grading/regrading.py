"""Regrading: a new judgement on how good values are and who may have them.

The old statement is retracted with the reason, a new one stands in its place under the new
marking, and both stay linked; the codes as the originator gave them are kept. A person of any
agency that may see a value may judge anew how good it is; only the originator's own people may
loosen who may have it. A rise is marked as one. Everything is audited, and can be taken back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_parts, visible_to
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.disclosures import raise_notices
from hawkari.evidence.grading.codes import Grade, IntelligenceAssessment, SourceEvaluation
from hawkari.evidence.grading.conversion import is_raised
from hawkari.evidence.grading.loosening import loosened
from hawkari.evidence.grading.stored import value_of
from hawkari.evidence.grading.terms import as_terms
from hawkari.evidence.grading.values import MarkingValue
from hawkari.evidence.identities import log_ids
from hawkari.evidence.marking_terms import MarkingTerms
from hawkari.evidence.markings import marking_row
from hawkari.evidence.models import Act, Change, Marking, Regrading, Statement
from hawkari.evidence.restating import hold_loads, is_retracted, restate

__all__ = ["RegradingView", "regrade", "regradings_of", "undo_regrading"]


@dataclass(frozen=True, slots=True)
class RegradingView:
    """One regrading as it is shown.

    Attributes:
        id: number of the regrading.
        statement: number of the statement that stands since then.
        before: the marking before it, agencies and users by their names.
        is_rise: whether source or intelligence stood higher afterwards.
        is_undo: whether it took another one back.
        reason, by, at: why, by whom (user name), when.
    """

    id: int
    statement: int
    before: MarkingValue
    is_rise: bool
    is_undo: bool
    reason: str
    by: str
    at: datetime


def regrade(
    access: Access, statement_ids: Collection[int], marking: MarkingTerms, *, reason: str
) -> dict[int, int]:
    """Put statements under another marking.

    Args:
        access: who judges.
        statement_ids: numbers of statements that the user may see.
        marking: the new one; its `originals` are those of each statement, whatever it says.
        reason: why, in the judge's words; never empty.

    Returns:
        Number of each old statement to that of the one in its place, ascending; statements that
        have the marking already are left out.

    Raises:
        AccessDenied: if the role may not, or somebody but the originator loosens who may have a
            value; audited.
        BadInput: without a reason, or if a statement is not there or hidden.
    """
    require(access, Action.REGRADE)
    if not reason.strip():
        raise BadInput("regrading needs a reason", "Say why the value is graded anew.")
    statements = _seen(access, statement_ids)
    for one in statements:
        _refuse_loosening(access, one, marking)
    with transaction.atomic():
        hold_loads([one.load for one in statements])
        made = [
            event
            for one in statements
            if (event := _regraded(access, one, _kept(one, marking), reason=reason)) is not None
        ]
        _record(access, statements, made, reason=reason)
    return {event.old_id: event.new_id for event in made}


def undo_regrading(access: Access, regrading: int, *, reason: str) -> int:
    """Take a regrading back: the value stands under the marking before it, in a new statement.

    Args:
        access: who takes it back.
        regrading: number of the regrading; its value must stand, and be visible.
        reason: why; never empty.

    Returns:
        Number of the statement that stands now.

    Raises:
        AccessDenied: if the role may not, or it would loosen who may have another agency's value
            and the user's own agency did not tighten it before; audited.
        BadInput: without a reason, if there is no such regrading that the user may see, or it was
            taken back or regraded since.
    """
    require(access, Action.REGRADE)
    if not reason.strip():
        raise BadInput("taking a regrading back needs a reason", "Say why.")
    events = Regrading.objects.filter(pk=regrading).select_related("before", "made_by")
    event = events.first()
    if event is None or is_retracted(event.new_id):
        raise BadInput(
            "there is no such regrading that stands", "Look at the value's page once more."
        )
    (statement,) = _seen(access, [event.new_id])
    if event.made_by.agency_id != access.user.agency_id:
        before = as_terms(value_of(event.before, by_name=True), is_ours=True)
        _refuse_loosening(access, statement, before)
    with transaction.atomic():
        hold_loads([statement.load])
        made = _regraded(access, statement, event.before, reason=reason, undoes=event)
        _record(access, [statement], [made] if made is not None else [], reason=reason)
    return made.new_id if made is not None else statement.pk


def regradings_of(access: Access, statement_ids: Collection[int]) -> dict[int, RegradingView]:
    """The latest regrading of each of some statements, where there is one.

    For showing beside values that the caller has read by `visible_to` and audited. Of an earlier
    marking that hid the value from this access only the grade is told, not the words of its
    condition.
    """
    parts = visible_parts(access)
    seen = visible_to(access).filter(pk__in=in_ids(sorted(statement_ids)))
    events = Regrading.objects.filter(new__in=seen.values("pk")).select_related(
        "before__condition", "made_by", "old"
    )
    return {
        event.new_id: RegradingView(
            id=event.pk,
            statement=event.new_id,
            before=_told(event, is_known=event.old.part_id in parts),
            is_rise=event.is_rise,
            is_undo=event.undoes_id is not None,
            reason=event.reason,
            by=event.made_by.get_username(),
            at=event.made_at,
        )
        for event in events
    }


def _told(event: Regrading, *, is_known: bool) -> MarkingValue:
    """The marking before a regrading, cut down to its grade where it is not the reader's."""
    before = value_of(event.before, by_name=True)
    if is_known:
        return before
    return MarkingValue(before.source, before.intelligence, before.handling)


def _seen(access: Access, numbers: Collection[int]) -> list[Statement]:
    wanted = sorted(set(numbers))
    found = visible_to(access).filter(pk__in=in_ids(wanted))
    statements = list(
        found.select_related("part__marking__condition", "load__source__agency").order_by("pk")
    )
    if not wanted or len(statements) != len(wanted):
        raise BadInput(
            "a statement is not there, or not for you to see", "Look at the page once more."
        )
    return statements


def _kept(statement: Statement, terms: MarkingTerms) -> Marking:
    """The row of the new marking, with the codes as given of the statement's own."""
    before = statement.part.marking
    is_same = as_terms(value_of(before, by_name=True), is_ours=True).condition == terms.condition
    return marking_row(
        replace(terms, originals=before.originals),
        statement.load.source,
        condition=before.condition if is_same else None,
    )


def _refuse_loosening(access: Access, statement: Statement, terms: MarkingTerms) -> None:
    before = value_of(statement.part.marking, by_name=True)
    what = loosened(as_terms(before, is_ours=True), terms)
    if not what or statement.load.source.agency_id == access.user.agency_id:
        return
    rule = f"only the originator may loosen {', '.join(what)}"
    audit.record(
        Act.DENY,
        access=access,
        objects=log_ids([statement.entity_id]),
        outcome="denied",
        detail={"action": Action.REGRADE.value, "rule": rule},
    )
    raise AccessDenied(access.user.get_username(), "regrade it so", rule)


def _regraded(
    access: Access,
    statement: Statement,
    marking: Marking,
    *,
    reason: str,
    undoes: Regrading | None = None,
) -> Regrading | None:
    """One statement in another's place; None where it has the marking already."""
    before = statement.part.marking
    if before.pk == marking.pk:
        return None
    earlier = Regrading.objects.filter(new=statement).first()
    new = restate(statement, marking, reason=f"regraded: {reason}")
    return Regrading.objects.create(
        root_id=earlier.root_id if earlier is not None else statement.pk,
        old=statement,
        new=new,
        before=before,
        after=marking,
        undoes=undoes,
        is_rise=is_raised(_grade(before), _grade(marking)),
        reason=reason,
        made_by=access.user,
        made_at=timezone.now(),
    )


def _grade(row: Marking) -> Grade:
    return Grade(
        SourceEvaluation(row.source_evaluation),
        IntelligenceAssessment(row.intelligence_assessment),
    )


def _record(
    access: Access, statements: Sequence[Statement], made: Sequence[Regrading], *, reason: str
) -> None:
    """The notices to past recipients, and the audit entry."""
    for event in made:
        raise_notices([event.old_id], Change.REGRADED, cause=f"regrading:{event.pk}")
    markings = {event.pk: event for event in made}
    audit.record(
        Act.ALTER,
        access=access,
        objects=log_ids(sorted({one.entity_id for one in statements})),
        count=len(made),
        justification=reason,
        detail={
            "change": "regraded",
            "regradings": sorted(markings),
            "rises": sum(event.is_rise for event in made),
            "undoes": [event.undoes_id for event in made if event.undoes_id is not None],
            "from": sorted({str(_grade(event.before)) for event in made}),
            "to": sorted({str(_grade(event.after)) for event in made}),
        },
    )
