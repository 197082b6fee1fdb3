"""What pages of the register need: a claim's value, an item's name, words of codes."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hawkari.desks.programme import register_words as words
from hawkari.desks.programme.formats import claim_words, in_language, item_words
from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.services.cells import Cell
from hawkari.desks.programme.services.public_view import PublicClaim, PublicItem

__all__ = ["cell_value", "claim_value", "happened", "item_name", "plain_name", "register_word"]

register = template.Library()

_NOT_ASKED = {"amount": _("no money named")}
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


@register.simple_tag
def cell_value(cells: Mapping[str, Cell], attribute: str) -> SafeString:
    """A cell in a list: what to go by; all that is said where reports disagree; never 0."""
    cell = cells.get(attribute)
    if cell is None or not cell.current:
        said = translate("not published") if cell is not None else _NOT_ASKED.get(attribute)
        return format_html('<span class="none">{}</span>', said or translate("not asked"))
    if cell.chosen is not None:
        return claim_value(cell.chosen)
    return format_html_join("", "<div>{}</div>", ((claim_value(one),) for one in cell.values))


@register.simple_tag
def happened(group: Sequence[Claim]) -> SafeString:
    """What happened, with its day and who says so."""
    one = group[0]
    by = format_html('<bdi dir="auto">{}</bdi>', one.reported_by)
    if len(group) > 1:
        words = ngettext("%(number)s reporter", "%(number)s reporters", len(group))
        by = format_html("{}", words % {"number": len(group)})
    day = format_html('<time datetime="{0}">{0}</time> ', one.day.isoformat()) if one.day else ""
    return format_html('{}{} <span class="note">{}</span>', day, claim_value(one), by)


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
