"""Forms of watchlists."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.watch_words import GROUNDS, KINDS, STATES
from hawkari.evidence.models import Category
from hawkari.evidence.watchlists import EntryTerms

__all__ = ["AnswerForm", "CheckForm", "EntryForm", "KeepForm", "MuteForm", "RemoveForm"]

USUAL_DAYS = 90
LEAST = (("0.5", "0.50"), ("0.8", "0.80"), ("0.9", "0.90"), ("0.95", "0.95"))


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _text() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "spellcheck": "false"})


class EntryForm(forms.Form):
    """Put something on the watchlist."""

    kind = forms.ChoiceField(label=_("What is watched"), choices=list(KINDS.items()))
    value = forms.CharField(
        label=_("As it is written"),
        max_length=200,
        widget=_text(),
        help_text=_("A name in two words or more; a number in any form."),
    )
    ground = forms.ChoiceField(label=_("What it is for"), choices=list(GROUNDS.items()))
    category = forms.ChoiceField(
        label=_("Whom it is about"),
        choices=[("", _("not said")), *((one, words.CATEGORIES[one]) for one in Category.values)],
        required=False,
        help_text=_("Victims and migrants are watched to keep them from harm only."),
    )
    reason = forms.CharField(label=_("Why"), max_length=1000, widget=_text())
    expires = forms.DateField(label=_("Last day"), widget=_day())
    at_least = forms.TypedChoiceField(
        label=_("A name matches from probability"),
        choices=LEAST,
        coerce=float,
        initial="0.9",
        help_text=_("Lower finds more, and more that is wrong."),
    )
    call = forms.CharField(
        label=_("Border posts call"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel", "autocomplete": "off"}),
        help_text=_("A desk's telephone; left empty, posts do not check for it."),
    )
    told = forms.MultipleChoiceField(
        label=_("Who is told besides you"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": "4"}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, people: Iterable[str], today: date
    ) -> None:
        super().__init__(data, initial={"expires": today + timedelta(days=USUAL_DAYS)})
        told: Sequence[tuple[str, str]] = [(one, one) for one in people]
        self.fields["told"].choices = told  # type: ignore[attr-defined]
        if not told:
            del self.fields["told"]

    def terms(self) -> EntryTerms:
        """What was filled in; the form is valid."""
        given = self.cleaned_data
        return EntryTerms(
            kind=given["kind"],
            value=given["value"],
            reason=given["reason"],
            expires=given["expires"],
            ground=given["ground"],
            category=given["category"],
            at_least=given["at_least"],
            told=tuple(given.get("told", ())),
            call=given["call"],
        )


class CheckForm(forms.Form):
    """One document, phone, plate or name."""

    asked = forms.CharField(
        label=_("Document, phone, plate or name"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"dir": "auto", "autocomplete": "off", "autofocus": True, "spellcheck": "false"}
        ),
        help_text=_("Any script. Two words of a name at least, or the whole number."),
    )


class AnswerForm(forms.Form):
    """Answer an alert."""

    alert = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    answer = forms.ChoiceField(choices=list(STATES.items()))
    reason = forms.CharField(required=False, max_length=1000)


class MuteForm(forms.Form):
    """Keep an entry's alerts out of the digest for a while."""

    until = forms.DateField(
        label=_("Silent through"), required=False, widget=_day(),
        help_text=_("Left empty, it is heard again."),
    )  # fmt: skip


class KeepForm(forms.Form):
    """Say at a review that an entry goes on."""

    review_due = forms.DateField(label=_("Next review"), widget=_day())
    why = forms.CharField(label=_("Why it goes on"), max_length=1000, widget=_text())


class RemoveForm(forms.Form):
    """Take an entry off the list."""

    reason = forms.CharField(
        label=_("Why it is not needed any more"),
        max_length=1000,
        widget=_text(),
        help_text=_("Write no names or numbers of people here: the reason stays when they go."),
    )
