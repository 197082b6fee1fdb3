"""Forms of the audit pages. Filters come by address; a term to ask for only by post."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.oversight.audit_words import ACTS
from hawkari.desks.oversight.services.auditing import Wanted

__all__ = ["HoursForm", "PeriodForm", "TermForm", "WantedForm"]

DAYS = (
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
)


class PeriodForm(forms.Form):
    """A period of days, UTC; either end may be left out."""

    first = forms.DateField(
        label=_("From (day)"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("Until (day)"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class WantedForm(PeriodForm):
    """What of the log to show; every field may be left out."""

    person = forms.CharField(label=_("Person or thing (id)"), required=False, max_length=200)
    officer = forms.CharField(label=_("Officer (user name)"), required=False, max_length=150)
    act = forms.ChoiceField(
        label=_("Act"),
        required=False,
        choices=(("", _("any")), ("look", _("every look")), *ACTS.items()),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=(("", _("any")), ("refused", _("refused or nothing found"))),
    )
    field_order = ("person", "officer", "act", "outcome", "first", "last")

    def wanted(self) -> Wanted:
        """The question, once the form is valid."""
        given = self.cleaned_data
        return Wanted(
            person=given["person"].strip(),
            officer=given["officer"].strip(),
            act=given["act"],
            outcome=given["outcome"],
            first=given["first"],
            last=given["last"],
        )


class TermForm(forms.Form):
    """A term that may have been searched."""

    term = forms.CharField(
        label=_("Words or number that may have been searched"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )


class HoursForm(forms.Form):
    """When work is expected in the operation."""

    time_zone = forms.ChoiceField(
        label=_("Clock of"), choices=[(name, name) for name in sorted(available_timezones())]
    )
    first_hour = forms.IntegerField(label=_("From (hour)"), min_value=0, max_value=23)
    last_hour = forms.IntegerField(label=_("Until (hour)"), min_value=1, max_value=24)
    days = forms.MultipleChoiceField(
        label=_("Days"), choices=DAYS, widget=forms.CheckboxSelectMultiple
    )
