"""Clusters that grow with the posts, and are the same whatever order these came in."""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.posts.clusters.families import families
from hawkari.engines.posts.clusters.linking import Linking, Units, link
from hawkari.engines.posts.clusters.reading import ONLY_SELECTORS, SELECTOR, Features, read_features
from hawkari.engines.posts.clusters.weighing import counted, weighed

__all__ = ["OPERATORS", "ClusterState", "PostText", "cluster_posts"]

Ints = NDArray[np.int64]

OPERATORS = Linking(threshold=0.39, shared=0.15, different=0.05, unnamed=0.05, rivals=0.60)
"""Settings of the operator level, chosen on half of the clusters of a synthetic file."""
NAMED = Linking(threshold=0.39, shared=0.65, different=0.05, unnamed=0.10, rivals=2.0)
"""Settings where a better reader said whom each post names: the same number holds together what is
worded otherwise, and different ones keep apart what is worded alike."""

# With few new posts beside many old ones only the clusters near the new ones are made again.
FEW, MANY = 0.05, 2000
RAREST, TOUCHES = 8, 3  # rarest features of a new post that are looked up, and how many must meet


@dataclass(frozen=True, slots=True)
class PostText:
    """A post to be clustered.

    Attributes:
        id: its name, once in a state.
        text: as it was written.
        selectors: phones and handles (`@name`) that a better reader found in it; None where none
            read it, and what the text plainly shows is taken, with less weight.
    """

    id: str
    text: str
    selectors: tuple[str, ...] | None = None


@dataclass(slots=True)
class ClusterState:
    """The posts seen so far, as features, and their clusters.

    Numbers of clusters stay with the larger part of their posts when posts are added. A number that
    was given once is given to no other cluster, even when its posts are gone: others may name it.
    """

    ids: list[str] = field(default_factory=list)
    features: Features = field(default_factory=lambda: Features(_zero(), np.empty(0, np.uint32)))
    operators: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    # Families as far as they are known; -1 where they are to be found when asked for.
    _families: Ints = field(default_factory=lambda: np.empty(0, np.int64), repr=False)
    _place: dict[str, int] = field(default_factory=dict, repr=False)
    _settled: bool = field(default=False, repr=False)
    _named: bool = field(default=False, repr=False)
    # Above every number of an operator, and of a family, that was ever given.
    _free: tuple[int, int] = field(default=(0, 0), repr=False)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, post: str) -> bool:
        return post in self._place

    @property
    def templates(self) -> Ints:
        """The number of each post's template family; found when first asked for."""
        if not self._settled:
            family = families(self.features, self.operators)
            self._families = _renumbered(family, self._families, self._free[1])
            self._free = (self._free[0], _above(self._free[1], self._families))
            self._settled = True
        return self._families

    def operator_of(self, post: str) -> int:
        """The number of the operator's cluster that a post is in; alone is a cluster too."""
        return int(self.operators[self._place[post]])

    def template_of(self, post: str) -> int:
        """The number of the template family that a post is in."""
        return int(self.templates[self._place[post]])

    def without(self, gone: Iterable[str]) -> "ClusterState":
        """The state without some posts, as if they had never been read; the others stay put."""
        dropped = set(gone)
        kept = np.array([at for at, name in enumerate(self.ids) if name not in dropped], np.int64)
        ids = [self.ids[at] for at in kept]
        place = {name: at for at, name in enumerate(ids)}
        features = self.features.taken(kept)
        operators, templates = self.operators[kept], self.templates[kept]
        return replace(
            self, ids=ids, features=features, operators=operators, _families=templates, _place=place
        )

    def to_bytes(self) -> bytes:
        """Everything, to be kept and read again by `from_bytes`; no text is in it."""
        out = io.BytesIO()
        names = np.frombuffer(json.dumps(self.ids).encode(), np.uint8)
        np.savez(out, ids=names, begin=self.features.begin, of=self.features.of,
                 operators=self.operators, templates=self.templates, named=self._named,
                 free=self._free)  # fmt: skip
        return out.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "ClusterState":
        """The state that `to_bytes` gave."""
        with np.load(io.BytesIO(kept), allow_pickle=False) as found:
            ids = json.loads(found["ids"].tobytes())
            features = Features(found["begin"], found["of"])
            place = {name: at for at, name in enumerate(ids)}
            operators, templates, named = found["operators"], found["templates"], found["named"]
            first, second = found["free"].tolist() if "free" in found else (0, 0)
        free = _above(first, operators), _above(second, templates)
        return cls(
            ids, features, operators, templates, place,
            _settled=True, _named=bool(named), _free=free,
        )  # fmt: skip


