"""Claims that nobody has answered yet: posts without a match that say the same.

Posts join a group only where they are near to its members on average, never through one of them:
two topics that one long post touches stay two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.posts.matching.features import features_of
from hawkari.engines.posts.matching.index import AnswerIndex
from hawkari.engines.posts.matching.reading import plain
from hawkari.engines.posts.matching.values import Answer
from hawkari.engines.posts.matching.weighing import Bag, Weighed, bag_of

__all__ = ["NewClaim", "join", "new_claims"]

# Of 175 and 327 pairs of shared posts about one claim, .82 and .32 are as near as this, and .65 and
# .93 of the pairs that are as near make one claim (benchmarks/posts/matching.py --parts claims).
NEAR = 0.28
_ON_AVERAGE = 0.2  # to the members of a group
_FEWEST_WORDS = 3  # less says too little to be anybody's claim
_SUPPOSED = 50  # texts about other things, so that few posts compare as many would
_COMPARED = 20  # members of a group, at most


@dataclass(frozen=True, slots=True)
class NewClaim:
    """Posts that say the same, and that no answer matches.

    Attributes:
        posts: their ids, in the order given.
        example: the id of the one nearest to all the others.
    """

    posts: tuple[str, ...]
    example: str


def new_claims(posts: Iterable[Answer], index: AnswerIndex, *, fewest: int = 2) -> list[NewClaim]:
    """Group posts that match no answer.

    Args:
        posts: their ids, languages and texts.
        index: the answers; a post counts as matched where it would not abstain.
        fewest: posts of a group, at least.

    Returns:
        Groups, the largest first.
    """
    loose = [
        post for post in posts if not index.ranked(post.text, 1, language=post.lang, only_sure=True)
    ]
    groups: dict[str, list[str]] = {}
    joined = join(loose, {})
    for post in loose:
        if post.id in joined:
            groups.setdefault(joined[post.id], []).append(post.id)
    texts = {post.id: post.text for post in loose}
    found = [
        NewClaim(tuple(names), _nearest(names, texts))
        for names in groups.values()
        if len(names) >= fewest
    ]
    return sorted(found, key=lambda claim: -len(claim.posts))


def join(posts: Sequence[Answer], known: Mapping[str, str]) -> dict[str, str]:
    """Say which group each post belongs to.

    Args:
        posts: old and new ones together; each is compared with all others. Cost grows with how
            much they share: some seconds for 5,000.
        known: groups of those that are in one already; these stay where they are.

    Returns:
        Group by post; posts that are like no other have none. A new group is called by the id of
        its first post.
    """
    usable = [post for post in posts if len(plain(post.text).split()) >= _FEWEST_WORDS]
    near = Nearness([post.text for post in usable])
    group = {post.id: known[post.id] for post in usable if post.id in known}
    members: dict[str, list[int]] = {}
    for at, post in enumerate(usable):
        if post.id in group:
            members.setdefault(group[post.id], []).append(at)
    for at, post in enumerate(usable):
        if post.id in group:
            continue
        like = near.to(at)
        chosen = _chosen(like, members)
        if chosen is None:
            partner = _partner(like, np.array([other.id in group for other in usable], bool))
            if partner is None:
                continue
            chosen = usable[min(at, partner)].id
            group[usable[partner].id] = chosen
            members[chosen] = [partner]
        group[post.id] = chosen
        members[chosen].append(at)
    return group


class Nearness:
    """How near texts are to one another: what they share, of what either could share."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._bags: list[Bag] = [bag_of(features_of(plain(text))) for text in texts]
        self._weighed = Weighed.of(self._bags, others=_SUPPOSED)

    def to(self, at: int) -> NDArray[np.float32]:
        """How near every text is to one of them; 0 for itself."""
        whole = self._weighed.whole
        scores = self._weighed.scores(self._bags[at]) / np.sqrt(whole * whole[at] + 1e-9)
        scores[at] = 0
        near: NDArray[np.float32] = scores
        return near


def _chosen(like: NDArray[np.float32], members: Mapping[str, Sequence[int]]) -> str | None:
    """The group that is nearest on average, if any is near enough."""
    best, name = _ON_AVERAGE, None
    for group, places in members.items():
        if like[places].max() >= NEAR and like[places[-_COMPARED:]].mean() >= best:
            best, name = float(like[places[-_COMPARED:]].mean()), group
    return name


def _partner(like: NDArray[np.float32], taken: NDArray[np.bool_]) -> int | None:
    """The nearest text that is in no group, if any is near enough."""
    free = np.where(taken, 0, like)
    best = int(free.argmax())
    return best if free[best] >= NEAR else None


def _nearest(names: Sequence[str], texts: Mapping[str, str]) -> str:
    near = Nearness([texts[name] for name in names[:200]])
    sums = [float(near.to(at).sum()) for at in range(min(len(names), 200))]
    return names[int(np.argmax(sums))]
