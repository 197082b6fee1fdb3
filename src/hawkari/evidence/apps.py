"""Django's registration of the evidence app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The one store: every table of the evidence floor belongs to this app."""

    name = "hawkari.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
