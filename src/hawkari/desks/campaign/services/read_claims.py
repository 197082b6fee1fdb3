"""The step that reads what posts claim: the myth that each matches, or the new claim it joins."""

from collections.abc import Sequence

from django.db.models import QuerySet

from hawkari.desks.campaign.models import Claim, ClaimPost, Post
from hawkari.desks.campaign.services.bank_reading import answer_texts
from hawkari.desks.campaign.services.steps import Step
from hawkari.desks.references import new_reference
from hawkari.engines.posts.matching import Answer, AnswerIndex, join

__all__ = ["STEP", "read"]

# Posts that tell which words are common: without them a small bank takes "the" for a topic.
_BACKGROUND = 400
# Earlier posts without a match that new ones may join; older claims are found by their own posts.
_COMPARED = 2_000
_OF_A_CLAIM = 5  # its newest posts stand for it


def read(posts: Sequence[Post]) -> None:
    """Match posts of one import to the myth bank; group those that match nothing.

    Adverts join no new claim: their operators' clusters show them.
    """
    if not posts:
        return
    own = Post.objects.filter(operation=posts[0].operation_id, agency=posts[0].agency_id)
    index = _bank(posts, own)
    for post in posts:
        _match(post, index)
    loose = [one for one in posts if not one.myth and not one.is_advert]
    matched = [one.pk for one in posts if one.myth]
    ClaimPost.objects.filter(post__in=matched, claim__state=Claim.State.OPEN).delete()
    _group(posts[0], loose, own)


def _bank(posts: Sequence[Post], own: QuerySet[Post]) -> AnswerIndex:
    answers = [Answer(one.id, one.lang, one.text) for one in answer_texts(posts[0].operation)]
    common = own.order_by("-pk").values_list("text", flat=True)[:_BACKGROUND]
    return AnswerIndex.build(answers, background=common if answers else ())


def _match(post: Post, index: AnswerIndex) -> None:
    found = index.match(post.text, language=post.language, top=1)
    best = None if found.abstained else found.ranked[0]
    post.matched = True
    post.myth = best.id if best else ""
    post.myth_score = best.probability if best else None
    post.myth_why = [list(one.span) for one in best.why] if best else []


def _group(first: Post, loose: Sequence[Post], own: QuerySet[Post]) -> None:
    """Let posts without a match join the claims that are there, or make new ones together."""
    if not loose:
        return
    numbers = {one.pk for one in loose}
    placed = ClaimPost.objects.filter(post__in=own).order_by("-post_id")
    known = dict(placed.values_list("post_id", "claim_id")[: _COMPARED * 2])
    earlier = own.filter(matched=True, myth="").exclude(is_advert=True).exclude(pk__in=numbers)
    beside = list(earlier.order_by("-pk").values_list("pk", "text")[:_COMPARED])
    beside += _standing(known, numbers | {pk for pk, _ in beside}, own)
    texts = [Answer(str(pk), "", text) for pk, text in sorted(beside)]
    texts += [Answer(str(one.pk), one.language, one.text) for one in loose]
    groups = join(texts, {str(post): f"claim {claim}" for post, claim in known.items()})
    _keep(first, groups, known)


def _standing(known: dict[int, int], there: set[int], own: QuerySet[Post]) -> list[tuple[int, str]]:
    """The newest posts of each claim, where they are not compared anyway."""
    by_claim: dict[int, list[int]] = {}
    for post, claim in known.items():
        by_claim.setdefault(claim, []).append(post)
    wanted = [pk for of in by_claim.values() for pk in of[:_OF_A_CLAIM] if pk not in there]
    return list(own.filter(pk__in=wanted[:_COMPARED]).values_list("pk", "text"))


def _keep(first: Post, groups: dict[str, str], known: dict[int, int]) -> None:
    made: dict[str, int] = {}
    rows = []
    for name, group in groups.items():
        if int(name) in known:
            continue
        if group.startswith("claim "):
            claim = int(group.removeprefix("claim "))
        else:
            claim = made.get(group) or _new(first)
            made[group] = claim
        rows.append(ClaimPost(claim_id=claim, post_id=int(name)))
    ClaimPost.objects.bulk_create(rows)


def _new(first: Post) -> int:
    reference = new_reference("C", Claim.objects.all(), first.imported.at.date())
    made = Claim.objects.create(reference=reference, operation=first.operation, agency=first.agency)
    return made.pk


STEP = Step("claims", read, ("matched", "myth", "myth_score", "myth_why"), "Claims", batch=1_000)
