"""The page of imports of transactions: a file in, each row's fate out."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hawkari.desks.pages import WorkRequest
from hawkari.desks.programme.money_words import money_refusal
from hawkari.desks.programme.services.access import require_programme
from hawkari.desks.programme.services.money import lines
from hawkari.desks.programme.services.money.importing import COLUMNS, import_transactions
from hawkari.desks.programme.views.common import finds
from hawkari.desks.programme.views.money import page, status_of
from hawkari.desks.refusals import at_field
from hawkari.errors import BadInput

__all__ = ["import_money"]


class MoneyFileForm(forms.Form):
    """A table of transactions, and the line of rows that name none."""

    file = forms.FileField(label=_("Table (XLSX, ODS or CSV)"))
    line = forms.ChoiceField(
        label=_("Line of rows that name none"), required=False, help_text=_("May stay empty.")
    )


@require_http_methods(["GET", "POST"])
@finds
def import_money(request: WorkRequest) -> HttpResponse:
    """Record the transactions of a file; what became of each row is said, in its order."""
    require_programme(request.access)
    post = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MoneyFileForm(*post)
    known = [
        (one.line.reference, f"{one.line.reference} {one.line.name}")
        for one in lines(request.access)
    ]
    form.fields["line"].choices = [("", "–"), *known]  # type: ignore[attr-defined]
    done = None
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            done = import_transactions(
                request.access, file.read(), file.name, line=form.cleaned_data["line"]
            )
        except BadInput as error:
            at_field(form, error, money_refusal(error))
    fates = [
        (one, money_refusal(one.refused) if one.refused else "")
        for one in (done.fates if done else ())
    ]
    context = {"form": form, "done": done, "fates": fates, "columns": list(COLUMNS)}
    return page(request, "import_money", context, status=status_of(form))
