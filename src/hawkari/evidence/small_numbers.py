"""Hides small numbers in tables of counts, so that nobody is found in them by subtraction.

A count of one to four people is hidden (`LEAST` = 5, as UK statistics on small groups are commonly
published; verified by: nobody yet). Where a total stands beside its groups, a single hidden group
could be worked out; so further groups are hidden, the smallest first, until at least two are, and
together they hold at least `LEAST` people. A share is hidden too where fewer than `LEAST` people
are on either side of it: "all of them" tells something about each.
"""

from collections.abc import Mapping

__all__ = ["LEAST", "hidden_groups", "tells_of_few"]

LEAST = 5


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
    rest = sorted((number, name) for name, number in groups.items() if name not in hidden)
    # A zero hides nobody, so it comes last of all that may be hidden beside the small ones.
    for _, name in sorted(rest, key=lambda pair: (pair[0] == 0, *pair)):
        # One hidden group alone is of few people, so what holds enough is at least two.
        if sum(groups[one] for one in hidden) >= LEAST:
            break
        hidden.add(name)
    return frozenset(hidden)
