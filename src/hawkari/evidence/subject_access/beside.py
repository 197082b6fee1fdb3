"""What is held on a person beside statements: decisions on who they are, marks, open questions.

Whoever prepares an export must know of it; it is not part of the export by itself, for it tells of
other people's records and of how the agency works.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from hawkari.evidence.access import Access
from hawkari.evidence.bulk import in_list
from hawkari.evidence.grounds import known_to
from hawkari.evidence.harm import marks_of
from hawkari.evidence.identities import known_events, told_to, touching
from hawkari.evidence.models import CategoryPeriod, ReviewIssue, SecondReading

__all__ = ["HeldBeside", "held_beside"]


@dataclass(frozen=True, slots=True)
class HeldBeside:
    """How much of one kind is held.

    ``judgement``, ``withdrawn``, ``mark``, ``reading``, ``issue`` or ``category``: judgements that
    stand, by people and rules, and those taken back since, which keep their words; marks that a
    merge takes two people; second readings of decided pairs; doubts and contradictions, settled
    ones too; categories past and present.
    """

    kind: str
    count: int


def held_beside(access: Access, members: Collection[str]) -> tuple[HeldBeside, ...]:
    """What is held beside statements on some records, as far as the access may know, by kind.

    Not audited: for services that do so.
    """
    pairs = {
        "judgement": known_events(access),
        "withdrawn": told_to(access).filter(withdrawal__isnull=False),
        "reading": SecondReading.objects.filter(operation=access.operation),
        "issue": ReviewIssue.objects.filter(operation=access.operation),
    }
    found: Counter[str] = Counter()
    for kind, rows in pairs.items():
        found[kind] = rows.filter(known_to(access), touching(sorted(members))).count()
    found["mark"] = len(marks_of(access, members))
    found["category"] = CategoryPeriod.objects.filter(
        operation=access.operation, entity_id__in=in_list(sorted(members))
    ).count()
    return tuple(HeldBeside(kind, count) for kind, count in sorted(found.items()) if count)
