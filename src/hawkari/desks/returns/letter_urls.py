"""Addresses of a case's letters."""

from django.urls import path

from hawkari.desks.returns.views import letters

urlpatterns = [
    path("cases/<str:reference>/letters", letters.letters, name="letters"),
    path("cases/<str:reference>/letters/<str:letter>.pdf", letters.letter, name="letter"),
    path("cases/<str:reference>/letters/<str:letter>/served", letters.served, name="served"),
]
