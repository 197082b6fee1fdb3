"""Addresses of certificates."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.programme.views import certificates

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("certificates", certificates.certificates, name="certificates"),
    path("certificates/verify", certificates.verify, name="verify_certificate"),
    path("certificates/status.jwt", certificates.status_file, name="badge_status"),
    path("certificates/issuer.txt", certificates.issuer_file, name="badge_issuer"),
    path("certificates/<str:reference>", certificates.certificate, name="certificate"),
    path(
        "certificates/<str:reference>/revoke", certificates.revoke_page, name="revoke_certificate"
    ),
    path("certificates/<str:reference>/keep", certificates.keep, name="keep_certificate"),
    path("certificates/<str:reference>/badge", certificates.badge_file, name="badge_file"),
    path("certificates/<str:reference>/paper", certificates.paper_file, name="certificate_paper"),
    path(
        "courses/<str:reference>/certificates",
        certificates.course_page,
        name="course_certificates",
    ),
]
