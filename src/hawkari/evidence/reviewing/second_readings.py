"""How far reviewers agree: some decided pairs are asked again, of another reviewer, blind.

One decision in ten is read again; which ones, nobody chooses: each draws a lot by its number. The
second reader sees the pair as the first did, without the decision. The answer changes no cluster;
one that differs becomes an issue for somebody to settle. Kappa after Cohen (1960).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to, whole_parts
from hawkari.evidence.cluster_cache import lock_judgements
from hawkari.evidence.grounds import known_to
from hawkari.evidence.identities import known_events, live_events, log_ids
from hawkari.evidence.models import (
    Act,
    IssueKind,
    JudgementEvent,
    JudgementKind,
    SecondReading,
    User,
)
from hawkari.evidence.reach import remembered
from hawkari.evidence.reviewing.issues import Issue, raise_issues

__all__ = ["Agreement", "ReviewerPair", "agreement", "read_again", "readings_due"]

ONE_IN = 10
"""One decision in so many is read again."""
LOTS = 1_000_003
"""Lots to be drawn, a prime: the square of a number that steps evenly through them is spread."""
A_READING_EACH = 9
"""A reviewer is asked for one second reading after so many decisions of their own a day."""
ANSWERS = (JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE)


@dataclass(frozen=True, slots=True)
class ReviewerPair:
    """How far two reviewers agree on the pairs that both answered.

    Attributes:
        first, second: user names, in order.
        table: how often by answer of `first` and answer of `second`; absent is 0.
    """

    first: str
    second: str
    table: Mapping[tuple[str, str], int]

    @property
    def pairs(self) -> int:
        """Pairs that both answered."""
        return sum(self.table.values())

    @property
    def raw(self) -> float:
        """Share of the pairs answered alike, 0–1."""
        return sum(count for (one, other), count in self.table.items() if one == other) / self.pairs

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, −1–1: agreement beyond chance; None where chance alone gives all of it."""
        of_first: Counter[str] = Counter()
        of_second: Counter[str] = Counter()
        for (one, other), count in self.table.items():
            of_first[one] += count
            of_second[other] += count
        chance = sum(of_first[one] * of_second[one] for one in of_first) / self.pairs**2
        return None if chance == 1 else (self.raw - chance) / (1 - chance)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the reviewers of an operation agree, as one reader may know.

    Attributes:
        pairs: by two reviewers' names, those with a pair in common only.
        whole: all together, the first reader against the second; None without readings.
        open: decisions chosen for a second reading that nobody has given yet.
    """

    pairs: tuple[ReviewerPair, ...]
    whole: ReviewerPair | None
    open: int


def readings_due(access: Access) -> list[JudgementEvent]:
    """The decisions that this user is to read again now, oldest first; not audited.

    As many as their own decisions of the day ask for, so that the queue stays theirs.
    """
    who = (access.user.pk, access.operation.pk, whole_parts(access))
    return list(remembered(("readings due", who), lambda: _readings_due(access)))


def _readings_due(access: Access) -> list[JudgementEvent]:
    today = timezone.now().date()
    own = live_events().filter(made_by=access.user, operation=access.operation)
    read = SecondReading.objects.filter(
        read_by=access.user, operation=access.operation, read_at__date=today
    )
    due = 1 + own.filter(made_at__date=today).count() // A_READING_EACH - read.count()
    return list(_of_others(access).order_by("pk")[:due]) if due > 0 else []


def _of_others(access: Access) -> QuerySet[JudgementEvent]:
    """The chosen decisions on whose pair the user has had no say."""
    had_a_say = Q(made_by=access.user) | Q(confirms__isnull=False, confirms__made_by=access.user)
    return _chosen(access).exclude(had_a_say)


def _chosen(access: Access) -> QuerySet[JudgementEvent]:
    """Decisions of people in the operation that are to be read again, and nobody has yet."""
    return (
        known_events(access)
        .filter(operation=access.operation, made_by__isnull=False)
        .filter(judgement__in=(*ANSWERS, JudgementKind.PROPOSED), readings__isnull=True)
        .alias(drawn=(F("pk") * 618_035 + 271_828) % LOTS)
        .alias(lot=(F("drawn") * F("drawn")) % LOTS)
        .filter(lot__lt=LOTS // ONE_IN)
    )


def read_again(
    access: Access, event: int, answer: JudgementKind, *, reason: str = ""
) -> SecondReading:
    """Answer on a pair that somebody else decided, without knowing how; changes no cluster.

    Raises:
        AccessDenied: if the role may not judge.
        BadInput: if the answer is none, or the decision is not one that the user is to read again.
    """
    require(access, Action.JUDGE)
    answer = JudgementKind(answer)
    if answer not in ANSWERS:
        raise BadInput(f"{answer} is no answer", "Give positive, negative or unsure.")
    with transaction.atomic():
        lock_judgements()
        first = _of_others(access).filter(pk=event).first()
        if first is None:
            raise BadInput(f"{event} is not yours to read again", "Go on with the queue.")
        pair = (first.left_id, first.right_id)
        seen = list(visible_to(access).filter(entity_id__in=pair).values_list("pk", "part"))
        reading = SecondReading.objects.create(
            first=first,
            left_id=pair[0],
            right_id=pair[1],
            answer=answer,
            read_by=access.user,
            operation=access.operation,
            read_at=timezone.now(),
            reason=reason,
            statements_seen=sorted(pk for pk, _ in seen),
            rests_on=sorted({part for _, part in seen} | set(first.rests_on)),
        )
        if answer != _said(first):
            differs = Issue(
                IssueKind.DISAGREEMENT, "second reading", pair, str(answer), (first.pk,)
            )
            raise_issues(access, [differs], by_person=True)
        audit.record(
            Act.DECIDE,
            access=access,
            objects=log_ids(pair),
            count=1,
            justification=reason,
            detail={"what": "second reading", "of": first.pk},
        )
    return reading


def _said(event: JudgementEvent) -> str:
    """What the first reader answered: who proposes a join says that the two are one."""
    is_proposal = event.judgement == JudgementKind.PROPOSED
    return JudgementKind.POSITIVE.value if is_proposal else event.judgement


def agreement(access: Access) -> Agreement:
    """How far the reviewers of this operation agree, as far as the access may see; audited.

    Withdrawn decisions count: that somebody changed their mind does not undo what they answered.

    Raises:
        AccessDenied: if the role may not judge.
    """
    require(access, Action.JUDGE)
    rows = SecondReading.objects.filter(known_to(access), operation=access.operation)
    with transaction.atomic():
        seen = list(rows.select_related("first__made_by", "read_by").order_by("pk"))
        found = Agreement(_by_reviewers(seen), _together(seen), _chosen(access).count())
        audit.record(
            Act.CONSULT, access=access, count=len(seen), detail={"what": "reviewers' agreement"}
        )
    return found


def _by_reviewers(readings: Iterable[SecondReading]) -> tuple[ReviewerPair, ...]:
    tables: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for one in readings:
        answers = {_name(one.first.made_by): _said(one.first), _name(one.read_by): one.answer}
        first, second = sorted(answers)
        tables[first, second][answers[first], answers[second]] += 1
    return tuple(ReviewerPair(*who, dict(table)) for who, table in sorted(tables.items()))


def _name(user: User | None) -> str:
    return "" if user is None else user.get_username()


def _together(readings: Iterable[SecondReading]) -> ReviewerPair | None:
    table = Counter((_said(one.first), one.answer) for one in readings)
    return ReviewerPair("", "", dict(table)) if table else None
