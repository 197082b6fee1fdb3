"""Django's registration of the returns desk."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Cases of people who return: what blocks them, what is due, and what became of them."""

    name = "hawkari.desks.returns"
    label = "returns"
    default_auto_field = "django.db.models.BigAutoField"
