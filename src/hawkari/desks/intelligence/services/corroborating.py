"""Who knows a tie on their own: agencies whose reports do not rest on one another's."""

from collections.abc import Iterable, Sequence

from hawkari.desks.intelligence.values import ChartTie
from hawkari.engines.disruption import Tie

__all__ = ["reported"]


def reported(pair: tuple[str, str], ties: Sequence[ChartTie]) -> list[Tie]:
    """The reports of a pair's ties as the disruption engine takes them.

    Reports corroborate one another only where nobody has a part in both: a call that one agency
    recorded, of a number that another one knows the holder of, rests on both of them, and stands
    or falls with either's word. So the agencies of a report, and those they share a report with,
    are one origin. What one agency handed to another outside this system cannot be told.

    Args:
        pair: ids of the two ends.
        ties: of this pair.
    """
    reports = [(tie.kind, report) for tie in ties for report in tie.reports]
    origin = _origins(report.agencies for _, report in reports)
    return [
        Tie(
            *pair,
            weight=float(report.count),
            grade=report.grade,
            kind=kind,
            origin=origin[report.agencies],
            first=report.first,
            last=report.last,
        )
        for kind, report in reports
    ]


def _origins(together: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """By agencies of a report, the name of all who are joined to them by some report."""
    distinct = set(together)
    groups: list[set[str]] = []
    for agencies in sorted(distinct):
        joined = [group for group in groups if group.intersection(agencies)]
        groups = [group for group in groups if group not in joined]
        groups.append(set(agencies).union(*joined))
    names = {agency: " ".join(sorted(group)) for group in groups for agency in group}
    return {agencies: names.get(agencies[0], "") if agencies else "" for agencies in distinct}
