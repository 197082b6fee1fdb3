"""Addresses of publishing, and of others' aid data."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.programme.views import partner_imports, publications, publishing

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("publish", publishing.publish, name="publish"),
    path("publish/publisher", publishing.publisher, name="publisher"),
    path("publish/rules", publishing.publish_rules, name="publish_rules"),
    path("publish/rules/<str:field>", publishing.publish_rule, name="publish_rule"),
    path("publish/prepare", publications.prepare_publication, name="prepare_publication"),
    path("publish/details/<str:reference>", publishing.publish_details, name="publish_details"),
    path(
        "publications/<str:reference>.xml", publications.publication_file, name="publication_file"
    ),
    path("publications/<str:reference>", publications.publication, name="publication"),
    path(
        "publications/<str:reference>/withdraw", publications.withdraw_publication,
        name="withdraw_publication",
    ),
    path("partner-data", partner_imports.partner_imports, name="partner_imports"),
    path("partner-data/<str:reference>.xml", partner_imports.partner_file, name="partner_file"),
    path("partner-data/<str:reference>", partner_imports.partner_import, name="partner_import"),
    path(
        "partner-data/<str:reference>/<int:position>", partner_imports.partner_activity,
        name="partner_activity",
    ),
]  # fmt: skip
