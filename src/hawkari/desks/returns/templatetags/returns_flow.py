"""Filters of the pages of flow."""

from django import template
from django.utils.functional import Promise

from hawkari.desks.returns.flow_words import INPUTS, METHODS
from hawkari.desks.returns.words import RECEIVERS, STATES, word

__all__ = ["at_scale", "input_word", "method_word", "receiver_of", "stage_word"]

register = template.Library()


@register.filter
def stage_word(code: str) -> Promise | str:
    """A stage in words."""
    return word(STATES, code)


@register.filter
def receiver_of(code: str) -> Promise | str:
    """A receiving authority in words."""
    return word(RECEIVERS, code)


@register.filter
def method_word(code: str) -> Promise | str:
    """How a forecast was made, in words."""
    return word(METHODS, code)


@register.filter
def input_word(code: str) -> Promise | str:
    """An input of the simulation in words."""
    return word(INPUTS, code)


@register.filter
def at_scale(value: float | None, most: float) -> str:
    """A width from 0 to 100 for SVG, where `most` is 100; nought for what is not known."""
    return f"{100 * (value or 0) / (most or 1):.2f}"
