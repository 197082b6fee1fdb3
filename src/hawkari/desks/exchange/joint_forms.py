"""Forms of joint tasks: propose, accept until a day, say what came of it, decline, take back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.exchange.joint.messages import LONGEST
from hawkari.desks.exchange.joint_words import ANSWERS, KINDS
from hawkari.desks.exchange.texts_forms import LANGUAGE_CHOICES

__all__ = ["AcceptForm", "DoneForm", "ProposeForm", "ReasonForm"]

HANDLING = (
    ("P", _("P: the partner may use it for this operation")),
    ("C", _("C: with the condition below")),
)


class ProposeForm(forms.Form):
    """What is asked of whom, and under which handling."""

    partner = forms.ChoiceField(label=_("Partner"))
    kind = forms.ChoiceField(label=_("What is asked for"), choices=KINDS, initial="question")
    what = forms.CharField(
        label=_("What to find out or to do"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The partner reads exactly this. Write only what it may know."),
    )
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of these words"), choices=LANGUAGE_CHOICES)
    wanted_by = forms.DateField(
        label=_("Wanted by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    handling = forms.ChoiceField(label=_("Handling of these words"), choices=HANDLING)
    condition = forms.CharField(
        label=_("Condition, with handling C"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    plan_task = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A reason in words, with their language."""

    words = forms.CharField(label=_("Why, in words"), max_length=LONGEST)
    language = forms.ChoiceField(choices=[("", ""), *LANGUAGE_CHOICES], required=False)


class AcceptForm(ReasonForm):
    """Until when, and a word with it."""

    due = forms.DateField(label=_("Due"))
    words = forms.CharField(label=_("In words"), required=False, max_length=LONGEST)


class DoneForm(ReasonForm):
    """What came of it."""

    words = forms.CharField(label=_("What came of it"), max_length=LONGEST)
    answer = forms.ChoiceField(
        label=_("What was found"), choices=[("", ""), *ANSWERS], required=False
    )
