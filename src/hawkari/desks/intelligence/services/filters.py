"""What of a network is wanted: kinds of tie, grade, time, agency, and where to look."""

from dataclasses import dataclass, replace

from hawkari.desks.intelligence.values import best_grade
from hawkari.evidence.entities import TieReport, TieView

__all__ = ["Filters"]

# Behind every time of day, day and month of a date that is cut short.
AFTER = "~"
DAY = len("2026-03-05")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the network is wanted.

    Attributes:
        kinds: tie kinds to keep; empty keeps all.
        min_grade: keep ties at least this well assessed, ``A`` (best) to ``E``; empty keeps all,
            ungraded ones included.
        focus: the entity to look around; empty for the whole operation.
        hops: how many ties away from the focus, 1-3.
        most: elements (people and lines) the chart may have, at most `MOST_ELEMENTS`.
        agency: slug of an agency: keep what rests on a statement of it; empty keeps all.
        begin: ISO day; keep what was seen on it or later. Empty sets no beginning.
        end: ISO day; keep what was seen on it or before. Empty sets no end.

    What has no date is in no period: it is kept only where neither `begin` nor `end` is set.
    """

    kinds: frozenset[str] = frozenset()
    min_grade: str = ""
    focus: str = ""
    hops: int = 1
    most: int = 400
    agency: str = ""
    begin: str = ""
    end: str = ""

    def narrow(self, tie: TieView) -> TieView | None:
        """What is left of a tie: its reports of the agency in the period; None where nothing is.

        Its statements and handling stay those of the whole tie.
        """
        if self.kinds and tie.kind not in self.kinds:
            return None
        left = self._of_agency_and_period(tie)
        if left is None:
            return None
        letter = left.grade[-1:]
        return left if not self.min_grade or (letter and letter <= self.min_grade) else None

    def keeps(self, report: TieReport) -> bool:
        """Whether a single report is wanted: of the agency, in the period, well enough assessed."""
        letter = report.grade[-1:]
        graded = not self.min_grade or (letter != "" and letter <= self.min_grade)
        return graded and self._keeps(report)

    def _of_agency_and_period(self, tie: TieView) -> TieView | None:
        kept = tuple(one for one in tie.reports if self._keeps(one))
        if not kept:
            return None
        return replace(
            tie,
            count=sum(one.count for one in kept),
            first=min((one.first for one in kept if one.first), default=""),
            last=max((one.last for one in kept if one.last), default=""),
            grade=best_grade(kept),
            reports=kept,
        )

    def _keeps(self, report: TieReport) -> bool:
        """Whether a report rests on the agency, and its dates may touch the period."""
        if self.agency and self.agency not in report.agencies:
            return False
        if not self.begin and not self.end:
            return True
        first, last = report.first[:DAY], report.last[:DAY]
        if not first:
            return False
        return last + AFTER >= self.begin and (not self.end or first <= self.end)
