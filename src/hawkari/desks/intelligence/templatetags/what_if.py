"""Template parts of the what-if page: a figure with its interval, in words and drawn."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hawkari.desks.intelligence.templatetags.intelligence import interval_bar
from hawkari.engines.disruption.expected import Figure

__all__ = ["figure", "figure_bar"]

register = template.Library()
NARROW = 0.05


@register.simple_tag
def figure(found: Figure) -> SafeString:
    """A share with its 90 % interval: ``61 % (48–77 %)``, isolated.

    A narrow interval is said with a decimal: rounded, it would not hold its own mean.
    """
    digits = 1 if found.high - found.low < NARROW else 0
    return format_html(
        '<span class="nw"><span class="num">{} %</span> '
        '<span class="ci">({}\u2013{} %)</span></span>',
        *(f"{share * 100:.{digits}f}" for share in (found.value, found.low, found.high)),
    )


@register.simple_tag
def figure_bar(found: Figure) -> SafeString:
    """The same drawn; the figures stand beside it."""
    return interval_bar(found.value, (found.low, found.high))
