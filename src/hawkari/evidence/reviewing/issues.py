"""What stands open about pairs: doubts, refused decisions, reviewers who disagree.

Raising an issue changes no cluster. An issue is closed when a person settles it, and by itself when
a judgement that it is about no longer stands.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_parts, visible_to
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.cluster_cache import lock_judgements
from hawkari.evidence.grounds import known_to
from hawkari.evidence.identities import live_events, log_ids
from hawkari.evidence.judgement_views import JudgementConflict
from hawkari.evidence.models import Act, IssueKind, JudgementEvent, LoadPart, ReviewIssue
from hawkari.evidence.unseen import parts_by_entity

__all__ = [
    "JUDGEMENTS",
    "Issue",
    "issues_standing",
    "raise_conflict",
    "raise_issues",
    "settle",
]

JUDGEMENTS = "judgements"
"""Cause of a conflict between judgements that stand, as a run finds it; see `ReviewIssue`."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue about to be raised; see the columns of `ReviewIssue`. `pair` in order of ids.

    `parts` are those it rests on beside what its pair, judgements and statements rest on: all that
    a run read, where what the run found is the reason.
    """

    kind: IssueKind
    cause: str
    pair: tuple[str, str]
    wanted: str = ""
    events: tuple[int, ...] = ()
    statements: tuple[int, ...] = ()
    figures: tuple[tuple[str, float], ...] = ()
    parts: frozenset[int] = frozenset()

    @property
    def about(self) -> tuple[str, str, tuple[str, str], str]:
        """What two issues about one matter have in common."""
        return (str(self.kind), self.cause, self.pair, self.wanted)

    @property
    def is_found_again(self) -> bool:
        """Whether every run finds it anew as long as it holds, so that settling it must last."""
        return self.kind == IssueKind.DOUBTFUL or self.cause == JUDGEMENTS


def raise_issues(access: Access, issues: Iterable[Issue], *, by_person: bool = False) -> int:
    """Keep issues that nobody raised before; how many were new. Not audited; for a service.

    What a run finds again and somebody settled is not raised again, unless other judgements or
    statements speak of it now; a refused decision is, when it is tried again. An issue rests on
    what the access sees of its pair, on its statements, and on what its judgements rest on: nobody
    is shown it who could not see why it was raised. One that stands open already on grounds that
    are hidden from some who may see the new one does not count: they are to be shown it too.
    """
    listed = _merged(issues)
    rests_on = _grounds(access, listed)
    new = _not_known(access, listed, rests_on)
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
                rests_on=sorted(rests_on[one]),
                figures=dict(one.figures),
                raised_by=access.user if by_person else None,
                raised_at=now,
            )
            for one in new
        ],
        batch_size=500,
    )
    return len(new)


def _merged(issues: Iterable[Issue]) -> list[Issue]:
    """The issues in order; of several doubts about one pair for one cause, one with all of it."""
    about: dict[object, list[Issue]] = {}
    for one in sorted(set(issues), key=lambda one: (one.pair, one.kind, one.cause, one.events)):
        is_doubt = one.kind == IssueKind.DOUBTFUL
        about.setdefault(one.about if is_doubt else (one.about, one.events), []).append(one)
    return [reduce(_both, group) for group in about.values()]


def _both(one: Issue, other: Issue) -> Issue:
    return replace(
        one,
        events=tuple(sorted({*one.events, *other.events})),
        statements=tuple(sorted({*one.statements, *other.statements})),
        parts=one.parts | other.parts,
    )


def _not_known(
    access: Access, issues: Sequence[Issue], rests_on: Mapping[Issue, set[int]]
) -> list[Issue]:
    """Those that no stored issue covers, of which everybody is told who may see the new one."""
    known = _on_the_same(access, issues)
    standing = _live(pk for rows in known.values() for row in rows for pk in row.events)
    covering = {
        one: [row for row in known[one.about] if _covers(row, one, standing)] for one in issues
    }
    beyond = {
        part
        for one, rows in covering.items()
        for row in rows
        for part in set(row.rests_on) - rests_on[one]
    }
    empty = _empty(access, beyond)
    return [
        one
        for one, rows in covering.items()
        if not any(
            row.settled_at is not None or set(row.rests_on) - empty <= rests_on[one] for row in rows
        )
    ]


def _empty(access: Access, parts: Collection[int]) -> set[int]:
    """Those of some parts that the access may see, and in which nothing stands any more.

    A newer file left nothing of them: they hide an issue from nobody who may see what is there now.
    """
    stating = visible_to(access).filter(part=OuterRef("pk"))
    rows = LoadPart.objects.filter(~Exists(stating), pk__in=in_ids(sorted(parts)))
    return set(rows.values_list("pk", flat=True)) & visible_parts(access)


def _on_the_same(
    access: Access, issues: Collection[Issue]
) -> dict[tuple[str, str, tuple[str, str], str], list[ReviewIssue]]:
    """The stored issues of the operation on the pairs of some issues, by what they are about."""
    sides = [in_list(sorted({one.pair[side] for one in issues})) for side in (0, 1)]
    rows = ReviewIssue.objects.filter(
        operation=access.operation, left_id__in=sides[0], right_id__in=sides[1]
    )
    found: dict[tuple[str, str, tuple[str, str], str], list[ReviewIssue]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.kind, row.cause, (row.left_id, row.right_id), row.wanted].append(row)
    return found


def _covers(row: ReviewIssue, one: Issue, standing: Collection[int]) -> bool:
    """Whether a stored issue about the same says all that a new one does."""
    is_doubt = one.kind == IssueKind.DOUBTFUL
    said = bool(set(row.events) & set(one.events)) if is_doubt else set(one.events) <= {*row.events}
    if row.settled_at is None:
        return said and set(row.events) <= set(standing)
    return said and one.is_found_again and set(one.statements) <= {*row.statements_seen}


def _live(numbers: Iterable[int]) -> set[int]:
    listed = in_ids(sorted(set(numbers)))
    return set(live_events().filter(pk__in=listed).values_list("pk", flat=True))


def _grounds(access: Access, issues: Sequence[Issue]) -> dict[Issue, set[int]]:
    """The parts that each issue rests on."""
    seen = visible_parts(access)
    of_records = parts_by_entity({side for one in issues for side in one.pair})
    numbers = sorted({pk for one in issues for pk in one.events})
    events = JudgementEvent.objects.filter(pk__in=in_ids(numbers))
    of_events = dict(events.values_list("pk", "rests_on"))
    shown = in_ids(sorted({pk for one in issues for pk in one.statements}))
    of_statements = dict(visible_to(access).filter(pk__in=shown).values_list("pk", "part"))
    return {
        one: {
            *(part for side in one.pair for part in of_records.get(side, ()) if part in seen),
            *(part for pk in one.events for part in of_events[pk]),
            *(of_statements[pk] for pk in one.statements if pk in of_statements),
            *one.parts,
        }
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


def issues_standing(access: Access) -> QuerySet[ReviewIssue]:
    """What nobody has settled and still stands, as far as the access may see; in no order."""
    return ReviewIssue.objects.filter(
        known_to(access),
        operation=access.operation,
        settled_at__isnull=True,
        events__none_withdrawn=True,
    )


def settle(access: Access, issue: int, *, reason: str) -> None:
    """Close an issue: somebody looked, and leaves every judgement as it is.

    To change one, withdraw it or judge again; the issue then closes by itself. Of two people who
    settle one at the same time, the later is told that it is settled.

    Raises:
        AccessDenied: if the role may not judge.
        BadInput: without a reason, or if no such issue is open that the user may see.
    """
    require(access, Action.JUDGE)
    if not reason.strip():
        raise BadInput("settling it needs a reason", "Say why it may stand.")
    with transaction.atomic():
        lock_judgements()
        found = issues_standing(access).filter(pk=issue).first()
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
