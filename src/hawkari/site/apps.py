"""Django's registration of the site."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Base pages, login, one-time links."""

    name = "hawkari.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the audit of logins."""
        from hawkari.site import logins  # noqa: F401, PLC0415  models are only ready here
