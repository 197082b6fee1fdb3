"""Hides small numbers in tables of counts, so that nobody is found in them by subtraction.

A count of one to four people is hidden (`LEAST` = 5, as UK statistics on small groups are commonly
published; verified by: nobody yet). Where a total stands beside its groups, a single hidden group
could be worked out; so further groups are hidden, at least one and until they hold `ENOUGH` people.

Whoever knows this rule must not find out either. So the further groups are taken by name and never
by size: that the smallest was taken would tell how large it is at most. And as few as `ENOUGH` are
what a group of `LEAST` and one of any small number can add up to.
"""

from collections.abc import Collection, Mapping

__all__ = ["ENOUGH", "LEAST", "hidden_groups", "tells_of_few"]

LEAST = 5
ENOUGH = 2 * LEAST - 1
"""People that hidden groups hold together: with fewer, the small ones could be worked out."""


def tells_of_few(number: int) -> bool:
    """Whether a count is of so few people that it is hidden; zero is not."""
    return 0 < number < LEAST


def hidden_groups(groups: Mapping[str, int]) -> frozenset[str]:
    """The groups whose numbers are hidden, given that their total is shown if it is large enough.

    Args:
        groups: number of people by group; each person is in one.
    """
    total = sum(groups.values())
    if tells_of_few(total):
        return frozenset(groups)
    hidden = {name for name, number in groups.items() if tells_of_few(number)}
    if not hidden:
        return frozenset()
    # A zero hides nobody, so it comes last of all that may be hidden beside the small ones.
    rest = sorted(groups.keys() - hidden, key=lambda name: (groups[name] == 0, name))
    further = 1
    while further < len(rest) and _people(groups, {*hidden, *rest[:further]}) < ENOUGH:
        further += 1
    return frozenset({*hidden, *rest[:further]})


def _people(groups: Mapping[str, int], names: Collection[str]) -> int:
    return sum(groups[name] for name in names)
