"""The page of a package that a partner sent us."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.exchange.services import received as shown
from hawkari.desks.exchange.services import receiving, telling
from hawkari.desks.exchange.sharing_forms import FeedbackForm, UseForm, WordsForm
from hawkari.desks.exchange.views.steps import take_step
from hawkari.desks.pages import WorkRequest

__all__ = [
    "answer_event",
    "decline_received",
    "give_feedback",
    "load_received",
    "one_received",
    "report_use",
]


@require_GET
def one_received(request: WorkRequest, reference: str) -> HttpResponse:
    """What waits in a package or stands of it, and what was said of it since."""
    view = shown.received_package(request.access, reference)
    context = {
        "one": view,
        "words": WordsForm(),
        "use": UseForm(),
        "feedback": FeedbackForm(),
        "section": "exchange_packages",
        "density": "compact",
        "handling": view.handling,
    }
    return render(request, "exchange/received.html", context)


@require_POST
def load_received(request: WorkRequest, reference: str) -> HttpResponse:
    """Load it, and send the receipt."""
    return take_step(
        request,
        _page(reference),
        lambda: receiving.load_package(request.access, reference),
        said=gettext("Loaded. The receipt is on its way."),
    )


@require_POST
def decline_received(request: WorkRequest, reference: str) -> HttpResponse:
    """Decline it; its values are erased here."""
    form = WordsForm(request.POST)
    return take_step(
        request,
        _page(reference),
        lambda: receiving.decline_package(
            request.access, reference, words=form.cleaned_data["words"]
        ),
        said=gettext("Declined. The originator is told, and its values are erased here."),
        form=form,
    )


@require_POST
def report_use(request: WorkRequest, reference: str) -> HttpResponse:
    """Tell the originator how it was used."""
    form = UseForm(request.POST)
    return take_step(
        request,
        f"{_page(reference)}#said",
        lambda: telling.report_use(request.access, reference, **form.cleaned_data),
        said=gettext("The originator is told."),
        form=form,
    )


@require_POST
def give_feedback(request: WorkRequest, reference: str) -> HttpResponse:
    """Tell the originator how good it was."""
    form = FeedbackForm(request.POST)
    return take_step(
        request,
        f"{_page(reference)}#said",
        lambda: telling.give_feedback(request.access, reference, **form.cleaned_data),
        said=gettext("The originator is told."),
        form=form,
    )


@require_POST
def answer_event(request: WorkRequest, reference: str, event: str) -> HttpResponse:
    """Answer a correction or a recall."""
    form = WordsForm(request.POST)
    return take_step(
        request,
        f"{_page(reference)}#said",
        lambda: telling.answer(request.access, event, words=form.cleaned_data["words"]),
        said=gettext("The originator is told."),
        form=form,
    )


def _page(reference: str) -> str:
    return reverse("exchange:received", args=[reference])
