"""Forms of reintegration, follow-up, complaints and outcomes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns.reintegration_words import WORDS, word
from hawkari.desks.returns.services.complaints import HOW, OUTCOMES
from hawkari.desks.returns.words import LANGUAGES
from hawkari.engines.casework.reintegration import AID_KINDS, NEEDS, SERVICES, ReferralState

__all__ = [
    "GOALS",
    "AnswerForm",
    "AssessForm",
    "CancelForm",
    "ComplaintForm",
    "GiveForm",
    "PlanForm",
    "PromiseForm",
    "ReferForm",
    "ReferralForm",
    "SubmissionsForm",
]

GOALS = 4
ANY_WAY = {"dir": "auto"}
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
STEPS = tuple(one for one in ReferralState if one is not ReferralState.IN_PROGRESS)


def _choices(group: str, codes: Iterable[str]) -> list[tuple[str, Any]]:
    return [(code, word(group, code)) for code in codes]


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, widget=forms.TextInput(ANY_WAY), **more)


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea({"rows": 3, **ANY_WAY}), **more
    )


class AssessForm(forms.Form):
    """What was found out with the person; each of `NEEDS` may stay empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NEEDS:
            self.fields[name] = _words(WORDS["need"][name], required=False)


class PlanForm(forms.Form):
    """A plan: up to `GOALS` goals, and what the person signed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(1, GOALS + 1):
            needed = at == 1
            said = {"number": at}
            self.fields[f"goal_{at}"] = _text(_("Goal %(number)s") % said, required=needed)
            self.fields[f"step_{at}"] = _text(_("Its next step"), required=needed)
            self.fields[f"who_{at}"] = _text(_("Who takes the step"), required=needed)
            self.fields[f"until_{at}"] = forms.DateField(
                label=_("Until which day"), widget=DAY, required=needed
            )
        self.fields["document"] = _text(
            _("What the person signed"), help_text=_("The plan's own reference, e.g. plan 12.")
        )


class PromiseForm(forms.Form):
    """Promise something: of what kind, what, and how much money."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_choices("aid", AID_KINDS))
    what = _text(_("What is promised"))
    amount = forms.CharField(
        label=_("Pounds"),
        max_length=12,
        help_text=_("Pounds and pence, for example 240.00. Help in kind is 0."),
        widget=forms.TextInput({"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}),
    )


class ItemForm(forms.Form):
    """A step of one item."""

    item = forms.IntegerField(widget=forms.HiddenInput)


class GiveForm(ItemForm):
    """Record that something promised was given."""

    receipt = _text(_("Receipt"), help_text=_("What shows that the person received it."))


class CancelForm(ItemForm):
    """Take a promise back."""

    why = _words(_("Why it is taken back"))


class ReferForm(forms.Form):
    """Refer the person to somebody who helps, with their consent."""

    to = _text(_("To whom"))
    service = forms.ChoiceField(label=_("For what"), choices=_choices("referral", SERVICES))
    informed = forms.BooleanField(
        required=False,
        label=_("The person was told, in their language, who will know what, and consents"),
    )
    consent_document = _text(_("What records the consent"))
    consent_dated = forms.DateField(label=_("Day of the consent"), widget=DAY)
    consent_language = forms.ChoiceField(
        label=_("Language of the conversation"), choices=list(LANGUAGES.items())
    )
    fields_told = forms.MultipleChoiceField(
        label=_("What may be told there"),
        choices=list(WORDS["told"].items()),
        widget=forms.CheckboxSelectMultiple,
    )


class ReferralForm(ItemForm):
    """What became of a referral."""

    to = forms.ChoiceField(label=_("What became of it"), choices=_choices("referral", STEPS))
    why = _words(_("In words"), required=False, help_text=_("Needed where it was rejected."))


class _Files(forms.FileField):
    """Several files of one field."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each of the files, checked as one."""
        files = data if isinstance(data, list) and data else [data or None]
        clean: list[UploadedFile[Any]] = [super(_Files, self).clean(one, initial) for one in files]
        return clean


class _SeveralInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SubmissionsForm(forms.Form):
    """Interviews as phones or a server of forms have them."""

    sent = _Files(
        label=_("Files"),
        help_text=_("XML from a phone, CSV from a server (ODK Central, Kobo), or a ZIP of them."),
        widget=_SeveralInput({"multiple": True, "accept": ".xml,.csv,.zip"}),
    )


class ComplaintForm(forms.Form):
    """A complaint as it was said."""

    said = forms.CharField(
        label=_("What was said, in the person's own words"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6, **ANY_WAY}),
    )
    language = forms.ChoiceField(
        label=_("In which language"), choices=[("", "—"), *LANGUAGES.items()], required=False
    )
    received = forms.DateField(label=_("When it came"), widget=DAY)
    how = forms.ChoiceField(label=_("How it came"), choices=_choices("how", HOW))
    case = forms.CharField(
        label=_("Case, if it is about one"), max_length=16, required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    about = forms.ChoiceField(
        label=_("Whose conduct it is about"),
        required=False,
        help_text=_("They will not see it, nor will whoever has the case."),
    )

    def __init__(self, *args: Any, people: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the types
        field.choices = [("", _("Nobody's")), *((name, name) for name in people)]


class AnswerForm(forms.Form):
    """What came of a complaint."""

    reference = forms.CharField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=_choices("outcome", OUTCOMES), widget=forms.RadioSelect
    )
    answer = _words(_("What the person was told"))
