"""Results kept: outputs, indicators and their figures; a figure is replaced, never edited."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import (
    Claim,
    FigureKind,
    IndicatorFigure,
    ItemKind,
    RegisterItem,
    ResultIndicator,
    ResultLevel,
    ResultOutput,
)
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.checking import checked_text
from hawkari.desks.programme.services.refusals import NotFound, item_of
from hawkari.desks.programme.services.register import NewItem, add_item
from hawkari.desks.programme.services.result_checking import LONG, NewFigure, checked_figure
from hawkari.desks.programme.services.result_links import Offer, check_link
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "NewFigure",
    "NewIndicator",
    "NewOutput",
    "add_indicator",
    "add_output",
    "record_figure",
]


@dataclass(frozen=True, slots=True)
class NewOutput:
    """An output as it is made.

    Attributes:
        activity: reference of the activity that it comes of.
        name: in English.
        level: of the logframe.
        names: by language code.
        public: whether the public view shows it.
    """

    activity: str
    name: str
    level: str = ResultLevel.OUTPUT
    names: dict[str, str] = field(default_factory=dict)
    public: bool = False


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An indicator as it is made; see `ResultIndicator` for each. `link` is what fills it."""

    output: str
    name: str
    measure: int
    unit: str = ""
    is_ascending: bool = True
    adds_up: bool = False
    verification: str = ""
    assumption: str = ""
    link: Offer | None = None
    names: dict[str, str] = field(default_factory=dict)
    public: bool = False


def add_output(access: Access, new: NewOutput) -> RegisterItem:
    """Keep an output of an activity.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such activity that the user may know of.
        BadInput: if the level is none, or the register refuses the item.
    """
    require_programme(access)
    if new.level not in ResultLevel.values:
        raise BadInput("there is no such level", "Choose one from the list.", where=("level",))
    activity = item_of(access, new.activity, ItemKind.ACTIVITY)
    with transaction.atomic():
        made = add_item(
            access,
            NewItem(
                kind=ItemKind.OUTPUT, name=new.name, names=new.names, parent=activity.reference,
                strand=activity.strand, public=new.public,
            ),
        )  # fmt: skip
        ResultOutput.objects.create(item=made, level=new.level)
        _record(access, made, step="output")
    return made


def add_indicator(access: Access, new: NewIndicator) -> RegisterItem:
    """Keep an indicator of an output.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such output that the user may know of.
        BadInput: if it measures nothing known, its link cannot be, or the register refuses it.
    """
    require_programme(access)
    _check_indicator(new)
    output = item_of(access, new.output, ItemKind.OUTPUT)
    link = new.link or Offer("", "", takes="")
    with transaction.atomic():
        made = add_item(
            access,
            NewItem(
                kind=ItemKind.INDICATOR, name=new.name, names=new.names, parent=output.reference,
                strand=output.strand, public=new.public,
            ),
        )  # fmt: skip
        ResultIndicator.objects.create(
            item=made, measure=new.measure, is_ascending=new.is_ascending, adds_up=new.adds_up,
            unit=checked_text(new.unit, "unit", most=80, required=False),
            verification=checked_text(new.verification, "verification", most=LONG, required=False),
            assumption=checked_text(new.assumption, "assumption", most=LONG, required=False),
            desk=link.desk, code=link.code, by=link.by, group=link.group, takes=link.takes,
        )  # fmt: skip
        _record(access, made, step="indicator")
    return made


def record_figure(access: Access, reference: str, new: NewFigure) -> IndicatorFigure:
    """Record a baseline, a target or an actual figure; with a reason it replaces what stands.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such indicator, or no such claim of it.
        BadInput: if something is missing or cannot be, a linked indicator would be filled by hand,
            or a figure of that kind and period stands and no reason is given.
    """
    require_programme(access)
    item = item_of(access, reference, ItemKind.INDICATOR)
    with transaction.atomic():
        # Whoever records at the same time waits here, so that of two only one stands.
        indicator = ResultIndicator.objects.select_for_update().filter(item=item).first()
        if indicator is None:
            raise NotFound("indicator", reference)
        new = checked_figure(indicator, new, access.today)
        claim = _claim(item, new.claim)
        _replace(access, indicator, new)
        made = IndicatorFigure.objects.create(
            indicator=indicator, kind=new.kind, first=new.first, last=new.last, value=new.value,
            text=new.text, source=new.source, url=new.url, claim=claim,
            made_at=timezone.now(), made_by=access.user,
        )  # fmt: skip
        _record(access, item, step=new.kind, reason=new.why)
    return made


def _check_indicator(new: NewIndicator) -> None:
    if new.measure not in ResultIndicator.Measure.values:
        raise BadInput("there is no such measure", "Choose one.", where=("measure",))
    if new.link is None:
        return
    check_link(new.link)
    if new.measure == ResultIndicator.Measure.QUALITATIVE:
        raise BadInput("desks release numbers, not words", "Measure a number.", where=("measure",))


def _claim(item: RegisterItem, number: int | None) -> Claim | None:
    if number is None:
        return None
    found = Claim.objects.filter(item=item, pk=number).first()
    if found is None:
        raise NotFound("claim", str(number))
    return found


def _replace(access: Access, indicator: ResultIndicator, new: NewFigure) -> None:
    """Take the place of the figure that stands; only with a reason."""
    stands = IndicatorFigure.objects.filter(indicator=indicator, kind=new.kind, replaced_at=None)
    if new.kind != FigureKind.BASELINE:
        stands = stands.filter(first=new.first, last=new.last)
    if not stands.exists():
        return
    if not new.why:
        raise BadInput(
            "a figure of this kind and period stands already",
            "Say why the new one replaces it.",
            where=("why",),
        )
    stands.update(
        replaced_at=timezone.now(), replaced_by=access.user.get_username(),
        replaced_why=new.why,
    )  # fmt: skip


def _record(access: Access, item: RegisterItem, *, step: str, reason: str = "") -> None:
    audit.record(
        Act.COLLECT, access=access, objects=[item.reference], count=1, justification=reason,
        detail={"what": "result", "step": step},
    )  # fmt: skip
