"""The page of one entity, its brief, its category, and the page of one tie."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from hawkari.desks.intelligence.forms import CategoryForm
from hawkari.desks.intelligence.services.evidence import tie_between
from hawkari.desks.intelligence.services.exporting import Format, export_brief
from hawkari.desks.intelligence.services.grading import marks_of
from hawkari.desks.intelligence.services.profiles import Profile, clear, place_in_category, profile
from hawkari.desks.intelligence.views.charts import chart_context
from hawkari.desks.intelligence.views.common import exported, finds_entities, handing_over
from hawkari.desks.intelligence.views.review import taken_back
from hawkari.desks.pages import WorkRequest
from hawkari.evidence.access import Action
from hawkari.evidence.confirmation import needs_confirmation

__all__ = ["brief", "category", "entity", "tie", "withdraw"]


@require_GET
@finds_entities
def entity(request: WorkRequest, canonical_id: str) -> HttpResponse:
    """Who is this: values with their sources, the network around, what joined the records."""
    hops = 2 if request.GET.get("hops") == "2" else 1
    page = profile(request.access, canonical_id, hops=hops)
    if page.entity.canonical_id != canonical_id:
        return redirect("intelligence:entity", page.entity.canonical_id)
    return _entity_page(request, page, CategoryForm(), hops=hops)


def _entity_page(
    request: WorkRequest, page: Profile, form: CategoryForm, *, hops: int = 1, status: int = 200
) -> HttpResponse:
    context = {
        "page": page,
        "hops": hops,
        "form": form,
        "may_judge": request.access.may(Action.JUDGE),
        "may_categorize": request.access.may(Action.CATEGORIZE),
        "may_regrade": request.access.may(Action.REGRADE),
        "marks": marks_of(request.access, page.entity.values),
        "may_export": request.access.may(Action.EXPORT),
        "formats": [each.value for each in Format],
        "handling_words": "; ".join(page.conditions),
        "section": "search",
        "density": "compact",
        **chart_context(request.access, page.chart),
        "handling": page.handling,
    }
    return render(request, "intelligence/entity.html", context, status=status)


@require_POST
@finds_entities
def category(request: WorkRequest, canonical_id: str) -> HttpResponse:
    """Set a subject category in this operation, or take one back; both need a reason."""
    form = CategoryForm(request.POST)
    if not form.is_valid():
        return _entity_page(request, profile(request.access, canonical_id), form, status=422)
    chosen, reason = form.cleaned_data["category"], form.cleaned_data["reason"]
    if "clear" in request.POST:
        clear(request.access, canonical_id, chosen, reason=reason)
        messages.success(request, gettext("The category was taken back."))
    else:
        basis = form.cleaned_data["basis"] or "assessment"
        place_in_category(request.access, canonical_id, chosen, basis=basis, reason=reason)
        messages.success(request, gettext("The category was set."))
    return redirect("intelligence:entity", canonical_id)


@require_POST
@finds_entities
def withdraw(request: WorkRequest, canonical_id: str) -> HttpResponse:
    """Take one judgement back; the entity may come apart, nothing is lost."""
    if taken_back(request):
        messages.success(
            request, gettext("The judgement was withdrawn. The records stand as before it.")
        )
    return redirect("intelligence:entity", canonical_id)


@needs_confirmation
@require_GET
@finds_entities
def brief(request: WorkRequest, canonical_id: str) -> HttpResponse:
    """The brief as a Word document; audited with its reason."""
    made = export_brief(
        request.access,
        canonical_id,
        fonts=settings.DOCUMENT_FONTS,
        **handing_over(request.GET),
    )
    return exported(made)


@require_GET
@finds_entities
def tie(request: WorkRequest, left: str, right: str) -> HttpResponse:
    """Why two entities are tied: every statement behind it."""
    page = tie_between(request.access, left, right)
    context = {
        "page": page,
        "handling": page.handling,
        "section": "network",
        "density": "compact",
    }
    return render(request, "intelligence/tie.html", context)
