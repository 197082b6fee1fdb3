"""Addresses of reintegration, follow-up, complaints and outcomes."""

from django.urls import path

from hawkari.desks.returns.views import complaints, follow_up, outcomes, settling

__all__ = ["REINTEGRATION"]

REINTEGRATION = [
    path("reintegration/<str:reference>", settling.reintegration, name="reintegration"),
    path(
        "reintegration/<str:reference>/form/<int:wave>",
        settling.follow_up_form,
        name="follow_up_form",
    ),
    path("reintegration/<str:reference>/<str:name>", settling.step, name="settling_step"),
    path("follow-ups", follow_up.follow_ups, name="follow_ups"),
    path("follow-ups/form.xlsx", follow_up.xlsform, name="xlsform"),
    path("complaints", complaints.complaints, name="complaints"),
    path("complaints/new", complaints.new_complaint, name="new_complaint"),
    path("outcomes", outcomes.outcomes, name="outcomes"),
    path("outcomes/withdraw", outcomes.withdraw_outcomes, name="withdraw_outcomes"),
]
