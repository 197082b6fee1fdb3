"""What is missing of a curriculum before it can be taught and tested, said one by one."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["BankItem", "Gap", "GapKind", "gaps_of"]


class GapKind(StrEnum):
    """What is missing."""

    EMPTY = "empty"
    UNNAMED = "unnamed"
    SINGLE = "single"
    UNTRANSLATED = "untranslated"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class BankItem:
    """A question as it counts here: topic, languages, whether a second person read it."""

    topic: str
    languages: frozenset[str]
    is_read: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing.

    Attributes:
        kind: what.
        count: of how many questions or topics.
        language: in which it is missing; empty where it is none.
        topics: that have a single question.
    """

    kind: GapKind
    count: int = 0
    language: str = ""
    topics: tuple[str, ...] = ()


def gaps_of(
    named: Collection[str], bank: Sequence[BankItem], languages: Sequence[str]
) -> tuple[Gap, ...]:
    """What is missing, the worst first; nothing where all is there.

    Args:
        named: languages that the curriculum has a name in.
        bank: the questions that are asked today.
        languages: in which it is to be taught.
    """
    found = [] if bank else [Gap(GapKind.EMPTY)]
    found += [Gap(GapKind.UNNAMED, language=one) for one in languages if one not in named]
    topics = Counter(one.topic for one in bank)
    # A test before and one after cannot ask other questions of a topic that has only one.
    if single := tuple(sorted(one for one, many in topics.items() if many == 1)):
        found.append(Gap(GapKind.SINGLE, len(single), topics=single))
    for language in languages:
        if lacking := sum(language not in one.languages for one in bank):
            found.append(Gap(GapKind.UNTRANSLATED, lacking, language))
    if unread := sum(not one.is_read for one in bank):
        found.append(Gap(GapKind.UNREAD, unread))
    return tuple(found)
