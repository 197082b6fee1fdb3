"""Pages of posts: the list."""

from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hawkari.desks.campaign.services.posts import PostQuery, find_posts
from hawkari.desks.campaign.views.common import WorkRequest, handling_words

__all__ = ["posts"]

KINDS = ("advert", "other")


@require_GET
def posts(request: WorkRequest) -> HttpResponse:
    """The newest posts, or those that are asked for."""
    query = query_of(request.GET)
    context = {
        "found": find_posts(request.access, query),
        "query": query,
        "section": "campaign_posts",
        "density": "compact",
        "handling": "C",
        "handling_words": handling_words(),
    }
    return render(request, "campaign/posts.html", context)


def query_of(asked: QueryDict) -> PostQuery:
    """What an address asks for; what cannot be read asks for nothing."""
    words = {
        name: asked.get(name, "").strip()[:most]
        for name, most in {
            "text": 100, "language": 8, "operator": 40, "template": 40, "myth": 16, "imported": 16,
        }.items()
    }  # fmt: skip
    kind = asked.get("kind", "")
    return PostQuery(
        **words,
        kind=kind if kind in KINDS else "",
        first=_day(asked.get("first", "")),
        last=_day(asked.get("last", "")),
        channel=_number(asked.get("channel", "")),
        page=_number(asked.get("page", "")) or 1,
    )


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
