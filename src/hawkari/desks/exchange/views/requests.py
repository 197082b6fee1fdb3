"""The pages of requests: all of them, asking, and one with its steps."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.exchange.refusal_words import refused
from hawkari.desks.exchange.services import deciding
from hawkari.desks.exchange.services import requests as service
from hawkari.desks.exchange.services.packages import packages_of_request
from hawkari.desks.exchange.services.request_views import texts_of
from hawkari.desks.exchange.services.requests import Asked
from hawkari.desks.exchange.services.sharing_waits import requests_waiting
from hawkari.desks.exchange.sharing_forms import AskForm, WordsForm
from hawkari.desks.exchange.sharing_words import REFUSALS
from hawkari.desks.exchange.views.steps import take_step
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput

__all__ = [
    "ask",
    "begin_package",
    "decline_request",
    "one_request",
    "requests",
    "requests_waiting",
    "withdraw_request",
]


@require_GET
def requests(request: WorkRequest) -> HttpResponse:
    """Every request of the operation, ours and partners', open ones first."""
    listed = service.requests_of(request.access)
    context = {
        "listed": listed,
        "open": sum(one.is_open for one in listed),
        "late": sum(one.is_overdue for one in listed),
        "section": "exchange_requests",
        "density": "compact",
    }
    return render(request, "exchange/requests.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: WorkRequest) -> HttpResponse:
    """Ask a partner, by hand or after a confirmed hit (``?ticket=&partner=``)."""
    initial = {
        "language": get_language(),
        "legal_basis": request.access.operation.legal_basis,
        "ticket": request.GET.get("ticket", ""),
        "partner": request.GET.get("partner", ""),
    }
    form = AskForm(request.POST or None, initial=initial)
    partners = service.partners_in(request.access)
    form.fields["partner"].choices = partners  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            asked = service.ask(request.access, _asked(form))
        except BadInput as error:
            form.add_error(None, refused(error, REFUSALS))
        else:
            words = gettext("The request is on its way to %(partner)s.")
            messages.success(request, words % {"partner": asked.partner_name})
            return redirect("exchange:request", asked.reference)
    context = {"form": form, "partners": partners, "section": "exchange_requests"}
    answer = render(request, "exchange/request_ask.html", context)
    answer.status_code = 400 if form.errors else 200
    return answer


def _asked(form: AskForm) -> Asked:
    given = form.cleaned_data
    kind, value = given.pop("identifier_type"), given.pop("identifier").strip()
    identifiers = [(kind or "name", value)] if value else []
    return Asked(**given, identifiers=identifiers)


@require_GET
def one_request(request: WorkRequest, reference: str) -> HttpResponse:
    """One request: what is wanted, its steps, and what can be done now."""
    one = service.request_of(request.access, reference)
    context = {
        "one": one,
        "texts": texts_of(one),
        "packages": packages_of_request(request.access, reference),
        "form": WordsForm(),
        "section": "exchange_requests",
    }
    return render(request, "exchange/request.html", context)


@require_POST
def begin_package(request: WorkRequest, reference: str) -> HttpResponse:
    """Begin to decide on a partner's request."""
    made = deciding.begin(request.access, reference)
    return redirect("exchange:package", made.reference)


@require_POST
def decline_request(request: WorkRequest, reference: str) -> HttpResponse:
    """Say that a partner's request will not be answered."""
    form = WordsForm(request.POST)
    return take_step(
        request,
        _page(reference),
        lambda: service.decline(request.access, reference, words=form.cleaned_data["words"]),
        said=gettext("The request was declined; the partner is told."),
        form=form,
    )


@require_POST
def withdraw_request(request: WorkRequest, reference: str) -> HttpResponse:
    """Take a request of ours back."""
    form = WordsForm(request.POST)
    return take_step(
        request,
        _page(reference),
        lambda: service.withdraw(request.access, reference, words=form.cleaned_data["words"]),
        said=gettext("The request was taken back; the partner is told."),
        form=form,
    )


def _page(reference: str) -> str:
    return reverse("exchange:request", args=[reference])
