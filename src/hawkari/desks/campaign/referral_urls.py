"""Addresses of what becomes of adverts."""

from django.urls import URLPattern, URLResolver, path, re_path

from hawkari.desks.campaign.views import referrals

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("adverts/<str:kind>/<str:name>/accept", referrals.accept_advert, name="accept_advert"),
    path("referrals", referrals.referrals, name="referrals"),
    path("referrals/new", referrals.new_referral, name="new_referral"),
    re_path(r"^referrals\.(?P<form>csv|json)$", referrals.referrals_file, name="referrals_file"),
    path("referrals/<str:reference>", referrals.referral, name="referral"),
]
