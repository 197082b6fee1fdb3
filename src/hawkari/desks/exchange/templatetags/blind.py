"""Filters of the pages of blind matching."""

from django import template

from hawkari.desks.exchange.blind_words import rule_word, word

__all__ = ["blind_rule", "blind_word"]

register = template.Library()


@register.filter
def blind_word(code: str) -> str:
    """A type, state or alarm in words."""
    return word(code)


@register.filter
def blind_rule(rule: str) -> str:
    """Why a query was refused or stopped, in words."""
    return rule_word(rule)
