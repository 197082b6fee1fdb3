"""Django's registration of the programme desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    """Promises, money, activities, training and results, each with what proves it.

    Attributes:
        handling_words: the line above and below every page of the desk, unless it says its own.
    """

    name = "hawkari.desks.programme"
    label = "programme"
    handling_words = _("Internal view: leaves only through the rules of publication.")
    default_auto_field = "django.db.models.BigAutoField"
