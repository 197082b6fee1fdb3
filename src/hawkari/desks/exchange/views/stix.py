"""The page of STIX: what programs handed in, to be loaded; a bundle to take along."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.exchange.services.stix import MEDIA_TYPE, export_stix
from hawkari.desks.exchange.services.stix_page import stix_page
from hawkari.desks.exchange.services.taxii_handed import load_handed_in
from hawkari.desks.exchange.stix_forms import BundleForm
from hawkari.desks.exchange.views.common import refuse
from hawkari.desks.pages import WorkRequest, attachment
from hawkari.errors import BadInput
from hawkari.evidence.confirmation import needs_confirmation

__all__ = ["export", "load", "stix"]


@never_cache
@require_GET
def stix(request: WorkRequest) -> HttpResponse:
    """What was handed in, and the form of a bundle."""
    return _page(request, BundleForm())


def _page(request: WorkRequest, form: BundleForm) -> HttpResponse:
    context = {
        "page": stix_page(request.access),
        "form": form,
        "operation": request.access.operation,
        "handling": "",
        "section": "exchange_stix",
    }
    return render(request, "exchange/stix.html", context, status=422 if form.errors else 200)


@needs_confirmation
@require_POST
def export(request: WorkRequest) -> HttpResponse:
    """A bundle of all that the reader may see in the operation."""
    form = BundleForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    given = form.cleaned_data
    bundle = export_stix(request.access, reason=given["why"], recipient=given["recipient"])
    return attachment(bundle.content, bundle.name, MEDIA_TYPE)


@require_POST
def load(request: WorkRequest) -> HttpResponse:
    """Load what an agency's programs handed in."""
    try:
        report = load_handed_in(request.access, request.POST.get("agency", ""))
    except BadInput as error:
        refuse(request, gettext("Nothing was loaded."), f"{error.problem}. {error.remedy}")
        return redirect("exchange:stix")
    said = ngettext(
        "Loaded: one statement is new", "Loaded: %(added)s statements are new",
        report.statements_added,
    ) % {"added": report.statements_added}  # fmt: skip
    more = gettext("%(gone)s were taken back, %(refused)s rows or fields were refused.") % {
        "gone": report.statements_retracted,
        "refused": report.refused_count,
    }
    messages.success(request, f"{said}; {more}")
    return redirect("exchange:stix")
