"""Checks a package that a partner sent, word by word, before anything of it is kept.

A fault of the whole refuses it. A statement that cannot be used here is refused by itself, with
its reason, and the rest stands.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from followthemoney import model

from hawkari.desks.exchange.packages.building import FORM
from hawkari.desks.exchange.packages.trees import digests, head_of
from hawkari.errors import BadInput
from hawkari.evidence.grading.fields import from_fields
from hawkari.evidence.grading.values import MarkingValue
from hawkari.evidence.models import Category

__all__ = ["LONGEST", "MOST", "Item", "ReadPackage", "read_package"]

MOST = 2000
"""Statements of one package: a person decides on each."""

LONGEST = 20_000
REFERENCE = re.compile(r"[0-9a-f]{32}")
ROOT = re.compile(r"[0-9a-f]{64}")
TEXTS = ("id", "request", "operation", "from", "purpose", "action", "legal_basis", "supersedes")
KEYS = frozenset({
    "form", *TEXTS, "to", "transfer_basis", "expires", "terms", "created", "statements",
    "tree_head",
})  # fmt: skip
STATEMENT_KEYS = frozenset({
    "item", "entity", "schema", "prop", "value", "lang", "seen", "marking", "subject_category",
    "retention", "sanitised",
})  # fmt: skip
BASES = frozenset({"fact", "assessment"})


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a package, read. With a `refusal` only `item` and `digest` are to be used.

    `prop_type` is that of our own model: the partner's word for it is not asked.
    """

    item: str
    digest: str
    entity: str = ""
    schema: str = ""
    prop: str = ""
    prop_type: str = ""
    value: str = ""
    lang: str = ""
    seen: str = ""
    marking: MarkingValue | None = None
    categories: Mapping[str, str] | None = None
    keep_until: date | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """A package whose form holds and whose statements are those of its tree head."""

    reference: str
    request: str
    operation: str
    sender: str
    recipients: tuple[str, ...]
    supersedes: str
    onward: str
    review_by: date
    root: str
    items: tuple[Item, ...]


def read_package(body: Mapping[str, Any]) -> ReadPackage:
    """A package as it came, checked.

    Raises:
        BadInput: if it is not of this form, holds nothing or too much, the same item twice, or
            other statements than those of its tree head.
    """
    _check_form(body)
    statements = body["statements"]
    leaves = digests(statements)
    head = body["tree_head"]
    if head != {"size": len(leaves), "root": head_of(leaves)}:
        raise BadInput("its statements are not those of its tree head", "Ask for it again.")
    named = {one["entity"] for one in statements if _is_reference(one.get("entity"))}
    items = [_item(one, leaf, named) for one, leaf in zip(statements, leaves, strict=True)]
    if len({one.item for one in items}) != len(items):
        raise BadInput("it holds the same item twice", "Ask for it again.")
    terms = body["terms"]
    return ReadPackage(
        reference=body["id"],
        request=body["request"],
        operation=body["operation"],
        sender=body["from"],
        recipients=tuple(body["to"]),
        supersedes=body["supersedes"],
        onward=terms["onward"],
        review_by=date.fromisoformat(terms["review_by"]),
        root=head["root"],
        items=tuple(items),
    )


def _check_form(body: Mapping[str, Any]) -> None:
    faults = (
        (body.get("form") != FORM, f"it is not of the form {FORM}"),
        (not KEYS.issuperset(body) or not KEYS.issubset(body), "its fields are not those known"),
        (not all(isinstance(body.get(key), str) for key in TEXTS), "a field is no text"),
        (not _are_texts(body.get("to")), "its recipients are no list of names"),
        (not _is_list_of_objects(body.get("statements")), "its statements are no list of objects"),
        (not _are_terms(body.get("terms")), "its terms are not complete"),
    )
    for fails, problem in faults:
        if fails:
            raise BadInput(problem, "Ask for a package of the form that is documented.")
    if not 0 < len(body["statements"]) <= MOST:
        raise BadInput(f"it holds no statement, or more than {MOST}", "Ask for smaller ones.")
    named = (body["id"], body["request"], body["supersedes"] or body["id"])
    if not all(map(_is_reference, named)):
        raise BadInput("a reference is not 32 hexadecimal digits", "Ask for it again.")
    if not all(_is_reference(one.get("item")) for one in body["statements"]):
        raise BadInput("an item has no reference", "Ask for it again.")


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _are_terms(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("onward"), str)
        and _day(value.get("review_by")) is not None
    )


def _is_reference(value: Any) -> bool:
    return isinstance(value, str) and REFERENCE.fullmatch(value) is not None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _item(data: Mapping[str, Any], leaf: bytes, named: set[str]) -> Item:
    """One statement; one that cannot be used carries its refusal."""
    item, digest = data["item"], leaf.hex()
    problem = _problem(data, named)
    if problem:
        return Item(item, digest, refusal=problem)
    try:
        marking = from_fields(data.get("marking"))
    except BadInput as error:
        return Item(item, digest, refusal=str(error))
    prop_type = model[data["schema"]].properties[data["prop"]].type.name
    return Item(
        item=item,
        digest=digest,
        entity=data["entity"],
        schema=data["schema"],
        prop=data["prop"],
        prop_type=prop_type,
        value=data["value"],
        lang=data.get("lang", ""),
        seen=data.get("seen", ""),
        marking=marking,
        categories=data.get("subject_category", {}),
        keep_until=_day(data["retention"]),
    )


def _problem(data: Mapping[str, Any], named: set[str]) -> str:
    """What is wrong with a statement; empty if nothing is."""
    if not STATEMENT_KEYS.issuperset(data):
        return "it has fields that are not known"
    texts = [data.get(key) for key in ("entity", "schema", "prop", "value")]
    more = [data.get(key, "") for key in ("lang", "seen")]
    if not all(isinstance(one, str) for one in (*texts, *more)) or not data["value"].strip():
        return "it has no value, or one that is no text"
    if len(data["value"]) > LONGEST:
        return f"its value is longer than {LONGEST} characters"
    if not _is_reference(data["entity"]):
        return "its entity has no reference"
    return _strange(data, named) or _out_of_range(data)


def _strange(data: Mapping[str, Any], named: set[str]) -> str:
    """What our model does not know of it."""
    schema = model.get(data["schema"])
    if schema is None or schema.abstract:
        return f"the schema {data['schema'][:40]!r} is not known"
    prop = schema.properties.get(data["prop"])
    if prop is None or prop.stub:
        return f"{data['schema']} has no property {data['prop'][:40]!r}"
    if prop.type.name == "entity" and data["value"] not in named:
        return "it refers to what is not in the package"
    return ""


def _out_of_range(data: Mapping[str, Any]) -> str:
    categories = data.get("subject_category", {})
    known = isinstance(categories, dict) and set(Category.values).issuperset(categories)
    if not known or not BASES.issuperset(_hashable(categories.values())):
        return "a subject category is not known"
    if _day(data.get("retention")) is None:
        return "it does not say until when it may be kept"
    return ""


def _hashable(values: Any) -> Sequence[str]:
    return [one if isinstance(one, str) else "" for one in values]
