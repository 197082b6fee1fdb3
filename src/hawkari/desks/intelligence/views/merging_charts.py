"""Two saved charts made one: what is done about their differences first, then the chart."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hawkari.desks.intelligence.services import merging_charts as services
from hawkari.desks.intelligence.services.saved_charts import LONGEST_NAME, NO_NAME, ChartNotFound
from hawkari.desks.intelligence.views.common import chart_number, refuse
from hawkari.desks.pages import WorkRequest
from hawkari.errors import BadInput

__all__ = ["merge_charts"]


@require_http_methods(["GET", "POST"])
def merge_charts(request: WorkRequest) -> HttpResponse:
    """What two charts would become: ``?one=…&other=…``; by post, the new chart under a name."""
    given = request.POST if request.method == "POST" else request.GET
    one, other = (chart_number(given.get(name, "")) for name in ("one", "other"))
    try:
        if request.method == "POST":
            made = services.merge_charts(request.access, one, other, name=given.get("name", ""))
            messages.success(request, gettext("The charts were merged into a new one."))
            return redirect("intelligence:saved_chart", made.chart_id)
        found = services.preview_merge(request.access, one, other)
    except ChartNotFound as missing:
        raise Http404 from missing
    except BadInput as bad:
        refuse(request, gettext("Nothing was merged."), _refused(bad))
        return redirect("intelligence:saved_charts")
    conflicts = found.conflicts
    context = {
        "found": found,
        "shown": len(found.content.shown),
        "hidden": len(found.content.hidden),
        "shown_again": found.called(conflicts.shown_again),
        "placed_twice": found.called(conflicts.placed_twice),
        "regrouped": found.called(conflicts.regrouped),
        "handling": found.handling,
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/network_merge.html", context)


def _refused(bad: BadInput) -> str:
    """Why nothing was merged, in the reader's language."""
    if bad.problem == services.SAME:
        return gettext("Choose two charts.")
    if bad.problem == NO_NAME:
        most = {"most": LONGEST_NAME}
        return gettext("Give the chart a name of at most %(most)s letters.") % most
    return gettext("Together they show too many. Take somebody off one of them first.")
