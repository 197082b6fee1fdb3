"""What pages of training need: words of codes, what things are called, and shares."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hawkari.desks.programme.learning import LETTERS, Estimate
from hawkari.desks.programme.models import Curriculum
from hawkari.desks.programme.services.curricula import name_of
from hawkari.desks.programme.training_words import TABLES

__all__ = [
    "curriculum_key",
    "curriculum_name",
    "in_words",
    "letter",
    "own_words",
    "percent",
    "said_in",
    "span_of",
    "trained",
]

register = template.Library()


@register.filter
def trained(code: str, table: str) -> str:
    """The word of a code, in the reader's language; the code itself where there is none."""
    return str(TABLES[table].get(code, code))


@register.filter
def said_in(words: Mapping[str, object]) -> object:
    """What was written in several languages, in the reader's; else in English; else in any."""
    language = (get_language() or "en").split("-")[0]
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


@register.filter
def in_words(words: Mapping[str, str]) -> SafeString:
    """The same, isolated from the text around it."""
    return format_html('<bdi dir="auto">{}</bdi>', said_in(words))


@register.filter
def own_words(words: Mapping[str, str], language: str) -> str:
    """What was written in one language; empty where nothing was."""
    return words.get(language, "")


@register.filter
def curriculum_name(curriculum: Curriculum) -> str:
    """What a curriculum is called: its title, or its subject where it has none."""
    return str(said_in(curriculum.names) or trained(curriculum.subject, "subject"))


@register.filter
def curriculum_key(curriculum: Curriculum) -> str:
    """How a curriculum is called in addresses."""
    return name_of(curriculum)


@register.filter
def letter(place: int) -> str:
    """The letter of an answer, from its place from 0."""
    return LETTERS[place]


@register.filter
def percent(share: float | None) -> SafeString | str:
    """A share in whole percent, isolated; empty where it is not known."""
    if share is None:
        return ""
    return format_html('<bdi class="num">{} %</bdi>', f"{share * 100:.0f}")


@register.filter
def span_of(estimate: Estimate) -> SafeString | str:
    """Both ends of an interval in percent, isolated; empty where there is none."""
    if estimate.lo is None or estimate.hi is None:
        return ""
    ends = f"{estimate.lo * 100:.0f} … {estimate.hi * 100:.0f} %"
    return format_html('<bdi class="num">{}</bdi>', ends)
