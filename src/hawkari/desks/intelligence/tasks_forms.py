"""Forms of tasks: propose, accept until a day, answer, decline."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["ANSWERS", "AcceptForm", "AnswerForm", "DeclineForm", "ProposeForm"]

ANSWERS = (
    ("confirmed", _("confirmed: the tie holds")),
    ("refuted", _("refuted: there is no such tie")),
    ("cannot tell", _("cannot tell")),
)
LONGEST = 1000


class ProposeForm(forms.Form):
    """Which tie, which agency, and why."""

    left = forms.CharField(max_length=200)
    right = forms.CharField(max_length=200)
    agency = forms.CharField(max_length=40)
    reason = forms.CharField(required=False, max_length=LONGEST)


class AcceptForm(forms.Form):
    """Until when, and who said so."""

    due = forms.DateField(input_formats=["%Y-%m-%d"])
    words = forms.CharField(required=False, max_length=LONGEST)


class AnswerForm(forms.Form):
    """What was found, and how."""

    answer = forms.ChoiceField(choices=ANSWERS)
    words = forms.CharField(required=False, max_length=LONGEST)


class DeclineForm(forms.Form):
    """Why it will not be done."""

    words = forms.CharField(max_length=LONGEST)
