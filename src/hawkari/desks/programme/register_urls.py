"""Addresses of the register, and of the desk's API."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.programme.api import urls as api_urls
from hawkari.desks.programme.views import register

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api_urls),
    path("", register.register, name="register"),
    path("items/new", register.new_item, name="new_item"),
    path("items/<str:reference>", register.item, name="item"),
    path("items/<str:reference>/claims/new", register.new_claim, name="new_claim"),
    path("items/<str:reference>/claims/<int:number>/status", register.status, name="claim_status"),
]
