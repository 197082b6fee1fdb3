"""What the quarterly report says of activities: each number with the entries that it counts."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.formats import isolated, item_words
from hawkari.desks.programme.models import AssetState, DecisionKind
from hawkari.desks.programme.services.access import require_reading
from hawkari.desks.programme.services.activities import HIGH_RISK, Activity, activities_on
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Period
from hawkari.evidence.models import Act

__all__ = ["tables"]


def tables(access: Access, period: Period, known: KnownOn = NOW) -> tuple[Table, ...]:
    """All activities, then those with an entry each, as they stood at the end of the quarter.

    Of a quarter that is not over, as they stand on the day whose knowledge is told.

    Args:
        access: who asks.
        period: the quarter.
        known: whose knowledge is told.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    day = min(period.last, known.until(access.today))
    with transaction.atomic():
        found = activities_on(access, day, known)
        audit.record(
            Act.CONSULT, access=access, count=len(found),
            detail={"what": "activities", "day": str(day)},
        )  # fmt: skip
    if not found:
        return ()
    return (_all(found), *(_table(one, period, known) for one in found if not one.is_bare))


def _all(found: Sequence[Activity]) -> Table:
    bare = [one for one in found if one.is_bare]
    figures = (
        Figure(
            "activities.all", _("Activities in the register"), Decimal(len(found)),
            rows=tuple(_own(one) for one in found),
        ),
        Figure(
            "activities.bare", _("Of these, nothing is written down yet"), Decimal(len(bare)),
            rows=tuple(_own(one) for one in bare),
        ),
    )  # fmt: skip
    return Table("activities", _("Activities"), figures)


def _own(one: Activity) -> Row:
    reference = one.item.reference
    return Row(reference, reverse("programme:activity", args=[reference]))


def _table(one: Activity, period: Period, known: KnownOn) -> Table:
    url = reverse("programme:activity", args=[one.item.reference])
    figures = (
        *_milestones(one, period, url),
        *_staff(one, url),
        *_things(one, url),
        *_risks(one, url),
        *_decisions(one, period, url),
    )
    return Table(
        f"activity.{one.item.reference}",
        item_words(one.item),
        figures,
        said=tuple(_said(one, known)),
    )


def _milestones(one: Activity, period: Period, url: str) -> Iterable[Figure]:
    if not one.milestones or "milestone" in one.untold:
        return
    key = f"activity.{one.item.reference}.milestones"
    due = [each for each in one.milestones if each.expected <= one.day]
    reached = [each for each in one.reached if each.done and each.done >= period.first]
    yield Figure(
        f"{key}.due", _("Milestones due by the end of the quarter"), Decimal(len(due)),
        rows=_rows(url, "milestone", ((each, each.expected) for each in due)),
    )  # fmt: skip
    yield Figure(
        f"{key}.reached", _("Milestones reached in the quarter"), Decimal(len(reached)),
        rows=_rows(url, "milestone", ((each, each.done) for each in reached)),
    )  # fmt: skip
    yield Figure(
        f"{key}.late", _("Milestones that are late"), Decimal(len(one.late)),
        rows=_rows(url, "milestone", ((each, each.expected) for each in one.late)),
    )  # fmt: skip


def _staff(one: Activity, url: str) -> Iterable[Figure]:
    if not one.positions:
        return
    key = f"activity.{one.item.reference}.posts"
    planned = [
        Row(_ref("position", each.position), f"{url}#position-{each.position.pk}",
            Decimal(each.position.planned))
        for each in one.positions
    ]  # fmt: skip
    yield Figure(f"{key}.planned", _("Posts planned"), _sum(planned), rows=tuple(planned))
    counted = [
        Row(_ref("position", each.position), f"{url}#position-{each.position.pk}",
            Decimal(each.last.filled), each.last.day)
        for each in one.positions
        if each.last
    ]  # fmt: skip
    missing = len(one.positions) - len(counted)
    note = ngettext(
        "Of %(number)s kind of post nobody has counted the filled ones.",
        "Of %(number)s kinds of posts nobody has counted the filled ones.",
        missing,
    )
    yield Figure(
        f"{key}.filled", _("Posts filled"), _sum(counted) if counted else None,
        rows=tuple(counted), note=note % {"number": missing} if missing else "",
    )  # fmt: skip


