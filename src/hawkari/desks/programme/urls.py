"""Addresses of the desk: each part has its own ``<part>_urls.py``, gathered here."""

from django.urls import URLPattern, URLResolver

app_name = "programme"

urlpatterns: list[URLPattern | URLResolver] = []
