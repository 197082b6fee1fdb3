"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.exchange.views import texts, tokens, waiting
from hawkari.desks.exchange.yente_api import urls as yente_urls

app_name = "exchange"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", waiting.waiting, name="waiting"),
    path("translations", texts.translate, name="translate"),
    path("yente/", yente_urls),
    path("programs", tokens.tokens, name="programs"),
    path("programs/revoke", tokens.revoke, name="revoke_program"),
]
