"""Decisions at a review other than disposal: keep for another period, or extend to a given day."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.models import Hold, RetentionReview, ReviewDecision, Source
from hawkari.evidence.retention.known import known_holds, placed_here
from hawkari.evidence.retention.queue import entity_due
from hawkari.evidence.retention.rules import RetentionRule, add_months, retention_rules
from hawkari.evidence.retention.scope import own_canonical, whole_source

__all__ = ["Subject", "extend", "keep"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reviewed: exactly one of a source (slug), an entity (an id), a hold (a number)."""

    source: str = ""
    entity: str = ""
    hold: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """The subject's row, when it is due, and the rule that decides."""

    what: str
    rule: RetentionRule
    due: date | None
    source: Source | None = None
    entity: str = ""
    hold: Hold | None = None
    months: int = 0


def keep(access: Access, subject: Subject, *, reason: str, rule: str = "") -> RetentionReview:
    """Keep for another period of the rule, counted from today.

    Args:
        access: who decides; audited.
        subject: what.
        reason: why it is still needed.
        rule: id of the rule from now on; empty for the one in force.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the subject or the rule is unknown, or there is no reason.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.RETAIN)
    found = _find(access, subject, rule)
    due = add_months(access.today, found.months)
    return _decide(access, found, ReviewDecision.KEEP, reason=reason, due=due)


def extend(access: Access, subject: Subject, *, until: date, reason: str) -> RetentionReview:
    """Put the next review off to a day, at most as far as the table of rules allows.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the subject is unknown, the day is not in the future or too far in it, or
            there is no reason.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.RETAIN)
    months = retention_rules().extend_at_most_months
    last = add_months(access.today, months)
    if not access.today < until <= last:
        raise BadInput(
            f"{until.isoformat()} is no day a review can be put off to",
            f"Give a day after today and not after {last.isoformat()} ({months} months).",
        )
    found = _find(access, subject, "")
    return _decide(access, found, ReviewDecision.EXTEND, reason=reason, due=until)


def _find(access: Access, subject: Subject, rule: str) -> _Found:
    if sum(one not in {"", None} for one in (subject.source, subject.entity, subject.hold)) != 1:
        raise BadInput("a review is of one thing", "Give a source, an entity or a hold.")
    rules = retention_rules()
    if subject.source:
        source = whole_source(access, subject.source)
        chosen = rules.named(rule, "source") if rule else rules.of_source()
        return _Found(
            f"source {source.slug}",
            chosen,
            source.review_due,
            source=source,
            months=chosen.review_months,
        )
    if subject.entity:
        canonical = own_canonical(access, subject.entity)
        chosen, due = entity_due(access, canonical)
        chosen = rules.named(rule, "entity") if rule else chosen
        return _Found(
            f"entity {canonical}", chosen, due, entity=canonical, months=chosen.review_months
        )
    hold = known_holds(access).filter(pk=subject.hold or 0, lifted_at__isnull=True).first()
    if hold is None or not placed_here(access, hold):
        raise BadInput(f"there is no hold {subject.hold} in force here", "See the holds.")
    return _Found(
        f"hold {hold.pk}",
        rules.of_source(),
        hold.review_due,
        hold=hold,
        months=rules.hold_review_months,
    )


def _decide(
    access: Access, found: _Found, decision: ReviewDecision, *, reason: str, due: date
) -> RetentionReview:
    if not reason.strip():
        raise BadInput("a review that keeps needs a reason", "Say why it is still needed.")
    with transaction.atomic():
        review = RetentionReview.objects.create(
            operation=access.operation,
            source=found.source,
            entity=found.entity,
            hold=found.hold,
            decision=decision,
            reason=reason,
            rule=found.rule.id,
            rule_version=found.rule.version,
            due_before=found.due,
            due_after=due,
            decided_by=access.user,
            decided_at=timezone.now(),
        )
        for row in (found.source, found.hold):
            if row is not None:
                row.review_due = due
                row.save(update_fields=["review_due"])
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[f"review {review.pk}", found.what],
            count=1,
            justification=reason,
            detail={
                "what": "retention review",
                "decision": decision.value,
                "rule": found.rule.id,
                "version": found.rule.version,
                "due": due.isoformat(),
            },
        )
    return review
