"""Forms of the desk. Filters come by address, decisions by post."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations_with_replacement
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.intelligence import queue_words, words
from hawkari.desks.intelligence.services.deciding import ANSWERS, Answer
from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.services.networks import MOST_ELEMENTS
from hawkari.desks.intelligence.services.reviewing import Wanted
from hawkari.evidence.models import Category

__all__ = [
    "CategoryForm",
    "DecisionForm",
    "FilterForm",
    "MoreForm",
    "PairForm",
    "QueueForm",
    "ReasonForm",
    "ThresholdForm",
    "UndoForm",
    "WithdrawForm",
    "unread_in",
]

GRADES = (
    ("", _("any")),
    ("A", _("A: known directly")),
    ("B", _("B or better: corroborated")),
    ("C", _("C or better: known indirectly")),
    ("D", _("D or better")),
)
SIZES = ((200, "200"), (400, "400"), (1000, "1,000"), (MOST_ELEMENTS, "2,000"))
DEFAULTS = {"hops": "1", "most": "400"}
# What the database can count to.
LARGEST = 2**63 - 1
HOPS = ((1, "1"), (2, "2"), (3, "3"))


# Twice as many ids as a chart holds.
LONGEST_IDS = 2 * MOST_ELEMENTS * 33


def _day() -> forms.DateInput:
    """A browser's own field for a day, which takes ISO dates in every language."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def unread_in(*given: forms.Form) -> str:
    """What of some forms cannot be read, by field, in the reader's language; empty for nothing."""
    return "; ".join(
        f"{form[name].label}: {why[0]}" for form in given for name, why in form.errors.items()
    )


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


