"""What the quarterly report says of border posts: how many stated something, never what."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.models import SelfAssessment, Stage
from hawkari.desks.programme.services.access import require_reading
from hawkari.desks.programme.services.capability import known_posts
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Period
from hawkari.evidence.models import Act

__all__ = ["tables"]

WORDS = {
    Stage.BEFORE: _("Posts that stated something before"),
    Stage.AFTER: _("Posts that stated something after"),
}


def tables(access: Access, period: Period, known: KnownOn = NOW) -> tuple[Table, ...]:
    """How many posts had stated what they can do by the end of the quarter; none without any.

    What they stated is of the internal view: it tells where a border is weak.

    Args:
        access: who asks.
        period: the quarter.
        known: whose knowledge is told.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        figures = tuple(_figure(access, stage, period.last, known=known) for stage in Stage.values)
        count = sum(len(one.rows) for one in figures)
        audit.record(Act.CONSULT, access=access, count=count, detail={"what": "border posts"})
    if not count:
        return ()
    return (Table("posts", _("Border posts: what their offices stated"), figures),)


def _figure(access: Access, stage: str, day: date, *, known: KnownOn) -> Figure:
    stated = SelfAssessment.objects.filter(post__in=known_posts(access), stage=stage)
    rows = (
        known.standing(known.recorded(stated.filter(stated_on__lte=day)))
        .order_by("post__reference", "-stated_on", "-pk")
        .values_list("post__reference", "stated_on")
    )
    newest: dict[str, date] = {}
    for reference, stated_on in rows:
        newest.setdefault(reference, stated_on)
    found = tuple(
        Row(reference, reverse("programme:border_post", args=[reference]), at=stated_on)
        for reference, stated_on in newest.items()
    )
    return Figure(f"posts.{stage}", WORDS[Stage(stage)], Decimal(len(found)), rows=found)
