"""What the pages of publishing show alike: broken rules, what stays inside, publications."""

from collections.abc import Iterable, Mapping
from typing import Any

from hawkari.desks.programme.iati_out import FIELDS
from hawkari.desks.programme.models.publishing import Publication
from hawkari.desks.programme.publish_words import DEFAULT_WHY, DOES, RULES, STATES
from hawkari.desks.programme.publish_words import FIELDS as FIELD_WORDS
from hawkari.desks.programme.services.publications import Kept, plain
from hawkari.desks.programme.services.publish_checks import Failing

__all__ = ["failing_rows", "kept_rows", "loosened_rows", "publication_rows"]


def failing_rows(failing: Iterable[Failing]) -> list[dict[str, Any]]:
    """Broken rules by id, each once a field; in the reader's words, or else in the standard's."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in failing:
        words = RULES.get(one.rule)
        row = {
            "rule": one.rule, "severity": one.severity, "words": words, "standard": one.words,
            "field": one.field, "path": one.path, "line": one.line, "reference": one.reference,
        }  # fmt: skip
        found.setdefault((one.rule, one.field, one.reference), row)
    return list(found.values())


def kept_rows(kept: Iterable[Kept | Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What stays inside and why, from a preview or as it was kept with a publication."""
    rows = [plain(one) if isinstance(one, Kept) else one for one in kept]
    return [
        {
            "reference": one["reference"],
            "field": FIELD_WORDS.get(one["field"], one["field"]),
            "does": DOES.get(one["does"], one["does"]),
            "what": one["what"],
            "why": one["why"],
            "default_why": _default_why(one["field"]),
            "until": one["until"],
        }
        for one in rows
    ]


def loosened_rows(rows: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Rules under which more leaves than by default, in the reader's words."""
    return [
        {
            "reference": one["reference"],
            "field": FIELD_WORDS.get(one["field"], one["field"]),
            "does": DOES.get(one["does"], one["does"]),
            "why": one["why"],
        }
        for one in rows
    ]


def publication_rows(found: Iterable[Publication]) -> list[tuple[Publication, Any]]:
    """Publications with their state in the reader's language."""
    return [(one, STATES[one.state]) for one in found]


def _default_why(field: str) -> Any:
    known = FIELDS.get(field)
    return "" if known is None else DEFAULT_WHY[known.guards]