class FilterForm(forms.Form):
    """What of the network to show; every field may be left out."""

    focus = forms.CharField(
        label=_("Look around"), required=False, max_length=200, widget=forms.HiddenInput
    )
    hops = forms.TypedChoiceField(label=_("Ties away"), choices=HOPS, coerce=int, required=False)
    grade = forms.ChoiceField(label=_("At least assessed"), choices=GRADES, required=False)
    most = forms.TypedChoiceField(
        label=_("At most, people and lines"),
        choices=SIZES,
        coerce=int,
        required=False,
    )
    kind = forms.MultipleChoiceField(
        label=_("Kinds of tie"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agency = forms.ChoiceField(label=_("Stated by"), required=False)
    begin = forms.DateField(label=_("Seen from"), required=False, widget=_day())
    end = forms.DateField(label=_("Seen until"), required=False, widget=_day())

    def __init__(
        self,
        data: QueryDict,
        *,
        kinds: Mapping[str, int],
        agencies: Sequence[tuple[str, str]] = (),
    ) -> None:
        # A bound form shows no initial values: what is left out is put in before it is bound.
        given = data.copy()
        for name, value in DEFAULTS.items():
            given.setdefault(name, value)
        super().__init__(given)
        offered = dict.fromkeys([*kinds, *data.getlist("kind")])
        field = self.fields["kind"]
        field.choices = [(kind, words.tie_kind(kind)) for kind in offered]  # type: ignore[attr-defined]
        asked = {slug: slug for slug in data.getlist("agency") if slug}
        listed = [("", _("any agency")), *(asked | dict(agencies)).items()]
        self.fields["agency"].choices = listed  # type: ignore[attr-defined]

    @property
    def filters(self) -> Filters:
        """The filters; a field that cannot be read counts as left out."""
        self.is_valid()
        found = self.cleaned_data
        return Filters(
            kinds=frozenset(found.get("kind") or ()),
            min_grade=found.get("grade") or "",
            focus=found.get("focus") or "",
            hops=found.get("hops") or 1,
            most=found.get("most") or 400,
            agency=found.get("agency") or "",
            begin=_iso(found.get("begin")),
            end=_iso(found.get("end")),
        )


class PairForm(forms.Form):
    """Two to find the ways between."""

    one = forms.CharField(max_length=200)
    other = forms.CharField(max_length=200)


class MoreForm(forms.Form):
    """Whom a chart shows, and whom to add: canonical ids with blanks between; if it has a map."""

    shown = forms.CharField(required=False, max_length=LONGEST_IDS)
    added = forms.CharField(required=False, max_length=LONGEST_IDS)
    mapped = forms.BooleanField(required=False)


class DecisionForm(forms.Form):
    """An answer to an item of the queue: which records, what, and why."""

    left = forms.CharField(max_length=200, widget=forms.HiddenInput, required=False)
    right = forms.CharField(max_length=200, widget=forms.HiddenInput, required=False)
    judgement = forms.ChoiceField(choices=[(one, one) for one in ANSWERS])
    item = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    event = forms.IntegerField(
        min_value=1, max_value=LARGEST, widget=forms.HiddenInput, required=False
    )
    token = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    reason = forms.CharField(required=False, max_length=1000)
    # Only words hang on it.
    thing = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)

    @property
    def answer(self) -> Answer:
        """What was answered; the form must be valid."""
        given = self.cleaned_data
        return Answer(
            given["judgement"],
            left=given["left"],
            right=given["right"],
            item=given["item"],
            event=given["event"] or 0,
            reason=given["reason"],
            token=given["token"],
        )


READS = (("Latn", _("Latin letters")), ("ckb", _("Sorani")), ("ar", _("Arabic")))


class QueueForm(forms.Form):
    """Which items of the queue to show; every field may be left out."""

    kind = forms.ChoiceField(label=_("What waits"), required=False)
    agencies = forms.ChoiceField(label=_("From"), required=False)
    reads = forms.MultipleChoiceField(
        label=_("I read"), required=False, choices=READS, widget=forms.CheckboxSelectMultiple
    )
    after = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, agencies: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        names = dict(agencies)
        pairs = [
            (" ".join(sorted({one, other})), " / ".join(dict.fromkeys((names[one], names[other]))))
            for one, other in combinations_with_replacement(names, 2)
        ]
        kinds = [(name, queue_words.kind(name)) for name in queue_words.KINDS]
        self._choose("kind", [("", _("everything")), *kinds])
        self._choose("agencies", [("", _("all agencies")), *pairs])

    def _choose(self, name: str, choices: Sequence[tuple[str, str | Promise]]) -> None:
        field = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What is wanted; a field that cannot be read counts as left out."""
        self.is_valid()
        found = self.cleaned_data
        return Wanted(
            after=found.get("after") or "",
            kinds=frozenset({found["kind"]} if found.get("kind") else ()),
            agencies=frozenset((found.get("agencies") or "").split()),
            reads=frozenset(found.get("reads") or ()),
        )

    @property
    def kept(self) -> dict[str, Any]:
        """The filters that were given, to be given again with every answer."""
        self.is_valid()
        found = self.cleaned_data
        return {name: found[name] for name in ("kind", "agencies", "reads") if found.get(name)}


class UndoForm(forms.Form):
    """Undoing the decision that was shown to be the last."""

    event = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Taking a judgement back, with the reason."""

    event = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is taken back"), max_length=1000)


class ReasonForm(forms.Form):
    """Something that is done with a reason."""

    reason = forms.CharField(label=_("Why"), max_length=1000)


class ThresholdForm(forms.Form):
    """A probability to look at, and how often a join must be right."""

    at = forms.FloatField(
        label=_("A probability"),
        min_value=0.05,
        max_value=1.0,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    right = forms.FloatField(
        label=_("Right at least, of those joined"),
        min_value=0.5,
        max_value=1.0,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )


class CategoryForm(forms.Form):
    """A subject category for a person in this operation, set or taken back."""

    category = forms.ChoiceField(
        label=_("Category"),
        choices=[(each.value, words.CATEGORIES[each.value]) for each in Category],
    )
    basis = forms.ChoiceField(
        label=_("On the basis of"),
        choices=(("assessment", _("an assessment")), ("fact", _("a fact"))),
        widget=forms.RadioSelect,
        initial="assessment",
        required=False,
    )
    reason = forms.CharField(label=_("Why"), max_length=1000)
