"""Pages on break-glass: asked for, ended, seen by everybody, reviewed."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from hawkari.desks.oversight.access_forms import OUTCOMES, AskForm, GlassReviewForm
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput
from hawkari.evidence.break_glass import (
    GlassView,
    ask_break_glass,
    broken_in,
    broken_now,
    end_break_glass,
    review_break_glass,
)
from hawkari.evidence.confirmation import needs_confirmation
from hawkari.evidence.models import User
from hawkari.evidence.policy import policy

__all__ = ["break_glass", "end_glass", "glass_uses", "review_glass"]

FRAME = {"handling": "", "density": "compact", "section": "glass"}
# The site keeps the operation in use under this name, which whoever breaks the glass changes to.
IN_USE = "operation"


@needs_confirmation
@require_http_methods(["GET", "POST"])
def break_glass(request: HttpRequest) -> HttpResponse:
    """Ask for it: also for somebody who is in no operation, but whose agency is."""
    user = cast("User", request.user)
    form = AskForm(request.POST or None, operation=request.session.get(IN_USE, ""))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            ask_break_glass(
                user, given["operation"], reason=given["reason"], minutes=given["minutes"]
            )
        except BadInput as error:
            form.add_error("minutes", f"{error.problem}. {error.remedy}")
        else:
            request.session[IN_USE] = given["operation"]
            messages.warning(request, gettext("Break-glass is on. Everybody can see that it is."))
            return redirect("home")
    context = {**FRAME, "form": form, "rule": policy().break_glass, "on": broken_now(user)}
    status = 422 if form.errors else 200
    return render(request, "oversight/break_glass.html", context, status=status)


@require_POST
def end_glass(request: HttpRequest) -> HttpResponse:
    """End one's own before its time."""
    number = request.POST.get("number", "")
    user = cast("User", request.user)
    end_break_glass(user, int(number) if number.isascii() and number.isdigit() else 0)
    messages.success(request, gettext("Break-glass is off."))
    return redirect("home" if _is_member(request) else "oversight:operations")


def _is_member(request: HttpRequest) -> bool:
    # Whoever read by break-glass alone has no access any more, and no page to go back to.
    request.session.pop(IN_USE, None)
    return cast("User", request.user).memberships.exists()


def _uses_page(
    request: WorkRequest, *, form: GlassReviewForm | None = None, status: int = 200
) -> HttpResponse:
    found: tuple[GlassView, ...] = broken_in(request.access)
    context = {**FRAME, "uses": found, "form": form, "outcomes": OUTCOMES, "section": "glass_uses"}
    return render(request, "oversight/glass_uses.html", context, status=status)


@require_http_methods(["GET"])
def glass_uses(request: WorkRequest) -> HttpResponse:
    """Who used it in the operation in use, why, and what the review said."""
    return _uses_page(request)


@require_POST
def review_glass(request: WorkRequest) -> HttpResponse:
    """Say whether a use was justified."""
    form = GlassReviewForm(request.POST)
    if not form.is_valid():
        return _uses_page(request, form=form, status=422)
    given = form.cleaned_data
    review_break_glass(
        request.access, given["number"], outcome=given["outcome"], note=given["note"]
    )
    messages.success(request, gettext("The review is kept."))
    return redirect("oversight:glass_uses")
