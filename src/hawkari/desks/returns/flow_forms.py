"""Forms of the flow page: which cases, a desk to simulate, a series to forecast."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns.services.flow import FlowQuestion, Stock
from hawkari.desks.returns.words import RECEIVERS, ROUTES
from hawkari.engines.casework.queues import Desk, Range

__all__ = ["DeskForm", "FlowForm", "SeriesForm"]

_ANY = ("", _("any"))
_LARGEST = 5 << 20
_WEEK = 7
MONTHS = (("6", _("6 months")), ("12", _("12 months")), ("24", _("2 years")), ("60", _("5 years")))


class FlowForm(forms.Form):
    """Which cases the page is about."""

    months = forms.ChoiceField(label=_("Opened in the last"), choices=MONTHS, required=False)
    route = forms.ChoiceField(label=_("Route"), choices=(_ANY, *ROUTES.items()), required=False)
    receiver = forms.ChoiceField(
        label=_("Receiving authority"), choices=(_ANY, *RECEIVERS.items()), required=False
    )

    @classmethod
    def of(cls, asked: QueryDict) -> "FlowForm":
        """The form of an address; what it does not say is shown as it is taken."""
        given = {name: asked[name] for name in cls.base_fields if name in asked}
        return cls({"months": str(FlowQuestion().months)} | given)

    def question(self) -> FlowQuestion:
        """The question; the plain one where the address asks for something else."""
        if not self.is_valid():
            return FlowQuestion()
        given = self.cleaned_data
        months = int(given["months"] or FlowQuestion().months)
        return FlowQuestion(months, given["route"], given["receiver"])


def _number(label: Any, *, least: float, most: float, hint: Any = "") -> forms.FloatField:
    attrs = {"step": "any", "inputmode": "decimal"}
    return forms.FloatField(
        label=label, min_value=least, max_value=most, help_text=hint,
        widget=forms.NumberInput(attrs=attrs),
    )  # fmt: skip


class DeskForm(forms.Form):
    """The documentation officers and their queue; every input is what its author believes."""

    officers = forms.IntegerField(label=_("Documentation officers now"), min_value=1, max_value=500)
    more = forms.IntegerField(label=_("Officers more"), min_value=1, max_value=100, initial=2)
    backlog = forms.IntegerField(label=_("Cases that wait today"), min_value=0, max_value=5000)
    arrivals_low = _number(_("New cases a week, at least"), least=0, most=700)
    arrivals_high = _number(_("New cases a week, at most"), least=0.01, most=700)
    work_low = _number(
        _("Days of one officer's work a case, at least"), least=0.01, most=365,
        hint=_("No case history tells this: ask the officers."),
    )  # fmt: skip
    work_high = _number(_("Days of one officer's work a case, at most"), least=0.01, most=365)
    outside_low = _number(_("Days that an authority takes to answer, at least"), least=0, most=2000)
    outside_high = _number(_("Days that an authority takes to answer, at most"), least=0, most=2000)

    def clean(self) -> dict[str, Any]:
        """No range may end before it begins."""
        given = super().clean() or {}
        for name in ("arrivals", "work", "outside"):
            low, high = given.get(f"{name}_low"), given.get(f"{name}_high")
            if low is not None and high is not None and low > high:
                self.add_error(f"{name}_high", _("This is less than the least."))
        return given

    def desk(self) -> Desk:
        """The desk, once the form is valid."""
        given = self.cleaned_data
        return Desk(
            officers=given["officers"],
            arrivals=Range(given["arrivals_low"] / _WEEK, given["arrivals_high"] / _WEEK),
            work=Range(given["work_low"], given["work_high"]),
            outside=Range(given["outside_low"], given["outside_high"]),
            backlog=given["backlog"],
        )

    @classmethod
    def starting_from(cls, stock: Stock) -> "DeskForm":
        """An open form with what the cases themselves tell; what they do not stays empty."""
        known: dict[str, Any] = {"backlog": min(stock.now, 5000)}
        if stock.arrivals is not None:
            known["arrivals_low"] = round(stock.arrivals.low * _WEEK, 2)
            known["arrivals_high"] = round(stock.arrivals.high * _WEEK, 2)
        if stock.outside is not None:
            known["outside_low"] = round(stock.outside.low, 1)
            known["outside_high"] = round(stock.outside.high, 1)
        return cls(initial=known)


class SeriesForm(forms.Form):
    """A published table of counts by quarter."""

    table = forms.FileField(
        label=_("Table, as CSV with the columns Year and Quarter"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    value = forms.CharField(label=_("Column of counts to add up"), max_length=100)
    column = forms.CharField(label=_("Only rows where this column"), max_length=100, required=False)
    word = forms.CharField(label=_("has this value"), max_length=200, required=False)

    def clean_table(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["table"]
        if file.size > _LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MiB."))
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not UTF-8 text.")) from None
        return text

    def where(self) -> dict[str, str]:
        """Rows to take, once the form is valid."""
        given = self.cleaned_data
        return {given["column"]: given["word"]} if given["column"] else {}
