"""Forms of operations and break-glass."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hawkari.evidence.models import GlassOutcome, PurposeKind
from hawkari.evidence.policy import policy

__all__ = ["AskForm", "GlassReviewForm", "OpenForm", "OperationReviewForm"]

KINDS = {
    PurposeKind.CRIME: _("to prevent and combat crime"),
    PurposeKind.RETURN: _("returns"),
    PurposeKind.PROTECTION: _("protection of people"),
    PurposeKind.COMMUNICATION: _("communication"),
    PurposeKind.PROGRAMME: _("programme and money"),
    PurposeKind.TRAINING: _("training"),
    PurposeKind.OVERSIGHT: _("oversight"),
}
OUTCOMES = {
    GlassOutcome.JUSTIFIED: _("It was justified"),
    GlassOutcome.NOT_JUSTIFIED: _("It was not justified"),
}
DAY = {"type": "date"}


class AskForm(forms.Form):
    """Turn break-glass on: where, why, for how long."""

    operation = forms.SlugField(label=_("Operation: its short name"), max_length=40)
    reason = forms.CharField(
        label=_("Why it cannot wait"),
        max_length=1000,
        help_text=_("Everybody in the operation reads this. Write no names of people here."),
    )
    minutes = forms.IntegerField(label=_("For how many minutes"), min_value=1)

    def __init__(self, data: QueryDict | None = None, *, operation: str = "") -> None:
        rule = policy().break_glass
        super().__init__(
            data, auto_id="ask_%s", initial={"operation": operation, "minutes": rule.minutes}
        )
        minutes = self.fields["minutes"]
        minutes.max_value = rule.longest_minutes  # type: ignore[attr-defined]
        minutes.widget.attrs["max"] = rule.longest_minutes


class GlassReviewForm(forms.Form):
    """Say whether a use of break-glass was justified."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Was it justified?"), choices=list(OUTCOMES.items()))
    note = forms.CharField(label=_("Why you think so"), max_length=1000)


class OpenForm(forms.Form):
    """Open an operation for one's own agency."""

    name = forms.CharField(label=_("Name"), max_length=200)
    slug = forms.SlugField(
        label=_("Short name"), max_length=40, help_text=_("Letters, digits and -, for addresses.")
    )
    purpose = forms.CharField(
        label=_("What access is asked for"), max_length=1000, help_text=_("In one sentence.")
    )
    purpose_kind = forms.ChoiceField(label=_("Kind of purpose"), choices=list(KINDS.items()))
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=1000,
        required=False,
        help_text=_("Under which power."),
    )
    ends = forms.DateField(
        label=_("Last day, if known"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    review_due = forms.DateField(
        label=_("Review due"),
        required=False,
        widget=forms.DateInput(attrs=DAY),
        help_text=_("At most a year ahead; half a year if left empty."),
    )


class OperationReviewForm(forms.Form):
    """Say whether an operation goes on."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("go_on", _("It goes on")), ("end", _("It ends: today is its last day"))],
    )
    reason = forms.CharField(label=_("Why"), max_length=1000)
    next_due = forms.DateField(
        label=_("Next review"),
        required=False,
        widget=forms.DateInput(attrs=DAY),
        help_text=_("At most a year ahead; half a year if left empty."),
    )
