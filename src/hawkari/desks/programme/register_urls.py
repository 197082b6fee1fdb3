"""Addresses of the register, and of the desk's API."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.programme.api import urls as api_urls
from hawkari.desks.programme.views import public, register

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api_urls),
    path("", register.register, name="register"),
    path("public", public.public, name="public"),
    path("public.<str:form>", public.public_as_file, name="public_file"),
    path("behind", public.behind, name="behind"),
    path("load", public.load, name="load_register"),
    path("items/new", register.new_item, name="new_item"),
    path("items/<str:reference>", register.item, name="item"),
    path("items/<str:reference>/claims/new", register.new_claim, name="new_claim"),
    path("items/<str:reference>/claims/<int:number>/status", register.status, name="claim_status"),
    path("items/<str:reference>/public", public.item_public, name="item_public"),
    path(
        "items/<str:reference>/claims/<int:number>/public", public.claim_public, name="claim_public"
    ),
]
