"""Where a passage begins and ends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from hawkari.engines.posts.selectors.folding import ARROW, Folded, fold
from hawkari.engines.posts.selectors.lexicon import country_of_place, flags
from hawkari.engines.posts.selectors.values import RouteHit
from hawkari.engines.posts.selectors.words import Found, Token, rows

__all__ = ["Mention", "mentions", "read_routes"]

MOST_WORDS_BETWEEN = 4
_SIGNS_BETWEEN = re.compile(
    rf"^[\s\U0001f1e6-\U0001f1ff]*(?:-{{1,3}}>?|={{1,2}}>|>{{1,3}}|{ARROW}+|~|\.{{2,3}}|/|"
    r"[\U0001f680-\U0001f6ff✈⛴⛵➡]+)[\s\U0001f1e6-\U0001f1ff>]*$"
)
# Between two names these join or list as often as they lead from one to the other.
_LOOSE = re.compile(r"\s*/\s*|-")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_REGIONAL_A = 0x1F1E6
WORDS_BEFORE = 3
MOST_WORDS_WEAK = 2
LONGEST_SURE = 2
"""Letters of an ending: a longer one taken off a name is said to be guessed."""
_STOP = re.compile(r"[.!?\n;]")
# What Arabic hangs before a name for "to".
_PREFIXED_TO = ("ل", "لل")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that a post names.

    Attributes:
        name: English name.
        start: first place in the folded text.
        end: behind the last.
        first: index of its first token; of the following token for a flag.
        behind: index of the token behind it.
        ending: what was taken off behind the name.
        before: what was taken off in front of the name.
    """

    name: str
    start: int
    end: int
    first: int
    behind: int
    ending: str = ""
    before: str = ""


def mentions(
    folded: Folded,
    *,
    original: str,
    found: Sequence[Found],
    words: Sequence[Token],
    is_offer: bool,
) -> list[Mention]:
    """The places of a post in order: names of the gazetteer and flags.

    Args:
        folded: the post.
        original: the same as it was written.
        found: the places that were found in it; of several called the same the first counts.
        words: its tokens.
        is_offer: whether the post names a phone, an account or a price.
    """
    named: dict[int, Mention] = {}
    for one in found:
        entry = one.entry
        if one.first in named or (entry.offer and not is_offer):
            continue
        if not entry.capital or _has_capital(folded, original, one):
            named[one.first] = Mention(
                entry.meaning, one.start, one.end, one.first, one.behind, one.ending, one.before
            )
    places = list(named.values())
    if "\U0001f1e6" <= max(folded.text, default="") <= "\U0001f9ff":
        places.extend(_flags(folded.text, words, flags()))
        places.sort(key=lambda one: one.start)
    return places


def _has_capital(folded: Folded, original: str, one: Found) -> bool:
    letter = original[folded.span(one.start, one.start + 1)[0]]
    return letter.isupper() or not letter.isascii()


def _flags(text: str, words: Sequence[Token], countries: dict[str, str]) -> Iterator[Mention]:
    for flag in _FLAG.finditer(text):
        code = "".join(chr(ord(one) - _REGIONAL_A + ord("A")) for one in flag.group())
        if code in countries:
            place = sum(1 for _, start, _ in words if start < flag.start())
            yield Mention(countries[code], flag.start(), flag.end(), place, place)


def read_routes(
    folded: Folded, places: Sequence[Mention], words: Sequence[Token], *, is_offer: bool
) -> tuple[RouteHit, ...]:
    """The routes of a post, each once, in order.

    Args:
        folded: the post.
        places: its places.
        words: its tokens.
        is_offer: whether it names a phone, an account or a price as well: without, only what
            cannot be read otherwise is a route.
    """
    found: dict[tuple[str, str], RouteHit] = {}
    at = {one.start: place for place, one in enumerate(places)}
    for joined, rule in _chains(folded.text, places, words, is_offer=is_offer):
        # A hashtag before the route often ends with where the route ends.
        chain = joined[1:] if joined[0].name == joined[-1].name else joined
        for one in (chain, *_others(folded.text, places, words, chain=chain, at=at)):
            names = list(dict.fromkeys(mention.name for mention in one))
            if len(names) > 1:
                hit = _hit(folded, one, names=names, rule=rule)
                found.setdefault((hit.origin, hit.destination), hit)
    return tuple(found.values())


