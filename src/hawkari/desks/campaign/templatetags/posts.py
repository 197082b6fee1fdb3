"""What pages of posts need: words of codes, texts with people hidden."""

from collections.abc import Mapping

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext

from hawkari.desks.campaign import post_words
from hawkari.desks.campaign.models import Post
from hawkari.desks.campaign.services.masking import masked
from hawkari.desks.campaign.week_drawing import place_name

__all__ = ["amount", "change", "place", "post_text", "post_word", "route"]

register = template.Library()
TABLES: dict[str, Mapping[str, object]] = {
    "kind": post_words.KINDS,
    "language": post_words.LANGUAGES,
    "platform": post_words.PLATFORMS,
    "form": post_words.FORMS,
    "step": post_words.STEPS,
    "passed": post_words.PASSED,
    "hidden": post_words.HIDDEN,
}
START = 280


@register.filter
def post_word(code: str, table: str) -> str:
    """The word of a code, in the reader's language; the code itself where there is none."""
    if not code:
        return gettext("not read yet")
    if table == "step":
        # A step that reads otherwise than before has a number behind its name.
        code = code.partition("-")[0]
    return str(TABLES[table].get(code, code))


@register.simple_tag
def post_text(post: Post, *, whole: bool = False) -> SafeString:
    """A post's text with the people in it hidden; its beginning only unless `whole`."""
    pieces = masked(post, upto=None if whole else START)
    context = {"pieces": pieces, "cut": not whole and len(post.text) > START}
    return SafeString(render_to_string("campaign/parts/post_text.html", context).strip())


@register.filter
def change(ratio: float | None) -> str:
    """A ratio as a change in per cent, e.g. ``+38 %``; ``…`` where it has no end."""
    if ratio is None:
        return "…"
    percent = round(100 * (ratio - 1))
    return f"{'+' if percent > 0 else '−' if percent < 0 else '±'}{abs(percent)} %"


@register.filter
def amount(number: float | None) -> str:
    """A sum of money without needless digits, thousands set apart."""
    if number is None:
        return "…"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"


@register.filter
def place(name: str) -> str:
    """A place's name in the reader's language, by its English one."""
    return place_name(name, get_language() or "en")


@register.simple_tag
def route(origin: str, destination: str) -> SafeString:
    """A route in the reader's language, its arrow pointing on in the direction of their script."""
    arrow = "←" if get_language_bidi() else "→"
    return format_html(
        '<bdi>{}</bdi> <span aria-hidden="true">{}</span><span class="vh">{}</span> <bdi>{}</bdi>',
        place(origin), arrow, gettext("to"), place(destination),
    )  # fmt: skip
