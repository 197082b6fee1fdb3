"""What stands open about pairs: doubts, refused decisions, reviewers who disagree.

Raising an issue changes no cluster. An issue is closed when a person settles it, and by itself when
a judgement that it is about no longer stands.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, whole_parts
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.identities import live_events, log_ids
from hawkari.evidence.judgement_views import JudgementConflict
from hawkari.evidence.models import Act, IssueKind, JudgementEvent, ReviewIssue
from hawkari.evidence.unseen import parts_by_entity

__all__ = ["Issue", "open_issues", "raise_conflict", "raise_issues", "settle"]


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue about to be raised; see the columns of `ReviewIssue`. `pair` in order of ids."""

    kind: IssueKind
    cause: str
    pair: tuple[str, str]
    wanted: str = ""
    events: tuple[int, ...] = ()
    statements: tuple[int, ...] = ()
    figures: tuple[tuple[str, float], ...] = ()


def raise_issues(access: Access, issues: Iterable[Issue], *, by_person: bool = False) -> int:
    """Keep issues that nobody raised before; how many were new. Not audited; for a service.

    A doubt that somebody settled is not raised again on the same statements; a refused decision is,
    when it is tried again. An issue rests on what the access sees of its pair, and on what its
    judgements rest on: nobody is shown it who could not see why it was raised.
    """
    listed = sorted(set(issues), key=lambda one: (one.pair, one.kind, one.cause, one.events))
    known = {
        _key(row.kind, row.cause, (row.left_id, row.right_id), row.events, row.statements_seen)
        for row in ReviewIssue.objects.filter(operation=access.operation)
        if row.settled_at is None or row.kind == IssueKind.DOUBTFUL
    }
    new = [
        one
        for one in listed
        if _key(one.kind, one.cause, one.pair, one.events, one.statements) not in known
    ]
    rests_on = _grounds(access, new)
    now = timezone.now()
    ReviewIssue.objects.bulk_create(
        [
            ReviewIssue(
                kind=one.kind,
                cause=one.cause,
                left_id=one.pair[0],
                right_id=one.pair[1],
                operation=access.operation,
                wanted=one.wanted,
                events=list(one.events),
                statements_seen=list(one.statements),
                rests_on=rests_on[one],
                figures=dict(one.figures),
                raised_by=access.user if by_person else None,
                raised_at=now,
            )
            for one in new
        ],
        batch_size=500,
    )
    return len(new)


Key = tuple[str, str, tuple[str, str], tuple[int, ...], tuple[int, ...]]


def _key(  # noqa: PLR0917  the columns that make two issues the same
    kind: str, cause: str, pair: tuple[str, str], events: Sequence[int], statements: Sequence[int]
) -> Key:
    return (str(kind), cause, pair, tuple(events), tuple(statements))


def _grounds(access: Access, issues: Sequence[Issue]) -> dict[Issue, list[int]]:
    """The parts that each issue rests on, rising."""
    seen = whole_parts(access)
    of_records = parts_by_entity({side for one in issues for side in one.pair})
    numbers = sorted({pk for one in issues for pk in one.events})
    events = JudgementEvent.objects.filter(pk__in=in_ids(numbers))
    of_events = dict(events.values_list("pk", "rests_on"))
    return {
        one: sorted(
            {
                *(part for side in one.pair for part in of_records.get(side, ()) if part in seen),
                *(part for pk in one.events for part in of_events[pk]),
            }
        )
        for one in issues
    }


def raise_conflict(
    access: Access, pair: Sequence[str], conflict: JudgementConflict, *, cause: str
) -> int:
    """Keep a decision that was refused, so that somebody settles what contradicts; how many new."""
    left, right = sorted(pair)
    issue = Issue(
        IssueKind.CONFLICT, cause, (left, right), str(conflict.judgement), conflict.events
    )
    return raise_issues(access, [issue], by_person=True)


def open_issues(access: Access, kinds: Collection[str] = ()) -> list[ReviewIssue]:
    """What nobody has settled and still stands, as far as the access may see, oldest first.

    Not audited: for services that do so.

    Args:
        access: who asks.
        kinds: only these kinds; empty for all.
    """
    rows = ReviewIssue.objects.filter(operation=access.operation, settled_at__isnull=True)
    if kinds:
        rows = rows.filter(kind__in=sorted(kinds))
    parts = whole_parts(access)
    listed = [one for one in rows.order_by("pk") if parts.issuperset(one.rests_on)]
    about = {pk for one in listed for pk in one.events}
    standing = set(live_events().filter(pk__in=in_ids(sorted(about))).values_list("pk", flat=True))
    return [one for one in listed if standing.issuperset(one.events)]


def settle(access: Access, issue: int, *, reason: str) -> None:
    """Close an issue: somebody looked, and leaves every judgement as it is.

    To change one, withdraw it or judge again; the issue then closes by itself.

    Raises:
        AccessDenied: if the role may not judge.
        BadInput: without a reason, or if no such issue is open that the user may see.
    """
    require(access, Action.JUDGE)
    if not reason.strip():
        raise BadInput("settling it needs a reason", "Say why it may stand.")
    with transaction.atomic():
        found = next((one for one in open_issues(access) if one.pk == issue), None)
        if found is None:
            raise BadInput(f"no issue {issue} is open", "It may have been settled already.")
        found.settled_by, found.settled_at, found.settlement = access.user, timezone.now(), reason
        found.save(update_fields=["settled_by", "settled_at", "settlement"])
        audit.record(
            Act.DECIDE,
            access=access,
            objects=log_ids((found.left_id, found.right_id)),
            count=1,
            justification=reason,
            detail={"what": "review issue", "issue": found.pk, "kind": found.kind},
        )
