"""Django's registration of the exchange desk."""

import pkgutil
from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Blind queries, hits, requests, packages, receipts, recalls, and tasks between partners."""

    name = "hawkari.desks.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import every module of `handlers`, so that what partners send finds its handler."""
        handlers = import_module("hawkari.desks.exchange.handlers")
        for module in pkgutil.iter_modules(handlers.__path__):
            import_module(f"{handlers.__name__}.{module.name}")
