"""What pages of the register need: a claim's value, an item's name, words of codes."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hawkari.desks.programme import register_words as words
from hawkari.desks.programme.formats import claim_words, in_language, item_words
from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.services.cells import Cell
from hawkari.desks.programme.services.public_view import PublicClaim, PublicItem
from hawkari.desks.programme.services.reading import Listed

__all__ = ["cell_of", "claim_value", "item_name", "plain_name", "register_word"]

register = template.Library()

_TABLES = {
    "kind": words.KIND_WORDS,
    "strand": words.STRAND_WORDS,
    "attribute": words.ATTRIBUTE_WORDS,
    "status": words.STATUS_WORDS,
    "state": words.STATE_WORDS,
}


@register.filter
def register_word(code: str, table: str) -> str:
    """The word of a code, in the reader's language; the code itself where there is none."""
    return str(_TABLES[table].get(code, code))


@register.filter
def cell_of(row: Listed, attribute: str) -> Cell | None:
    """The cell of an attribute in a list; None where it is neither asked nor said."""
    return row.cells.get(attribute)


@register.simple_tag
def item_name(item: RegisterItem | PublicItem) -> SafeString:
    """What an item is called, isolated from the text around it."""
    said, language = in_language(item.names, item.name)
    return format_html('<bdi dir="auto" lang="{}">{}</bdi>', language, said)


@register.filter
def plain_name(item: RegisterItem | PublicItem) -> str:
    """What an item is called, for the title of a window."""
    return item_words(item)


@register.simple_tag
def claim_value(claim: Claim | PublicClaim) -> SafeString:
    """What a claim says, isolated from the text around it."""
    said, language = claim_words(claim)
    if not language:
        return format_html('<bdi class="num" dir="auto">{}</bdi>', said)
    return format_html('<bdi dir="auto" lang="{}">{}</bdi>', language, said)
