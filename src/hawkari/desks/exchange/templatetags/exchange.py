"""Template filters of the exchange desk."""

from django import template

from hawkari.desks.exchange.joint_words import word
from hawkari.desks.exchange.language_words import language
from hawkari.desks.exchange.texts_forms import LANGUAGE_CHOICES

__all__ = ["joint_word", "language_choices", "language_word"]

register = template.Library()


@register.filter
def joint_word(code: str) -> str:
    """A state, answer, kind or delivery of a joint task in words."""
    return word(code)


@register.filter
def language_word(code: str) -> str:
    """A language's name in the reader's language."""
    return language(code)


@register.simple_tag
def language_choices() -> list[tuple[str, str]]:
    """The languages to choose from: code and name."""
    return [(code, str(name)) for code, name in LANGUAGE_CHOICES]
