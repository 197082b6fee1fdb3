"""Pages of the work with receiving authorities: a case's packages, and the inbox."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.refusals import refusal
from hawkari.desks.returns.package_forms import CompareForm, DecideForm, PackageForm, WordsForm
from hawkari.desks.returns.refusal_words import PACKAGES
from hawkari.desks.returns.services import receiving as service
from hawkari.desks.returns.services.identity import Decision, Why, compare_with, decide_identity
from hawkari.desks.returns.services.receiving_view import ReceiverPage, inbox_page, receiver_page
from hawkari.desks.returns.views.common import finds_cases
from hawkari.desks.returns.views.steps import show_form, take_step
from hawkari.errors import BadInput
from hawkari.evidence.outbox import PackageKind

__all__ = [
    "answer",
    "aside",
    "compare",
    "decide",
    "inbox",
    "package_step",
    "prepare",
    "receiver",
    "take",
]


@require_GET
@finds_cases
def receiver(request: WorkRequest, reference: str) -> HttpResponse:
    """What was told to receiving authorities about a case, and what they said."""
    page = receiver_page(request.access, reference)
    return render(request, "returns/receiver.html", _context(page))


def _context(page: ReceiverPage | None = None, **more: Any) -> dict[str, Any]:
    return {
        "page": page,
        "section": "returns_cases" if page is not None else "returns_inbox",
        "density": "compact",
        **more,
    }


@require_http_methods(["GET", "POST"])
@finds_cases
def prepare(request: WorkRequest, reference: str, kind: str) -> HttpResponse:
    """Prepare a package about a case: a request, flight details, or that a request is withdrawn."""
    if kind not in ("request", "booking", "withdrawn"):
        raise Http404
    page = receiver_page(request.access, reference)
    found = PackageKind(kind)
    form = PackageForm(
        request.POST or None, kind=found, recipients=page.recipients,
        initial=_initial(request, reference, found),
    )  # fmt: skip
    answers = request.GET.get("answers", "")[:32]
    if request.method == "POST" and form.is_valid():
        given = service.Given(
            kind=found, recipient=form.cleaned_data["recipient"], fields=form.body(),
            basis=form.cleaned_data["basis"], purpose=form.cleaned_data["purpose"], answers=answers,
        )  # fmt: skip
        try:
            service.prepare_package(request.access, reference, given)
        except BadInput as error:
            form.add_error(None, refusal(error, PACKAGES))
        else:
            messages.success(request, gettext("Prepared. Nothing has left yet."))
            return redirect("returns:receiver", reference)
    context = _context(page, form=form, kind=kind, answers=answers)
    return show_form(request, "returns/package.html", context)


def _initial(request: WorkRequest, reference: str, kind: PackageKind) -> dict[str, str]:
    known = service.known_fields(request.access, reference)
    return known if kind is PackageKind.REQUEST else {"authority": known.get("authority", "")}


STEPS: dict[str, tuple[Callable[..., object], Any]] = {
    "read": (service.read_package, lambda: gettext("Recorded: you read the note.")),
    "release": (
        service.release_any,
        lambda: gettext("Released. It leaves with the next delivery of the exchange."),
    ),
    "drop": (service.drop_package, lambda: gettext("Dropped: it never leaves.")),
}


@require_POST
@finds_cases
def package_step(request: WorkRequest, package: str, name: str) -> HttpResponse:
    """Read the note of a package, release it, or drop it."""
    if name not in STEPS:
        raise Http404
    step, said = STEPS[name]
    back = service.case_of_package(request.access, package)
    take_step(request, lambda: step(request.access, package), said=said(), words=PACKAGES)
    return redirect("returns:receiver", back) if back else redirect("returns:inbox")


@require_POST
@finds_cases
def take(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """Take what came into the case that it answers."""
    take_step(
        request,
        lambda: service.take_package(request.access, reference, number),
        said=gettext("Taken: it stands in the case's history."),
        words=PACKAGES,
    )
    return redirect("returns:receiver", reference)


@require_http_methods(["GET", "POST"])
@finds_cases
def compare(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """Both records side by side, once basis and purpose are given."""
    page = receiver_page(request.access, reference)
    form = CompareForm(request.POST or None)
    rows = None
    if request.method == "POST" and form.is_valid():
        try:
            rows = compare_with(request.access, reference, number, why=Why(**form.cleaned_data))
        except BadInput as error:
            form.add_error(None, refusal(error, PACKAGES))
    decision = DecideForm(initial=form.cleaned_data) if rows is not None else None
    context = _context(page, form=form, rows=rows, decision=decision, number=number)
    return show_form(request, "returns/compare.html", context)


@require_POST
@finds_cases
def decide(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """Keep the officer's decision on who the person is."""
    form = DecideForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Nothing was changed: a decision needs its reason."))
        return redirect("returns:compare", reference, number)
    given = form.cleaned_data
    take_step(
        request,
        lambda: decide_identity(
            request.access, reference, number, why=Why(given["basis"], given["purpose"]),
            decision=Decision(given["outcome"], given["why"]),
        ),
        said=gettext("Your decision is kept. It lifts no barrier."),
        words=PACKAGES,
    )  # fmt: skip
    return redirect("returns:receiver", reference)


@require_GET
def inbox(request: WorkRequest) -> HttpResponse:
    """What came and waits for a person, and answers that are prepared."""
    return render(request, "returns/inbox.html", _context(None, inbox=inbox_page(request.access)))


@require_http_methods(["GET", "POST"])
def answer(request: WorkRequest, number: int, kind: str) -> HttpResponse:
    """Answer what another agency asks: a reply, or a report of arrival."""
    if kind not in ("reply", "arrival"):
        raise Http404
    found = PackageKind(kind)
    form = PackageForm(request.POST or None, kind=found)
    if request.method == "POST" and form.is_valid():
        given = service.Given(
            found, "", form.body(), form.cleaned_data["basis"], form.cleaned_data["purpose"]
        )
        try:
            service.answer_request(request.access, number, given)
        except BadInput as error:
            form.add_error(None, refusal(error, PACKAGES))
        else:
            messages.success(request, gettext("Prepared. Nothing has left yet."))
            return redirect("returns:inbox")
    asked = service.asked_of_us(request.access, number)
    if asked is None:
        raise Http404
    context = _context(None, form=form, asked=asked, kind=kind)
    return show_form(request, "returns/answer.html", context)


@require_POST
def aside(request: WorkRequest, number: int) -> HttpResponse:
    """Set what came aside, with the reason."""
    form = WordsForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        take_step(
            request,
            lambda: service.set_package_aside(request.access, number, words=words),
            said=gettext("Set aside."),
            words=PACKAGES,
        )
    else:
        messages.error(request, gettext("Nothing was changed: say why."))
    return redirect("returns:inbox")
