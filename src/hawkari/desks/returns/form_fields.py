"""Fields that the forms of cases share: how a text, a day or an instant is asked for."""

from typing import Any

from django import forms
from django.utils.functional import Promise

from hawkari.desks.returns import words

__all__ = ["choices_of", "date_field", "long_field", "text_field", "when_field", "yes_field"]

LONGEST = 2000
DATE = {"type": "date"}
WHEN = {"type": "datetime-local"}
OWN = {"dir": "auto"}


def choices_of(found: words.Words, *, empty: Promise | str | None = None) -> list[tuple[str, Any]]:
    """The codes of a list with their words.

    Args:
        found: the words by code.
        empty: what the first choice, of none of them, is called; None where there is no such.
    """
    first: list[tuple[str, Any]] = [] if empty is None else [("", empty)]
    return [*first, *((str(code), said) for code, said in found.items())]


def text_field(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:
    """A line of text in any script."""
    return forms.CharField(
        label=label, required=required, max_length=300, widget=forms.TextInput(attrs=OWN), **more
    )


def long_field(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:
    """Some lines of text in any script."""
    area = forms.Textarea(attrs={"rows": 3, **OWN})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, **more)


def date_field(label: Any, *, required: bool = False, **more: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs=DATE), **more
    )


def when_field(label: Any, *, required: bool = False, **more: Any) -> forms.DateTimeField:
    """An instant, to the minute."""
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(attrs=WHEN, format="%Y-%m-%dT%H:%M"),
        **more,
    )


def yes_field(label: Any) -> forms.BooleanField:
    """A tick."""
    return forms.BooleanField(label=label, required=False)
