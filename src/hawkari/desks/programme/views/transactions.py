"""Pages of transactions: recorded by one, looked at and decided by another, with their papers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.programme.money_forms import ProofForm, TransactionForm, WhyForm
from hawkari.desks.programme.money_words import (
    DOCUMENT_KINDS,
    KINDS,
    STATES,
    money_refusal,
)
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.documents import open_document
from hawkari.desks.programme.services.milestones import milestones_shown_by
from hawkari.desks.programme.services.money import (
    RecordedAlready,
    approve_transaction,
    decline_transaction,
    prove,
    record_transaction,
    reverse_transaction,
    view_document,
    view_line,
    view_transaction,
    waiting_amendments,
    waiting_transactions,
)
from hawkari.desks.programme.services.organisations import identifiers_of
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.money import decided, page, status_of
from hawkari.desks.refusals import at_field
from hawkari.errors import BadInput

__all__ = [
    "approve",
    "decline",
    "document",
    "document_file",
    "prove_it",
    "record",
    "reverse",
    "transaction",
    "waiting",
]


@require_http_methods(["GET", "POST"])
@finds
def record(request: WorkRequest, reference: str) -> HttpResponse:
    """Record a transaction of a line; what was typed stays on the page until it is right."""
    require_programme(request.access)
    view = view_line(request.access, reference)
    first = {"currency": view.row.line.currency, "provider": view.row.line.funder}
    if request.method == "POST":
        form = TransactionForm(request.POST, request.FILES)
    else:
        form = TransactionForm(initial=first)
    twice = ""
    if form.is_bound and form.is_valid():
        try:
            made = record_transaction(
                request.access, form.transaction(reference), proof=form.document()
            )
        except BadInput as error:
            twice = error.reference if isinstance(error, RecordedAlready) else ""
            at_field(form, error, money_refusal(error))
        else:
            messages.success(
                request, gettext("It is recorded, and counts once another person approves it.")
            )
            return redirect("programme:transaction", made.reference)
    context = {"form": form, "line": view.row.line, "row": view.row, "twice": twice}
    return page(request, "record", context, status=status_of(form))


@require_GET
@finds
def transaction(request: WorkRequest, reference: str) -> HttpResponse:
    """One transaction, what proves it, and what may be done with it."""
    view = view_transaction(request.access, reference)
    found = view.transaction
    context = {
        "view": view,
        "found": found,
        "line": found.line,
        "refs": identifiers_of(request.access, found.provider, found.receiver),
        "kind": KINDS[found.kind],
        "state": STATES[found.state],
        "documents": [(one, DOCUMENT_KINDS[one.kind]) for one in view.documents],
        "proof_form": ProofForm(auto_id="proof_%s"),
        "why_form": WhyForm(auto_id="why_%s"),
    }
    return page(request, "transaction", context)


@require_GET
def waiting(request: WorkRequest) -> HttpResponse:
    """What awaits this reader's decision, oldest first."""
    found = waiting_transactions(request.access)
    context = {
        "found": [(one, KINDS[one.kind]) for one in found],
        "amendments": waiting_amendments(request.access),
    }
    return page(request, "waiting_money", context)


@require_POST
@finds
def prove_it(request: WorkRequest, reference: str) -> HttpResponse:
    """Hand in a document."""
    form = ProofForm(request.POST, request.FILES)
    new = form.document() if form.is_valid() else None
    if new is None:
        # Who may not is told that, rather than to choose a file.
        require_programme(request.access)
        view_transaction(request.access, reference)
        messages.error(request, gettext("Choose a file."))
        return redirect("programme:transaction", reference)
    return decided(
        request,
        ("programme:transaction", reference),
        act=lambda: prove(request.access, reference, new),
        said=gettext("The document is kept."),
    )


@require_POST
@finds
def approve(request: WorkRequest, reference: str) -> HttpResponse:
    """Approve, as the second person."""
    return decided(
        request,
        ("programme:transaction", reference),
        act=lambda: approve_transaction(request.access, reference),
        said=gettext("It is approved, and counts from now on."),
    )


@require_POST
@finds
def decline(request: WorkRequest, reference: str) -> HttpResponse:
    """Decline, as the second person."""
    why = request.POST.get("why", "")
    return decided(
        request,
        ("programme:transaction", reference),
        act=lambda: decline_transaction(request.access, reference, why),
        said=gettext("It is declined, and never counts."),
    )


@require_POST
@finds
def reverse(request: WorkRequest, reference: str) -> HttpResponse:
    """Record that it is reversed."""
    why = request.POST.get("why", "")
    return decided(
        request,
        ("programme:transaction", reference),
        act=lambda: reverse_transaction(request.access, reference, why),
        said=gettext("The reversal is recorded, and counts once another person approves it."),
    )


@require_GET
@finds
def document(request: WorkRequest, reference: str) -> HttpResponse:
    """A document: what it is, its sha256, and what it proves."""
    view = view_document(request.access, reference)
    context = {
        "document": view.document,
        "kind": DOCUMENT_KINDS[view.document.kind],
        "proves": [(one, KINDS[one.kind], STATES[one.state]) for one in view.proves],
        "milestones": milestones_shown_by(request.access, view.document),
        "amends": [(one, STATES[one.state]) for one in view.amends],
    }
    return page(request, "document", context)


@require_GET
@finds
def document_file(request: WorkRequest, reference: str) -> HttpResponse:
    """The document's bytes, to be saved: never shown by the browser under this site's name."""
    try:
        found, content = open_document(request.access, reference)
    except BadInput as error:
        messages.error(request, money_refusal(error))
        return redirect("programme:document", reference)
    ending = found.name.rpartition(".")[2]
    ending = f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) < 8 else ""
    return attachment(content, f"{found.reference}{ending}", "application/octet-stream")
