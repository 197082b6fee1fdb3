"""Addresses of the page of STIX."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.exchange.views import stix

__all__ = ["STIX"]

STIX: list[URLPattern | URLResolver] = [
    path("stix", stix.stix, name="stix"),
    path("stix/bundle", stix.export, name="stix_export"),
    path("stix/load", stix.load, name="stix_load"),
]
