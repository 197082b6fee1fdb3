"""Ways from one person to another: the most probable, and those that keep to the order of time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import exp, fsum, log

from hawkari.engines.disruption.network import Network
from hawkari.engines.disruption.strands import earliest, latest
from hawkari.engines.disruption.values import Strand
from hawkari.errors import BadInput

__all__ = ["Path", "Step", "probable_paths", "timely_path"]

# Lengths are sums of logarithms; paths closer than this go by the number of ties, then by ids.
DIGITS = 9

Way = tuple[float, int, tuple[int, ...]]  # length, ties, people by number
Ties = dict[int, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one person to another.

    Attributes:
        nodes: ids, both ends included.
        probability: that every tie on it is real, 0-1, each on its own.
    """

    nodes: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step of a way through time.

    Attributes:
        source: who it goes from.
        target: who it goes to.
        kind: of the tie.
        when: the earliest this step can have been taken, ISO, maybe partial; a time is in UTC.
        probability: that the tie is real.
    """

    source: str
    target: str
    kind: str
    when: str
    probability: float


def probable_paths(network: Network, source: str, target: str, *, most: int = 3) -> list[Path]:
    """The most probable ways, best first; nobody stands on one twice.

    Equally probable ones go by fewer ties, then by ids. Empty if there is no way; the person alone
    if both are one.

    Args:
        network: the network.
        source: id of one person.
        target: id of the other.
        most: how many, at least 1.

    Raises:
        BadInput: if one of the two is not in the network.

    Cost: most · (ties on a path) · m log n.

    Source: Yen (1971), "Finding the k shortest loopless paths in a network", lengths -ln P.
    """
    number = {node: place for place, node in enumerate(network.nodes)}
    for node in (source, target):
        if node not in number:
            raise BadInput(f"{node!r} is not in the network", "Give the id of somebody who is.")
    ties = _lengths(network)
    start, end = number[source], number[target]
    found: list[Way] = []
    first = _shortest(ties, (start,), end)
    waiting = [] if first is None else [first]
    known = set(waiting)
    while waiting and len(found) < most:
        found.append(heappop(waiting))
        for turn in range(len(found[-1][2]) - 1):
            root = found[-1][2][: turn + 1]
            barred = {way[2][turn + 1] for way in found if way[2][: turn + 1] == root}
            other = _shortest(ties, root, end, barred=barred)
            if other is not None and other not in known:
                known.add(other)
                heappush(waiting, other)
    return [
        Path(tuple(network.nodes[node] for node in way), exp(-_length(ties, way)))
        for _, _, way in found
    ]


def _lengths(network: Network) -> Ties:
    ties: Ties = {node: {} for node in range(len(network))}
    for (head, tail), p in zip(network.pairs(), network.probability.tolist(), strict=True):
        ties[head][tail] = ties[tail][head] = -log(p)
    return ties


def _length(ties: Ties, way: tuple[int, ...]) -> float:
    return fsum(ties[one][two] for one, two in pairwise(way))


def _shortest(
    ties: Ties, root: tuple[int, ...], end: int, *, barred: Iterable[int] = ()
) -> Way | None:
    """The shortest way that begins with `root` and does not go on to whoever is barred."""
    queue: list[Way] = [(_length(ties, root), len(root) - 1, root)]
    done = set(root[:-1])
    while queue:
        length, hops, way = heappop(queue)
        node = way[-1]
        if node == end:
            # Added up anew, so that one way has one length, wherever its search began.
            return round(_length(ties, way), DIGITS), hops, way
        if node in done:
            continue
        done.add(node)
        for other, step in ties[node].items():
            if other not in done and not (node == root[-1] and other in barred):
                heappush(queue, (round(length + step, DIGITS), hops + 1, (*way, other)))
    return None


def timely_path(
    strands: Iterable[Strand], source: str, target: str, *, begin: str = "", end: str = "9999"
) -> tuple[Step, ...]:
    """The way by which something can have come from one person to another earliest.

    Each step is taken no earlier than the one before: a message, money or a parcel cannot travel
    back in time. A tie seen from one date to another may have been used at any time between; how
    likely that is, is not known. Undated ties are not used.

    Args:
        strands: as `strands` gives them.
        source: who has it first.
        target: who has it last.
        begin: when the source has it; ``""`` ever since.
        end: the last date of interest.

    Returns:
        Steps in order; empty if there is no such way, or both are one. Of ways that arrive on the
        same date, one with the fewest steps, then by ids and kind.

    Raises:
        BadInput: if a date is none.

    Source: earliest arrival of Bui-Xuan, Ferreira and Jarry (2003), "Computing shortest, fastest,
    and foremost journeys in dynamic networks".
    """
    around: Mapping[str, list[tuple[str, Strand]]] = _by_person(strands)
    queue: list[tuple[str, int, tuple[str, ...], tuple[Step, ...]]] = [
        (earliest(begin), 0, (source,), ())
    ]
    fewest: dict[str, int] = {}
    while queue:
        now, hops, names, steps = heappop(queue)
        node = names[-1]
        if node == target:
            return steps
        # Whoever is reached later adds nothing, unless by fewer steps.
        if fewest.get(node, hops + 1) <= hops:
            continue
        fewest[node] = hops
        for other, tie in around.get(node, []):
            when = max(now, earliest(tie.first))
            if when <= latest(tie.last) and when <= latest(end) and other not in names:
                step = Step(node, other, tie.kind, when, tie.probability)
                heappush(queue, (when, hops + 1, (*names, other), (*steps, step)))
    return ()


def _by_person(strands: Iterable[Strand]) -> dict[str, list[tuple[str, Strand]]]:
    around: dict[str, list[tuple[str, Strand]]] = defaultdict(list)
    for one in sorted(strands, key=lambda one: (one.low, one.high, one.kind)):
        if one.first and one.last:
            around[one.low].append((one.high, one))
            around[one.high].append((one.low, one))
    return around
