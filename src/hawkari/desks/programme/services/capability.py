"""What border posts can do: stated by their offices, kept with day and office, set side by side."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.programme.capability import NUMBERS, Compared, Stated, compared, wrong_in
from hawkari.desks.programme.models import BorderPost, ItemKind, SelfAssessment, Stage
from hawkari.desks.programme.services.access import (
    own_agency,
    require_programme,
    require_reading,
)
from hawkari.desks.programme.services.checking import checked_day, checked_text
from hawkari.desks.programme.services.refusals import NotFound, item_of
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "COLUMNS",
    "NewSelfAssessment",
    "PostView",
    "file_rows",
    "find_posts",
    "kept_already",
    "kept_self_assessment",
    "known_posts",
    "make_self_assessment",
    "post_view",
    "told_by",
    "withdraw_self_assessment",
]

COLUMNS = ("post", "measure", "before", "before_on", "before_by", "after", "after_on", "after_by",
           "change")  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewSelfAssessment:
    """A self-assessment of a border post.

    Attributes:
        post: its name.
        stage: of `Stage`.
        stated_on: the day of the self-assessment.
        stated_by: the office that states it.
        stated: what it says.
        activity: reference of the activity that helps the post; empty for none.
        note: in words.
    """

    post: str
    stage: str
    stated_on: date | None
    stated_by: str
    stated: Stated = field(default_factory=Stated)
    activity: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post: its newest self-assessment of each stage, the two side by side, and all of them."""

    post: BorderPost
    before: SelfAssessment | None
    after: SelfAssessment | None
    rows: tuple[Compared, ...]
    self_assessments: tuple[SelfAssessment, ...]


def known_posts(access: Access) -> QuerySet[BorderPost]:
    """The posts that a reader may know of: those of the operation that their agency keeps."""
    return BorderPost.objects.filter(operation=access.operation, agency=access.user.agency_id)


