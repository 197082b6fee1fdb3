"""Pages of imports: the list, a new one, one with its bad rows, its reading and its keeping."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.campaign.import_forms import ImportForm, KeepForm, WhyForm
from hawkari.desks.campaign.services.access import require_campaign
from hawkari.desks.campaign.services.importing import NewImport, import_posts
from hawkari.desks.campaign.services.imports import list_imports, look_at_import
from hawkari.desks.campaign.services.keeping import (
    dispose_import,
    hold_import,
    keep_import,
    lift_hold,
)
from hawkari.desks.campaign.services.reading import read_import
from hawkari.desks.campaign.views.common import finds
from hawkari.desks.pages import WorkRequest
from hawkari.desks.uploads import was_too_large
from hawkari.errors import BadInput

__all__ = ["dispose", "hold", "import_page", "imports", "keep", "lift", "new_import", "read"]

SECONDS_OF_READING = 3.0
SECTION = "campaign_imports"


@require_GET
def imports(request: WorkRequest) -> HttpResponse:
    """The imports of one's own agency, those to be reviewed marked."""
    context = {"found": list_imports(request.access), "section": SECTION, "density": "compact"}
    return render(request, "campaign/imports.html", context)


@require_http_methods(["GET", "POST"])
def new_import(request: WorkRequest) -> HttpResponse:
    """Import a file of posts."""
    require_campaign(request.access)
    posted = request.method == "POST"
    form = (
        ImportForm(request.POST, request.FILES, too_large=was_too_large(request))
        if posted
        else ImportForm()
    )
    if posted and form.is_valid():
        data = form.cleaned_data
        said = NewImport(data["lawful_basis"], data["keep_until"], data["dpia"])
        try:
            with _taken(data["file"]) as path:
                found = import_posts(request.access, path, said)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            if found.again:
                messages.info(request, gettext("This file was imported before; nothing was added."))
            return redirect("campaign:import", found.row.reference)
    context = {"form": form, "section": SECTION}
    return render(request, "campaign/new_import.html", context, status=422 if form.errors else 200)


@contextmanager
def _taken(upload: "UploadedFile[Any]") -> Iterator[Path]:
    """The upload as a file under its own name, in a folder that nobody else reads; then gone."""
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    if not name.isprintable() or name in ("", ".", "..") or len(name.encode()) > 200:
        raise BadInput("the file has no name, or a long one", "Give it one and choose it again.")
    with tempfile.TemporaryDirectory(prefix="hawkari-upload-") as folder:
        path = Path(folder) / name
        with path.open("wb") as stream:
            for chunk in upload.chunks():
                stream.write(chunk)
        yield path


@require_GET
@finds
def import_page(request: WorkRequest, reference: str) -> HttpResponse:
    """One import: what came in and what did not, how far it is read, until when it is kept."""
    return _shown(request, reference, {})


@require_POST
@finds
def read(request: WorkRequest, reference: str) -> HttpResponse:
    """Read on for some seconds; the page asks again until everything is read."""
    end = time.monotonic() + SECONDS_OF_READING
    read_import(request.access, reference, enough=lambda: time.monotonic() > end)
    return redirect("campaign:import", reference)


@require_POST
@finds
def keep(request: WorkRequest, reference: str) -> HttpResponse:
    """Keep an import on until another day."""
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            keep_import(
                request.access,
                reference,
                until=form.cleaned_data["until"],
                why=form.cleaned_data["why"],
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("It is kept until the new day."))
            return redirect("campaign:import", reference)
    return _shown(request, reference, {"keep": form, "form": form}, status=422)


@require_POST
@finds
def hold(request: WorkRequest, reference: str) -> HttpResponse:
    """Keep an import from being disposed of."""
    return _decided(request, reference, hold_import, said=gettext("It is held."))


@require_POST
@finds
def lift(request: WorkRequest, reference: str) -> HttpResponse:
    """Let an import be disposed of again."""
    return _decided(request, reference, lift_hold, said=gettext("Nothing holds it any more."))


@require_POST
@finds
def dispose(request: WorkRequest, reference: str) -> HttpResponse:
    """Erase an import's posts; its tombstone stays."""
    return _decided(request, reference, dispose_import, said=gettext("Its posts are gone."))


def _decided(request: WorkRequest, reference: str, service: Any, *, said: str) -> HttpResponse:
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            service(request.access, reference, why=form.cleaned_data["why"])
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect("campaign:import", reference)
    return _shown(request, reference, {"why": form, "form": form}, status=422)


def _shown(
    request: WorkRequest, reference: str, more: dict[str, object], *, status: int = 200
) -> HttpResponse:
    view = look_at_import(request.access, reference)
    context = {
        "view": view,
        "row": view.row,
        "keep": KeepForm(initial={"until": view.row.keep_until}),
        "why": WhyForm(),
        "fields": sorted(view.row.other_fields.items()),
        "section": SECTION,
    }
    return render(request, "campaign/import.html", context | more, status=status)
