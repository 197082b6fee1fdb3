"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.exchange.views import texts, tokens, waiting

app_name = "exchange"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", waiting.waiting, name="waiting"),
    path("translations", texts.translate, name="translate"),
    path("programs", tokens.tokens, name="programs"),
    path("programs/revoke", tokens.revoke, name="revoke_program"),
]
