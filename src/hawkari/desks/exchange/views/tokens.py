"""The page of programs: tokens made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hawkari.desks.exchange.services.tokens import (
    MadeToken,
    TokenTerms,
    make_token,
    revoke_token,
    tokens_of,
)
from hawkari.desks.exchange.token_forms import TokenForm
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput
from hawkari.evidence.access import Action
from hawkari.evidence.confirmation import needs_confirmation

__all__ = ["revoke", "tokens"]


@never_cache
@needs_confirmation
@require_http_methods(["GET", "POST"])
def tokens(request: WorkRequest) -> HttpResponse:
    """The tokens, and a form for another; a new token's text is on the answer and nowhere else."""
    form, made = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        made = _make(request, form)
    answered = TokenForm() if made is not None else form
    access = request.access
    context = {
        "tokens": tokens_of(access),
        "form": answered if access.may(Action.EXCHANGE) else None,
        "made": made,
        "handling": "",
        "density": "compact",
        "section": "exchange_programs",
    }
    status = 422 if answered.errors else 200
    return render(request, "exchange/tokens.html", context, status=status)


def _make(request: WorkRequest, form: TokenForm) -> MadeToken | None:
    given = form.cleaned_data
    terms = TokenTerms(given["name"], given["doors"], given["days"])
    try:
        return make_token(request.access, terms)
    except BadInput as error:
        form.add_error("doors", f"{error.problem}. {error.remedy}")
        return None


@require_POST
def revoke(request: WorkRequest) -> HttpResponse:
    """End a token at once."""
    revoke_token(request.access, request.POST.get("handle", ""))
    messages.success(request, gettext("The token is revoked: it opens nothing any more."))
    return redirect("exchange:programs")
