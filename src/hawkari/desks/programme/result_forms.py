"""Forms of the pages of results."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.result_words import FIGURES, LEVELS, MEASURES, offer_words
from hawkari.desks.programme.services.result_checking import NewFigure
from hawkari.desks.programme.services.result_keeping import NewIndicator, NewOutput
from hawkari.desks.programme.services.result_links import Offer

__all__ = ["FigureFileForm", "FigureForm", "IndicatorForm", "OutputForm"]

ANY_WAY = {"dir": "auto"}
LANGUAGES = ("ar", "ckb")
NAMED = 300


def _day(label: Any, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=hint)


def _line(label: Any, hint: Any = "", *, most: int, required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs=ANY_WAY)
    return forms.CharField(
        label=label, max_length=most, widget=widget, help_text=hint, required=required
    )


def _words(label: Any, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2, **ANY_WAY})
    return forms.CharField(
        label=label, max_length=2000, widget=area, help_text=hint, required=False
    )


class _Named(forms.Form):
    """What has a name in three languages."""

    name = _line(_("Name in English"), most=NAMED)
    name_ar = _line(_("Name in Arabic"), most=NAMED, required=False)
    name_ckb = _line(_("Name in Sorani"), most=NAMED, required=False)

    def names(self) -> dict[str, str]:
        """The names that were given, by language."""
        given = {code: self.cleaned_data[f"name_{code}"] for code in LANGUAGES}
        return {code: name for code, name in given.items() if name}


class OutputForm(_Named):
    """A result of an activity."""

    level = forms.ChoiceField(label=_("Level"), choices=list(LEVELS.items()))
    public = forms.BooleanField(label=_("Show it in the public view"), required=False)

    def output(self, activity: str) -> NewOutput:
        """What was filled in."""
        data = self.cleaned_data
        return NewOutput(
            activity, data["name"], level=data["level"], names=self.names(), public=data["public"]
        )


class IndicatorForm(_Named):
    """What is measured of a result."""

    measure = forms.TypedChoiceField(
        label=_("Measure"), coerce=int, choices=list(MEASURES.items()),
        help_text=_("Of all but the last a figure is a number; of the last it is words."),
    )  # fmt: skip
    unit = _line(_("Unit"), _("For example people, posts, courses."), most=80, required=False)
    is_ascending = forms.BooleanField(label=_("More is better"), required=False, initial=True)
    adds_up = forms.BooleanField(label=_("Figures of periods may be added up"), required=False)
    link = forms.ChoiceField(
        label=_("Its actual figures"), required=False,
        help_text=_("Those that another desk released are shown where they are, never copied."),
    )  # fmt: skip
    verification = _words(_("How a figure can be checked"))
    assumption = _words(_("What must hold for it to mean something"))
    public = forms.BooleanField(label=_("Show it in the public view"), required=False)

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offers = {one.key: one for one in offers}
        listed = [(one.key, offer_words(one)) for one in offers]
        self.fields["link"].choices = [("", _("Recorded here, with a source")), *listed]  # type: ignore[attr-defined]

    def indicator(self, output: str) -> NewIndicator:
        """What was filled in."""
        data = self.cleaned_data
        return NewIndicator(
            output, data["name"], data["measure"], names=self.names(), unit=data["unit"],
            is_ascending=data["is_ascending"], adds_up=data["adds_up"],
            link=self._offers.get(data["link"]), verification=data["verification"],
            assumption=data["assumption"], public=data["public"],
        )  # fmt: skip


class FigureForm(forms.Form):
    """One baseline, target or actual figure."""

    kind = forms.ChoiceField(label=_("What it is"), choices=list(FIGURES.items()), initial="actual")
    first = _day(_("First day"))
    last = _day(_("Last day"), _("Of a baseline the same day."))
    value = forms.DecimalField(
        label=_("Number"), required=False, max_digits=18, decimal_places=4,
        help_text=_("Leave it empty where it is told in words."),
    )  # fmt: skip
    text = _words(_("In words"))
    source = _line(_("Source"), _("Where it is from."), most=300)
    url = forms.URLField(
        label=_("Address of the source"), required=False, max_length=500, assume_scheme="https"
    )
    why = _line(
        _("Why it replaces another"),
        _("Only where a figure of this kind and period stands. That one stays on record."),
        most=2000,
        required=False,
    )

    def figure(self) -> NewFigure:
        """What was filled in."""
        return NewFigure(**self.cleaned_data)


class FigureFileForm(forms.Form):
    """A table of figures."""

    file = forms.FileField(label=_("Table (CSV, XLSX or ODS)"))
