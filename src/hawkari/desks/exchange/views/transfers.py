"""The pages of transfers abroad: the questions about one, and the assessments of partners."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hawkari.desks.exchange.refusal_words import refused
from hawkari.desks.exchange.services import deciding
from hawkari.desks.exchange.services import requests as asking
from hawkari.desks.exchange.services import transfers as service
from hawkari.desks.exchange.services.packages import sent_package
from hawkari.desks.exchange.services.transfers import AssessmentGiven, TransferGiven
from hawkari.desks.exchange.sharing_forms import AssessmentForm, TransferForm
from hawkari.desks.exchange.sharing_words import REFUSALS
from hawkari.desks.exchange.views.steps import take_step
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput

__all__ = ["agree_assessment", "assessments", "transfer"]


@require_http_methods(["GET", "POST"])
def transfer(request: WorkRequest, reference: str, agency: str) -> HttpResponse:
    """The questions about the transfer of a package to one recipient."""
    view = sent_package(request.access, reference)
    to = next((one for one in view.recipients if one.slug == agency), None)
    if to is None:
        raise BadInput(f"{agency!r} receives nothing of this package", "Look at its page.")
    form = TransferForm(request.POST or None, initial={"ceiling": to.ceiling})
    if not to.needs_basis:
        for name in [one for one in form.fields if one != "ceiling"]:
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        return take_step(
            request,
            reverse("exchange:package", args=[reference]),
            lambda: deciding.set_transfer(
                request.access,
                reference,
                agency,
                given=_given(form) if to.needs_basis else None,
                ceiling=form.cleaned_data["ceiling"],
            ),
            said=gettext("Saved."),
        )
    context = {
        "one": view,
        "to": to,
        "form": form,
        "questions": [(field, service.authorities().get(field.name, "")) for field in form],
        "section": "exchange_packages",
    }
    answer = render(request, "exchange/transfer.html", context)
    answer.status_code = 400 if form.errors else 200
    return answer


def _given(form: TransferForm) -> TransferGiven:
    given = {name: value for name, value in form.cleaned_data.items() if name != "ceiling"}
    section, _, limb = given.pop("section").partition(":")
    return TransferGiven(section, limb, **given)


@require_http_methods(["GET", "POST"])
def assessments(request: WorkRequest) -> HttpResponse:
    """The assessments of partners, and a new one."""
    form = AssessmentForm(request.POST or None)
    form.fields["agency"].choices = asking.partners_in(request.access)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        agency = given.pop("agency")
        try:
            service.assess(request.access, agency, AssessmentGiven(**given))
        except BadInput as error:
            form.add_error(None, refused(error, REFUSALS))
        else:
            return redirect("exchange:assessments")
    context = {
        "listed": service.assessments(request.access),
        "form": form,
        "today": request.access.today,
        "authorities": service.authorities(),
        "section": "exchange_assessments",
    }
    answer = render(request, "exchange/assessments.html", context)
    answer.status_code = 400 if form.errors else 200
    return answer


@require_POST
def agree_assessment(request: WorkRequest, number: int) -> HttpResponse:
    """Agree with an assessment as the second person."""
    return take_step(
        request,
        reverse("exchange:assessments"),
        lambda: service.agree_assessment(request.access, number),
        said=gettext("Agreed: the assessment counts from now on."),
    )
