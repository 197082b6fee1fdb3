"""Where a pair stands in the review queue: first where an answer teaches or matters most.

``priority = uncertainty × stake × lesson``

| Factor | Range | Is |
|---|---|---|
| uncertainty | 0–1 | 4 p (1 − p): 1 where the model cannot tell, near 0 where it is sure. 1 for \
a join that the engine refused although it is probable: there the evidence contradicts itself |
| stake | 2– | 1 + log2 of the records of the two clusters together, so 2 for two single records: \
what is brought together or kept apart; doubled where one is a subject of the operation |
| lesson | 1–2 | 1 + 1 / (1 + n), n the fewest pairs that people have judged at any of the levels \
that the pair shows: what the model may learn from the answer, where it contradicts the model; 1 \
for a pair of things, whose model learns nothing |

Worked out once for each run, when its clusters stand; decisions taken since change what is asked,
not the order.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from hawkari.engines import names
from hawkari.engines.linkage import ScoredPair
from hawkari.evidence.models import JudgementEvent

__all__ = ["Matters", "judged_levels", "languages_of", "matters_of", "without_lesson"]

Levels = Counter[tuple[str, str]]
_SORANI = frozenset("ڕڵێۆەڤڎ")


@dataclass(frozen=True, slots=True)
class Matters:
    """What the place of a pair is made of.

    Attributes:
        uncertainty: 0–1.
        records: of the two clusters together, at the time of the run.
        is_subject: whether one of them is a subject of the operation.
        fewest_judged: pairs judged by people at the level of the pair with the fewest such.
        level: that level, as ``comparison: level``; empty where nothing was compared, and where
            the answer teaches no model.
        teaches: whether a model learns from the answer.
    """

    uncertainty: float
    records: int
    is_subject: bool
    fewest_judged: int
    level: str
    teaches: bool = True

    @property
    def priority(self) -> float:
        """The place; higher comes first."""
        stake = (1 + math.log2(self.records)) * (2 if self.is_subject else 1)
        lesson = 1 / (1 + self.fewest_judged) if self.teaches else 0.0
        return self.uncertainty * stake * (1 + lesson)


def matters_of(
    pair: ScoredPair, *, records: int, is_subject: bool, cut: str, judged: Levels
) -> Matters:
    """What the place of one candidate is made of; `judged` as `judged_levels` gives it."""
    shown = sorted((one.comparison, one.level) for one in pair.reasons)
    rarest = min(shown, key=lambda one: (judged[one], one), default=None)
    return Matters(
        uncertainty=1.0 if cut else 4 * pair.probability * (1 - pair.probability),
        records=max(2, records),
        is_subject=is_subject,
        fewest_judged=0 if rarest is None else judged[rarest],
        level="" if rarest is None else ": ".join(rarest),
    )


def without_lesson(matters: Matters) -> Matters:
    """The same of a pair whose answer teaches no model."""
    return replace(matters, fewest_judged=0, level="", teaches=False)


def judged_levels(events: Iterable[JudgementEvent]) -> Levels:
    """How many judged pairs showed each level of each comparison to their decider."""
    return Counter(
        (str(one["comparison"]), str(one["level"]))
        for event in events
        for one in event.reasons
        if isinstance(one, Mapping) and "level" in one
    )


def languages_of(given: Collection[str]) -> str:
    """What some names are written in, sorted, joined by commas: ``Latn``, ``ar``, ``ckb``.

    A name in Arabic script with a letter that only Sorani has is ``ckb``, any other ``ar``; what is
    in another script, or in none, is ``Zyyy``. Empty without names.
    """
    return ",".join(sorted({_language(one) for one in given}))


def _language(name: str) -> str:
    script = names.script_of(name)
    if script is not names.Script.ARABIC:
        return str(script.value)
    return "ar" if _SORANI.isdisjoint(name) else "ckb"
