"""An activity as a whole, its milestones, and what was decided of it."""

from datetime import date

from django.utils import timezone

from hawkari.desks.programme.models import (
    ActivityFacts,
    Decision,
    DecisionKind,
    Document,
    Milestone,
    MilestoneProof,
)
from hawkari.desks.programme.services.access import known_items, require_reading
from hawkari.desks.programme.services.documents import NewDocument, keep
from hawkari.desks.programme.services.entry_past import change
from hawkari.desks.programme.services.entry_values import (
    AREA,
    EVIDENCE,
    NewDecision,
    NewFacts,
    NewMilestone,
    day_within,
    not_later,
    text,
)
from hawkari.desks.programme.services.entry_work import added, at_work, in_order, recorded, work
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "add_decision",
    "add_milestone",
    "finish_action",
    "finish_milestone",
    "milestones_shown_by",
    "revise_milestone",
    "set_facts",
    "show_milestone",
]


def set_facts(access: Access, reference: str, new: NewFacts) -> ActivityFacts:
    """Write down what is known of an activity as a whole; what was written before is replaced.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such activity.
        BadInput: if it ends before it starts, or something is too long.
    """
    starts, ends = day_within(new.starts, "starts"), day_within(new.ends, "ends")
    in_order(starts, ends, "ends")
    with work(access, reference) as item:
        facts, _ = ActivityFacts.objects.update_or_create(
            item=item,
            defaults={
                "lead": text(new.lead, "lead"),
                "partners": text(new.partners, "partners", most=AREA),
                "legal_basis": text(new.legal_basis, "legal_basis", most=AREA),
                "starts": starts,
                "ends": ends,
            },
        )
        recorded(access, Act.ALTER, item, what="facts")
    return facts


def add_milestone(access: Access, reference: str, new: NewMilestone) -> Milestone:
    """Write a milestone down.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such activity.
        BadInput: if something is missing or cannot be.
    """
    fields = {
        "name": text(new.name, "name", needed=True),
        "owner": text(new.owner, "owner"),
        "begins": day_within(new.begins, "begins"),
        "due": day_within(new.due, "due"),
    }
    in_order(new.begins, new.due, "due")
    return added(access, reference, Milestone, fields=fields)


def revise_milestone(access: Access, number: int, *, due: date, why: str) -> Milestone:
    """Give a milestone another day; the first one stays beside it, with the reason.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such milestone.
        BadInput: if it was reached already, or there is no reason.
    """
    day_within(due, "due")
    because = text(why, "why", most=AREA, needed=True)
    with at_work(access, Milestone, number) as (found, item):
        if found.done:
            raise BadInput("this was reached already", "Add another milestone.")
        in_order(found.begins, due, "due")
        change(access, found, revised=due, revised_why=because)
        recorded(access, Act.ALTER, item, what="milestone", number=number, reason=because)
    return found


def finish_milestone(
    access: Access, number: int, *, done: date, evidence: str = "", proof: NewDocument | None = None
) -> Milestone:
    """Write down that a milestone was reached, and what shows it.

    Args:
        access: who writes.
        number: of the milestone.
        done: the day it was reached.
        evidence: a note on what shows it; needed where no document does.
        proof: the document that shows it; it may follow later by `show_milestone`.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such milestone.
        BadInput: if it was reached already, the day is to come, nothing shows it, or the document
            cannot be kept.
    """
    not_later(done, access.today, "done")
    note = text(evidence, "evidence", most=EVIDENCE, needed=proof is None)
    with at_work(access, Milestone, number) as (found, item):
        if found.done:
            raise BadInput("this was reached already", "Look at the page again.")
        change(access, found, done=done, evidence=note)
        if proof is not None:
            _show(access, found, proof)
        recorded(access, Act.ALTER, item, what="milestone", number=number, done=str(done))
    return found


def show_milestone(access: Access, number: int, *, proof: NewDocument) -> Document:
    """Hand in a document that shows a milestone to be reached; those before it stay.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such milestone.
        BadInput: if it is not reached yet, or the document cannot be kept.
    """
    with at_work(access, Milestone, number) as (found, _item):
        if not found.done:
            raise BadInput("this is not reached yet", "Write down that it is reached first.")
        return _show(access, found, proof)


def milestones_shown_by(access: Access, document: Document) -> tuple[Milestone, ...]:
    """The milestones that a document shows to be reached, for whoever audits that it is read.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    stand = Milestone.objects.filter(item__in=known_items(access), withdrawn_at__isnull=True)
    return tuple(stand.filter(proofs__document=document).select_related("item"))


def _show(access: Access, milestone: Milestone, proof: NewDocument) -> Document:
    document = keep(access, proof)
    MilestoneProof.objects.create(
        milestone=milestone, document=document, made_at=timezone.now(), made_by=access.user
    )
    recorded(
        access, Act.COLLECT, milestone.item, what="milestone proof", number=milestone.pk,
        document=document.reference, sha256=document.sha256,
    )  # fmt: skip
    return document


def add_decision(access: Access, reference: str, new: NewDecision) -> Decision:
    """Write a decision or a meeting down; it may hang on any item of the register.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such item.
        BadInput: if something is missing or cannot be, or an action has no day or no owner.
    """
    not_later(new.day, access.today, "day")
    if new.kind not in DecisionKind.values:
        raise BadInput("there is no such kind", "Choose one of the list.", where=("kind",))
    needed = bool(new.action.strip())
    if needed and new.action_due is None:
        raise BadInput("this is missing", "Say by when.", where=("action_due",))
    fields = {
        "kind": new.kind,
        "day": new.day,
        "offices": text(new.offices, "offices", most=300, needed=True),
        "words": text(new.words, "words", most=AREA, needed=True),
        "why": text(new.why, "why", most=AREA),
        "action": text(new.action, "action", most=EVIDENCE),
        "action_owner": text(new.action_owner, "action_owner", needed=needed),
        "action_due": day_within(new.action_due, "action_due") if needed else None,
    }
    return added(access, reference, Decision, fields=fields, kind=None)


def finish_action(access: Access, number: int, *, done: date, evidence: str) -> Decision:
    """Write down that what a decision asked for was done, and what shows it.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such decision.
        BadInput: if nothing was asked for, it was done already, or nothing shows it.
    """
    not_later(done, access.today, "done")
    shows = text(evidence, "evidence", most=EVIDENCE, needed=True)
    with at_work(access, Decision, number) as (found, item):
        if not found.action or found.action_done:
            raise BadInput("nothing of it is to be done", "Look at the page again.")
        in_order(found.day, done, "done")
        change(access, found, action_done=done, action_evidence=shows)
        recorded(access, Act.ALTER, item, what="decision", number=number, done=str(done))
    return found
