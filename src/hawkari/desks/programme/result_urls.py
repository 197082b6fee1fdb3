"""Addresses of results."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.programme.views import results

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("results", results.results_page, name="results"),
    path("results.csv", results.results_csv, name="results_csv"),
    path("results/load", results.load, name="load_figures"),
    path("results/<str:reference>", results.indicator, name="indicator"),
    path("results/<str:reference>/figures.csv", results.indicator_csv, name="indicator_csv"),
    path("results/<str:reference>/outputs/new", results.new_output, name="new_output"),
    path("results/<str:reference>/indicators/new", results.new_indicator, name="new_indicator"),
]
