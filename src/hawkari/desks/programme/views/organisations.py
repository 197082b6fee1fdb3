"""Pages of organisations: who stands in the money's records, and their identifiers in aid data."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.money_forms import OrganisationForm
from hawkari.desks.programme.money_words import money_refusal
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.organisations import (
    organisation_key,
    references_of,
    register_of,
    state_organisation,
)
from hawkari.desks.programme.services.organisations import organisations as found_organisations
from hawkari.desks.programme.views.money import page, status_of
from hawkari.desks.refusals import at_field
from hawkari.engines import iati
from hawkari.errors import BadInput
from hawkari.evidence.access import Action

__all__ = ["organisations", "state"]

PAGE = 100


@require_GET
def organisations(request: WorkRequest) -> HttpResponse:
    """Every name that stands in lines and transactions, and what is stated of it."""
    found = found_organisations(request.access)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    kinds = iati.codelist("OrganisationType")
    context = {
        "rows": [
            (one, register_of(one.ref), kinds[one.kind].name if one.kind in kinds else "")
            for one in shown
        ],
        "shown": shown,
        "without": sum(not one.ref for one in found),
        "may_record": request.access.may(Action.PROGRAMME),
    }
    return page(request, "organisations", context)


@require_http_methods(["GET", "POST"])
def state(request: WorkRequest) -> HttpResponse:
    """State the identifier of one; what was typed stays on the page until it is right."""
    require_programme(request.access)
    name = request.GET.get("name", "")[:200].replace("\0", "")
    now = references_of(request.access, [name]).get(organisation_key(name)) if name else None
    first = {"name": name, "ref": now.ref, "kind": now.kind} if now else {"name": name}
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            state_organisation(request.access, form.organisation())
        except BadInput as error:
            at_field(form, error, money_refusal(error))
        else:
            messages.success(request, gettext("What is stated of the organisation is kept."))
            return redirect("programme:organisations")
    return page(request, "state_organisation", {"form": form}, status=status_of(form))