def _things(one: Activity, url: str) -> Iterable[Figure]:
    if not one.assets:
        return
    key = f"activity.{one.item.reference}.assets"
    there = [each for each in one.assets if each.asset.received is None
             or each.asset.received <= one.day]  # fmt: skip
    lost = [each for each in there if each.state == AssetState.MISSING]
    for name, words, found in (
        ("all", _("Assets handed over"), there),
        ("unchecked", _("Assets whose check is overdue"), one.unchecked),
        ("missing", _("Assets that are missing"), lost),
    ):
        rows = _rows(
            url, "asset", ((each.asset, each.last.day if each.last else None) for each in found)
        )
        yield Figure(f"{key}.{name}", words, Decimal(len(rows)), rows=rows)


def _risks(one: Activity, url: str) -> Iterable[Figure]:
    if not one.risks or "risk" in one.untold:
        return
    key = f"activity.{one.item.reference}.risks"
    high = [each for each in one.open_risks if each.weight >= HIGH_RISK]
    for name, words, found in (
        ("open", _("Open risks"), one.open_risks),
        ("high", _("Of these, likelihood times impact is 15 or more"), high),
    ):
        rows = _rows(url, "risk", ((each, each.opened) for each in found))
        yield Figure(f"{key}.{name}", words, Decimal(len(rows)), rows=rows)


def _decisions(one: Activity, period: Period, url: str) -> Iterable[Figure]:
    if not one.decisions or "decision" in one.untold:
        return
    key = f"activity.{one.item.reference}.decisions"
    inside = [each for each in one.decisions if period.first <= each.day <= one.day]
    overdue = [each for each in one.open_actions if each.action_due and each.action_due < one.day]
    for name, words, found in (
        ("made", _("Decisions in the quarter"),
         [each for each in inside if each.kind == DecisionKind.DECISION]),
        ("met", _("Meetings in the quarter"),
         [each for each in inside if each.kind == DecisionKind.MEETING]),
        ("overdue", _("Agreed actions that are overdue"), overdue),
    ):  # fmt: skip
        rows = _rows(url, "decision", ((each, each.day) for each in found))
        yield Figure(f"{key}.{name}", words, Decimal(len(rows)), rows=rows)


def _said(one: Activity, known: KnownOn) -> Iterable[str]:
    # Where nobody has written anything down, 0 would claim to be known.
    kinds = (
        (one.milestones, _("milestones")),
        (one.positions, _("posts")),
        (one.assets, _("equipment")),
        (one.risks, _("risks")),
        (one.decisions, _("decisions and meetings")),
    )
    empty = [str(words) for found, words in kinds if not found]
    if empty:
        yield gettext("Not written down yet: %(kinds)s.") % {"kinds": ", ".join(empty)}
    if one.untold:
        yield _left_out(one, known)
    if "milestone" not in one.untold:
        yield from _said_of_milestones(one)


def _left_out(one: Activity, known: KnownOn) -> str:
    words = {
        "milestone": _("milestones"),
        "risk": _("risks"),
        "decision": _("decisions and meetings"),
    }
    kinds = ", ".join(str(said) for what, said in words.items() if what in one.untold)
    return gettext("Left out, as nobody kept how these stood on %(day)s: %(kinds)s.") % {
        "day": isolated(known.day), "kinds": kinds,
    }  # fmt: skip


def _said_of_milestones(one: Activity) -> Iterable[str]:
    for late in one.late:
        days = (one.day - late.expected).days
        yield ngettext(
            "“%(name)s” was due on %(due)s and is %(days)s day late.",
            "“%(name)s” was due on %(due)s and is %(days)s days late.",
            days,
        ) % {"name": isolated(late.name), "due": isolated(late.expected), "days": days}
    for late in one.milestones:
        if late.revised and not late.done:
            yield gettext("“%(name)s” was moved from %(due)s to %(revised)s: %(why)s") % {
                "name": isolated(late.name), "due": isolated(late.due),
                "revised": isolated(late.revised), "why": isolated(late.revised_why),
            }  # fmt: skip


def _rows(url: str, what: str, found: Iterable[tuple[Model, date | None]]) -> tuple[Row, ...]:
    return tuple(Row(_ref(what, one), f"{url}#{what}-{one.pk}", at=at) for one, at in found)


def _ref(what: str, one: Model) -> str:
    """An asset and a risk have a reference; of the others the number names them."""
    return getattr(one, "reference", "") or f"{what} {one.pk}"


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((row.value or Decimal(0) for row in rows), Decimal(0))
