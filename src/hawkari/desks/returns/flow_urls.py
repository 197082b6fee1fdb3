"""Addresses of the pages of flow."""

from django.urls import path

from hawkari.desks.returns.views import flow

urlpatterns = [
    path("flow", flow.flow, name="flow"),
    path("flow/cases.xes", flow.flow_log, name="flow_log"),
    path("flow/forecast", flow.forecast, name="forecast"),
]
