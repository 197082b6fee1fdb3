"""Filters of the page of programs."""

from django import template
from django.utils.functional import Promise

from hawkari.desks.exchange.token_forms import DOORS, STATES

register = template.Library()


@register.filter
def opened(door: str) -> Promise | str:
    """What a token opens, in the reader's language."""
    return DOORS.get(door, door)


@register.filter
def token_state(state: str) -> Promise | str:
    """A token's state, in the reader's language."""
    return STATES.get(state, state)
