"""The page of trainers: who may teach what, and who signed it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.services.trainers import (
    NewLicence,
    add_trainer,
    end_licence,
    list_trainers,
    propose_licence,
    sign_licence,
)
from hawkari.desks.programme.training_forms import LicenceForm, TrainerForm
from hawkari.desks.programme.training_words import training_refusal
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.training import done, page
from hawkari.errors import BadInput

__all__ = ["licence_step", "propose", "trainers"]


@require_http_methods(["GET", "POST"])
def trainers(request: WorkRequest) -> HttpResponse:
    """The trainers; one can be added."""
    form = TrainerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(
        request,
        form,
        lambda data: add_trainer(request.access, **data),
        said=_("The trainer is added, and may teach nothing yet."),
    ):
        return redirect("programme:trainers")
    return _trainers(request, form, LicenceForm(request.access), number=0)


def _trainers(
    request: WorkRequest, form: Any, licence: LicenceForm, *, number: int
) -> HttpResponse:
    wrong = licence if licence.errors else form
    found = []
    for one in list_trainers(request.access):
        own = licence if one.pk == number else LicenceForm(request.access)
        own.auto_id = f"id_{one.pk}_%s"
        found.append((one, own))
    context = {
        "found": found,
        "add": form,
        "form": wrong,
        "licence": licence,
        "open": number,
        "me": request.user,
        "today": request.access.today,
        "section": "programme_trainers",
    }
    return page(request, "trainers", context, status=422 if wrong.errors else 200)


@require_POST
@finds
def propose(request: WorkRequest, number: int) -> HttpResponse:
    """Propose what a trainer may teach."""
    form = LicenceForm(request.access, request.POST)
    if done(
        request,
        form,
        lambda data: propose_licence(request.access, number, NewLicence(**data)),
        said=_("It is proposed. A colleague signs it."),
    ):
        return redirect("programme:trainers")
    return _trainers(request, TrainerForm(), form, number=number)


@require_POST
@finds
def licence_step(request: WorkRequest, number: str, step: str) -> HttpResponse:
    """Sign what was proposed, or end it."""
    try:
        if step == "sign":
            sign_licence(request.access, int(number))
        else:
            end_licence(request.access, int(number), why=request.POST.get("why", ""))
    except BadInput as error:
        messages.error(request, training_refusal(error))
    else:
        messages.success(request, gettext("It is recorded."))
    return redirect("programme:trainers")
