"""Forms of the pages of plans."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.campaign.services.plans import CURRENCIES, NewPlan

__all__ = ["PlanFileForm", "PlanForm"]

ANY_WAY = {"dir": "auto"}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _words(label: Any, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2, **ANY_WAY})
    return forms.CharField(label=label, max_length=2000, widget=area, help_text=hint)


def _line(label: Any, hint: Any = "", most: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.TextInput(attrs=ANY_WAY), help_text=hint
    )


class PlanForm(forms.Form):
    """A plan: whom, where, why, how long, and what is to change."""

    title = _line(_("Name of the campaign"))
    sponsor = _line(_("Who speaks"), _("It stands on every product. Nothing is anonymous."))
    audience = _words(_("Who is to read or hear it"))
    channels = _words(_("By which channels"))
    why_here = _words(
        _("Why these places, and why now"),
        _("Where numbers have just risen they fall by themselves. Say whether that is the reason."),
    )
    outcome = _line(_("What is counted each week"), most=300)
    change = forms.DecimalField(
        label=_("Expected change, in percent"),
        help_text=_("For example -20 for a fifth less."),
        max_value=99,
        min_value=-99,
        decimal_places=1,
    )
    budget = forms.DecimalField(
        label=_("Budget"), min_value=0, max_digits=12, decimal_places=2, initial=0
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in CURRENCIES])
    first = forms.DateField(label=_("First day, a Monday"), widget=DAY)
    weeks = forms.IntegerField(
        label=_("Weeks to watch from then on"), min_value=4, max_value=104, initial=20
    )
    waves = forms.IntegerField(
        label=_("Waves"),
        help_text=_(
            "In how many steps districts begin. One part never begins while it is watched."
        ),
        min_value=1,
        max_value=8,
        initial=1,
    )
    weeks_between = forms.IntegerField(
        label=_("Weeks from one wave to the next"), min_value=1, max_value=52, initial=4
    )
    seed = _line(
        _("Seed of the draw"),
        _("Any text, for example thrown dice. Whoever knows it can draw again and check."),
        most=64,
    )

    def plan(self) -> NewPlan:
        """What was filled in."""
        data = dict(self.cleaned_data)
        return NewPlan(**{**data, "change": Decimal(data["change"]) / 100})


class PlanFileForm(forms.Form):
    """A table of counts, of measures, or of answers."""

    file = forms.FileField(label=_("Table (CSV)"))
