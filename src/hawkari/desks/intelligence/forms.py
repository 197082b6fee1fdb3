"""Forms of the desk. Filters come by address, decisions by post."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.services.networks import MOST_ELEMENTS, Filters
from hawkari.evidence.models import Category

__all__ = ["CategoryForm", "DecisionForm", "FilterForm", "ThresholdForm", "WithdrawForm"]

GRADES = (
    ("", _("any")),
    ("A", _("A: known directly")),
    ("B", _("B or better: corroborated")),
    ("C", _("C or better: known indirectly")),
    ("D", _("D or better")),
)
SIZES = ((200, "200"), (400, "400"), (1000, "1,000"), (MOST_ELEMENTS, "2,000"))
DEFAULTS = {"hops": "1", "most": "400"}
HOPS = ((1, "1"), (2, "2"), (3, "3"))


class FilterForm(forms.Form):
    """What of the network to show; every field may be left out."""

    focus = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
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

    def __init__(self, data: QueryDict, *, kinds: Mapping[str, int]) -> None:
        # A bound form shows no initial values: what is left out is put in before it is bound.
        given = data.copy()
        for name, value in DEFAULTS.items():
            given.setdefault(name, value)
        super().__init__(given)
        offered = dict.fromkeys([*kinds, *data.getlist("kind")])
        field = self.fields["kind"]
        field.choices = [(kind, words.tie_kind(kind)) for kind in offered]  # type: ignore[attr-defined]

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
        )


class DecisionForm(forms.Form):
    """A decision on a pair: which records, what, and why."""

    left = forms.CharField(max_length=200, widget=forms.HiddenInput)
    right = forms.CharField(max_length=200, widget=forms.HiddenInput)
    judgement = forms.ChoiceField(
        choices=(
            ("positive", _("Same person")),
            ("negative", _("Different")),
            ("unsure", _("Unsure")),
        )
    )
    reason = forms.CharField(required=False, max_length=1000)


class WithdrawForm(forms.Form):
    """Taking a judgement back, with the reason."""

    event = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is taken back"), max_length=1000)


class ThresholdForm(forms.Form):
    """A probability to look at."""

    at = forms.FloatField(
        label=_("A probability"),
        min_value=0.05,
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
