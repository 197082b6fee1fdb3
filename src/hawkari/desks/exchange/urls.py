"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from hawkari.desks.exchange import sharing_api
from hawkari.desks.exchange.blind_urls import BLIND
from hawkari.desks.exchange.program_urls import PROGRAMS
from hawkari.desks.exchange.sharing_urls import SHARING
from hawkari.desks.exchange.views import joint_tasks, partners, texts, waiting

app_name = "exchange"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", waiting.waiting, name="waiting"),
    path("translations", texts.translate, name="translate"),
    path("tasks", joint_tasks.joint_tasks, name="joint_tasks"),
    path("tasks/new", joint_tasks.propose_joint_task, name="propose_joint_task"),
    path("tasks/<str:reference>/accept", joint_tasks.accept_joint_task, name="accept_joint_task"),
    path("tasks/<str:reference>/done", joint_tasks.finish_joint_task, name="finish_joint_task"),
    path(
        "tasks/<str:reference>/decline", joint_tasks.decline_joint_task, name="decline_joint_task"
    ),
    path(
        "tasks/<str:reference>/withdraw",
        joint_tasks.withdraw_joint_task,
        name="withdraw_joint_task",
    ),
    path("tasks/<str:reference>/keep", joint_tasks.keep_joint_answer, name="keep_joint_answer"),
    path("partners", partners.partners, name="partners"),
    path("partners/card.json", partners.card, name="partner_card"),
    path("partners/revoke", partners.revoke, name="revoke_partner"),
    path("api/", sharing_api.urls),
    *BLIND,
    *SHARING,
    *PROGRAMS,
]
