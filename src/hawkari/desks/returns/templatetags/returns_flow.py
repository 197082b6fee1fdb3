"""Filters of the pages of flow."""

from django import template

__all__ = ["at_scale"]

register = template.Library()


@register.filter
def at_scale(value: float | None, most: float) -> str:
    """A width from 0 to 100 for SVG, where `most` is 100; nought for what is not known."""
    return f"{100 * (value or 0) / (most or 1):.2f}"
