"""Forms of free text: which language it is in, and a translation of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.exchange.language_words import LANGUAGES

__all__ = ["LANGUAGE_CHOICES", "TranslationForm"]

LANGUAGE_CHOICES = tuple(LANGUAGES.items())
LONGEST = 4000


class TranslationForm(forms.Form):
    """A translation of one text."""

    kind = forms.CharField(max_length=20)
    reference = forms.CharField(max_length=64)
    field = forms.CharField(max_length=20)
    language = forms.ChoiceField(label=_("Language of the translation"), choices=LANGUAGE_CHOICES)
    words = forms.CharField(label=_("Translation"), max_length=LONGEST)
