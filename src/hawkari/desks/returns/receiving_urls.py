"""Addresses of the work with receiving authorities."""

from django.urls import path

from hawkari.desks.returns.views import receiving

urlpatterns = [
    path("inbox", receiving.inbox, name="inbox"),
    path("inbox/<int:number>/aside", receiving.aside, name="aside"),
    path("inbox/<int:number>/<str:kind>", receiving.answer, name="answer"),
    path("packages/<str:package>/<str:name>", receiving.package_step, name="package_step"),
    path("cases/<str:reference>/receiver", receiving.receiver, name="receiver"),
    path("cases/<str:reference>/receiver/<int:number>/take", receiving.take, name="take"),
    path("cases/<str:reference>/receiver/<int:number>/compare", receiving.compare, name="compare"),
    path("cases/<str:reference>/receiver/<int:number>/decide", receiving.decide, name="decide"),
    path("cases/<str:reference>/receiver/<str:kind>", receiving.prepare, name="prepare_package"),
]
