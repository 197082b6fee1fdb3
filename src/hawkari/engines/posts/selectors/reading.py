"""All that a post names, in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from hawkari.engines.posts.selectors.dates import DATE_KINDS, read_dates
from hawkari.engines.posts.selectors.folding import Folded, fold
from hawkari.engines.posts.selectors.handles import read_handles
from hawkari.engines.posts.selectors.lexicon import lexicon
from hawkari.engines.posts.selectors.numerals import with_digits
from hawkari.engines.posts.selectors.phones import LEAST_DIGITS, PhoneContext, read_phones
from hawkari.engines.posts.selectors.prices import PRICE_KINDS, read_prices
from hawkari.engines.posts.selectors.routes import mentions, read_routes
from hawkari.engines.posts.selectors.values import Hit, Selectors
from hawkari.engines.posts.selectors.words import Found, Token, tokens

__all__ = ["read_selectors"]


def read_selectors(
    text: str,
    *,
    language: str = "",
    at: date | None = None,
    place: str = "",
) -> Selectors:
    """What a post names: phones, accounts, prices, routes, dates, ways to pay and to travel.

    Nothing is looked up anywhere. What the text leaves open and a rule fills in is marked as
    guessed, and the rule says what was.

    Args:
        text: the post as it was written.
        language: its code, where known: it helps to guess the country of a number.
        at: the day of the post; words such as "tomorrow" are read only where it is given.
        place: ISO code of the country that the post was sent from, where known.
    """
    folded = fold(text)
    words = tokens(folded.text)
    known = _known(words)
    digits = with_digits(folded, words, currencies=(one.start for one in known["currency"]))
    if digits is not folded:
        folded, words = digits, tokens(digits.text)
        known = _known(words)
    prices, taken = read_prices(folded, [one for kind in PRICE_KINDS for one in known[kind]])
    phones: tuple[Hit, ...] = ()
    if _has_digits(folded.text):
        context = PhoneContext(
            language, (place,) if place else (), tuple(one.end for one in known["contact"]), taken
        )
        phones = read_phones(folded, context)
    handles = read_handles(folded)
    is_offer = bool(phones or prices or handles)
    places = mentions(folded, original=text, found=known["place"], words=words, is_offer=is_offer)
    return Selectors(
        phones=phones,
        handles=handles,
        prices=prices,
        routes=read_routes(folded, places, words, is_offer=is_offer),
        dates=read_dates(folded, _spoken(known, DATE_KINDS, language), at),
        payment=_meanings(folded, known["payment"]),
        transport=_meanings(folded, _spoken(known, ("transport",), language)),
    )


def _known(words: Sequence[Token]) -> dict[str, list[Found]]:
    """The known words and names of a post by kind."""
    known: dict[str, list[Found]] = defaultdict(list)
    for one in lexicon().find(words):
        known[one.entry.kind].append(one)
    return known


def _spoken(known: dict[str, list[Found]], kinds: Iterable[str], language: str) -> list[Found]:
    """Words of some kinds, without those that mean this only in another language."""
    found = [one for kind in kinds for one in known[kind]]
    return [one for one in found if not one.entry.languages or language in one.entry.languages]


def _has_digits(text: str) -> bool:
    return sum(map(text.count, "0123456789")) >= LEAST_DIGITS


def _meanings(folded: Folded, found: Sequence[Found]) -> tuple[Hit, ...]:
    """Each meaning once, where it stands first."""
    seen: dict[str, Hit] = {}
    for one in found:
        span = folded.span(one.start, one.end)
        seen.setdefault(one.entry.meaning, Hit(one.entry.meaning, span, "known word"))
    return tuple(seen.values())
