"""Addresses of cases, and of the desk's API."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.returns.api import urls as api_urls
from hawkari.desks.returns.views import cases

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api_urls),
    path("cases", cases.cases, name="cases"),
    path("cases/new", cases.new_case, name="new_case"),
    path("cases/<str:reference>", cases.case, name="case"),
    path("cases/<str:reference>/told/<int:number>", cases.told, name="told"),
    path("cases/<str:reference>/<str:name>", cases.step, name="step"),
]
