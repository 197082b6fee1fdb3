"""Forms of border posts: state what one can do, send a file of self-assessments, take one back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.capability import ANSWERS, NUMBERS, PROCEDURES, Stated
from hawkari.desks.programme.capability_words import FIELDS
from hawkari.desks.programme.models import Stage
from hawkari.desks.programme.services.capability import NewSelfAssessment

__all__ = ["FileForm", "SelfAssessmentForm", "WithdrawForm"]

MOST = 1_000_000_000
STAGES = {Stage.BEFORE: _("Before the help"), Stage.AFTER: _("After the help")}
SAID = {"": _("not stated"), "yes": _("yes"), "partly": _("partly"), "no": _("no")}


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class SelfAssessmentForm(forms.Form):
    """What a border post can do, as its office states it."""

    post = forms.CharField(
        label=_("Border post"), max_length=120, widget=forms.TextInput({"dir": "auto"})
    )
    stage = forms.ChoiceField(label=_("Stage"), choices=list(STAGES.items()))
    stated_on = _day(_("Stated on"), required=True)
    stated_by = forms.CharField(
        label=_("Stated by"), max_length=200, help_text=_("An office, not a person."),
        widget=forms.TextInput({"dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [name for name in NUMBERS if name not in {"checks", "hits"}]
        for name in numbers:
            self._add_number(name)
        for code in PROCEDURES:
            self.fields[code] = forms.ChoiceField(
                label=FIELDS[code], required=False, choices=[(one, SAID[one]) for one in
                                                             ("", *ANSWERS)],
            )  # fmt: skip
        for name in ("checks", "hits"):
            self._add_number(name)
        self.fields["checks_first"] = _day(_("First day of these checks"))
        self.fields["checks_last"] = _day(_("Last day of these checks"))
        self.fields["note"] = forms.CharField(
            label=_("What else should be known"), required=False, max_length=500,
            widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        )  # fmt: skip

    def _add_number(self, name: str) -> None:
        self.fields[name] = forms.IntegerField(
            label=FIELDS[name], required=False, min_value=0, max_value=MOST
        )

    def self_assessment(self) -> NewSelfAssessment:
        """What was filled in; what was left empty was not stated."""
        said = self.cleaned_data
        return NewSelfAssessment(
            post=said["post"],
            stage=said["stage"],
            stated_on=said["stated_on"],
            stated_by=said["stated_by"],
            note=said["note"],
            stated=Stated(
                **{name: said[name] for name in NUMBERS},
                procedures={code: said[code] for code in PROCEDURES if said[code]},
                checks_first=said["checks_first"],
                checks_last=said["checks_last"],
            ),
        )


class FileForm(forms.Form):
    """A file of self-assessments."""

    file = forms.FileField(
        label=_("Table of self-assessments"),
        help_text=_("CSV, XLSX or ODS, one self-assessment a row."),
    )


class WithdrawForm(forms.Form):
    """Why a self-assessment is taken back."""

    why = forms.CharField(
        label=_("Why it is taken back"), max_length=300, widget=forms.TextInput({"dir": "auto"})
    )
