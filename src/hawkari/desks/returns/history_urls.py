"""Addresses of a case's whole history."""

from django.urls import path

from hawkari.desks.returns.views import history

urlpatterns = [
    path("cases/<str:reference>/history", history.history, name="history"),
    path("cases/<str:reference>/history.pdf", history.history_on_paper, name="history_pdf"),
]
