"""Django's registration of the intelligence desk."""

from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    """Search, entity, review, network and brief."""

    name = "hawkari.desks.intelligence"
    label = "intelligence"
    default_auto_field = "django.db.models.BigAutoField"
