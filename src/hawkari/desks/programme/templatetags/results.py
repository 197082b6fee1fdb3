"""What pages of results need: a figure as it is shown, and words of codes."""

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hawkari.desks.programme import result_words as words
from hawkari.desks.programme.models import ResultIndicator
from hawkari.desks.programme.services.results import Point

__all__ = ["figure", "plain_number", "result_word"]

register = template.Library()

_TABLES: Mapping[str, Mapping[str, Promise]] = {
    "level": words.LEVELS,
    "measure": {str(code): word for code, word in words.MEASURES.items()},
    "figure": words.FIGURES,
    "standing": words.STANDINGS,
}


@register.filter
def result_word(code: str | int, table: str) -> str:
    """The word of a code, in the reader's language; the code itself where there is none."""
    return str(_TABLES[table].get(str(code), code))


@register.simple_tag
def figure(point: Point | None, result: ResultIndicator) -> SafeString:
    """A figure as it is shown; what is not published or hidden is said in words."""
    if point is None:
        return format_html('<span class="none">{}</span>', gettext("not published"))
    if point.hidden:
        return format_html('<span class="none">{}</span>', gettext("hidden: few people"))
    if point.value is None:
        return format_html('<bdi dir="auto">{}</bdi>', point.text)
    unit = " %" if result.measure == ResultIndicator.Measure.PERCENTAGE else ""
    return format_html('<bdi class="num">{}{}</bdi>', plain_number(point.value), unit)


@register.filter
def plain_number(value: Decimal) -> str:
    """A number without the zeros that say nothing, its thousands apart."""
    said = f"{value:,f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
