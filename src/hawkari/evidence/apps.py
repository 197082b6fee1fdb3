"""Django's registration of the evidence app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

__all__ = ["EvidenceConfig"]


class EvidenceConfig(AppConfig):
    """The one store: every table of the evidence floor belongs to this app."""

    name = "hawkari.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let upgrades of the database pass its second lock, and give it the policy after."""
        pre_migrate.connect(_open_lock, sender=self)
        post_migrate.connect(_close_lock, sender=self)


def _open_lock(**_about: Any) -> None:
    from hawkari.evidence.rowsecurity import pass_through  # noqa: PLC0415  needs the models

    pass_through("migrate")


def _close_lock(**_about: Any) -> None:
    from hawkari.evidence.policy.in_force import keep_in_force  # noqa: PLC0415  needs the models
    from hawkari.evidence.rowsecurity import unbind  # noqa: PLC0415

    unbind()
    keep_in_force()
