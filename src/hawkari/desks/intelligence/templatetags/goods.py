"""Template parts of the page of goods."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hawkari.desks.intelligence import goods_words
from hawkari.evidence.goods import Quantity

__all__ = ["goods_kind", "quantity"]

register = template.Library()


@register.filter
def goods_kind(name: str) -> str:
    """A kind of goods in words."""
    return goods_words.goods(name)


@register.filter
def quantity(found: Quantity) -> SafeString:
    """How much, isolated: the exact number and its unit in words."""
    return format_html(
        '<span class="nw"><span class="num">{}</span> {}</span>',
        f"{found.value.normalize():f}",
        goods_words.unit(found.unit),
    )
