"""Template parts of the desk: a value in its own script, language and direction."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from hawkari.desks.intelligence import place_words, queue_words, route_words, watch_words, words
from hawkari.desks.intelligence.languages import is_right_to_left, language_of, romanisation_of
from hawkari.desks.intelligence.readings import Reading, readings
from hawkari.desks.intelligence.services.comparing import Cell
from hawkari.desks.intelligence.services.modelling import Share
from hawkari.desks.intelligence.services.reviewing import Pair
from hawkari.engines import names
from hawkari.engines.names import LetterStep
from hawkari.evidence.entities import ValueView
from hawkari.evidence.figures import RouteSeries
from hawkari.evidence.grading.said import codes_said
from hawkari.evidence.reviewing.items import Because

__all__ = [
    "asked",
    "bare",
    "bits",
    "entity_link",
    "interval",
    "interval_bar",
    "is_default_day",
    "keyed",
    "letters",
    "likelihood",
    "marking",
    "month_bars",
    "numbers",
    "other_readings",
    "percent",
    "pieces",
    "place",
    "rate",
    "said",
    "share",
    "shown",
    "why_here",
    "why_matched",
    "words_of",
]

register = template.Library()

# Values made of parts: always isolated left to right, so that no digit changes its place.
PARTS = frozenset({"phone", "date", "identifier", "ip", "url", "email", "checksum", "number"})
CODED = frozenset({"country", "gender"})
WORDS_OF = {
    "schema": words.schema,
    "prop": words.prop,
    "tie": words.tie_kind,
    "category": words.category,
    "closeness": words.closeness,
    "comparison": words.comparison,
    "level": words.level,
    "rule": words.rule,
    "guard": words.guard,
    "kind": queue_words.kind,
    "hint": queue_words.kind_hint,
    "answer": queue_words.answer_word,
    "cut": queue_words.cut,
    "ground": queue_words.ground,
    "reading": queue_words.reading,
    "ground_words": queue_words.ground_words,
    "reason": words.reason,
    "watched": watch_words.kind,
    "watch_ground": watch_words.ground,
    "alert": watch_words.state,
    "place_role": place_words.role,
    "measure": route_words.measure,
    "series": route_words.series,
    "series_caution": route_words.caution,
    "positioned": place_words.positioned,
}


@register.inclusion_tag("intelligence/parts/why.html")
def why_matched(query: str, name: str) -> dict[str, Any]:
    """Why a name answers a query: word by word, letter by letter; it tells of the two only."""
    return {"found": names.explain(query, name)}


@register.filter
def letters(step: LetterStep) -> str:
    """One step of writing a word for another, in folded letters: ``x``, ``x~y``, ``+y``, ``-x``."""
    if step.a and step.b:
        return step.a if step.a == step.b else f"{step.a}~{step.b}"
    return f"-{step.a}" if step.a else f"+{step.b}"


@register.simple_tag
def shown(value: ValueView) -> SafeString:
    """A value with its romanisation beneath, original script first."""
    if value.prop_type in PARTS:
        return format_html('<span class="id wrap">{}</span>', value.value)
    if value.prop_type in CODED:
        return format_html("<bdi>{}</bdi>", words.value(value.prop_type, value.value))
    return said(value.value, value.romanised, value.lang)


@register.simple_tag
def said(text: str, romanised: str | None = None, lang: str = "") -> SafeString:
    """A text in its own language and direction, romanisation beneath.

    Args:
        text: as stated.
        romanised: the reading aid; None to make it here, empty for none.
        lang: language as stated, if known.
    """
    aid = romanisation_of(text, lang) if romanised is None else romanised
    language = language_of(text, lang)
    return _with_aid(_bdi(text, language), aid, language)


def _with_aid(original: SafeString, aid: str, language: str) -> SafeString:
    """A text with its romanisation beneath; empty for none."""
    if not aid:
        return format_html('<span class="val">{}</span>', original)
    return format_html(
        '<span class="val">{}<span class="rom" lang="{}">{}</span></span>',
        original,
        f"{language or 'und'}-Latn",
        aid,
    )


@register.inclusion_tag("intelligence/parts/marking.html", takes_context=True)
def marking(context: dict[str, Any], value: ValueView) -> dict[str, Any]:
    """Every code of a value's marking in words, who graded it anew, and the ways to do so."""
    marks = context["marks"]
    found = marks.markings[value.marking_id]
    return {
        "value": value,
        "marking": found,
        "codes": codes_said(found, (get_language() or "en").split("-")[0]),
        "regrading": marks.regradings.get(value.statement_id),
        "entity": context["page"].entity,
        "may_regrade": context["may_regrade"],
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def bare(text: str, lang: str = "") -> SafeString:
    """A text in its own language and direction, for the middle of a sentence."""
    return _bdi(text, language_of(text, lang))


def _bdi(text: str, language: str, shown: SafeString | None = None) -> SafeString:
    """A text in its language and direction; `shown` is the same text with marks in it.

    Without a letter it is a number, and its groups stand as they were written: Unicode's rules
    for both directions would turn round groups of Arabic-Indic digits that a blank parts.
    """
    direction = "rtl" if is_right_to_left(text) else "ltr"
    inside = text if shown is None else shown
    if not any(mark.isalpha() for mark in text):
        return format_html('<bdi class="digits" dir="ltr">{}</bdi>', inside)
    if not language:
        return format_html('<bdi dir="{}">{}</bdi>', direction, inside)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction, inside)


@register.simple_tag
def entity_link(stated: str) -> SafeString:
    """An id as stated, leading to its entity; plain where the id cannot stand in an address."""
    try:
        address = reverse("intelligence:entity", args=[stated])
    except NoReverseMatch:
        return format_html('<span class="id wrap">{}</span>', stated)
    return format_html('<a href="{}"><span class="id wrap">{}</span></a>', address, stated)


