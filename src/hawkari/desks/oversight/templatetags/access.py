"""Words of the policy in templates."""

from django import template

from hawkari.desks.oversight.access_words import class_name, word

__all__ = ["field_class", "policy_word"]

register = template.Library()


@register.filter
def policy_word(english: str) -> str:
    """Words of the policy in the reader's language."""
    return word(english)


@register.filter
def field_class(name: str) -> str:
    """The name of a class of properties in the reader's language."""
    return class_name(name)
