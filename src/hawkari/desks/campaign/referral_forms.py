"""Forms of what becomes of adverts: into evidence, or referred to a platform."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.campaign.referral_words import BASES, OUTCOMES
from hawkari.desks.campaign.services.accepting import GRADE

__all__ = ["AcceptForm", "ReferralForm", "StepForm"]

GRADES = tuple(f"{source}{letter}" for source in "123" for letter in "ABCDE")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = forms.Textarea(attrs={"rows": 3, "dir": "auto"})


class AcceptForm(forms.Form):
    """Which selectors are a smuggler's, how that is known, and how it is graded."""

    selectors = forms.MultipleChoiceField(
        label=_("Phones and accounts that are the smuggler's"), widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(label=_("How this is known"), max_length=2000, widget=LONG)
    grade = forms.ChoiceField(
        label=_("Grade"), choices=[(one, one) for one in GRADES], initial=GRADE
    )
    condition = forms.CharField(
        label=_("Condition, for handling C"),
        required=False,
        max_length=500,
        help_text=_("Leave it empty if sharing is permitted."),
    )

    def __init__(self, data: Any, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["selectors"].choices = list(choices)  # type: ignore[attr-defined]


class ReferralForm(forms.Form):
    """What a person referred, elsewhere."""

    platform = forms.CharField(label=_("Platform"), max_length=40)
    what = forms.CharField(
        label=_("What was referred"), max_length=500, widget=forms.TextInput({"dir": "auto"})
    )
    address = forms.CharField(
        label=_("Where it stands"), required=False, max_length=500,
        help_text=_("Its address on the platform."),
    )  # fmt: skip
    basis = forms.ChoiceField(label=_("Legal ground"), choices=list(BASES.items()))
    ground = forms.CharField(
        label=_("Provision or rule"),
        max_length=500,
        help_text=_("E.g. the paragraph that applies."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    sent_on = forms.DateField(label=_("Referred on"), widget=DAY)
    sent_by = forms.CharField(label=_("Referred by"), max_length=150)
    platform_reference = forms.CharField(
        label=_("The platform's reference"), required=False, max_length=120
    )


class StepForm(forms.Form):
    """What came of a referral."""

    outcome = forms.ChoiceField(
        label=_("What the platform did"),
        choices=[("", _("nothing new")), *OUTCOMES.items()],
        required=False,
    )
    seen_again = forms.BooleanField(label=_("The same was seen again"), required=False)
    on = forms.DateField(label=_("On"), widget=DAY)
    address = forms.CharField(label=_("Where it was seen"), required=False, max_length=500)
    post = forms.IntegerField(
        label=_("Number of the post here that shows it"), required=False, min_value=1
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=LONG)
