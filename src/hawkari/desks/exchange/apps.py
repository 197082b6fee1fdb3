"""Django's registration of the exchange desk."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Blind queries, hits, requests, packages, receipts, recalls, and tasks between partners."""

    name = "hawkari.desks.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
