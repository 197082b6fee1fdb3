"""Addresses for programs, and of the page where their tokens are made."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.exchange.feeds_api import misp_urls, stream_urls
from hawkari.desks.exchange.reconcile_api import urls as reconcile_urls
from hawkari.desks.exchange.stix_urls import STIX
from hawkari.desks.exchange.views import tokens
from hawkari.desks.exchange.yente_api import urls as yente_urls

__all__ = ["PROGRAMS"]

PROGRAMS: list[URLPattern | URLResolver] = [
    path("misp/", misp_urls),
    path("stream/", stream_urls),
    path("reconcile/", reconcile_urls),
    path("yente/", yente_urls),
    *STIX,
    path("programs", tokens.tokens, name="programs"),
    path("programs/revoke", tokens.revoke, name="revoke_program"),
]
