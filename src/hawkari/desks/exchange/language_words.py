"""Names of languages in the reader's language: those in which texts are written and translated."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["LANGUAGES", "language"]

LANGUAGES: Mapping[str, Promise] = {
    "en": _("English"),
    "ar": _("Arabic"),
    "ckb": _("Sorani"),
    "kmr": _("Kurmanji"),
    "fa": _("Persian"),
    "tr": _("Turkish"),
    "fr": _("French"),
    "de": _("German"),
    "nl": _("Dutch"),
    "it": _("Italian"),
    "el": _("Greek"),
}


def language(code: str) -> str:
    """A language's name; an unknown code as it is, and in words that none is stated."""
    return str(LANGUAGES.get(code, code)) if code else str(_("language not stated"))
