"""The cheapest way of writing one folded word for another, step by step.

Plain Python, for explanations: the compiled alignment gives costs only.
"""

from hawkari.engines.names.align import LONGEST, SPLIT_COST, Table
from hawkari.engines.names.costs import ARTICLE, code_of, hand_set_tables

__all__ = ["letter_steps"]

Step = tuple[str, str, float]


def letter_steps(a: str, b: str, number: int) -> list[Step]:
    """Steps of the cheapest alignment of two words, in order.

    Args:
        a: folded letters, articles marked by `costs.ARTICLE`; cut at `align.LONGEST`.
        b: the same of the other word.
        number: which of the three cost tables.

    Returns:
        Letters of each word and the cost, step by step; costs add up to what `align` gives. The
        article is written ``l``.
    """
    costs = hand_set_tables()
    table = Table(
        costs.swap[number], costs.gap[number], costs.last_gap[number], costs.split, costs.breath
    )
    a, b = a[:LONGEST], b[:LONGEST]
    best: dict[tuple[int, int], tuple[float, Step | None, tuple[int, int]]] = {
        (0, 0): (0.0, None, (0, 0))
    }
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            ways = [
                (best[came][0] + step[2], step, came)
                for came, step in _steps_to((a, i), (b, j), table)
            ]
            if ways:
                best[i, j] = min(ways, key=lambda way: way[0])
    steps: list[Step] = []
    at = (len(a), len(b))
    while at != (0, 0):
        _, step, at = best[at]
        if step is not None:
            steps.append(step)
    return [_readable(step) for step in reversed(steps)]


def _steps_to(
    one: tuple[str, int], other: tuple[str, int], table: Table
) -> list[tuple[tuple[int, int], Step]]:
    """Every last step that leads to these places, and where it comes from."""
    (a, i), (b, j) = one, other
    steps: list[tuple[tuple[int, int], Step]] = []
    if i and j:
        steps.append(((i - 1, j - 1), (a[i - 1], b[j - 1], _swap(a[i - 1], b[j - 1], table))))
    if i:
        steps.append(((i - 1, j), (a[i - 1], "", _gap(a, i, table))))
    if j:
        steps.append(((i, j - 1), ("", b[j - 1], _gap(b, j, table))))
    if i and j > 1:
        cost = _split(a[i - 1], b[j - 2 : j], table)
        steps += [((i - 1, j - 2), (a[i - 1], b[j - 2 : j], cost))] if cost < 9 else []
    if j and i > 1:
        cost = _split(b[j - 1], a[i - 2 : i], table)
        steps += [((i - 2, j - 1), (a[i - 2 : i], b[j - 1], cost))] if cost < 9 else []
    return steps


def _swap(one: str, other: str, table: Table) -> float:
    return float(table.swap[code_of(one), code_of(other)])


def _gap(word: str, place: int, table: Table) -> float:
    gaps = table.last_gap if place == len(word) else table.gap
    return float(gaps[code_of(word[place - 1])])


def _split(one: str, two: str, table: Table) -> float:
    """Cost of one letter that was meant as two; 9 where it cannot be."""
    meant = int(table.split[code_of(one)])
    if not meant or not table.breath[code_of(two[1])]:
        return 9.0
    return float(table.swap[meant, code_of(two[0])]) + float(SPLIT_COST)


def _readable(step: Step) -> Step:
    a, b, cost = step
    return a.replace(ARTICLE, "l"), b.replace(ARTICLE, "l"), cost
