"""Reading step: which language a post is in, by engine; ``und`` where it cannot tell."""

from collections.abc import Sequence

from hawkari.desks.campaign.models import Post
from hawkari.desks.campaign.services.steps import Step
from hawkari.engines.posts import languages

__all__ = ["STEP", "read_posts"]


def read_posts(posts: Sequence[Post]) -> None:
    """Set language and probability of each post that has words."""
    worded = [one for one in posts if one.text.strip()]
    for post, guess in zip(worded, languages([one.text for one in worded]), strict=True):
        post.language = guess.code
        post.language_probability = float(guess.probability)


STEP = Step("language", read_posts, ("language", "language_probability"), "Languages", batch=2000)
