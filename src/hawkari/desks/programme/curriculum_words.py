"""What a curriculum lacks, in the reader's language."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext, ngettext

from hawkari.desks.programme.formats import isolated
from hawkari.desks.programme.learning import Gap, GapKind
from hawkari.desks.programme.training_words import LANGUAGES

__all__ = ["gap_words"]

SHOWN = 5
"""So many topics are named; of more, the first."""


def gap_words(gap: Gap) -> str:
    """One thing that is missing, and what comes of it."""
    return _WORDS[gap.kind](gap)


def _empty(_gap: Gap) -> str:
    return gettext("It has no questions yet: no test can be drawn from it.")


def _unnamed(gap: Gap) -> str:
    said = gettext("Its name is missing in %(language)s: the English one stands on certificates.")
    return said % {"language": LANGUAGES[gap.language]}


def _single(gap: Gap) -> str:
    said = ngettext(
        "One topic has a single question: tests before and after ask the same (%(topics)s).",
        "%(n)s topics have a single question: tests before and after ask the same (%(topics)s).",
        gap.count,
    )
    more = ", …" if gap.count > SHOWN else ""
    topics = ", ".join(isolated(one) for one in gap.topics[:SHOWN])
    return said % {"n": gap.count, "topics": f"{topics}{more}"}


def _untranslated(gap: Gap) -> str:
    said = ngettext(
        "One question is not in %(language)s: papers ask it in English.",
        "%(n)s questions are not in %(language)s: papers ask them in English.",
        gap.count,
    )
    return said % {"n": gap.count, "language": LANGUAGES[gap.language]}


def _unread(gap: Gap) -> str:
    said = ngettext(
        "One question was read by no second person yet.",
        "%(n)s questions were read by no second person yet.",
        gap.count,
    )
    return said % {"n": gap.count}


_WORDS: Mapping[GapKind, Callable[[Gap], str]] = {
    GapKind.EMPTY: _empty,
    GapKind.UNNAMED: _unnamed,
    GapKind.SINGLE: _single,
    GapKind.UNTRANSLATED: _untranslated,
    GapKind.UNREAD: _unread,
}
