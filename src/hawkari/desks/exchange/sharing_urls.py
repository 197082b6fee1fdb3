"""Addresses of requests, packages and transfers."""

from django.urls import URLPattern, path

from hawkari.desks.exchange.views import packages, received, requests, transfers

__all__ = ["SHARING"]

SHARING: list[URLPattern] = [
    path("requests", requests.requests, name="requests"),
    path("requests/new", requests.ask, name="ask_partner"),
    path("requests/<str:reference>", requests.one_request, name="request"),
    path("requests/<str:reference>/decide", requests.begin_package, name="begin_package"),
    path("requests/<str:reference>/decline", requests.decline_request, name="decline_request"),
    path("requests/<str:reference>/withdraw", requests.withdraw_request, name="withdraw_request"),
    path("packages", packages.packages, name="packages"),
    path("packages/<str:reference>", packages.one_package, name="package"),
    path("packages/<str:reference>/terms", packages.set_package_terms, name="set_package_terms"),
    path("packages/<str:reference>/add", packages.add_to_package, name="add_to_package"),
    path("packages/<str:reference>/permissions", packages.add_permission, name="add_permission"),
    path("packages/<str:reference>/rows", packages.decide_rows, name="decide_rows"),
    path("packages/<str:reference>/submit", packages.submit_package, name="submit_package"),
    path("packages/<str:reference>/sign", packages.sign_package, name="sign_package"),
    path("packages/<str:reference>/drop", packages.drop_package, name="drop_package"),
    path("packages/<str:reference>/recall", packages.recall_package, name="recall_package"),
    path("packages/<str:reference>/again/<int:event>", packages.tell_again, name="tell_again"),
    path("packages/<str:reference>/to/<slug:agency>", transfers.transfer, name="transfer"),
    path("corrections/<int:notice>", packages.send_correction, name="send_correction"),
    path("received/<str:reference>", received.one_received, name="received"),
    path("received/<str:reference>/load", received.load_received, name="load_received"),
    path("received/<str:reference>/decline", received.decline_received, name="decline_received"),
    path("received/<str:reference>/use", received.report_use, name="report_use"),
    path("received/<str:reference>/feedback", received.give_feedback, name="give_feedback"),
    path("received/<str:reference>/answer/<str:event>", received.answer_event, name="answer_event"),
    path("assessments", transfers.assessments, name="assessments"),
    path("assessments/<int:number>/agree", transfers.agree_assessment, name="agree_assessment"),
]
