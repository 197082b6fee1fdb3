"""Forms of the register's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.register_words import (
    ATTRIBUTE_WORDS,
    KIND_WORDS,
    STATE_WORDS,
    STATUS_WORDS,
)
from hawkari.desks.programme.services.attributes import CURRENCIES
from hawkari.desks.programme.services.register import NewClaim, NewItem

__all__ = ["ClaimForm", "ItemForm", "StatusForm"]

ANY_WAY = {"dir": "auto"}
LONG = forms.Textarea(attrs={"rows": 3, **ANY_WAY})
GRADES = tuple(f"{source}{letter}" for source in "123" for letter in "ABCDE")
BOUNDS = (("exact", _("exactly")), ("at_most", _("up to: a ceiling")), ("at_least", _("at least")))


def _day(label: Any, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=hint)


def _line(label: Any, hint: Any = "", *, most: int = 200, needed: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs=ANY_WAY)
    return forms.CharField(
        label=label, max_length=most, widget=widget, help_text=hint, required=needed
    )


class ItemForm(forms.Form):
    """An item: what it is, what it is called, and what it hangs on."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KIND_WORDS.items()))
    name = _line(_("Name in English"), most=300)
    name_ar = _line(_("Name in Arabic"), most=300, needed=False)
    name_ckb = _line(_("Name in Sorani"), most=300, needed=False)
    parent = _line(
        _("Hangs on"), _("Reference of an item, e.g. of the commitment. Empty for none."),
        most=16, needed=False,
    )  # fmt: skip
    strand = _line(
        _("Strand"), _("A short word by which items are grouped."), most=20, needed=False
    )

    def item(self) -> NewItem:
        """What was filled in."""
        data = self.cleaned_data
        names = {code: data[f"name_{code}"] for code in ("ar", "ckb") if data[f"name_{code}"]}
        return NewItem(
            kind=data["kind"], name=data["name"], names=names, strand=data["strand"],
            parent=data["parent"].strip(),
        )  # fmt: skip


class ClaimForm(forms.Form):
    """What somebody says of one attribute, and where they say it."""

    attribute = forms.ChoiceField(label=_("What is claimed"), choices=list(ATTRIBUTE_WORDS.items()))
    value = forms.CharField(
        label=_("In words"), required=False, max_length=4000, widget=LONG,
        help_text=_("Of a number, an amount or a day this may stay empty."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of these words"),
        choices=[("en", "English"), ("ar", "العربية"), ("ckb", "کوردی")],
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("none")), *STATE_WORDS.items()]
    )
    amount = forms.DecimalField(
        label=_("Number or amount"), required=False, max_digits=18, decimal_places=2
    )
    bound = forms.ChoiceField(label=_("This number is meant"), choices=BOUNDS)
    currency = forms.ChoiceField(
        label=_("Currency"), required=False,
        choices=[("", _("none")), *((one, one) for one in CURRENCIES)],
    )  # fmt: skip
    day = _day(_("Day"), _("The day that is claimed, or on which it happened."))
    reported_by = _line(
        _("Reported by"), _("An office or a paper, never a private person. Empty: your agency."),
        needed=False,
    )  # fmt: skip
    url = _line(_("Address on the web"), most=500, needed=False)
    published_on = _day(_("Published on"))
    retrieved_on = _day(_("Read there on"))
    quotation = _line(_("Short quotation"), most=500, needed=False)
    grade = forms.ChoiceField(
        label=_("Grade"), required=False,
        choices=[("", _("not graded")), *((one, one) for one in GRADES)],
    )  # fmt: skip

    def claim(self) -> NewClaim:
        """What was filled in."""
        data = dict(self.cleaned_data)
        state = data.pop("state")
        if data["attribute"] == "state":
            data["value"] = state
        return NewClaim(**data)


class StatusForm(forms.Form):
    """How far a claim is believed, and why."""

    status = forms.ChoiceField(label=_("Status"), choices=list(STATUS_WORDS.items()))
    why = forms.CharField(label=_("Why"), max_length=2000, widget=LONG)
