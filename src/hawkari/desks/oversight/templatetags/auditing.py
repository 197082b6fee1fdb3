"""Template filters of the audit pages."""

from django import template
from django.utils.functional import Promise

from hawkari.desks.oversight.audit_words import audit_word

__all__ = ["audited"]

register = template.Library()


@register.filter
def audited(code: str) -> Promise | str:
    """The words of a code in the reader's language."""
    return audit_word(code)
