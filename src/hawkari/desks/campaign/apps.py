"""Django's registration of the campaign desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignConfig(AppConfig):
    """Posts, myths and their answers, plans of campaigns and what came of them.

    Attributes:
        handling_words: the line above and below every page of the desk, unless it says its own.
    """

    name = "hawkari.desks.campaign"
    label = "campaign"
    handling_words = _(
        "Posts of third parties: for this operation only. Names and phones are masked."
    )
    default_auto_field = "django.db.models.BigAutoField"
