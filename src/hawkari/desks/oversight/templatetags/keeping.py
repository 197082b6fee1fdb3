"""Template filters of retention, corrections and subject access."""

from django import template
from django.utils.functional import Promise

from hawkari.desks.oversight.keeping_words import word

__all__ = ["kept_word"]

register = template.Library()


@register.filter
def kept_word(code: str) -> Promise | str:
    """The words of a code in the reader's language."""
    return word(code)
