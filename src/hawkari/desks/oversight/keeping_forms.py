"""Forms of retention, corrections and subject access."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hawkari.desks.oversight.keeping_words import EXEMPTIONS, WORDS
from hawkari.evidence.models import HoldKind, NoticeState
from hawkari.evidence.retention import retention_rules

__all__ = [
    "ApprovalForm",
    "DisposeForm",
    "DraftForm",
    "ExtendForm",
    "HoldForm",
    "KeepForm",
    "LiftForm",
    "MarkForm",
    "NoticeForm",
]

NO_VALUES = _("Write no names or numbers of people here: the reason stays when the values go.")


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Why"), max_length=1000, help_text=NO_VALUES)


class KeepForm(forms.Form):
    """Keep for another period of a rule."""

    reason = _reason()
    rule = forms.ChoiceField(label=_("Under which rule"), required=False)

    def __init__(self, data: QueryDict | None = None, *, applies_to: str = "entity") -> None:
        super().__init__(data, auto_id="keep_%s")
        rules = [one for one in retention_rules().rules.values() if one.applies_to == applies_to]
        choices = [("", _("the one in force")), *((one.id, WORDS[one.id]) for one in rules)]
        self.fields["rule"].choices = choices  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """Put the next review off to a day."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="extend_%s")

    until = forms.DateField(label=_("Next review"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = _reason()


class DisposeForm(forms.Form):
    """Dispose of it all; the officer confirms that it cannot be undone."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="dispose_%s")

    reason = _reason()
    understood = forms.BooleanField(label=_("I know that the values cannot be brought back"))


class HoldForm(forms.Form):
    """Put one thing on hold."""

    kind = forms.ChoiceField(
        label=_("What needs it"), choices=[(one, WORDS[one]) for one in HoldKind.values]
    )
    what = forms.ChoiceField(
        label=_("What is held"),
        choices=(
            ("entity", _("a person or thing, by its id")),
            ("source", _("a source, by its short name")),
            ("load", _("a load, by its number")),
            ("statement", _("a statement, by its number")),
        ),
    )
    named = forms.CharField(label=_("Its id, name or number"), max_length=200)
    reference = forms.CharField(label=_("The case's own number"), max_length=200, required=False)
    reason = _reason()
    review_due = forms.DateField(
        label=_("To be reviewed on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Left empty: in six months."),
    )


class LiftForm(forms.Form):
    """End a hold."""

    hold = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is lifted"), max_length=1000)


class NoticeForm(forms.Form):
    """Move a notice on."""

    notice = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=[(one, WORDS[one]) for one in NoticeState.values])
    note = forms.CharField(required=False, max_length=1000)


class DraftForm(forms.Form):
    """Begin an export of everything held on a person."""

    entity = forms.CharField(label=_("The person's id"), max_length=200)
    requester = forms.CharField(label=_("Who asked, and is to receive it"), max_length=200)
    reference = forms.CharField(label=_("The request's own number"), max_length=80, required=False)


class MarkForm(forms.Form):
    """Decide on the rows chosen."""

    decision = forms.ChoiceField(
        label=_("The chosen rows"),
        choices=(("release", WORDS["release"]), ("redact", WORDS["redact"])),
        widget=forms.RadioSelect,
    )
    exemption = forms.ChoiceField(
        label=_("If redacted, because it is"),
        choices=[("", "—"), *EXEMPTIONS.items()],
        required=False,
    )
    reason = forms.CharField(label=_("Why"), max_length=1000, required=False)


class ApprovalForm(forms.Form):
    """Approve or refuse an export."""

    note = forms.CharField(label=_("Note"), max_length=1000, required=False)
