"""Pages of others' aid data: import a file, what came of each activity, and hand it back whole."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from hawkari.desks.pages import WorkRequest, attachment, form_page
from hawkari.desks.programme.publish_forms import ImportForm
from hawkari.desks.programme.publish_words import FATES
from hawkari.desks.programme.services.partner_imports import (
    activity_view,
    export_of,
    find_imports,
    import_file,
    import_view,
)
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.publishing import refuse
from hawkari.desks.uploads import UPLOAD_MIB, was_too_large
from hawkari.engines.iati import BrokenFile
from hawkari.errors import BadInput

__all__ = ["partner_activity", "partner_file", "partner_import", "partner_imports"]


@require_http_methods(["GET", "POST"])
@finds
def partner_imports(request: WorkRequest) -> HttpResponse:
    """The imports, and a form for the next."""
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
    if sent and was_too_large(request):
        said = gettext("The file is larger than %(mib)d MiB. Import it on the command line.")
        form.add_error("file", said % {"mib": UPLOAD_MIB})
    elif sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = import_file(request.access, file.name, file)
        except BadInput as error:
            if isinstance(error, BrokenFile) and error.line:
                said = gettext("The file is no whole XML. It breaks off in line %(line)s.")
                form.add_error("file", said % {"line": error.line})
            else:
                error.where = ("file",)
                refuse(form, error)
        else:
            messages.success(request, gettext("The file is imported."))
            return redirect("programme:partner_import", made.reference)
    context = {
        "found": find_imports(request.access),
        "form": form,
        "section": "programme_partner_data",
    }
    return form_page(request, "programme/partner_imports.html", context)


@require_GET
@finds
def partner_import(request: WorkRequest, reference: str) -> HttpResponse:
    """What came of each activity of a file."""
    view = import_view(request.access, reference)
    context = {
        "view": view,
        "rows": [(one, FATES[one.fate]) for one in view.rows],
        "fates": [(FATES[fate], count) for fate, count in view.fates.items()],
        "section": "programme_partner_data",
        "density": "compact",
    }
    return render(request, "programme/partner_import.html", context)


@require_GET
@finds
def partner_activity(request: WorkRequest, reference: str, position: int) -> HttpResponse:
    """One activity as its reporter tells it."""
    row, told = activity_view(request.access, reference, position)
    context = {
        "row": row,
        "reference": reference,
        "fate": FATES[row.fate],
        "told": told,
        "sums": [(kind, currency, total) for (kind, currency), total in told.sums.items()],
        "section": "programme_partner_data",
        "density": "compact",
    }
    return render(request, "programme/partner_activity.html", context)


@require_GET
@finds
def partner_file(request: WorkRequest, reference: str) -> HttpResponse:
    """The file anew, with every element and attribute that it came with."""
    return attachment(export_of(request.access, reference), f"{reference}.xml", "application/xml")
