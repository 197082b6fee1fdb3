"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.oversight import api
from hawkari.desks.oversight.views import (
    auditing,
    break_glass,
    colleagues,
    corrections,
    operations,
    retention,
    subject_access,
)

app_name = "oversight"

urlpatterns: list[URLPattern | URLResolver] = [
    path("audit", auditing.audit, name="audit"),
    path("audit/export.csv", auditing.audit_export, name="audit_export"),
    path("audit/term", auditing.audit_term, name="audit_term"),
    path("audit/patterns", auditing.audit_patterns, name="audit_patterns"),
    path("audit/hours", auditing.audit_hours, name="audit_hours"),
    path("api/", api.urls),
    path("retention", retention.retention, name="retention"),
    path("retention/<slug:kind>/<str:name>", retention.review_one, name="review_one"),
    path("retention/<slug:kind>/<str:name>/keep", retention.keep_one, name="keep_one"),
    path("retention/<slug:kind>/<str:name>/extend", retention.extend_one, name="extend_one"),
    path("retention/<slug:kind>/<str:name>/dispose", retention.dispose_one, name="dispose_one"),
    path("disposals/<int:number>", retention.disposal, name="disposal"),
    path("disposals/<int:number>/resume", retention.resume_one, name="resume_one"),
    path("holds", retention.holds, name="holds"),
    path("holds/lift", retention.lift, name="lift"),
    path("corrections", corrections.corrections, name="corrections"),
    path("corrections/mark", corrections.mark_correction, name="mark_correction"),
    path("subject-access", subject_access.subject_access, name="subject_access"),
    path("subject-access/<int:number>", subject_access.subject_export, name="subject_export"),
    path("subject-access/<int:number>/rows", subject_access.mark_rows, name="mark_rows"),
    path("subject-access/<int:number>/submit", subject_access.submit_export, name="submit_export"),
    path(
        "subject-access/<int:number>/approve", subject_access.approve_export, name="approve_export"
    ),
    path("subject-access/<int:number>/export.pdf", subject_access.download_pdf, name="export_pdf"),
    path(
        "subject-access/<int:number>/export.json", subject_access.download_json, name="export_json"
    ),
    path("policy", colleagues.the_policy, name="policy"),
    path("colleagues", colleagues.colleagues, name="colleagues"),
    path("colleagues/<str:username>", colleagues.colleague, name="colleague"),
    path("sources/<slug:source>/readers", colleagues.source_readers, name="source_readers"),
    path("operations", operations.operations, name="operations"),
    path("operations/open", operations.open_one, name="open_operation"),
    path("operations/in-use", operations.operation, name="operation"),
    path("operations/in-use/review", operations.review_one_operation, name="review_operation"),
    path("break-glass", break_glass.break_glass, name="break_glass"),
    path("break-glass/end", break_glass.end_glass, name="end_glass"),
    path("break-glass/uses", break_glass.glass_uses, name="glass_uses"),
    path("break-glass/review", break_glass.review_glass, name="review_glass"),
]
