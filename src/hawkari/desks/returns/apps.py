"""Django's registration of the returns desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReturnsConfig(AppConfig):
    """Cases of people who return: what blocks them, what is due, and what became of them.

    Attributes:
        handling_words: the line above and below every page of the desk that shows a person.
    """

    name = "hawkari.desks.returns"
    label = "returns"
    handling_words = _("Personal data: returns casework only. Share the least needed.")
    default_auto_field = "django.db.models.BigAutoField"
