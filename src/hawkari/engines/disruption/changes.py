"""What changed in a network between two periods."""

from collections.abc import Iterable
from dataclasses import dataclass

from hawkari.engines.disruption.strands import strands, within
from hawkari.engines.disruption.values import Strand, Tie

__all__ = ["Changes", "changes"]

Period = tuple[str, str]  # ISO dates, maybe partial, both included


@dataclass(frozen=True, slots=True)
class Changes:
    """Ties and people of two periods beside each other.

    Attributes:
        come: strands seen in the later period alone.
        gone: strands seen in the earlier period alone.
        kept: strands seen in both, as in the earlier and as in the later.
        new_people: who has ties in the later period alone, by id.
        lost_people: who has ties in the earlier period alone, by id.
        undated: reports that are in no period since they have no date.
    """

    come: tuple[Strand, ...]
    gone: tuple[Strand, ...]
    kept: tuple[tuple[Strand, Strand], ...]
    new_people: tuple[str, ...]
    lost_people: tuple[str, ...]
    undated: int


def changes(ties: Iterable[Tie], *, earlier: Period, later: Period) -> Changes:
    """Compare what was seen in two periods; strands by ends and kind.

    A report that reaches into both periods counts whole in each: how its sightings spread is not
    known. That nothing was seen does not say that nothing was there.

    Args:
        ties: as reported.
        earlier: first and last date.
        later: first and last date; may overlap with the earlier.

    Raises:
        BadInput: as `strands`.
    """
    reports = list(ties)
    before, after = (
        {(one.low, one.high, one.kind): one for one in strands(within(reports, *period))}
        for period in (earlier, later)
    )
    people = [
        {end for one in side.values() for end in (one.low, one.high)} for side in (before, after)
    ]
    return Changes(
        come=tuple(one for key, one in after.items() if key not in before),
        gone=tuple(one for key, one in before.items() if key not in after),
        kept=tuple((one, after[key]) for key, one in before.items() if key in after),
        new_people=tuple(sorted(people[1] - people[0])),
        lost_people=tuple(sorted(people[0] - people[1])),
        undated=sum(not tie.first and not tie.last for tie in reports),
    )
