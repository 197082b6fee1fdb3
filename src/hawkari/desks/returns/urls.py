"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver

from hawkari.desks.returns import (
    board_urls,
    case_urls,
    flow_urls,
    history_urls,
    letter_urls,
    receiving_urls,
    reintegration_urls,
)

app_name = "returns"

# Each part of the desk has its own addresses; those of cases come last, for one takes any name.
urlpatterns: list[URLPattern | URLResolver] = [
    *board_urls.urlpatterns,
    *flow_urls.urlpatterns,
    *history_urls.urlpatterns,
    *letter_urls.urlpatterns,
    *receiving_urls.urlpatterns,
    *reintegration_urls.REINTEGRATION,
    *case_urls.urlpatterns,
]
