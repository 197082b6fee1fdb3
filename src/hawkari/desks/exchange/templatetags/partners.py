"""Template filters of the partners page."""

from django import template
from django.utils.functional import Promise

from hawkari.desks.exchange.partner_words import LOGS, STATES

__all__ = ["log_standing", "partner_state"]

register = template.Library()


@register.filter
def log_standing(code: str) -> Promise | str:
    """How a partner's audit log stands to what it was, in words."""
    return LOGS.get(code, code)


@register.filter
def partner_state(code: str) -> Promise | str:
    """Whether a partner is trusted, in words."""
    return STATES.get(code, code)
