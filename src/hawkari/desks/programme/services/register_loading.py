"""Items with their claims out of a file: JSON lines, or a table; each line or row has its fate.

What is kept already stays as it is: loading the same file again adds nothing. The shipped register
is such a file: the package of November 2024 and what followed, as published; each fact with its
reporters and none graded; its translations were drafted by a machine and read by nobody yet.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import resources
from typing import Any

from django.db import transaction

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.services.access import known_items, require_programme
from hawkari.desks.programme.services.checking import checked_amount, checked_text
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.register import (
    NewClaim,
    NewItem,
    build_claim,
    build_item,
    is_kept,
)
from hawkari.desks.programme.sheets import SheetRow, sheet_rows
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["COLUMNS", "Fate", "RegisterLoad", "import_register", "load_lines", "seed_lines"]

LONGEST_LINE = 1_000_000
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "key": ("key", "reference", "id"),
    "kind": ("kind", "type"),
    "name": ("name", "name_en", "title"),
    "name_ar": ("name_ar", "الاسم"),
    "name_ckb": ("name_ckb", "ناو"),
    "parent": ("parent", "under"),
    "strand": ("strand",),
    "attribute": ("attribute", "what is claimed"),
    "value": ("value", "claim"),
    "language": ("language", "lang"),
    "amount": ("amount",),
    "currency": ("currency",),
    "bound": ("bound",),
    "day": ("day",),
    "reported_by": ("reported_by", "reported by", "source", "reporter"),
    "url": ("url", "address"),
    "published_on": ("published_on", "published on"),
    "retrieved_on": ("retrieved_on", "retrieved on"),
    "quotation": ("quotation",),
    "grade": ("grade",),
}
"""Columns of a table, each with the headers it is recognised by."""
ReadItem = tuple[NewItem, Sequence[NewClaim]]
_DAYS = ("day", "published_on", "retrieved_on")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one line or row.

    Attributes:
        place: where it stands, e.g. ``12`` or ``Sheet!12``.
        item: reference of its item; empty where it was refused.
        is_new: whether the item is new.
        claims: claims that are new.
        kept: claims that were kept already.
        problem, remedy: why it was refused, and what to do; empty where it was not.
    """

    place: str
    item: str = ""
    is_new: bool = False
    claims: int = 0
    kept: int = 0
    problem: str = ""
    remedy: str = ""


@dataclass(slots=True)
class RegisterLoad:
    """What a file brought, line by line."""

    fates: list[Fate] = field(default_factory=list)

    @property
    def items(self) -> int:
        """How many items are new."""
        return sum(one.is_new for one in self.fates)

    @property
    def claims(self) -> int:
        """How many claims are new."""
        return sum(one.claims for one in self.fates)

    @property
    def kept(self) -> int:
        """How many claims were kept already."""
        return sum(one.kept for one in self.fates)

    @property
    def refused(self) -> list[Fate]:
        """The lines that were not taken."""
        return [one for one in self.fates if one.problem]


def seed_lines() -> list[str]:
    """The shipped register."""
    folder = resources.files("hawkari.desks.programme") / "resources"
    return (folder / "register.jsonl").read_text("utf-8").splitlines()


def load_lines(access: Access, lines: Iterable[str], *, public: bool = False) -> RegisterLoad:
    """Load items with their claims, one JSON object a line; a line is taken whole or not at all.

    Args:
        access: who loads.
        lines: of the file; empty ones are passed over.
        public: whether the public view may show what is loaded, as published already.

    Raises:
        AccessDenied: if the role may not.
    """
    require_programme(access)
    load = RegisterLoad()
    for number, line in enumerate(lines, 1):
        if line.strip():
            load.fates.append(_fate(access, str(number), partial(_of_line, line, public=public)))
    return load


def import_register(access: Access, content: bytes, file: str) -> RegisterLoad:
    """Load items and claims out of a table (CSV, XLSX, ODS), a row at most one claim.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the file cannot be read at all; what is wrong with a row is its fate.
    """
    require_programme(access)
    load = RegisterLoad()
    for row in sheet_rows(content, file, COLUMNS, needed=("key",)):
        load.fates.append(_fate(access, row.place, partial(_of_row, row)))
    return load


def _fate(access: Access, place: str, read: Callable[[], ReadItem]) -> Fate:
    try:
        with transaction.atomic():
            return _take(access, place, read())
    except BadInput as error:
        where = f"{', '.join(error.where)}: " if error.where else ""
        return Fate(place, problem=f"{where}{error.problem}", remedy=error.remedy)
    except NotFound as error:
        return Fate(place, problem=str(error), remedy="Put what it hangs on before it.")


