"""Amounts on pages: isolated, with their currency, and "not published" written out."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hawkari.desks.programme.formats import money_words

__all__ = ["amount", "amount_text", "plain"]

register = template.Library()


def amount_text(value: Decimal, currency: str, *, sign: bool = False) -> str:
    """E.g. ``£1,250.50``; with `sign`, ``+£1,250.50``."""
    plus = "+" if sign and value > 0 else ""
    return plus + money_words(value, currency)


@register.filter
def plain(value: Decimal) -> str:
    """A decimal without the zeros at its end, and never in exponent form."""
    return f"{value.normalize():f}"


@register.simple_tag
def amount(
    value: Decimal | None, currency: str, *, recorded: bool = False, sign: bool = False
) -> SafeString:
    """An amount, or in words that there is none: ``{% amount row.paid line.currency %}``.

    Args:
        value: None where nobody has published it; with `recorded`, where this register keeps the
            line's money and has nothing of the kind.
        currency: ISO 4217.
        recorded: see `value`.
        sign: whether it is said that it is above 0.
    """
    if value is None:
        said = gettext("none recorded") if recorded else gettext("not published")
        return format_html('<span class="none">{}</span>', said)
    return format_html('<bdi class="num">{}</bdi>', amount_text(value, currency, sign=sign))
