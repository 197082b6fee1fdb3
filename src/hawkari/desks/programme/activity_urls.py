"""Addresses of activities and their entries."""

from django.urls import URLPattern, URLResolver, path, re_path

from hawkari.desks.programme.views import activities, reports

__all__ = ["urlpatterns"]

_WHAT = "milestone|asset|position|risk|decision"

urlpatterns: list[URLPattern | URLResolver] = [
    path("report", reports.report, name="report"),
    path("report/file", reports.report_file, name="report_file"),
    path("operations", activities.operations, name="operations"),
    path("activities", activities.activities, name="activities"),
    path("activities/<str:reference>", activities.activity, name="activity"),
    re_path(
        f"^activities/(?P<reference>[^/]+)/add/(?P<what>facts|{_WHAT})$",
        activities.activity_add,
        name="activity_add",
    ),
    re_path(
        "^activities/(?P<reference>[^/]+)/"
        "(?P<what>milestones|assets|positions|risks|decisions).csv$",
        activities.activity_file,
        name="activity_file",
    ),
    re_path(
        rf"^entries/(?P<what>{_WHAT})/(?P<number>[0-9]{{1,18}})/(?P<step>[a-z]+)$",
        activities.entry_step,
        name="entry_step",
    ),
]
