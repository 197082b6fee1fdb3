"""Posts by API: what was read of them, never who wrote them, and no text that is not masked."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hawkari.desks.campaign.services.posts import PostQuery, find_posts
from hawkari.desks.programs import REFUSALS, access_of

__all__ = ["router"]

router = Router()


class PostsIn(Schema):
    """Which posts."""

    q: str = Field("", max_length=100, description="A passage of the text")
    language: str = Field("", max_length=8, examples=["ckb"])
    page: int = Field(1, ge=1, le=1_000_000)


class PostOut(Schema):
    """A post in a list."""

    id: int
    imported: str
    platform: str
    at: datetime | None
    language: str
    is_advert: bool | None
    operator: str
    template: str
    myth: str


class PostsOut(Schema):
    """Posts, the newest first."""

    posts: list[PostOut]
    more: bool


@router.get("/posts", response={200: PostsOut, **REFUSALS})
def posts(request: HttpRequest, asked: Query[PostsIn]) -> dict[str, Any]:
    """Posts of this operation that one's own agency imported; audited."""
    text = asked.q.replace("\0", "").strip()
    query = PostQuery(text=text, language=asked.language.replace("\0", ""), page=asked.page)
    found = find_posts(access_of(request), query)
    listed = [
        {
            "id": one.pk,
            "imported": one.imported.reference,
            "platform": one.channel.platform,
            "at": one.at,
            "language": one.language,
            "is_advert": one.is_advert,
            "operator": one.operator,
            "template": one.template,
            "myth": one.myth,
        }
        for one in found.posts
    ]
    return {"posts": listed, "more": found.more}
