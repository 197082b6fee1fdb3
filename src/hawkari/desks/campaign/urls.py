"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver

from hawkari.desks.campaign import (
    claim_urls,
    myth_urls,
    operator_urls,
    plan_urls,
    post_urls,
    referral_urls,
)

app_name = "campaign"

# Each part of the desk has its own addresses.
urlpatterns: list[URLPattern | URLResolver] = [
    *claim_urls.urlpatterns,
    *myth_urls.urlpatterns,
    *plan_urls.urlpatterns,
    *post_urls.urlpatterns,
    *referral_urls.urlpatterns,
    *operator_urls.urlpatterns,
]
