"""Filters that give the words of packages, letters and comparisons."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns import words
from hawkari.desks.returns.identity import Row
from hawkari.desks.returns.package_words import (
    ANSWERED,
    BASES,
    FIELDS,
    PACKAGES,
    STANDINGS,
    code_word,
    fields_said,
)
from hawkari.evidence.models import OutgoingPackage
from hawkari.evidence.outbox import is_read

__all__ = [
    "basis_word",
    "field_word",
    "fields_of",
    "language_word",
    "needs_reader",
    "outcome_word",
    "package_word",
    "reason_word",
    "side",
    "standing_word",
    "verdict_word",
]

register = template.Library()
VERDICTS: Mapping[str, Promise] = {
    "same": _("agrees"),
    "near": _("nearly agrees"),
    "different": _("differs"),
    "one side": _("only one side holds it"),
    "unknown": _("not compared"),
}
REASONS: Mapping[str, Promise] = {
    "swapped": _("day and month are swapped"),
    "year_off": _("one year apart"),
    "year_only": _("one side knows only part of the date"),
    "made_up": _("registers write this day where the real one is not known"),
    "written_otherwise": _("the same, written otherwise"),
    "one_sign": _("one sign differs"),
    "neighbours": _("two neighbouring signs are swapped"),
    "other_script": _("written in two scripts"),
    "words_missing": _("one side has a word more"),
    "other_document": _("numbers of two kinds of document"),
}


@register.filter
def package_word(kind: str) -> Promise | str:
    """What sort of package or letter it is."""
    return PACKAGES.get(kind, kind)


@register.filter
def standing_word(state: str) -> Promise | str:
    """How far a package is."""
    return STANDINGS.get(state, state)


@register.filter
def basis_word(code: str) -> Promise | str:
    """On what it rests."""
    return BASES.get(code, code)


@register.filter
def outcome_word(code: str) -> Promise | str:
    """What an officer decided."""
    return ANSWERED.get(code, code)


@register.filter
def field_word(name: str) -> Promise | str:
    """What a field is called."""
    return FIELDS.get(name, name)


@register.filter
def verdict_word(code: str) -> Promise | str:
    """What was found of a field."""
    return VERDICTS.get(code, code)


@register.filter
def reason_word(code: str) -> Promise | str:
    """Why it was found."""
    return REASONS.get(code, code)


@register.filter
def language_word(code: str) -> Promise | str:
    """The name of a language."""
    return words.word(words.LANGUAGES, code)


@register.filter
def fields_of(body: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields of a package with their words."""
    return fields_said(body)


@register.filter
def side(row: Row, which: str) -> str:
    """What one side holds of a field, in words: ``{{ row|side:"ours" }}``."""
    return code_word(row.field, str(getattr(row, which)))


@register.filter
def needs_reader(package: OutgoingPackage) -> bool:
    """Whether a note waits for somebody who did not write it."""
    return bool(package.body.get("note")) and not is_read(package)
