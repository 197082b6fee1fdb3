"""Addresses of new claims."""

from django.urls import URLPattern, path

from hawkari.desks.campaign.views import claims

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("claims", claims.claims, name="claims"),
    path("claims.csv", claims.claims_file, name="claims_file"),
    path("claims/again", claims.again, name="match_again"),
    path("claims/<str:reference>", claims.claim, name="claim"),
    path("claims/<str:reference>/myth", claims.made, name="claim_made_myth"),
    path("claims/<str:reference>/aside", claims.aside, name="claim_aside"),
]
