"""Addresses of the site."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from hawkari.site import views

handler400 = "hawkari.site.errors.bad_request"
handler403 = "hawkari.site.errors.permission_denied"
handler404 = "hawkari.site.errors.not_found"
handler500 = "hawkari.site.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("sources", views.sources, name="sources"),
    path("login/once/<str:token>", views.login_once, name="login_once"),
    path("operation", views.operation, name="operation"),
    path("display", views.display, name="display"),
    path("language", login_not_required(set_language), name="set_language"),
    path("health", views.health, name="health"),
    path("", include("hawkari.site.accounts.urls")),
    path("", include("hawkari.desks.intelligence.urls")),
    path("exchange/", include("hawkari.desks.exchange.urls")),
    path("taxii2/", include("hawkari.desks.exchange.taxii.urls")),
    path("returns/", include("hawkari.desks.returns.urls")),
    path("campaign/", include("hawkari.desks.campaign.urls")),
    path("programme/", include("hawkari.desks.programme.urls")),
    path("oversight/", include("hawkari.desks.oversight.urls")),
]
