"""The register by API: what is promised, with every claim of it and who says so."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja import Query as Params

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.services.cells import Cell
from hawkari.desks.programme.services.reading import PROMISES, Query, find_items, view_item
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of

__all__ = ["item_json", "router"]

router = Router()


class ItemsIn(Schema):
    """What is looked for: `kind` is ``promises``, a kind, or empty for all."""

    kind: str = Field(PROMISES, max_length=20)
    strand: str = Field("", max_length=20)
    q: str = Field("", max_length=200)
    page: int = Field(1, ge=1, le=1_000_000)


class ClaimOut(Schema):
    """What somebody says of one attribute."""

    number: int
    value: str
    language: str
    amount: Decimal | None
    currency: str
    bound: str
    day: date | None
    reported_by: str
    url: str
    published_on: date | None
    retrieved_on: date | None
    quotation: str
    grade: str
    status: str


class CellOut(Schema):
    """One attribute: `published` is false where nobody says anything, which is not 0."""

    attribute: str
    published: bool
    conflict: bool
    preferred: int | None
    claims: list[ClaimOut]


class ItemOut(Schema):
    """One item of the register."""

    reference: str
    kind: str
    name: str
    names: dict[str, str]
    parent: str | None
    strand: str
    public: bool
    cells: list[CellOut]


class ItemsOut(Schema):
    """A page of items."""

    items: list[ItemOut]
    total: int
    page: int
    pages: int


@router.get("/items", response={200: ItemsOut, **REFUSALS})
def items(request: HttpRequest, asked: Params[ItemsIn]) -> dict[str, Any]:
    """Items of one's own agency's register; audited. An unknown kind finds nothing."""
    strand = asked.strand.replace("\0", "")
    kind = asked.kind.replace("\0", "")
    query = Query(kind=kind, strand=strand, words=asked.q, page=asked.page)
    found = find_items(access_of(request), query)
    rows = [item_json(one.item, one.cells.values()) for one in found.rows]
    return {"items": rows, "total": found.total, "page": found.page, "pages": found.pages}


@router.get("/items/{reference}", response={200: ItemOut, 404: ErrorOut, **REFUSALS})
def item(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One item with every claim of it; audited."""
    view = view_item(access_of(request), reference)
    return item_json(view.item, view.cells)


def item_json(item: RegisterItem, cells: Iterable[Cell]) -> dict[str, Any]:
    """An item and its cells as plain values."""
    return {
        "reference": item.reference, "kind": item.kind, "name": item.name, "names": item.names,
        "parent": item.parent.reference if item.parent else None, "strand": item.strand,
        "public": item.public, "cells": [_cell(one) for one in cells],
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "attribute": cell.attribute,
        "published": bool(cell.current),
        "conflict": cell.conflict,
        "preferred": cell.preferred.pk if cell.preferred else None,
        "claims": [_claim(one) for one in cell.claims],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    names = [name for name in ClaimOut.model_fields if name != "number"]
    return {"number": claim.pk, **{name: getattr(claim, name) for name in names}}
