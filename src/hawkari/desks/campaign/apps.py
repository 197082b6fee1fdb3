"""Django's registration of the campaign desk."""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    """Posts, myths and their answers, plans of campaigns and what came of them."""

    name = "hawkari.desks.campaign"
    label = "campaign"
    default_auto_field = "django.db.models.BigAutoField"
