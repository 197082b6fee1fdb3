"""How figures, grades and lists are said in a brief: exact, and hedged by what they rest on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.brief import Run
from hawkari.desks.intelligence.network_brief.material import Material, Pair, named
from hawkari.desks.intelligence.services.what_if_values import best_grade
from hawkari.desks.intelligence.values import ChartTie
from hawkari.evidence.entities import EntityView

__all__ = [
    "chance",
    "comma",
    "days_of",
    "graded",
    "interval",
    "kinds_of",
    "listed",
    "names",
    "pair_named",
    "pairs_named",
    "percent",
    "semicolon",
]

# Letters of an ISO date.
DAY = 10
MOST_NAMED = 12
# 3x5x2 intelligence assessments, as a sentence says them.
HEDGES: Mapping[str, Promise] = {
    "A": _("known directly to its source"),
    "B": _("known indirectly, but corroborated"),
    "C": _("known indirectly"),
    "D": _("on a basis that is not known"),
    "E": _("suspected to be false"),
}


def comma() -> str:
    """What stands between the parts of a list in the language that is on."""
    return "، " if get_language_bidi() else ", "


def semicolon() -> str:
    """What stands between longer parts in the language that is on."""
    return "؛ " if get_language_bidi() else "; "


def percent(share: float, *, places: int = 0) -> str:
    """A share as a percentage that no line breaks; a true minus where it is below 0."""
    text = f"{abs(share) * 100:.{places}f}"
    return f"−{text}\u00a0%" if share < 0 and float(text) else f"{text}\u00a0%"


def interval(low: float, high: float, *, places: int = 0) -> str:
    """Two shares as a 90 % interval in words."""
    ends = {"first": percent(low, places=places), "last": percent(high, places=places)}
    return gettext("%(first)s to %(last)s") % ends


def chance(value: float) -> str:
    """A probability in a word of the yardstick with its number, never rounded to 0 or 1."""
    kept = min(max(value, 0.0), 1.0)
    text = f"{kept:.2f}"
    if text == "1.00" and kept < 1:
        text = "> 0.99"
    elif text == "0.00" and kept > 0:
        text = "< 0.01"
    return f"{words.probability(value)} ({text})"


def graded(ties: Iterable[ChartTie]) -> str:
    """The best grade of some ties, with what it means."""
    grade = best_grade(tie.grade for tie in ties)
    return f"{HEDGES[grade[-1]]} ({grade})" if grade else gettext("ungraded")


def kinds_of(ties: Iterable[ChartTie]) -> str:
    """How often each kind of tie was seen, the commonest first."""
    counts: Counter[str] = Counter()
    for tie in ties:
        counts[words.tie_kind(tie.kind)] += tie.count
    found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return comma().join(f"{kind} {count}" for kind, count in found)


def days_of(ties: Sequence[ChartTie]) -> str:
    """The first and last day on which some ties were seen; that they are undated where they are."""
    first = min((tie.first[:DAY] for tie in ties if tie.first), default="")
    last = max((tie.last[:DAY] for tie in ties if tie.last), default="")
    if not first:
        return gettext("undated")
    return first if first == last else gettext("%(first)s to %(last)s") % locals_of(first, last)


def locals_of(first: str, last: str) -> dict[str, str]:
    """Two ends of a period, for a translated text."""
    return {"first": first, "last": last}


def listed(parts: Iterable[Sequence[Run]]) -> list[Run]:
    """Parts with commas between them."""
    found: list[Run] = []
    for part in parts:
        found += [*([Run(comma())] if found else []), *part]
    return found


def names(views: Sequence[EntityView]) -> list[Run]:
    """Names with commas, at most twelve; how many more there are."""
    return [*listed(named(one) for one in views[:MOST_NAMED]), *_more(len(views))]


def pair_named(material: Material, pair: Pair) -> tuple[Run, ...]:
    """The two ends of a pair."""
    one, other = material.ends(pair)
    return (*named(one), Run(" – "), *named(other))


def pairs_named(material: Material, pairs: Sequence[Pair]) -> list[Run]:
    """Pairs with semicolons, at most twelve; how many more there are."""
    found: list[Run] = []
    for pair in pairs[:MOST_NAMED]:
        found += [*([Run(semicolon())] if found else []), *pair_named(material, pair)]
    return [*found, *_more(len(pairs))]


def _more(count: int) -> list[Run]:
    left = count - MOST_NAMED
    return [Run(" "), Run(gettext("and %(count)s more") % {"count": left})] if left > 0 else []
