"""Pages of posts: the list, one post, one post unmasked."""

from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.campaign.import_forms import WhyForm
from hawkari.desks.campaign.models import Post
from hawkari.desks.campaign.post_words import LANGUAGES
from hawkari.desks.campaign.services.posts import (
    PostQuery,
    find_posts,
    look_at_post,
    unmask_post,
)
from hawkari.desks.campaign.views.common import finds
from hawkari.desks.pages import WorkRequest

__all__ = ["post", "posts", "unmask"]

KINDS = ("advert", "other")


@require_GET
def posts(request: WorkRequest) -> HttpResponse:
    """The newest posts, or those that are asked for."""
    query = query_of(request.GET)
    context = {
        "found": find_posts(request.access, query),
        "query": query,
        "asked": _asked(query),
        "languages": LANGUAGES.items(),
        "pages": {
            "before": _page(request.GET, query.page - 1),
            "after": _page(request.GET, query.page + 1),
        },
        "section": "campaign_posts",
        "density": "compact",
    }
    return render(request, "campaign/posts.html", context)


@require_GET
@finds
def post(request: WorkRequest, number: int) -> HttpResponse:
    """One post: its text with the people in it hidden, and what was read of it."""
    found = look_at_post(request.access, number)
    return _shown(request, found, {"form": WhyForm()})


@never_cache
@require_POST
@finds
def unmask(request: WorkRequest, number: int) -> HttpResponse:
    """One post as it was written, for a reason that is audited; not kept by the browser."""
    form = WhyForm(request.POST)
    if not form.is_valid():
        found = look_at_post(request.access, number)
        return _shown(request, found, {"form": form}, status=422)
    found = unmask_post(request.access, number, why=form.cleaned_data["why"])
    return _shown(request, found, {"unmasked": True, "why": form.cleaned_data["why"]})


def _shown(
    request: WorkRequest, found: Post, more: dict[str, object], *, status: int = 200
) -> HttpResponse:
    context = {
        "post": found,
        "selectors": found.selectors.all(),
        "section": "campaign_posts",
    }
    return render(request, "campaign/post.html", context | more, status=status)


def _asked(query: PostQuery) -> list[str]:
    """What the list is narrowed to besides the fields of its form, in words."""
    said = []
    if query.operator:
        said.append(gettext("operator {name}").format(name=query.operator))
    if query.template:
        said.append(gettext("template {name}").format(name=query.template))
    if query.myth:
        said.append(gettext("myth {name}").format(name=query.myth))
    if query.imported:
        said.append(gettext("import {name}").format(name=query.imported))
    if query.channel:
        said.append(gettext("channel {name}").format(name=query.channel))
    return said


def _page(asked: QueryDict, number: int) -> str:
    """The address of another page of the same list; empty before the first."""
    if number < 1:
        return ""
    other = asked.copy()
    other["page"] = str(number)
    return other.urlencode()


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
