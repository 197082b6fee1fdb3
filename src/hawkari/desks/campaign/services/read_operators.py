"""Reading step: which adverts are one operator's, and which operators share a template.

The clusters of an agency's adverts in an operation are kept and grow with each import. A new advert
can move older ones, so posts outside the batch may change too.
"""

from collections.abc import Sequence

from hawkari.desks.campaign.models import (
    ClusterKeep,
    Import,
    Post,
    PostSelector,
    SelectorKind,
)
from hawkari.desks.campaign.services.steps import Step
from hawkari.engines.posts import ClusterState, PostText, cluster_posts

__all__ = ["STEP", "forget_posts", "read_posts"]

BATCH = 5000
_REACHED_BY = (SelectorKind.PHONE, SelectorKind.HANDLE)


def read_posts(posts: Sequence[Post]) -> None:
    """Add the adverts among some posts of one import to their agency's clusters."""
    if not posts:
        return
    operation, agency = posts[0].operation, posts[0].agency
    ClusterKeep.objects.get_or_create(operation=operation, agency=agency)
    keep = ClusterKeep.objects.select_for_update().get(operation=operation, agency=agency)
    state = ClusterState.from_bytes(bytes(keep.state)) if keep.state else ClusterState()
    adverts = Post.objects.filter(operation=operation, agency=agency, is_advert=True)
    before = {
        str(pk): (operator, template)
        for pk, operator, template in adverts.values_list("pk", "operator", "template")
    }
    # Posts that were disposed of, or read anew as no adverts, leave nothing behind.
    state = state.without(set(state.ids) - before.keys())
    found = cluster_posts(_texts([one for one in posts if one.is_advert]), state)
    keep.state = found.to_bytes()
    keep.save(update_fields=["state", "at"])
    names = {post: _names(found, post) for post in found.ids}
    for post in posts:
        post.operator, post.template = names.get(str(post.pk), ("", ""))
    _move(names, before, {str(post.pk) for post in posts})


def forget_posts(imported: Import) -> None:
    """Take an import's posts out of what is kept, before they are disposed of."""
    keep = (
        ClusterKeep.objects.select_for_update()
        .filter(operation=imported.operation, agency=imported.agency)
        .first()
    )
    if keep is None or not keep.state:
        return
    gone = Post.objects.filter(imported=imported).values_list("pk", flat=True)
    left = ClusterState.from_bytes(bytes(keep.state)).without(str(pk) for pk in gone)
    keep.state = left.to_bytes()
    keep.save(update_fields=["state", "at"])


def _names(found: ClusterState, post: str) -> tuple[str, str]:
    return f"O-{found.operator_of(post) + 1}", f"T-{found.template_of(post) + 1}"


def _move(
    names: dict[str, tuple[str, str]], before: dict[str, tuple[str, str]], batch: set[str]
) -> None:
    """Save older posts whose cluster is another now; those of the batch are saved after us."""
    moved = [
        Post(pk=int(post), operator=operator, template=template)
        for post, (operator, template) in names.items()
        if post not in batch and before.get(post) != (operator, template)
    ]
    Post.objects.bulk_update(moved, ["operator", "template"], batch_size=200)


def _texts(posts: Sequence[Post]) -> list[PostText]:
    reached: dict[int, list[str]] = {}
    rows = PostSelector.objects.filter(post__in=posts, kind__in=_REACHED_BY)
    for post, kind, value in rows.values_list("post_id", "kind", "value"):
        handle = "@" + value.partition(":")[2]
        said = value if kind == SelectorKind.PHONE else handle
        reached.setdefault(post, []).append(said)
    return [
        PostText(str(one.pk), one.text, tuple(sorted(set(reached.get(one.pk, ())))))
        for one in posts
    ]


STEP = Step("operators-1", read_posts, ("operator", "template"), "Operators", batch=BATCH)