def cluster_posts(
    posts: Iterable[PostText], state: ClusterState | None = None, *, whole: bool = False
) -> ClusterState:
    """Add posts and cluster all.

    Two levels: operators (the same wording, route, contact) inside template families (the same
    wording with what varies left out). A shared phone or handle speaks for one operator, different
    ones against, and two clusters that each keep to their own are rivals even when the wording is
    one. Clusters are joined by the mean likeness of all their posts, never by one pair.

    Args:
        posts: a post whose id is there already is left out.
        state: what the last call returned; it is not changed.
        whole: cluster everything again. Otherwise a few new posts beside many old ones move only
            the clusters near them, which can differ a little from clustering everything.

    Returns:
        The new state. After clustering everything, which posts are together depends on the posts
        alone, not on their order or on how they were divided among calls.
    """
    old = state or ClusterState()
    new: dict[str, PostText] = {}
    for post in posts:
        if post.id not in old:
            new.setdefault(post.id, post)
    ids = [*old.ids, *new]
    features = old.features.and_then(read_features([_full(post) for post in new.values()]))
    named = old._named or any(post.selectors is not None for post in new.values())
    whole |= named != old._named
    local = not whole and len(old) >= MANY and len(new) <= FEW * len(old)
    count = counted(features)
    before = np.concatenate([old.operators, np.full(len(new), -1, np.int64)])
    operators = before.copy()
    moved = np.arange(len(ids))
    if local:
        moved = _near(features, count, before)
    if len(moved):
        how = NAMED if named else OPERATORS
        some = features.taken(moved) if local else features
        found = _operators(some, (count, len(ids)), how)
        operators[moved] = _renumbered(found, before[moved], old._free[0])
    was = np.concatenate([old._families, np.full(len(new), -1, np.int64)])
    place = {name: at for at, name in enumerate(ids)}
    free = _above(old._free[0], operators), old._free[1]
    return ClusterState(ids, features, operators, was, place, _named=named, _free=free)


def _zero() -> Ints:
    return np.zeros(1, np.int64)


def _full(post: PostText) -> str:
    """The text, and after a sign that it is no text, its selectors."""
    text = post.text.replace(ONLY_SELECTORS, " ")
    if post.selectors is None:
        return text
    return f"{text} {ONLY_SELECTORS} {' '.join(post.selectors)}"


def _operators(features: Features, counts: tuple[NDArray[np.int32], int], how: Linking) -> Ints:
    """A cluster's number for each post; posts alike in every feature count as one of their size.

    Args:
        features: of the posts to be clustered.
        counts: how many posts hold each feature, of how many in all.
        how: settings of the level.
    """
    digest = _digests(features.begin, features.of)
    _, first, which, size = np.unique(
        digest, return_index=True, return_inverse=True, return_counts=True
    )
    made = weighed(features.taken(first), counts[0], posts=counts[1], shared=how.shared)
    units = Units(made.begin, made.of, made.weight, size.astype(np.int64), made.named)
    cluster = link(units, how)[which]
    # Posts that name no one stay alone, even beside their like.
    silent = (np.diff(made.begin) == 0)[which] & (size[which] > 1)
    cluster[silent] = len(first) + np.arange(np.count_nonzero(silent))
    return cluster


def _renumbered(found: Ints, before: Ints, free: int) -> Ints:
    """Clusters under the numbers that most of their posts had before, or new ones from `free`."""
    _, found = np.unique(found, return_inverse=True)
    known = before >= 0
    pairs, common = np.unique(np.stack([found[known], before[known]]), axis=1, return_counts=True)
    names = np.full(found.max(initial=-1) + 1, -1, np.int64)
    taken: set[int] = set()
    for at in np.lexsort((pairs[1], pairs[0], -common)):
        cluster, name = pairs[:, at].tolist()
        if names[cluster] < 0 and name not in taken:
            names[cluster] = name
            taken.add(name)
    fresh = names < 0
    names[fresh] = free + np.arange(np.count_nonzero(fresh))
    return names[found]


def _above(free: int, given: Ints) -> int:
    """The first number that no cluster has, or ever had below `free`."""
    return max(free, 1 + int(given.max(initial=-1)))


def _near(features: Features, count: NDArray[np.int32], before: Ints) -> Ints:
    """The new posts, and all posts of clusters that share rare features with them."""
    new = before < 0
    some = features.taken(np.flatnonzero(new))
    made = weighed(some, count, posts=len(features), shared=NAMED.shared)
    marked = np.unique(_rarest(made.begin, made.of, made.weight))
    # One selector in common is enough to look again.
    meets = np.isin(features.of, marked) * np.where(features.of >= SELECTOR, TOUCHES, 1)
    total = np.concatenate([[0], np.cumsum(meets)])
    touched = total[features.begin[1:]] - total[features.begin[:-1]] >= TOUCHES
    clusters = np.unique(before[touched & ~new])
    return np.flatnonzero(new | np.isin(before, clusters))


@njit(cache=True)
def _digests(begin: Any, of: Any) -> Any:
    out = np.zeros(len(begin) - 1, np.uint64)
    for post in range(len(out)):
        value = np.uint64(0x9E3779B97F4A7C15)
        for at in range(begin[post], begin[post + 1]):
            value ^= np.uint64(of[at])
            value *= np.uint64(0xFF51AFD7ED558CCD)
            value ^= value >> np.uint64(32)
        out[post] = value
    return out


@njit(cache=True)
def _rarest(begin: Any, of: Any, weight: Any) -> Any:
    """The few heaviest features of each post, all in a row."""
    out = np.empty((len(begin) - 1) * RAREST, np.uint32)
    place = 0
    for post in range(len(begin) - 1):
        start = begin[post]
        order = np.argsort(-weight[start : begin[post + 1]])
        for at in range(min(RAREST, len(order))):
            out[place] = of[start + order[at]]
            place += 1
    return out[:place]
