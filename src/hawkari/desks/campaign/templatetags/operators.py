"""What pages of operators need: words of codes."""

from django import template

from hawkari.desks.campaign.operator_words import SERVICES

__all__ = ["service_word"]

register = template.Library()


@register.filter
def service_word(code: str) -> str:
    """The word of a service, in the reader's language; the code itself where there is none."""
    return str(SERVICES.get(code, code))
