"""Forms of the pages of money."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.models import DocumentKind, RegisterItem
from hawkari.desks.programme.money_words import (
    BOUNDS,
    BUDGET_KINDS,
    BUDGET_STATUSES,
    DOCUMENT_KINDS,
    KINDS,
    money_refusal,
)
from hawkari.desks.programme.publish_forms import Listed
from hawkari.desks.programme.services.documents import NewDocument
from hawkari.desks.programme.services.money import (
    CURRENCIES,
    NewAmendment,
    NewBudget,
    NewLine,
    NewRate,
    NewTransaction,
    read_amount,
)
from hawkari.desks.programme.services.organisations import NewOrganisation
from hawkari.errors import BadInput
from hawkari.evidence.loaders.digits import fold_digits

__all__ = [
    "AmendmentForm",
    "BudgetForm",
    "LineForm",
    "OrganisationForm",
    "ProofForm",
    "RateForm",
    "TransactionForm",
    "WhyForm",
]

ANY_WAY = {"dir": "auto"}
RATE = re.compile(r"\d{1,9}(?:\.\d{1,10})?")


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


def _text(label: Any, hint: Any = "", *, most: int = 200, required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs=ANY_WAY)
    return forms.CharField(
        label=label, max_length=most, widget=widget, help_text=hint, required=required
    )


def _choice(label: Any, words: Mapping[str, Promise], hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words.items()), help_text=hint)


def _currency(label: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label or _("Currency"), choices=[(one, one) for one in CURRENCIES]
    )


class AmountField(forms.CharField):
    """An amount as people write it; digits of any script."""

    def __init__(self, label: Any, hint: Any = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
        super().__init__(label=label, max_length=40, widget=widget, help_text=hint)

    def clean(self, value: Any) -> Any:
        """The amount as a decimal."""
        said = super().clean(value)
        try:
            return read_amount(said)
        except BadInput as error:
            raise forms.ValidationError(money_refusal(error)) from error


class LineForm(forms.Form):
    """A line: whose money, how much at most, for what."""

    item = forms.ChoiceField(
        label=_("Commitment or activity"), help_text=_("What of the register it is for.")
    )
    name = _text(_("What the money is for"), most=300)
    bound = _choice(
        _("What the sum is"),
        BOUNDS,
        _("“Up to” is a ceiling: no commitment until a signed document makes one of it."),
    )
    amount = AmountField(_("Sum"))
    currency = _currency()
    first = _day(_("First day"), required=False)
    last = _day(_("Last day"), required=False)
    funder = _text(_("Who funds it"))
    accountable = _text(_("Who answers for it"), required=False)
    implementer = _text(_("Who carries it out"), required=False)

    def __init__(self, data: Any = None, *, items: Sequence[RegisterItem], first: str = "") -> None:
        super().__init__(data, initial={"item": first})
        choices = [(one.reference, f"{one.reference} {one.name}") for one in items]
        self.fields["item"].choices = choices  # type: ignore[attr-defined]

    def line(self) -> NewLine:
        """What was filled in."""
        return NewLine(**self.cleaned_data)


class BudgetForm(forms.Form):
    """What is planned to be spent in a year at most."""

    kind = _choice(
        _("Kind of budget"), BUDGET_KINDS, _("A revised one replaces the one of the same days.")
    )
    status = _choice(_("How binding"), BUDGET_STATUSES)
    first = _day(_("First day"))
    last = _day(_("Last day"), _("At most a year after the first."))
    amount = AmountField(_("Planned, in the line's currency"))
    why = _text(_("Why"), _("Of a revised one: what has changed."), most=500, required=False)

    def budget(self) -> NewBudget:
        """What was filled in."""
        return NewBudget(**self.cleaned_data)


class AmendmentForm(forms.Form):
    """A line's new sum, and the signed document that makes it so."""

    amount = AmountField(_("New sum"), _("The whole sum of the line, not the difference."))
    day = _day(_("From which day"), _("As the signed document has it."))
    why = _text(_("Why"), most=500)
    document_day = _day(_("Day on the document"), required=False)
    file = forms.FileField(
        label=_("Signed document"), help_text=_("A scan or a file; kept as it is, at most 25 MiB.")
    )

    def amendment(self, line: str) -> NewAmendment:
        """What was filled in."""
        data = self.cleaned_data
        return NewAmendment(line, data["amount"], data["day"], data["why"])

    def document(self) -> NewDocument:
        """What was handed in."""
        data = self.cleaned_data
        file = data["file"]
        return NewDocument(file.name, file.read(), DocumentKind.SIGNED, data["document_day"])


class OrganisationForm(forms.Form):
    """Under which identifier an organisation is known in aid data."""

    name = _text(_("Name"), _("As it stands in lines and transactions."))
    ref = forms.CharField(
        label=_("Identifier"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_(
            "The register’s code, a hyphen and the number there, e.g. GB-COH-01234567. "
            "Empty: none is known."
        ),
    )
    kind = Listed("OrganisationType", label=_("Kind of organisation"))

    def organisation(self) -> NewOrganisation:
        """What was filled in."""
        return NewOrganisation(**self.cleaned_data)


class ProofForm(forms.Form):
    """A document that proves something."""

    document_kind = _choice(_("Kind of document"), DOCUMENT_KINDS)
    document_day = _day(_("Day on the document"), required=False)
    file = forms.FileField(
        label=_("Document"), help_text=_("A scan or a file; kept as it is, at most 25 MiB.")
    )

    def document(self) -> NewDocument | None:
        """What was handed in."""
        data = self.cleaned_data
        if not data.get("file"):
            return None
        return NewDocument(
            data["file"].name, data["file"].read(), data["document_kind"], data["document_day"]
        )


class TransactionForm(ProofForm):
    """A transaction, and the document that proves it."""

    kind = _choice(_("Kind"), KINDS)
    day = _day(_("Day"))
    value_day = _day(_("Value day"), _("If the bank counted it on another day."), required=False)
    amount = AmountField(_("Amount, as the document has it"), _("For example 1250.50"))
    currency = _currency()
    provider = _text(_("Who pays"))
    receiver = _text(_("Who is paid"))
    their_number = _text(
        _("Its number in their books"), _("Of the invoice or at the bank."), most=60, required=False
    )
    description = _text(_("What for"), most=500, required=False)

    field_order = (
        "kind", "day", "amount", "currency", "provider", "receiver", "their_number",
        "description", "value_day", "document_kind", "document_day", "file",
    )  # fmt: skip

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["file"].required = False
        self.fields["file"].help_text = _(
            "At most 25 MiB; may follow later, but nothing is approved without it."
        )

    def transaction(self, line: str) -> NewTransaction:
        """What was filled in."""
        aside = {"document_kind", "document_day", "file"}
        data = {name: one for name, one in self.cleaned_data.items() if name not in aside}
        return NewTransaction(line=line, **data)


class RateForm(forms.Form):
    """An exchange rate of a day, with its source."""

    base = _currency(_("One unit of"))
    rate = forms.CharField(
        label=_("is worth"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )
    quote = _currency(_("units of"))
    day = _day(_("Day"))
    source = _text(_("Source"), _("Who published the rate."))

    def clean_rate(self) -> Decimal:
        """The rate as a decimal."""
        said = fold_digits(self.cleaned_data["rate"])
        if not RATE.fullmatch(said):
            raise forms.ValidationError(_("Write the rate as 1702.5: a point before the decimals."))
        return Decimal(said)

    def new_rate(self) -> NewRate:
        """What was filled in."""
        return NewRate(**self.cleaned_data)


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, **ANY_WAY})
    )
