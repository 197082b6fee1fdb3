"""Addresses of TAXII 2.1; discovery is where its standard looks for it."""

from django.urls import path

from hawkari.desks.exchange.views import taxii

app_name = "taxii"

urlpatterns = [
    path("", taxii.discovery, name="discovery"),
    path("<slug:slug>/", taxii.root, name="root"),
    path("<slug:slug>/status/<str:number>/", taxii.status, name="status"),
    path("<slug:slug>/collections/", taxii.collections, name="collections"),
    path("<slug:slug>/collections/<str:stated>/", taxii.collection, name="collection"),
    path("<slug:slug>/collections/<str:stated>/manifest/", taxii.manifest, name="manifest"),
    path("<slug:slug>/collections/<str:stated>/objects/", taxii.objects, name="objects"),
    path(
        "<slug:slug>/collections/<str:stated>/objects/<str:only>/",
        taxii.object_by_id,
        name="object",
    ),
    path(
        "<slug:slug>/collections/<str:stated>/objects/<str:only>/versions/",
        taxii.versions,
        name="versions",
    ),
]
