"""A desk with something of everything, for tests of its pages: one node, and a partner played."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from hawkari.desks.exchange.models import JointStep, JointTask
from hawkari.desks.exchange.services.joint_tasks import Proposal, Words, accept, propose
from hawkari.evidence.access import visible_to
from hawkari.evidence.models import Agency
from hawkari.evidence.tasks import propose_task
from tests.desks.exchange.playing import PlayedPartner, be_node, partner_of
from tests.desks.intelligence.case import Case

__all__ = ["busy_desk", "fill_tasks"]

ASKED = "ئایا ئەم ژمارەیە هێشتا بەکار دێت: +9647000000001؟"
TRANSLATION = {
    "kind": "joint-task", "reference": f"{0:032x}", "field": "what",
    "language": "en", "words": "Is this number still in use: +9647000000001?",
}  # fmt: skip


def busy_desk(case: Case | None = None) -> Client:
    """A browser of an analyst at a desk on which everything has happened."""
    case = case or Case().load()
    Agency.objects.filter(slug="nca").update(name="National Crime Agency (invented)")
    be_node("nca")
    partner = partner_of(case.world.operation, "asayish", "ئاسایش (invented)")
    fill_tasks(case, partner)
    return case.client()


def fill_tasks(case: Case, partner: PlayedPartner) -> None:
    """Joint tasks in every state, one overdue, one of the plan and one still in the plan."""
    operation = case.world.operation
    access = case.access()
    for number, (kind, what, language) in enumerate(
        [("question", ASKED, "ckb"), ("action", "Meet at the bridge and take the boat", "en")]
    ):
        task = {
            "reference": f"{number:032x}", "kind": kind, "what": what, "why": "",
            "language": language, "handling": "C", "condition": "تەنها بۆ ئەم کارە",
            "wanted_by": "",
        }  # fmt: skip
        step = {
            "number": 1, "state": "proposed", "due": "", "answer": "", "words": "", "language": "",
        }  # fmt: skip
        partner.says("joint-task", {"task": task, "step": step}, operation=operation.slug)
    accept(access, f"{1:032x}", due=access.today, words=Words("We shall", "en"))
    old = timezone.now().date() - timedelta(days=3)
    JointTask.objects.filter(reference=f"{1:032x}").update(due=old)
    JointStep.objects.filter(state="accepted").update(due=old)
    case.client().post("/exchange/translations", TRANSLATION)
    grounds = list(visible_to(access).filter(schema="Call").values_list("pk", flat=True))
    for ends in (("uk-1", "krg-2"), ("uk-1", "uk-3")):
        propose_task(access, ends, agency="asayish", statements=grounds, figures={})
    ours = propose(access, Proposal("asayish", "question", "Who drives the lorry?", language="en"))
    done = {
        "number": 1, "state": "done", "due": "", "answer": "cannot tell",
        "words": "لە سنوور نەبینرا", "language": "ckb",
    }  # fmt: skip
    partner.says(
        "joint-task-step", {"reference": ours.reference, "step": done}, operation=operation.slug
    )
