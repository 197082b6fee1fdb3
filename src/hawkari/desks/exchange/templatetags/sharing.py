"""Template filters of requests, packages and transfers."""

from collections.abc import Mapping
from typing import Any

from django import template

from hawkari.desks.exchange import sharing_words

__all__ = ["native_codes", "shared_word", "way_word"]

register = template.Library()


@register.filter
def shared_word(code: str) -> str:
    """A state, choice, kind or action in words."""
    return sharing_words.word(code)


@register.filter
def way_word(code: str) -> str:
    """How far a message is, in words."""
    return sharing_words.way(code)


@register.filter
def native_codes(marking: Mapping[str, Any]) -> dict[str, str]:
    """Grade and handling of a marking as a package says it."""
    native = marking["uk-3x5x2"]
    return {"grade": native["source"] + native["intelligence"], "handling": native["handling"]}
