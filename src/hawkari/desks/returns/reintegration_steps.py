"""Steps of reintegration that have a page: form, service, words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns import reintegration_forms as form
from hawkari.desks.returns.services import reintegration as service
from hawkari.desks.returns.steps import PageStep
from hawkari.engines.casework.reintegration import ReferralState
from hawkari.evidence.access import Access

__all__ = ["STEPS"]


def _plan(access: Access, reference: str, data: Mapping[str, Any]) -> object:
    goals = []
    for at in range(1, form.GOALS + 1):
        said = {name: data[f"{name}_{at}"] for name in ("goal", "step", "who")}
        until = data[f"until_{at}"]
        if until is not None or any(said.values()):
            goals.append(said | {"until": until.isoformat() if until is not None else ""})
    return service.plan(access, reference, goals, document=data["document"])


def _refer(access: Access, reference: str, data: Mapping[str, Any]) -> object:
    kept = {name: one for name, one in data.items() if name != "fields_told"}
    return service.refer(access, reference, service.Referring(**kept, fields=data["fields_told"]))


STEPS: Mapping[str, PageStep] = {
    "assess": PageStep(
        _("What was found out with the person?"),
        _("Record the assessment"),
        _("The assessment is recorded."),
        form.AssessForm,
        service.assess,
        _("Best before the return. Leave empty what was not spoken of."),
    ),
    "plan": PageStep(
        _("What did you plan with the person?"),
        _("Record the plan"),
        _("The plan is recorded."),
        form.PlanForm,
        _plan,
        _("A plan is the person's own: write down what they agreed to. One goal is enough."),
    ),
    "promise": PageStep(
        _("What is promised to the person?"),
        _("Promise it"),
        _("It is promised."),
        form.PromiseForm,
        lambda access, reference, data: service.promise_item(
            access, reference, data["kind"], what=data["what"], amount=data["amount"]
        ),
        _("Another officer records later that it was given."),
    ),
    "give": PageStep(
        _("Was it given?"),
        _("Record that it was given"),
        _("It is recorded as given."),
        form.GiveForm,
        lambda access, reference, data: service.give_item(
            access, reference, data["item"], receipt=data["receipt"]
        ),
        _("Look at the receipt. Whoever promised it cannot record this."),
    ),
    "cancel": PageStep(
        _("Why is the promise taken back?"),
        _("Take the promise back"),
        _("The promise is taken back; its money may be promised again."),
        form.CancelForm,
        lambda access, reference, data: service.cancel_item(
            access, reference, data["item"], why=data["why"]
        ),
    ),
    "refer": PageStep(
        _("Who else should help?"),
        _("Record the referral"),
        _("The referral is recorded. Nothing was sent: a person does that."),
        form.ReferForm,
        _refer,
        _("Without the person's consent nobody is referred, and there is no way around it."),
    ),
    "referral": PageStep(
        _("What became of the referral?"),
        _("Record it"),
        _("It is recorded."),
        form.ReferralForm,
        lambda access, reference, data: service.step_referral(
            access, reference, data["item"], to=ReferralState(data["to"]), why=data["why"]
        ),
        _("The person may revoke it at any time, without giving a reason."),
    ),
}
