"""What the what-if page is asked, from its address."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hawkari.desks.intelligence.forms import FilterForm
from hawkari.desks.intelligence.services.what_if import MOST_CHOSEN
from hawkari.desks.intelligence.services.what_if_values import Asked

__all__ = ["ANSWERS", "BUDGET", "LEFT_OUT", "LONGEST_ID", "MOST_BUDGET", "WhatIfForm"]

BUDGET = "budget-"
# The field of the address that says whether answers of tasks count, and its only value.
ANSWERS, LEFT_OUT = "answers", "left-out"
MOST_BUDGET = 9
LONGEST_ID = 200


class WhatIfForm(forms.Form):
    """Words to search somebody by; whom was chosen and what partners can do come by address."""

    q = forms.CharField(label=_("Name, number or document"), required=False, max_length=LONGEST_ID)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.given = data
        self.fields["q"].widget = forms.TextInput(
            attrs={"type": "search", "dir": "auto", "autocomplete": "off", "spellcheck": "false"}
        )

    @property
    def asked(self) -> Asked:
        """What is asked; whatever cannot be read counts as left out."""
        self.is_valid()
        return Asked(
            first=self._ids("without"),
            second=self._ids("other"),
            budgets=dict(self._budgets()),
            filters=FilterForm(self.given, kinds={}).filters,
            query=self.cleaned_data.get("q") or "",
            by_evidence_alone=self.given.get(ANSWERS) == LEFT_OUT,
        )

    def _ids(self, name: str) -> tuple[str, ...]:
        given = dict.fromkeys(one for one in self.given.getlist(name) if one)
        return tuple(one[:LONGEST_ID] for one in given)[:MOST_CHOSEN]

    def _budgets(self) -> list[tuple[str, int]]:
        named = [name for name in self.given if name.startswith(BUDGET)]
        texts = [
            (name.removeprefix(BUDGET), self.given.getlist(name)[-1].strip()) for name in named
        ]
        return [
            (name, min(int(text), MOST_BUDGET))
            for name, text in texts
            if text.isascii() and text.isdigit() and len(text) <= 3
        ]
