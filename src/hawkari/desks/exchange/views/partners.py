"""The page of partners: whose keys count, and how to add or revoke one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.exchange.node.identity import NodeUnset
from hawkari.desks.exchange.node.people import AnothersNode
from hawkari.desks.exchange.partner_forms import PartnerForm
from hawkari.desks.exchange.partner_words import REFUSALS
from hawkari.desks.exchange.refusal_words import refused
from hawkari.desks.exchange.services.partners import (
    add_partner,
    end_partner,
    own_card_file,
    see_node,
)
from hawkari.desks.exchange.views.common import refuse
from hawkari.desks.pages import WorkRequest, attachment
from hawkari.errors import BadInput
from hawkari.evidence.confirmation import needs_confirmation

__all__ = ["card", "partners", "revoke"]


@needs_confirmation
@require_http_methods(["GET", "POST"])
def partners(request: WorkRequest) -> HttpResponse:
    """This node, its partners, and a form to add one."""
    form = PartnerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _add(request, form):
        return redirect("exchange:partners")
    try:
        node = see_node(request.access)
    except NodeUnset:
        node = None
    context = {
        "node": node,
        "form": form,
        "handling": "",
        "density": "compact",
        "section": "exchange_partners",
    }
    status = 422 if form.errors else 200
    return render(request, "exchange/partners.html", context, status=status)


def _add(request: WorkRequest, form: PartnerForm) -> bool:
    given = form.cleaned_data
    try:
        partner = add_partner(request.access, given["card"], given["fingerprint"])
    except (NodeUnset, AnothersNode) as error:
        form.add_error(None, refused(error, REFUSALS))
    except BadInput as error:
        field = "fingerprint" if "fingerprint" in error.problem else "card"
        form.add_error(field, _words(field))
    else:
        messages.success(
            request, gettext("%(name)s is a partner now.") % {"name": partner.agency.name}
        )
        return True
    return False


def _words(field: str) -> str:
    if field == "fingerprint":
        return gettext(
            "This is not the card's fingerprint. Compare again by voice; if it stays so, the card "
            "is not theirs: do not use it."
        )
    return gettext("This is no card of a partner's node. Ask them for the file that theirs wrote.")


@require_GET
def card(request: WorkRequest) -> HttpResponse:
    """This node's card as a file."""
    try:
        text = own_card_file(request.access)
    except NodeUnset:
        return redirect("exchange:partners")
    return attachment(text, "node-card.json", "application/json")


@require_POST
def revoke(request: WorkRequest) -> HttpResponse:
    """Trust a partner's keys no longer."""
    slug, reason = request.POST.get("partner", ""), request.POST.get("reason", "")
    try:
        partner = end_partner(request.access, slug, reason[:2000])
    except BadInput as error:
        refuse(request, gettext("The partner was not revoked."), refused(error, REFUSALS))
    else:
        messages.success(
            request,
            gettext("%(name)s is revoked: nothing goes to it or is taken from it any more.")
            % {"name": partner.agency.name},
        )
    return redirect("exchange:partners")
