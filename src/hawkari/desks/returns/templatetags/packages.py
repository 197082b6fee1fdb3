"""Filters of the pages of packages, letters and comparisons."""

from collections.abc import Mapping

from django import template

from hawkari.desks.returns.identity import Row
from hawkari.desks.returns.package_words import code_word, fields_said
from hawkari.evidence.models import OutgoingPackage
from hawkari.evidence.outbox import is_read

__all__ = ["fields_of", "needs_reader", "side"]

register = template.Library()


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
