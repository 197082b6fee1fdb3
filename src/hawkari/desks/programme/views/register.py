"""Pages of the register: the list, an item with its claims, and what an officer adds to them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.models import ItemKind
from hawkari.desks.programme.money_words import BOUNDS
from hawkari.desks.programme.register_forms import ClaimForm, ItemForm, StatusForm
from hawkari.desks.programme.register_words import KIND_WORDS, REGISTER_REFUSALS
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.money import CARRYING, lines_under
from hawkari.desks.programme.services.reading import PROMISES, Query, find_items, view_item
from hawkari.desks.programme.services.register import add_item, record_claim, set_status
from hawkari.desks.programme.views.common import finds
from hawkari.desks.refusals import at_field, refusal
from hawkari.errors import BadInput

__all__ = ["item", "new_claim", "new_item", "register", "status"]

SECTION = "programme_register"
MONEY_LINES = 25
"""How many lines an item's page shows; its sums are of all."""
COLUMNS = {
    PROMISES: ("made_on", "parties", "amount"),
    "activity": ("starts", "implementer", "spent"),
    "output": ("starts", "ends", "state"),
    "indicator": ("baseline", "target", "actual"),
}
"""What a list shows of each item, by what is listed."""


@require_GET
def register(request: WorkRequest) -> HttpResponse:
    """What was promised, by whom, how much, and what is known since."""
    query = _query(request)
    found = find_items(request.access, query)
    context = {
        "found": found,
        "query": query,
        "kinds": list(KIND_WORDS.items()),
        "promises": PROMISES,
        "columns": COLUMNS.get(query.kind, COLUMNS[PROMISES]),
        "before": _page_of(query, found.page - 1) if found.page > 1 else "",
        "after": _page_of(query, found.page + 1) if found.page < found.pages else "",
        "open": [(row, cell) for row in found.rows for cell in row.cells.values() if cell.conflict],
        "section": SECTION,
    }
    return render(request, "programme/register.html", context)


def _query(request: WorkRequest) -> Query:
    asked = request.GET
    kind = asked.get("kind", PROMISES)
    page = asked.get("page", "1")
    return Query(
        kind=kind if kind in (*ItemKind.values, PROMISES, "") else PROMISES,
        strand=asked.get("strand", "")[:20].replace("\x00", ""),
        words=asked.get("q", "")[:200],
        under=asked.get("under", "")[:16].replace("\x00", ""),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def _page_of(query: Query, page: int) -> str:
    asked = {"kind": query.kind, "strand": query.strand, "q": query.words, "under": query.under}
    return urlencode({**asked, "page": page})


@require_GET
@finds
def item(request: WorkRequest, reference: str) -> HttpResponse:
    """One item: every cell with every claim of it, and the money that hangs on it."""
    view = view_item(request.access, reference)
    context = {"view": view, "item": view.item, "status_form": StatusForm(), "section": SECTION}
    if view.item.kind in CARRYING:
        money = lines_under(request.access, reference)
        context |= {
            "money": money,
            "money_rows": [(one, BOUNDS[one.line.bound]) for one in money.rows[:MONEY_LINES]],
            "money_more": max(0, len(money.rows) - MONEY_LINES),
        }
    return render(request, "programme/item.html", context)


@require_http_methods(["GET", "POST"])
@finds
def new_item(request: WorkRequest) -> HttpResponse:
    """Add an item; what was typed stays on the page until it is right."""
    require_programme(request.access)
    under = {"parent": request.GET.get("parent", "")[:16]}
    form = ItemForm(request.POST if request.method == "POST" else None, initial=under)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_item(request.access, form.item())
        except BadInput as error:
            at_field(form, error, refusal(error, REGISTER_REFUSALS))
        else:
            return redirect("programme:item", made.reference)
    context = {"form": form, "section": SECTION}
    code = 422 if form.errors else 200
    return render(request, "programme/new_item.html", context, status=code)


@require_http_methods(["GET", "POST"])
@finds
def new_claim(request: WorkRequest, reference: str) -> HttpResponse:
    """Record what somebody says of an item."""
    require_programme(request.access)
    view = view_item(request.access, reference)
    of = {"attribute": request.GET.get("attribute", "")[:30]}
    form = ClaimForm(request.POST if request.method == "POST" else None, initial=of)
    if request.method == "POST" and form.is_valid():
        try:
            record_claim(request.access, reference, form.claim())
        except BadInput as error:
            at_field(form, error, refusal(error, REGISTER_REFUSALS))
        else:
            messages.success(request, gettext("The claim is kept, beside the others."))
            return redirect("programme:item", reference)
    context = {"form": form, "item": view.item, "section": SECTION}
    code = 422 if form.errors else 200
    return render(request, "programme/new_claim.html", context, status=code)


@require_POST
@finds
def status(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """Prefer a claim, confirm it, or say that it is contradicted or withdrawn."""
    asked = request.POST
    try:
        set_status(request.access, number, asked.get("status", ""), why=asked.get("why", ""))
    except BadInput as error:
        messages.error(request, refusal(error, REGISTER_REFUSALS))
    else:
        messages.success(request, gettext("Your decision about the claim is kept."))
    return redirect("programme:item", reference)
