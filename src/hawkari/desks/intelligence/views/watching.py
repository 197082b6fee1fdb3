"""Pages of watchlists: the alerts, the entries, and one entry."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hawkari.desks.intelligence.services.watching import entry_line, watch_page, watchlist
from hawkari.desks.intelligence.views.common import refuse
from hawkari.desks.intelligence.watch_forms import (
    AnswerForm,
    EntryForm,
    KeepForm,
    MuteForm,
    RemoveForm,
)
from hawkari.desks.intelligence.watch_words import refused
from hawkari.desks.pages import WorkRequest
from hawkari.engines.names.model import BASE_RATE
from hawkari.errors import BadInput
from hawkari.evidence.watchlists import (
    answer_alert,
    keep_entry,
    mute_entry,
    people_to_tell,
    place_entry,
    remove_entry,
)

__all__ = ["watch", "watch_answer", "watch_entries", "watch_entry"]

FORMS: dict[str, type[Form]] = {"mute": MuteForm, "keep": KeepForm, "remove": RemoveForm}


@require_GET
def watch(request: WorkRequest) -> HttpResponse:
    """What new data brought to what is watched."""
    of_all = request.GET.get("all") == "1"
    page = watch_page(request.access, of_all=of_all)
    context = {"page": page, "of_all": of_all, **_FRAME}
    return render(request, "intelligence/watch.html", context)


_FRAME = {"section": "watch", "density": "compact"}


@require_POST
def watch_answer(request: WorkRequest) -> HttpResponse:
    """Answer one alert, or open it again."""
    try:
        _answered(request)
    except BadInput as error:
        refuse(request, gettext("Nothing was answered:"), refused(error))
    else:
        messages.success(request, gettext("Answered. You can open it again below."))
    return redirect("intelligence:watch")


def _answered(request: WorkRequest) -> None:
    """Answer as a form says; the service refuses what is unusable, after it asked who may."""
    form = AnswerForm(request.POST)
    form.is_valid()
    given = form.cleaned_data
    answer_alert(
        request.access,
        given.get("alert", 0),
        answer=given.get("answer", ""),
        reason=given.get("reason", ""),
    )


@require_http_methods(["GET", "POST"])
def watch_entries(request: WorkRequest) -> HttpResponse:
    """The entries, and a form for another one."""
    people, today = people_to_tell(request.access), request.access.today
    form = EntryForm(request.POST or None, people=people, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            place_entry(request.access, form.terms())
        except BadInput as error:
            form.add_error(None, refused(error))
        else:
            messages.success(request, gettext("Watched. The next load that says it tells you."))
            return redirect("intelligence:watch_entries")
    lines = watchlist(request.access)
    context = {"lines": lines, "form": form, "base_rate": BASE_RATE, **_FRAME}
    status = 422 if form.errors else 200
    return render(request, "intelligence/watchlist.html", context, status=status)


@require_http_methods(["GET", "POST"])
def watch_entry(request: WorkRequest, number: int) -> HttpResponse:
    """One entry: silence it, review it, remove it."""
    try:
        line = entry_line(request.access, number)
    except BadInput as error:
        raise Http404 from error
    chosen = request.POST.get("action", "")
    forms = {name: kind(request.POST if name == chosen else None) for name, kind in FORMS.items()}
    if chosen in forms and forms[chosen].is_valid():
        try:
            done = _change(request, number, chosen=chosen, form=forms[chosen])
        except BadInput as error:
            forms[chosen].add_error(None, refused(error))
        else:
            messages.success(request, done)
            return redirect("intelligence:watch_entries")
    form = forms.get(chosen)
    context = {"line": line, **forms, "form": form, **_FRAME}
    status = 422 if form is not None and form.errors else 200
    return render(request, "intelligence/watch_entry.html", context, status=status)


def _change(request: WorkRequest, number: int, *, chosen: str, form: Form) -> str:
    given = form.cleaned_data
    if chosen == "mute":
        mute_entry(request.access, number, until=given["until"])
        silent = given["until"] is not None
        return gettext("Silent until then.") if silent else gettext("Heard again.")
    if chosen == "keep":
        keep_entry(request.access, number, review_due=given["review_due"], reason=given["why"])
        return gettext("It goes on until its next review.")
    remove_entry(request.access, number, reason=given["reason"])
    return gettext("Removed: what was watched is erased.")
