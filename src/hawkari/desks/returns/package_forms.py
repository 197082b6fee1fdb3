"""Forms of packages: each field of the allow-list, and on what the package rests."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns.package_words import ANSWERED, BASES, FIELDS, code_word
from hawkari.evidence.outbox import FIELDS as ALLOWED
from hawkari.evidence.outbox import Field, Form, PackageKind

__all__ = ["CompareForm", "DecideForm", "PackageForm", "WordsForm"]

WRITTEN: Mapping[Form, str] = {
    Form.DAY: "2026-12-31",
    Form.INSTANT: "2026-12-31T14:05+00:00",
    Form.FLIGHT: "HK 204",
    Form.NUMBER: "A12345678",
}
OWN = ("recipient", "basis", "purpose", "answers")


class CompareForm(forms.Form):
    """On what a comparison rests, and what it is for."""

    basis = forms.ChoiceField(label=_("On what it rests"), choices=list(BASES.items()))
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Stays here; it is not sent."),
    )


class PackageForm(CompareForm):
    """One kind of package, with exactly the fields that may leave."""

    def __init__(
        self,
        *args: object,
        kind: PackageKind,
        recipients: list[tuple[str, str]] | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.kind = kind
        fields: dict[str, forms.Field] = {
            name: _field(name, one) for name, one in ALLOWED[kind].items()
        }
        if recipients is not None:
            fields["recipient"] = forms.ChoiceField(label=_("To whom"), choices=recipients)
        self.fields = {**fields, **self.fields}

    def body(self) -> dict[str, str]:
        """The fields of the package, as they leave."""
        return {name: self.cleaned_data[name] for name in ALLOWED[self.kind]}


def _field(name: str, field: Field) -> forms.Field:
    label: Any = FIELDS[name]  # lazy: forms are made for readers of several languages
    if field.form is Form.CODE:
        choices = [(code, code_word(name, code)) for code in field.codes]
        empty = [] if field.is_needed else [("", "–")]
        return forms.ChoiceField(label=label, choices=[*empty, *choices], required=field.is_needed)
    attrs = {"dir": "auto" if field.form in (Form.NAME, Form.NOTE) else "ltr"}
    widget = forms.Textarea(attrs={"rows": 2, **attrs}) if field.form is Form.NOTE else None
    return forms.CharField(
        label=label,
        required=field.is_needed,
        max_length=500,
        widget=widget or forms.TextInput(attrs=attrs),
        help_text=NOTE_HELP if field.form is Form.NOTE else WRITTEN.get(field.form, ""),
    )


NOTE_HELP = _("Free text leaves only after a colleague has read it. Say no more than they need.")


class DecideForm(CompareForm):
    """What the officer decides after comparing."""

    outcome = forms.ChoiceField(label=_("Your decision"), choices=list(ANSWERED.items()))
    why = forms.CharField(
        label=_("Why, in words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class WordsForm(forms.Form):
    """A reason in words."""

    words = forms.CharField(label=_("Why, in words"), max_length=2000)
