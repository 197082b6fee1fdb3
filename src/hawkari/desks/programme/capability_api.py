"""What border posts can do, by API."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from ninja import Router, Schema

from hawkari.desks.programme.services.capability import PostView, find_posts
from hawkari.desks.programs import REFUSALS, access_of

__all__ = ["router"]

router = Router()


class MeasureOut(Schema):
    """A measure before and after; null was not stated."""

    measure: str
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None


class PostOut(Schema):
    """A border post, as its office stated it."""

    reference: str
    name: str
    before_on: date | None
    before_by: str
    after_on: date | None
    after_by: str
    measures: list[MeasureOut]


class PostsOut(Schema):
    """Border posts, by name."""

    posts: list[PostOut]


@router.get("/posts", response={200: PostsOut, **REFUSALS})
def border_posts(request: HttpRequest) -> PostsOut:
    """Every border post of one's own agency, its newest self-assessments side by side; audited."""
    return PostsOut(posts=[_post(one) for one in find_posts(access_of(request))])


def _post(view: PostView) -> PostOut:
    before, after = view.before, view.after
    return PostOut(
        reference=view.post.reference,
        name=view.post.name,
        before_on=None if before is None else before.stated_on,
        before_by="" if before is None else before.stated_by,
        after_on=None if after is None else after.stated_on,
        after_by="" if after is None else after.stated_by,
        measures=[
            MeasureOut(measure=row.measure, before=row.before, after=row.after, change=row.change)
            for row in view.rows
        ],
    )
