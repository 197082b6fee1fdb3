"""Builds the body of a package for one recipient.

Each recipient has a body of its own: it learns neither of the others nor an id that they know.
Where a value came from inside the originator (file, row, the cell as written) never leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from hawkari.desks.exchange.packages.trees import digests, head_of
from hawkari.evidence.grading.fields import to_fields
from hawkari.evidence.grading.values import ConditionValue, MarkingValue

__all__ = ["FORM", "Copy", "as_statement", "package_body", "tightened"]

FORM = "package/1"


@dataclass(frozen=True, slots=True)
class Copy:
    """One statement as it leaves.

    Attributes:
        item: its random reference.
        entity: id of whom it is about, as this recipient knows it.
        schema, prop, value, lang, seen: what it says; `value` is sanitised where `is_sanitised`.
        marking: as `tightened` gives it.
        categories: category of its subject to basis, ``fact`` or ``assessment``.
        keep_until: last day on which it may be kept without review.
        is_sanitised: whether the value says less than the originator's.
    """

    item: str
    entity: str
    schema: str
    prop: str
    value: str
    marking: MarkingValue
    keep_until: date
    lang: str = ""
    seen: str = ""
    categories: Mapping[str, str] | None = None
    is_sanitised: bool = False


def tightened(
    marking: MarkingValue, recipient: str, *, words: str = "", until: date | None = None
) -> MarkingValue:
    """A marking as it goes to one recipient: with the conditions added, and naming it alone.

    What was agreed with an originator who had to be consulted is agreed: its words stay.

    Args:
        marking: of the statement, agencies by their slugs.
        recipient: slug.
        words: conditions that are added; empty for none.
        until: last day of the added conditions.
    """
    before = marking.condition
    if before is None and not words.strip():
        return marking
    texts = [before.text if before is not None else "", words]
    ends = [before.expires if before is not None else None, until]
    return replace(
        marking,
        handling="C",
        condition=ConditionValue(
            text="\n".join(one.strip() for one in texts if one.strip()),
            agencies=frozenset({recipient}),
            purposes=before.purposes if before is not None else frozenset(),
            expires=min((one for one in ends if one is not None), default=None),
            code=before.code if before is not None else "",
        ),
    )


def as_statement(copy: Copy) -> dict[str, Any]:
    """A statement as plain data; empty fields are left out."""
    found: dict[str, Any] = {
        "item": copy.item,
        "entity": copy.entity,
        "schema": copy.schema,
        "prop": copy.prop,
        "value": copy.value,
        "lang": copy.lang,
        "seen": copy.seen,
        "marking": to_fields(copy.marking),
        "subject_category": dict(copy.categories or {}),
        "retention": copy.keep_until.isoformat(),
        "sanitised": copy.is_sanitised,
    }
    return {key: value for key, value in found.items() if value}


def package_body(
    copies: Sequence[Copy], about: Mapping[str, Any], *, created: datetime
) -> dict[str, Any]:
    """The whole body.

    Args:
        copies: its statements, in order.
        about: ``id``, ``request``, ``operation``, ``from``, ``to``, ``purpose``, ``action``,
            ``legal_basis``, ``transfer_basis``, ``expires``, ``terms`` and ``supersedes``.
        created: when it was signed.
    """
    statements = [as_statement(one) for one in copies]
    leaves = digests(statements)
    return {
        "form": FORM,
        **about,
        "created": created.isoformat(),
        "statements": statements,
        "tree_head": {"size": len(leaves), "root": head_of(leaves)},
    }
