"""The page that loads a partner's file: its columns are proposed, corrected once, and loaded."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hawkari.desks.intelligence.loading_forms import (
    UploadForm,
    column_choices,
    columns_shown,
    corrections_of,
)
from hawkari.desks.intelligence.loading_unused import unused
from hawkari.desks.intelligence.loading_words import KINDS, doubt
from hawkari.desks.intelligence.services.loading import (
    load_upload,
    may_name_agency,
    own_agency,
    propose_upload,
    refused_of_upload,
)
from hawkari.desks.intelligence.views.common import exported
from hawkari.desks.pages import WorkRequest
from hawkari.desks.uploads import was_too_large
from hawkari.errors import BadInput
from hawkari.evidence.loaders.date_orders import ORDER_OPTION
from hawkari.evidence.loaders.proposing import Proposal

__all__ = ["load"]


@never_cache
@require_http_methods(["GET", "POST"])
def load(request: WorkRequest) -> HttpResponse:
    """Choose a file, see what its columns mean, say what is not certain, load its rows."""
    access = request.access
    may_name = may_name_agency(access)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    too_large = request.method == "POST" and was_too_large(request)
    form = UploadForm(*posted, agency=own_agency(access), may_name=may_name, too_large=too_large)
    context: dict[str, Any] = {"form": form, "section": "load", "handling": ""}
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("action") == "refused":
                upload = form.cleaned_data["file"]
                return exported(refused_of_upload(access, upload, form.terms({})))
            context |= _answered(request, form)
        except BadInput as error:
            form.add_error(None, str(error))
    # A part of the page that is taken in for another is taken in only where all went well.
    status = 422 if form.errors and not request.headers.get("HX-Request") else 200
    return render(request, "intelligence/load.html", context, status=status)


def _answered(request: WorkRequest, form: UploadForm) -> dict[str, Any]:
    """Load the file if that was asked and nothing is uncertain; else what is proposed is shown.

    It is shown too where the page held the columns of another file, chosen before this one.
    """
    upload: UploadedFile[Any] = form.cleaned_data["file"]
    found = propose_upload(request.access, upload, form.terms({}))
    corrections: dict[str, str] = {}
    unseen = False
    if isinstance(found, Proposal):
        unseen = request.POST.get("shown", now := columns_shown(found)) != now
        corrections = corrections_of(request.POST, found)
        if corrections:
            found = propose_upload(request.access, upload, form.terms(corrections))
    unsure = isinstance(found, Proposal) and bool(found.unsure)
    if request.POST.get("action") == "load" and not unsure and not unseen:
        report = load_upload(request.access, upload, form.terms(corrections))
        repeated = report.statements_repeated or 0
        stood = report.statements_read - repeated - report.statements_added
        named = [(unused(name), count) for name, count in report.unused.items()]
        return {
            "report": report,
            "stood": max(stood, 0),
            "unused": named,
            "asks_order": any(ORDER_OPTION in one.remedy for one in report.refused),
        }
    return _shown(found)


def _shown(found: Proposal | str) -> dict[str, Any]:
    """What the page says of the columns, those to be said first."""
    if isinstance(found, str):
        return {"known": found}
    tables = [
        {
            "sheet": table.sheet,
            "kind": KINDS[table.kind],
            "columns": column_choices(table, number),
            "doubts": [doubt(remark) for remark in table.doubts],
        }
        for number, table in enumerate(found.tables)
    ]
    return {"tables": tables, "unsure": len(found.unsure), "shown": columns_shown(found)}
