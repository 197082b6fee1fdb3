"""Addresses of plans."""

from django.urls import URLPattern, URLResolver, path, re_path

from hawkari.desks.campaign.views import plans

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans", plans.plans, name="plans"),
    path("plans/new", plans.new_plan, name="new_plan"),
    path("plans/release", plans.release, name="release_effects"),
    path("plans/<str:reference>", plans.plan, name="plan"),
    path("plans/<str:reference>/seal", plans.seal, name="seal_plan"),
    path("plans/<str:reference>/survey.xml", plans.survey, name="plan_survey"),
    re_path(
        "^plans/(?P<reference>[^/]+)/load/(?P<what>counts|measures|answers)$",
        plans.load,
        name="load_plan",
    ),
    re_path(
        "^plans/(?P<reference>[^/]+)/file/(?P<what>sealed|course)$",
        plans.plan_file,
        name="plan_file",
    ),
]