@register.simple_tag
def place(file: str, row: str) -> SafeString:
    """File and row of a statement; a sheet's name in Arabic script does not turn the row round.

    The file alone where its statements come from no row.
    """
    if not row:
        return format_html('<span class="id wrap">{}</span>', file)
    sheet, mark, line = row.rpartition("!")
    return format_html('<span class="id wrap">{}:<bdi>{}</bdi>{}{}</span>', file, sheet, mark, line)


@register.filter
def other_readings(value: ValueView) -> tuple[Reading, ...]:
    """What else a stated date of birth can mean; empty for every other value."""
    return readings(value.value) if value.prop == "birthDate" else ()


@register.filter
def is_default_day(date: str) -> bool:
    """Whether a date is 1 January or 1 July, which registers write where the day is not known."""
    return date.endswith(("-01-01", "-07-01"))


@register.filter
def words_of(name: Any, table: str) -> str:
    """A key in the reader's words: ``{{ hit.schema|words_of:"schema" }}``."""
    return WORDS_OF[table](str(name))


@register.filter
def why_here(because: Because, thing: str) -> str:
    """Why an item on some kind of thing stands where it stands in the queue, in one sentence."""
    return queue_words.because(because, thing)


@register.filter
def asked(pair: Pair) -> str:
    """What an item of the queue asks: ``{{ pair|asked }}``."""
    return queue_words.question(pair.item.kind, pair.thing)


@register.filter
def percent(share: float) -> SafeString:
    """A share (0-1) as a whole percentage, isolated."""
    return format_html('<span class="num">{} %</span>', round(share * 100))


@register.filter
def rate(share: float) -> SafeString:
    """A share (0-1) as a percentage with two digits that count, isolated; never rounded to 0."""
    part = share * 100
    text = f"{part:.0f}" if part >= 10 else f"{part:.2g}" if part >= 0.001 else "< 0.001"
    return format_html('<span class="num">{} %</span>', text)


@register.filter
def bits(weight: float) -> SafeString:
    """A weight in bits with its sign, isolated: ``+7.1``, ``−0.8``."""
    sign = "+" if weight >= 0 else "\u2212"
    return format_html('<span class="num">{}</span>', f"{sign}{abs(weight):.1f}")


@register.filter
def share(value: float) -> SafeString:
    """A probability as a number with two decimals, isolated; never rounded up to 1 or down to 0."""
    kept = min(max(value, 0.0), 1.0)
    text = f"{kept:.2f}"
    if text == "1.00" and kept < 1:
        text = "> 0.99"
    elif text == "0.00" and kept > 0:
        text = "< 0.01"
    return format_html('<span class="num">{}</span>', text)


@register.simple_tag
def interval_bar(value: float, within: tuple[float, float]) -> SafeString:
    """A share (0-1) as a mark on a line, with its interval; the figures stand beside it."""
    low, high = within
    return format_html(
        '<svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="b-ci" d="M{0} 8H{1}M{0} 4v8M{1} 4v8"/>'
        '<rect class="b-total" x="{2}" y="3" width="1.5" height="10"/></svg>',
        f"{low * 100:.1f}",
        f"{high * 100:.1f}",
        f"{max(0.0, value * 100 - 0.75):.2f}",
    )


@register.simple_tag
def month_bars(route: RouteSeries, most: int) -> SafeString:
    """A bar a month, oldest first, the highest possible one 40 high; the table holds the same."""
    bars = format_html_join(
        "",
        "M{0} 40v-{1}h.9v{1}z",
        ((at, f"{40 * one.value / most:.2f}") for at, one in enumerate(route.months) if one.value),
    )
    return format_html(
        '<svg viewBox="0 0 {} 40" preserveAspectRatio="none" aria-hidden="true">'
        '<path d="{}"/></svg>',
        len(route.months),
        bars,
    )


@register.simple_tag
def interval(found: Share | None) -> SafeString:
    """A share with its interval and how many it rests on; in words where there is none."""
    if found is None:
        return format_html('<span class="none">{}</span>', gettext("none decided"))
    return format_html(
        '{}{} <span class="ci num">{}</span> <span class="note">{}</span>',
        interval_bar(found.value, (found.low, found.high)),
        share(found.value),
        f"{found.low:.2f}\u2013{found.high:.2f}",
        gettext("of %(n)s") % {"n": found.of},
    )


@register.filter
def likelihood(value: float) -> str:
    """A probability in words; stands beside the number, never instead of it."""
    return words.probability(min(max(value, 0.0), 1.0))


@register.simple_tag
def keyed(letter: str) -> SafeString:
    """The attributes of a control that a key presses, in any of the page's keyboards."""
    return format_html('data-key="{0}" aria-keyshortcuts="{0}"', letter)


@register.simple_tag
def numbers(values: Sequence[int]) -> SafeString:
    """Numbers in a row, isolated together so that their order never turns round."""
    listed = format_html_join(", ", "{}", ((value,) for value in values))
    return format_html('<span class="num">{}</span>', listed)


@register.simple_tag
def pieces(cell: Cell) -> SafeString:
    """A compared value with what differs marked, romanisation beneath."""
    value = cell.value
    marked = format_html_join(
        "",
        "{}",
        (
            (_piece(words.value(value.prop_type, piece.text), differs=piece.differs),)
            for piece in cell.pieces
        ),
    )
    if value.prop_type in PARTS:
        return format_html('<div><span class="id wrap">{}</span></div>', marked)
    language = language_of(value.value, value.lang)
    return _with_aid(_bdi(value.value, language, marked), value.romanised, language)


def _piece(text: str, *, differs: bool) -> SafeString:
    return format_html("<mark>{}</mark>" if differs else "{}", text)
