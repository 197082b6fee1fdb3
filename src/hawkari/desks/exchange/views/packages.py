"""The pages of packages that we decide on: all of them, and one with its statements."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.exchange.services import (
    correcting,
    deciding,
    permissions,
    recalling,
    received,
    releasing,
    requests,
    telling_again,
)
from hawkari.desks.exchange.services import (
    packages as shown,
)
from hawkari.desks.exchange.services.deciding import Given
from hawkari.desks.exchange.services.permissions import PermissionGiven
from hawkari.desks.exchange.sharing_forms import (
    DecideForm,
    PermissionForm,
    TermsForm,
    WordsForm,
)
from hawkari.desks.exchange.views.steps import take_step
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.access import Action
from hawkari.evidence.confirmation import needs_confirmation

__all__ = [
    "add_permission",
    "add_to_package",
    "decide_rows",
    "drop_package",
    "one_package",
    "packages",
    "recall_package",
    "send_correction",
    "set_package_terms",
    "sign_package",
    "submit_package",
    "tell_again",
]


@require_GET
def packages(request: WorkRequest) -> HttpResponse:
    """Packages that came, packages that we decide on, and corrections that are due."""
    access = request.access
    context = {
        "received": received.received_of(access),
        "ours": shown.packages_of(access),
        "due": correcting.corrections_due(access) if access.may(Action.CORRECT) else [],
        "section": "exchange_packages",
        "density": "compact",
    }
    return render(request, "exchange/packages.html", context)


@require_GET
def one_package(request: WorkRequest, reference: str) -> HttpResponse:
    """One package of ours: what is decided, what the tests say, what came back."""
    access = request.access
    view = shown.sent_package(access, reference)
    query = request.GET.get("q", "")
    hits = deciding.candidates(access, query) if query and view.state == "draft" else []
    context = {
        "one": view,
        "hits": hits,
        "query": query or next((value for _, value in view.request.identifiers), ""),
        "asked": bool(query),
        "others": _others(request, view),
        "permission": _permission_form(request, view),
        "choose": request.GET.get("choose", ""),
        "terms": TermsForm(initial=_terms(view)),
        "form": DecideForm(),
        "words": WordsForm(),
        "section": "exchange_packages",
        "density": "compact",
        "handling": view.handling,
    }
    return render(request, "exchange/package.html", context)


def _others(request: WorkRequest, view: shown.PackageView) -> list[tuple[str, str]]:
    """The partners of the operation that receive nothing of a draft yet."""
    have = {one.slug for one in view.recipients}
    return [one for one in requests.partners_in(request.access) if one[0] not in have]


def _terms(view: shown.PackageView) -> dict[str, object]:
    return {"onward": view.onward, "review_by": view.review_by, "is_single": not view.is_bulk}


@require_POST
def set_package_terms(request: WorkRequest, reference: str) -> HttpResponse:
    """Say what the recipient must ask, and by when it reviews."""
    form = TermsForm(request.POST)
    return take_step(
        request,
        _page(reference),
        lambda: deciding.set_terms(
            request.access,
            reference,
            onward=form.cleaned_data["onward"],
            review_by=form.cleaned_data["review_by"],
            is_bulk=not form.cleaned_data["is_single"],
        ),
        said=gettext("Saved."),
        form=form,
    )


@require_POST
def add_to_package(request: WorkRequest, reference: str) -> HttpResponse:
    """Put what is stated of a person or thing into a draft, or let another partner have it too."""
    entity, agency = request.POST.get("entity", ""), request.POST.get("agency", "")
    if agency:
        return take_step(
            request,
            _page(reference),
            lambda: deciding.add_recipient(request.access, reference, agency),
            said=gettext("The partner receives a copy of its own."),
        )
    return take_step(
        request,
        _page(reference),
        lambda: deciding.add_entity(request.access, reference, entity),
        said=gettext("Decide now on each statement."),
    )


@require_POST
def add_permission(request: WorkRequest, reference: str) -> HttpResponse:
    """Record what whoever the values came from has allowed."""
    view = shown.sent_package(request.access, reference)
    form = _permission_form(request, view, request.POST)
    return take_step(
        request,
        f"{_page(reference)}#permissions",
        lambda: permissions.record_permission(
            request.access, reference, PermissionGiven(**form.cleaned_data)
        ),
        said=gettext("Saved."),
        form=form,
    )


def _permission_form(
    request: WorkRequest, view: shown.PackageView, data: QueryDict | None = None
) -> PermissionForm:
    agencies = request.access.operation.agencies.order_by("name")
    return PermissionForm(data).offer(
        list(agencies.values_list("slug", "name")), [(to.slug, to.name) for to in view.recipients]
    )


@require_POST
def decide_rows(request: WorkRequest, reference: str) -> HttpResponse:
    """Release or withhold the chosen statements."""
    form = DecideForm(request.POST)
    rows = [int(one) for one in request.POST.getlist("row") if one.isdecimal()]
    choice = request.POST.get("choice", "")
    return take_step(
        request,
        f"{_page(reference)}#rows",
        lambda: deciding.decide(
            request.access, reference, rows, given=Given(choice, **form.cleaned_data)
        ),
        said=gettext("Saved."),
        form=form,
    )


@require_POST
def submit_package(request: WorkRequest, reference: str) -> HttpResponse:
    """Hand a draft to a second person."""
    return take_step(
        request,
        _page(reference),
        lambda: releasing.submit(request.access, reference),
        said=gettext("A second person signs it now."),
    )


@needs_confirmation
@require_POST
def sign_package(request: WorkRequest, reference: str) -> HttpResponse:
    """Sign as the second person, or send back."""
    form = WordsForm(request.POST)
    if "back" in request.POST:
        return take_step(
            request,
            _page(reference),
            lambda: releasing.send_back(
                request.access, reference, words=form.cleaned_data["words"]
            ),
            said=gettext("The package is a draft again."),
            form=form,
        )
    return take_step(
        request,
        _page(reference),
        lambda: releasing.sign(request.access, reference, note=form.cleaned_data["words"]),
        said=gettext("Signed. The package is on its way to every recipient."),
        form=form,
    )


@require_POST
def drop_package(request: WorkRequest, reference: str) -> HttpResponse:
    """Give a draft up."""
    form = WordsForm(request.POST)
    return take_step(
        request,
        _page(reference),
        lambda: deciding.drop(request.access, reference, words=form.cleaned_data["words"]),
        said=gettext("The draft was given up; the request stays open."),
        form=form,
    )


@require_POST
def recall_package(request: WorkRequest, reference: str) -> HttpResponse:
    """Recall a package, or the chosen statements of it, from every recipient."""
    form = WordsForm(request.POST)
    rows = [int(one) for one in request.POST.getlist("row") if one.isdecimal()]
    return take_step(
        request,
        f"{_page(reference)}#said",
        lambda: recalling.recall(
            request.access, reference, words=form.cleaned_data["words"], rows=rows
        ),
        said=gettext("Recalled. Every recipient is told and must answer."),
        form=form,
    )


@require_POST
def tell_again(request: WorkRequest, reference: str, event: int) -> HttpResponse:
    """Send a correction or recall again that did not arrive."""
    return take_step(
        request,
        f"{_page(reference)}#said",
        lambda: telling_again.tell_again(request.access, reference, event),
        said=gettext("It is on its way again."),
    )


@require_POST
def send_correction(request: WorkRequest, notice: int) -> HttpResponse:
    """Tell a recipient what changed of a package."""
    form = WordsForm(request.POST)
    return take_step(
        request,
        reverse("exchange:packages"),
        lambda: correcting.send_correction(
            request.access, notice, words=form.cleaned_data["words"]
        ),
        said=gettext("The correction is on its way."),
        form=form,
    )


def _page(reference: str) -> str:
    return reverse("exchange:package", args=[reference])
