"""Addresses of the desk: each part has its own ``<part>_urls.py``, gathered here."""

from django.urls import URLPattern, URLResolver

from hawkari.desks.programme import (
    activity_urls,
    capability_urls,
    certificate_urls,
    money_urls,
    publish_urls,
    register_urls,
    result_urls,
    training_urls,
)

app_name = "programme"

# Each part of the desk has its own addresses.
urlpatterns: list[URLPattern | URLResolver] = [
    *capability_urls.urlpatterns,
    *certificate_urls.urlpatterns,
    *money_urls.urlpatterns,
    *register_urls.urlpatterns,
    *publish_urls.urlpatterns,
    *activity_urls.urlpatterns,
    *training_urls.urlpatterns,
    *result_urls.urlpatterns,
]
