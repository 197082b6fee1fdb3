"""Month names that our catalogues say otherwise than Django's.

Django's Sorani gives the names of Kurdish solar months to Gregorian ones, which is another day;
its Arabic gives the Egyptian names. In Iraq the Syriac-derived names are used in both languages.
Listed here so that the collector of messages finds them; our catalogue wins over Django's.
Not yet checked by readers of the two languages.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["MONTHS", "MONTHS_IN_A_DATE"]

MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
"""Names of the Gregorian months, January first."""

MONTHS_IN_A_DATE = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
)
"""The same as they stand in a full date."""
