"""Forms of requests, packages and transfers."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hawkari.desks.exchange.sharing_words import (
    ACTIONS,
    FEEDBACKS,
    IDENTIFIER_TYPES,
    PERMISSIONS,
    RISKS,
    SECTIONS,
)
from hawkari.desks.exchange.texts_forms import LANGUAGE_CHOICES
from hawkari.evidence.grading import Classification

__all__ = [
    "AskForm",
    "AssessmentForm",
    "DecideForm",
    "FeedbackForm",
    "PermissionForm",
    "TermsForm",
    "TransferForm",
    "UseForm",
    "WordsForm",
]

LONGEST = 4000
PLAIN = (("", "–"), *((one.value, one.value) for one in Classification))


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def _words(label: Any, *, rows: int = 2, **more: Any) -> forms.CharField:
    """Words of a line or more, in whatever direction they are written."""
    box = (
        forms.TextInput(attrs={"dir": "auto"})
        if rows == 1
        else forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    )
    return forms.CharField(label=label, max_length=LONGEST, widget=box, **more)


class AskForm(forms.Form):
    """What is asked of whom, why, and by when."""

    partner = forms.ChoiceField(label=_("Partner"))
    what = _words(
        _("What do you want to know?"),
        help_text=_("The partner reads exactly this. Write only what it may know."),
    )
    why = _words(_("Why is it necessary?"))
    legal_basis = _words(_("Legal basis"), rows=1)
    deadline = _day(_("Answer wanted by"))
    action = forms.ChoiceField(
        label=_("What will you do with the answer?"), choices=list(ACTIONS.items())
    )
    identifier_type = forms.ChoiceField(
        label=_("What you show them"),
        required=False,
        choices=[("", "–"), *IDENTIFIER_TYPES.items()],
        help_text=_("A number or name that the partner may read. Leave it out after a hit."),
    )
    identifier = forms.CharField(
        label=_("The number or name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of these words"), choices=LANGUAGE_CHOICES)
    ticket = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """Words that a step needs."""

    words = _words(_("Why, in words"), required=False)


class TermsForm(forms.Form):
    """What the recipient must ask, and by when it reviews or erases."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="terms_%s")

    onward = _words(_("What must be asked before it is passed on?"))
    review_by = _day(_("The recipient reviews or erases it by"))
    is_single = forms.BooleanField(
        label=_("This is an individual case, not a package of many people"), required=False
    )


class DecideForm(forms.Form):
    """The decision on the chosen statements."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="decide_%s")

    reason = _words(_("Why, if you withhold"), rows=1, required=False)
    sanitised = forms.CharField(
        label=_("Say this instead of the value (one statement)"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    condition = _words(_("Condition to add"), rows=1, required=False)
    condition_until = _day(_("The condition holds until"), required=False)


class PermissionForm(forms.Form):
    """What whoever the values came from has allowed, who said so, where and when."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="permission_%s")

    kind = forms.ChoiceField(label=_("What is allowed?"), choices=list(PERMISSIONS.items()))
    originator = forms.ChoiceField(label=_("Whose values?"))
    recipient = forms.ChoiceField(label=_("Who may have them?"))
    given_by = forms.CharField(
        label=_("Who gave it?"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("The person and their office."),
    )
    document = forms.CharField(
        label=_("In which document?"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    given_on = _day(_("On which day?"))
    words = _words(_("The restriction of H3, word for word"), rows=1, required=False)

    def offer(
        self, originators: list[tuple[str, str]], recipients: list[tuple[str, str]]
    ) -> "PermissionForm":
        """The same form, with the agencies that can be chosen."""
        self.fields["originator"].choices = originators  # type: ignore[attr-defined]
        self.fields["recipient"].choices = recipients  # type: ignore[attr-defined]
        return self


class TransferForm(forms.Form):
    """The questions about one transfer; which are needed follows from the section."""

    ceiling = forms.ChoiceField(
        label=_("Highest classification that the recipient may hold"), choices=PLAIN
    )
    is_relevant_authority = forms.BooleanField(
        label=_("The recipient's functions are comparable to a UK competent authority's"),
        required=False,
    )
    section = forms.ChoiceField(
        label=_("On which basis?"), choices=list(SECTIONS.items()), required=False
    )
    instrument = _words(_("Which legal instrument binds the recipient?"), rows=1, required=False)
    test_by = forms.CharField(
        label=_("Who made the data-protection test?"), required=False, max_length=150
    )
    reasoning = _words(_("Why is the transfer necessary and proportionate?"), required=False)
    description = _words(_("What kind of data leaves?"), rows=1, required=False)
    individual_case = forms.BooleanField(label=_("It is for an individual case"), required=False)
    rights_considered = forms.BooleanField(
        label=_("The person's rights were weighed and do not override"), required=False
    )
    is_eu_origin = forms.BooleanField(
        label=_("An EU member state first made the data available"), required=False
    )
    eu_origin_authorisation = forms.CharField(
        label=_("Reference of that state's authorisation"), required=False, max_length=200
    )
    onward_terms = _words(
        _("What must the recipient ask before it passes the data on?"), rows=1, required=False
    )


class AssessmentForm(forms.Form):
    """Whether helping a partner may lead to the death penalty or to ill-treatment."""

    agency = forms.ChoiceField(label=_("Partner"))
    reference = forms.CharField(label=_("Reference of the assessment"), max_length=80)
    death_penalty = forms.ChoiceField(
        label=_("May it lead to the death penalty?"), choices=list(RISKS.items())
    )
    ill_treatment = forms.ChoiceField(
        label=_("May it lead to torture or ill-treatment?"), choices=list(RISKS.items())
    )
    assurances = _words(_("What has the partner assured, in which document?"), required=False)
    reasoning = _words(_("Why do you find so?"))
    valid_until = _day(_("Valid until"), required=False)


class UseForm(forms.Form):
    """How a package was used."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="use_%s")

    code = forms.ChoiceField(label=_("What was done with it?"), choices=list(ACTIONS.items()))
    words = _words(_("In words"), rows=1)


class FeedbackForm(forms.Form):
    """How good a package was."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="feedback_%s")

    code = forms.ChoiceField(label=_("How good was it?"), choices=list(FEEDBACKS.items()))
    words = _words(_("In words"), rows=1)
