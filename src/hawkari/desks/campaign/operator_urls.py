"""Addresses of operators."""

from django.urls import URLPattern, path

from hawkari.desks.campaign.views import operators

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("operators", operators.operators, name="operators"),
    path("operators.csv", operators.operators_file, name="operators_file"),
    path("operators/<str:key>", operators.operator, name="operator"),
]
