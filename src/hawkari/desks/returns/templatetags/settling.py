"""Template filters of reintegration."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hawkari.engines.casework.instruments import Instrument

__all__ = [
    "band_word",
    "dimension_word",
    "figure",
    "iso_day",
    "last_day",
]

register = template.Library()


@register.filter
def last_day(moment: datetime) -> datetime:
    """The instant before a midnight: the last day of a period that runs to its end."""
    return moment - timedelta(microseconds=1)


@register.filter
def iso_day(moment: datetime) -> SafeString:
    """The day of an instant, in the site's time zone."""
    day = timezone.localtime(moment).date().isoformat()
    return format_html('<time datetime="{0}">{0}</time>', day)


@register.filter
def figure(value: float | None) -> str:
    """A score to two digits, as it is compared; empty where there is none."""
    return "" if value is None else f"{value:.2f}"


@register.filter
def band_word(code: str, instrument: Instrument) -> str:
    """The words of a band in the reader's language."""
    found = next((one.words for one in instrument.bands if one.id == code), {})
    return found.get(get_language() or "en") or found.get("en", code)


@register.filter
def dimension_word(code: str, instrument: Instrument) -> str:
    """The words of a dimension in the reader's language."""
    found = next((one.words for one in instrument.dimensions if one.id == code), {})
    return found.get(get_language() or "en") or found.get("en", code)
