"""Django's registration of the oversight desk."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Audit, retention, corrections, subject access, and what a colleague can see."""

    name = "hawkari.desks.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"
