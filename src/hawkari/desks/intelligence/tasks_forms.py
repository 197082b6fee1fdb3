"""Forms of tasks: propose, accept until a day, answer, take an answer back, decline."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["ANSWERS", "AcceptForm", "AnswerForm", "DeclineForm", "ProposeForm", "WithdrawForm"]

ANSWERS = (
    ("confirmed", _("confirmed: the tie holds")),
    ("refuted", _("refuted: there is no such tie")),
    ("cannot tell", _("cannot tell")),
)
LONGEST = 1000


class ProposeForm(forms.Form):
    """Which tie, which agency, and why."""

    left = forms.CharField(label=_("Tie between"), max_length=200)
    right = forms.CharField(label=_("Tie between"), max_length=200)
    agency = forms.CharField(label=_("Partner"), max_length=40)
    reason = forms.CharField(label=_("Why, in words"), required=False, max_length=LONGEST)


class AcceptForm(forms.Form):
    """Until when, and who said so."""

    due = forms.DateField(label=_("Due"), input_formats=["%Y-%m-%d"])
    words = forms.CharField(label=_("In words"), required=False, max_length=LONGEST)


class AnswerForm(forms.Form):
    """What was found, and how."""

    answer = forms.ChoiceField(label=_("What was found"), choices=ANSWERS)
    words = forms.CharField(label=_("In words"), required=False, max_length=LONGEST)


class DeclineForm(forms.Form):
    """Why it will not be done."""

    words = forms.CharField(label=_("Why it will not be done"), max_length=LONGEST)


class WithdrawForm(forms.Form):
    """Why an answer does not stand."""

    words = forms.CharField(label=_("Why the answer does not stand"), max_length=LONGEST)
