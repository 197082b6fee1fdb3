"""What a request for a brief says, beside the filters of the network."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hawkari.desks.intelligence.chart_content import LARGEST
from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.services.network_briefing import BriefAsked, BriefForm

__all__ = ["BriefQuery", "reader_language"]


def reader_language() -> str:
    """The language of the page, as briefs name it."""
    return (get_language() or "en").split("-")[0]


class BriefQuery(forms.Form):
    """Language and saved chart; every field may be left out."""

    language = forms.ChoiceField(
        label=_("Language of the brief"), choices=settings.LANGUAGES, required=False
    )
    chart = forms.IntegerField(label=_("Chart"), min_value=1, max_value=LARGEST, required=False)
    version = forms.IntegerField(label=_("Version"), min_value=1, max_value=LARGEST, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def chart_number(self) -> int | None:
        """Of the saved chart; None where it is about the network under its filters."""
        found: int | None = self.cleaned_data.get("chart")
        return found

    def wanted(self, filters: Filters, form: BriefForm) -> BriefAsked:
        """What is asked for; the form must be valid.

        Args:
            filters: what of the network, where it is about no saved chart.
            form: as what it is written.
        """
        return BriefAsked(
            chart=self.chart_number,
            version=self.cleaned_data.get("version"),
            filters=filters,
            language=self.cleaned_data.get("language") or reader_language(),
            form=form,
        )
