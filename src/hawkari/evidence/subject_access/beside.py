"""What is held on a person beside statements: decisions on who they are, marks, open questions.

Whoever prepares an export must know of it; it is not part of the export by itself, for it tells of
other people's records and of how the agency works.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from hawkari.evidence.access import Access, whole_parts
from hawkari.evidence.bulk import in_list
from hawkari.evidence.harm import marks_of
from hawkari.evidence.identities import live_events, touching
from hawkari.evidence.models import CategoryPeriod, ReviewIssue, SecondReading

__all__ = ["HeldBeside", "held_beside"]


@dataclass(frozen=True, slots=True)
class HeldBeside:
    """How much of one kind is held: ``judgement``, ``mark``, ``reading``, ``issue``, ``category``.

    Judgements that stand, by people and rules; marks that a merge takes two people; second readings
    of decided pairs; doubts and contradictions, settled ones too; categories past and present.
    """

    kind: str
    count: int


def held_beside(access: Access, members: Collection[str]) -> tuple[HeldBeside, ...]:
    """What is held beside statements on some records, as far as the access may know, by kind.

    Not audited: for services that do so.
    """
    parts = whole_parts(access)
    pairs = {
        "judgement": live_events(),
        "reading": SecondReading.objects.filter(operation=access.operation),
        "issue": ReviewIssue.objects.filter(operation=access.operation),
    }
    found: Counter[str] = Counter()
    for kind, rows in pairs.items():
        grounds = rows.filter(touching(sorted(members))).values_list("rests_on", flat=True)
        found[kind] = sum(parts.issuperset(rests_on) for rests_on in grounds)
    found["mark"] = len(marks_of(access, members))
    found["category"] = CategoryPeriod.objects.filter(
        operation=access.operation, entity_id__in=in_list(sorted(members))
    ).count()
    return tuple(HeldBeside(kind, count) for kind, count in sorted(found.items()) if count)
