"""Addresses of the accounts.

Every page of django-allauth that is offered is named here, one by one: what is not named cannot be
reached. There is no sign-up, no password reset by mail, no linking of providers by oneself. Those
that change factors run in one transaction with the audit entry of the change.
"""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as allauth_factor
from allauth.mfa.recovery_codes import views as allauth_recovery
from allauth.mfa.totp import views as allauth_app
from django.db import transaction
from django.urls import path

from hawkari.site.accounts import openid, people_views, views

urlpatterns = [
    path("login", views.login, name="login"),
    path("login", views.login, name="account_login"),
    path("login/second", allauth_factor.authenticate, name="mfa_authenticate"),
    path("login/passkey", views.login_key, name="mfa_login_webauthn"),
    path("login/with/<str:provider_id>", openid.login, name="openid_connect_login"),
    path("login/from/<str:provider_id>", openid.callback, name="openid_connect_callback"),
    path("login/cancelled", views.cancelled, name="socialaccount_login_cancelled"),
    path("logout", allauth_account.logout, name="logout"),
    path("logout", allauth_account.logout, name="account_logout"),
    path("confirm", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code", allauth_factor.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey", views.confirm_key, name="mfa_reauthenticate_webauthn"),
    path("account/logins", views.logins, name="logins"),
    path("account/logins/end", views.end_login, name="end_login"),
    path("account/logins/end-others", views.end_other_logins, name="end_other_logins"),
    path("account/password", views.password, name="account_change_password"),
    path("account/no-password", views.no_password, name="account_set_password"),
    path("account/start/<str:token>", views.start, name="account_start"),
    path("account/factors", allauth_factor.index, name="mfa_index"),
    path("account/factors/keys", allauth_factor.index, name="mfa_list_webauthn"),
    path(
        "account/factors/app",
        transaction.atomic(allauth_app.activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        "account/factors/app/remove",
        transaction.atomic(allauth_app.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path("account/factors/passkey", transaction.atomic(views.add_key), name="mfa_add_webauthn"),
    path(
        "account/factors/passkey/<int:pk>/remove",
        transaction.atomic(views.remove_key),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/factors/codes",
        allauth_recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/factors/codes/renew",
        transaction.atomic(allauth_recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("people", people_views.people, name="people"),
    path("people/add", people_views.add, name="person_add"),
    path("people/<str:username>", people_views.person, name="person"),
    path("people/<str:username>/do", people_views.act, name="person_act"),
]
