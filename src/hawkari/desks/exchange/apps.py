"""Django's registration of the exchange desk."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Blind queries, hits, requests, packages, receipts, recalls, and tasks between partners."""

    name = "hawkari.desks.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let what the desk keeps of erased values go with them."""
        from hawkari.evidence.erased_elsewhere import erases_elsewhere  # noqa: PLC0415

        erases_elsewhere(f"{self.name}.disposing")
