"""Filters of the myth bank's pages."""

from django import template
from django.utils.functional import Promise

from hawkari.desks.campaign import myth_words
from hawkari.desks.campaign.bank import Reason, wording_of

__all__ = ["myth_word", "native", "reason_word", "rtl"]

register = template.Library()


@register.filter
def myth_word(code: object, group: str) -> Promise | str:
    """The words of a code: ``{{ stand.state|myth_word:"state" }}``."""
    return myth_words.GROUPS[group].get(str(code), str(code))


@register.filter
def native(code: str) -> str:
    """A language's own name for itself."""
    return myth_words.language_word(code)


@register.filter
def rtl(code: str) -> str:
    """The direction of a language, as HTML names it."""
    return "rtl" if wording_of(code).is_rtl else "ltr"


@register.filter
def reason_word(reason: Reason) -> str:
    """Why an answer may not leave."""
    return myth_words.reason_words(reason)