def _hit(folded: Folded, chain: Sequence[Mention], *, names: Sequence[str], rule: str) -> RouteHit:
    span = folded.span(min(one.start for one in chain), max(one.end for one in chain))
    guessed = any(len(one.ending) > LONGEST_SURE for one in chain)
    return RouteHit(names[0], names[-1], span, rule, tuple(names[1:-1]), guessed)


def _others(
    text: str,
    places: Sequence[Mention],
    words: Sequence[Token],
    *,
    chain: Sequence[Mention],
    at: dict[int, int],
) -> Iterator[list[Mention]]:
    """The further routes of "from A and B to C" and of "from A to B or C"."""
    place = at[chain[0].start]
    while place > 0 and _is_list(text, places[place - 1 : place + 1], words):
        place -= 1
        yield [places[place], *chain[1:]]
    place = at[chain[-1].start]
    while _is_list(text, places[place : place + 2], words):
        place += 1
        yield [*chain[:-1], places[place]]


def _is_list(text: str, pair: Sequence[Mention], words: Sequence[Token]) -> bool:
    """Whether two places that follow one another are only named together."""
    if len(pair) < 2 or pair[1].start < pair[0].end:
        return False
    inner = [word for word, _, _ in words[pair[0].behind : pair[1].first]]
    between = text[pair[0].end : pair[1].start].strip()
    hung = pair[1].before == "و"
    return (not inner and (hung or between in (",", "/", "&"))) or (
        len(inner) == 1 and inner[0] in connectors("also") and not _STOP.search(between)
    )


def _chains(
    text: str, places: Sequence[Mention], words: Sequence[Token], *, is_offer: bool
) -> Iterator[tuple[list[Mention], str]]:
    chain: list[Mention] = []
    rule = ""
    for one, following in zip_longest(places, places[1:]):
        chain = chain or [one]
        joined = _joins(text, one, following, words=words, is_offer=is_offer) if following else ""
        if joined == _REVERSED and following is not None and len(chain) == 1:
            yield [following, one], "to a place from another"
            chain = []
        elif joined and joined != _REVERSED and following is not None:
            chain.append(following)
            rule = joined
        else:
            if len(chain) > 1:
                yield chain, rule
            chain = []


_REVERSED = "reversed"


def _joins(
    text: str, one: Mention, other: Mention, *, words: Sequence[Token], is_offer: bool
) -> str:
    """By which rule a place leads to the next; empty where it does not."""
    between = text[one.end : other.start]
    if not is_offer and _holds(one.name, other.name):
        return ""
    if _SIGNS_BETWEEN.match(between):
        return "" if _LOOSE.fullmatch(between) and not is_offer else "sign between two places"
    inner = [word for word, _, _ in words[one.behind : other.first]]
    if len(inner) > MOST_WORDS_BETWEEN or _STOP.search(between):
        return ""
    if not is_offer and not connectors("").issuperset(inner):
        return ""
    before = [word for word, _, _ in words[max(0, one.first - WORDS_BEFORE) : one.first]]
    return _by_words(one, other, inner=inner, before=before)


def _by_words(one: Mention, other: Mention, *, inner: Sequence[str], before: Sequence[str]) -> str:
    """By which words a place leads to the next; empty where none do."""
    if _is_back(inner, before, one):
        return _REVERSED
    left = one.ending in connectors("ending")
    if not connectors("to").isdisjoint(inner) or (left and not inner):
        return "word for to between two places"
    weak = left or other.before in _PREFIXED_TO or not connectors("weak").isdisjoint(inner)
    departs = not (connectors("from") | connectors("way")).isdisjoint(before)
    if weak and departs and len(inner) <= MOST_WORDS_WEAK:
        return "from one place to another"
    return ""


def _holds(one: str, other: str) -> bool:
    """Whether one of two places is a country and the other lies in it."""
    country = country_of_place()
    return country.get(one) == country.get(other) and not {one, other}.isdisjoint(flags().values())


def _is_back(inner: Sequence[str], before: Sequence[str], one: Mention) -> bool:
    """Whether it reads "to A from B"."""
    if not inner or inner[-1] not in connectors("back") or len(inner) > MOST_WORDS_WEAK:
        return False
    leads = bool(before) and before[-1] in connectors("to") | connectors("weak")
    return leads or one.before in _PREFIXED_TO


@cache
def connectors(kind: str) -> frozenset[str]:
    """Folded words of one kind, or of any, that lead from a place to another."""
    found = [row["words"].split() for row in rows("connectors.tsv") if kind in ("", row["kind"])]
    return frozenset(fold(word).text for words in found for word in words)