def find_posts(access: Access) -> list[PostView]:
    """Every post with its self-assessments, in the order of their names; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        found = [_view(one) for one in _with_self_assessments(known_posts(access))]
        _record(access, Act.CONSULT, [], count=len(found))
    return found


def post_view(access: Access, reference: str) -> PostView:
    """One post; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the reader may know of.
    """
    require_reading(access)
    with transaction.atomic():
        named = known_posts(access).filter(reference=reference.replace("\0", ""))
        found = _with_self_assessments(named).first()
        if found is None:
            raise NotFound("border post", reference)
        _record(access, Act.CONSULT, [reference])
    return _view(found)


def make_self_assessment(access: Access, new: NewSelfAssessment) -> SelfAssessment:
    """Keep a self-assessment; its post is made where none of that name is known.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if its activity is none that the user may know of.
        BadInput: if something is missing, of another form, or contradicts itself.
    """
    require_programme(access)
    with transaction.atomic():
        made = kept_self_assessment(access, new)
        _record(access, Act.ALTER, [made.post.reference], step="self-assessment kept")
    return made


def kept_self_assessment(access: Access, new: NewSelfAssessment) -> SelfAssessment:
    """As `make_self_assessment`, for services that asked who may and audit by themselves."""
    name = " ".join(checked_text(new.post, "post", most=120).split())
    by = checked_text(new.stated_by, "stated_by", most=200)
    note = checked_text(new.note, "note", most=500, required=False)
    if new.stage not in Stage.values:
        raise BadInput("the stage is not known", "Say before or after.", where=("stage",))
    day = checked_day(new.stated_on, "stated_on", latest=access.today)
    if day is None:
        raise BadInput("the day is missing", "Fill it in.", where=("stated_on",))
    for one in ("checks_first", "checks_last"):
        checked_day(getattr(new.stated, one), one, latest=access.today)
    if (wrong := wrong_in(new.stated)) is not None:
        raise BadInput(wrong[1], "Look at the numbers again.", where=(wrong[0],))
    if new.stated == Stated():
        raise BadInput("nothing is stated", "Give at least one number or answer.",
                       where=("people_needed",))  # fmt: skip
    activity = item_of(access, new.activity, ItemKind.ACTIVITY) if new.activity else None
    numbers = {name: getattr(new.stated, name) for name in NUMBERS}
    return SelfAssessment.objects.create(
        post=_post(access, name), activity=activity, stage=new.stage, stated_on=day, stated_by=by,
        note=note, procedures=dict(new.stated.procedures), checks_first=new.stated.checks_first,
        checks_last=new.stated.checks_last, made_by=access.user, made_at=timezone.now(), **numbers,
    )  # fmt: skip


def told_by(new: NewSelfAssessment) -> tuple[object, ...]:
    """What a self-assessment says, by which two that say the same are known."""
    return (_key(new.post), new.stage, new.stated_on, new.stated_by.strip(), *_facts(new.stated))


def kept_already(access: Access) -> set[tuple[object, ...]]:
    """What the self-assessments that stand say (`told_by`); for services: asks nobody who may."""
    rows = SelfAssessment.objects.filter(
        post__in=known_posts(access), withdrawn_at__isnull=True
    ).select_related("post")
    return {
        (one.post.key, one.stage, one.stated_on, one.stated_by, *_facts(_stated_in(one)))
        for one in rows
    }


def withdraw_self_assessment(access: Access, reference: str, number: int, *, why: str) -> None:
    """Take a self-assessment back that was wrong; it stays on record and counts no more.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if the post has no such self-assessment that stands.
        BadInput: without a reason.
    """
    require_programme(access)
    why = checked_text(why, "why", most=300)
    with transaction.atomic():
        of = known_posts(access).filter(reference=reference.replace("\0", ""))
        rows = SelfAssessment.objects.select_for_update().filter(post__in=of)
        found = rows.filter(pk=number, withdrawn_at__isnull=True).first()
        if found is None:
            raise NotFound("self-assessment", f"{number} of {reference}")
        found.withdrawn_by, found.withdrawn_at = access.user, timezone.now()
        found.withdrawn_why = why
        found.save()
        _record(access, Act.ALTER, [reference], step="self-assessment withdrawn")


def file_rows(views: Iterable[PostView]) -> list[tuple[str, ...]]:
    """The comparison as a table, `COLUMNS` wide; what was not stated is an empty cell."""
    return [
        (
            view.post.name, row.measure,
            *_cells(row.before, view.before), *_cells(row.after, view.after),
            "" if row.change is None else str(row.change),
        )
        for view in views
        for row in view.rows
    ]  # fmt: skip


def _cells(value: object, said: SelfAssessment | None) -> tuple[str, str, str]:
    if said is None:
        return "", "", ""
    told = "" if value is None else str(value)
    return told, said.stated_on.isoformat(), said.stated_by


def _with_self_assessments(posts: QuerySet[BorderPost]) -> QuerySet[BorderPost]:
    return posts.prefetch_related("self_assessments__made_by", "self_assessments__activity")


def _view(post: BorderPost) -> PostView:
    self_assessments = tuple(post.self_assessments.all())
    newest = {
        stage: next(
            (one for one in self_assessments if one.stage == stage and one.withdrawn_at is None),
            None,
        )
        for stage in Stage.values
    }
    before, after = newest[Stage.BEFORE], newest[Stage.AFTER]
    return PostView(post, before, after, compared(_said(before), _said(after)), self_assessments)


def _said(one: SelfAssessment | None) -> Stated | None:
    return None if one is None else _stated_in(one)


def _stated_in(one: SelfAssessment) -> Stated:
    numbers = {name: getattr(one, name) for name in NUMBERS}
    return Stated(
        procedures=one.procedures, checks_first=one.checks_first, checks_last=one.checks_last,
        **numbers,
    )  # fmt: skip


def _facts(stated: Stated) -> tuple[object, ...]:
    numbers = (getattr(stated, name) for name in NUMBERS)
    answers = tuple(sorted(stated.procedures.items()))
    return (*numbers, answers, stated.checks_first, stated.checks_last)


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()[:240]


def _post(access: Access, name: str) -> BorderPost:
    of = {"operation": access.operation, "agency": own_agency(access), "key": _key(name)}
    found, _ = BorderPost.objects.get_or_create(
        **of,
        defaults={
            "name": name,
            "reference": new_reference("W", BorderPost.objects.all(), access.today),
        },
    )
    return found


def _record(access: Access, act: Act, names: list[str], *, count: int = 1, step: str = "") -> None:
    detail = {"what": "border posts"} | ({"step": step} if step else {})
    audit.record(act, access=access, objects=names, count=count, detail=detail)