def _take(access: Access, place: str, read: ReadItem) -> Fate:
    new, claims = read
    item = _known(access, checked_text(new.seed, "key", most=60))
    is_new = item is None
    if is_new and new.parent:
        parent = _known(access, checked_text(new.parent, "parent", most=60))
        new = replace(new, parent=parent.reference if parent else new.parent)
    if item is None:
        item = build_item(access, new)
        item.reference = new_reference("P", RegisterItem.objects.all(), access.today)
        item.save(force_insert=True)
    made = [build_claim(access, item, one) for one in claims]
    fresh = [one for one in made if is_new or not is_kept(one)]
    Claim.objects.bulk_create(fresh)
    if is_new or fresh:
        audit.record(
            Act.COLLECT, access=access, objects=[item.reference], count=1 + len(fresh),
            detail={"what": "register", "step": "load", "claims": len(fresh)},
        )  # fmt: skip
    return Fate(place, item.reference, is_new, len(fresh), len(made) - len(fresh))


def _known(access: Access, key: str) -> RegisterItem | None:
    """The item that a key or a reference names."""
    rows = known_items(access)
    return rows.filter(seed=key).first() or rows.filter(reference=key).first()


def _of_line(line: str, *, public: bool) -> ReadItem:
    if len(line) > LONGEST_LINE:
        raise BadInput("the line is too long", "Part its claims.")
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput("this is no JSON", "Write one object a line.") from error
    if not isinstance(said, dict) or not isinstance(said.get("claims", []), list):
        raise BadInput("this is no item with claims", "Write one object a line.")
    names = _texts(said.get("name", ""), "name")
    item = NewItem(
        kind=_text(said, "kind"), name=names.get("en", ""),
        names={code: text for code, text in names.items() if code != "en"},
        parent=_text(said, "parent"), strand=_text(said, "strand"), seed=_text(said, "key"),
        asked=_asked(said), public=public,
    )  # fmt: skip
    return item, [_claim(one, public=public) for one in said.get("claims", [])]


def _asked(said: Mapping[str, Any]) -> tuple[str, ...]:
    found = said.get("asked", [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise BadInput("this is no list of attributes", "Write a list.", where=("asked",))
    return tuple(found)


def _claim(said: Any, *, public: bool) -> NewClaim:
    if not isinstance(said, dict):
        raise BadInput("this is no claim", "Write an object for each.", where=("claims",))
    texts = _texts(said.get("value", ""), "value")
    language = _text(said, "language") or next(iter(texts), "en")
    fields: dict[str, Any] = {
        name: _text(said, name)
        for name in ("attribute", "currency", "reported_by", "url", "quotation", "grade")
    }
    return NewClaim(
        **fields,
        value=texts.pop(language, ""),
        language=language,
        translations=texts,
        bound=_text(said, "bound") or "exact",
        **_numbers({name: _text(said, name) for name in ("amount", *_DAYS)}),
        public=public,
    )


def _of_row(row: SheetRow) -> ReadItem:
    if row.problem:
        raise BadInput(row.problem, row.remedy)
    said = dict.fromkeys(COLUMNS, "") | dict(row.values)
    names = {code: said[f"name_{code}"] for code in ("ar", "ckb") if said[f"name_{code}"]}
    item = NewItem(
        kind=said["kind"], name=said["name"], names=names, parent=said["parent"],
        strand=said["strand"], seed=said["key"],
    )  # fmt: skip
    if not said["attribute"]:
        return item, []
    fields: dict[str, Any] = {
        name: said[name]
        for name in ("attribute", "value", "currency", "reported_by", "url", "quotation", "grade")
    }
    claim = NewClaim(
        **fields, language=said["language"] or "en", bound=said["bound"] or "exact",
        **_numbers({name: said[name] for name in ("amount", *_DAYS)}),
    )  # fmt: skip
    return item, [claim]


def _numbers(said: Mapping[str, str]) -> dict[str, Any]:
    """Amount and days out of texts; an empty text is none."""
    return {name: _number(name, text) for name, text in said.items() if text}


def _number(name: str, text: str) -> Decimal | date:
    if name == "amount":
        return checked_amount(text.replace(",", ""), name)
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise BadInput("this is no day", "Write it like 2024-11-28.", where=(name,)) from error


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    if found is not None and not isinstance(found, str | int):
        raise BadInput("this is no text", "Put it in quotes.", where=(name,))
    return "" if found is None else str(found)


def _texts(said: Any, name: str) -> dict[str, str]:
    """Texts by language; one text alone is English."""
    if isinstance(said, str):
        return {"en": said} if said else {}
    if not isinstance(said, dict) or not all(isinstance(one, str) for one in said.values()):
        raise BadInput("this is no text", "Write a text, or one for each language.", where=(name,))
    return dict(said)
