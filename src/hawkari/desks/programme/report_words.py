"""Words of the report's page: in which languages and formats it is written."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["FORMS", "LANGUAGE_NAMES"]

LANGUAGE_NAMES = {"en": "English", "ar": "العربية", "ckb": "کوردی"}
"""Each in its own words, as in the language switch."""
FORMS: dict[str, Promise] = {
    "docx": _("Word (DOCX)"),
    "pdf": _("PDF"),
    "ods": _("Spreadsheet (ODS)"),
}
