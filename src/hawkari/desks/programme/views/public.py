"""Pages of the public view, and of what is behind; letting items and claims out, and loading."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.pages import WorkRequest, attachment
from hawkari.desks.programme.public_files import FORMS, LANGUAGES, public_file
from hawkari.desks.programme.register_words import REGISTER_REFUSALS
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.activities import behind as late_entries
from hawkari.desks.programme.services.behind import what_is_behind
from hawkari.desks.programme.services.public_view import mark_claim, mark_item, public_items
from hawkari.desks.programme.services.register_loading import COLUMNS, import_register
from hawkari.desks.programme.views.common import finds
from hawkari.desks.refusals import refusal
from hawkari.errors import BadInput

__all__ = ["behind", "claim_public", "item_public", "load", "public", "public_as_file"]

SECTION = "programme_register"
ENTRIES = 50


@require_GET
def public(request: WorkRequest) -> HttpResponse:
    """What everybody may see."""
    context = {"items": public_items(request.access), "section": "programme_public"}
    context["handling_words"] = gettext("Public view: holds only what was marked public.")
    return render(request, "programme/public.html", {**context, "handling": "P"})


@require_GET
def public_as_file(request: WorkRequest, form: str) -> HttpResponse:
    """The same as a file to hand out."""
    if form not in FORMS:
        raise Http404(form)
    reader = (get_language() or "en").split("-")[0]
    language = reader if reader in LANGUAGES else "en"
    items = public_items(request.access, leaves=True)
    content = public_file(items, form, language=language, day=request.access.today)
    return attachment(content, f"register-{language}.{form}", FORMS[form])


@require_GET
def behind(request: WorkRequest) -> HttpResponse:
    """What is behind and why."""
    entries = late_entries(request.access)
    context = {
        "behind": what_is_behind(request.access),
        "entries": entries[:ENTRIES],
        "entries_in_all": len(entries),
        "section": "programme_behind",
    }
    return render(request, "programme/behind.html", context)


@require_POST
@finds
def item_public(request: WorkRequest, reference: str) -> HttpResponse:
    """Let the public view show an item, or no longer."""
    mark_item(request.access, reference, public=request.POST.get("public") == "yes")
    messages.success(request, gettext("The public view is changed."))
    return redirect("programme:item", reference)


@require_POST
@finds
def claim_public(request: WorkRequest, reference: str, number: int) -> HttpResponse:
    """Let the public view show a claim, or no longer."""
    try:
        mark_claim(request.access, number, public=request.POST.get("public") == "yes")
    except BadInput as error:
        messages.error(request, refusal(error, REGISTER_REFUSALS))
    else:
        messages.success(request, gettext("The public view is changed."))
    return redirect("programme:item", reference)


class LoadForm(forms.Form):
    """A table of items and claims."""

    file = forms.FileField()


@require_http_methods(["GET", "POST"])
def load(request: WorkRequest) -> HttpResponse:
    """Take in a table of items and claims; each row's fate is shown."""
    require_programme(request.access)
    context: dict[str, object] = {"columns": ", ".join(COLUMNS), "section": SECTION}
    code = 200
    if request.method == "POST":
        form = LoadForm(request.POST, request.FILES)
        try:
            if not form.is_valid():
                context["problem"] = gettext("Choose a file.")
            else:
                file = form.cleaned_data["file"]
                context["load"] = found = import_register(request.access, file.read(), file.name)
                context["said"] = ngettext(
                    "%(number)s claim is new.", "%(number)s claims are new.", found.claims
                ) % {"number": found.claims}
        except BadInput as error:
            context["problem"] = refusal(error, REGISTER_REFUSALS)
        code = 422 if "problem" in context else 200
    return render(request, "programme/load_register.html", context, status=code)
