"""A case with everything that STIX has its own words for, and some that it has not."""

import json
from pathlib import Path
from typing import Any

from hawkari.evidence.access import Access, open_access, visible_to
from hawkari.evidence.grading.fields import to_fields
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.loading.files import LoadReport, Terms, load_file
from hawkari.evidence.local import ensure_local_user
from tests.desks.intelligence.case import Case
from tests.evidence.factories import row

__all__ = ["StixCase", "by_type", "load_again", "said_of"]


class StixCase(Case):
    """The case of the intelligence desk, with an account, a place, a family tie and a vehicle."""

    def load(self) -> "StixCase":
        super().load()
        world = self.world
        rows = [
            row("acc-1", "username", "rebwar_travel", schema="UserAccount"),
            row("acc-1", "owner", "krg-1", schema="UserAccount"),
            row("fam-1", "person", "uk-3", schema="Family"),
            row("fam-1", "relative", "uk-5", schema="Family"),
            row("van-1", "registrationNumber", "AB12 CDE", schema="Vehicle"),
            row("van-1", "owner", "uk-3", schema="Vehicle", original_value="Saman"),
            row("uk-3", "alias", "Saman K", lang="ara", seen="2026-02", original_value="سامان"),
        ]  # fmt: skip
        world.load("krg", rows, slot="things.csv", grade="3C", shared_with=["nca", "krg"])
        return self


def by_type(bundle: bytes) -> dict[str, list[dict[str, Any]]]:
    """The objects of a bundle by their type."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in json.loads(bundle)["objects"]:
        found.setdefault(one["type"], []).append(one)
    return found


def said_of(access: Access, *, source: str = "") -> set[tuple[Any, ...]]:
    """All that an access may read: of whom, what, how written, when seen, under which marking.

    Entities are told by what the access knows them by, or in a source, by their ids as stated.
    """
    statements = visible_to(access)
    if source:
        statements = statements.filter(source__slug=source)
    rows = list(
        statements.values_list(
            "entity_id", "schema", "prop", "prop_type", "value", "original_value", "lang", "seen",
            "part__marking",
        )
    )  # fmt: skip
    markings = {pk: json.dumps(to_fields(one), sort_keys=True)
                for pk, one in stored_markings(by_name=True).items()}  # fmt: skip
    heads = clusters_of(access, {one[0] for one in rows} | {one[4] for one in rows}).head

    def name(stated: str) -> str:
        return stated.removeprefix(f"{source}:") if source else heads[stated]

    return {
        (
            name(entity), schema, prop, name(value) if kind == "entity" else value,
            "" if kind == "entity" else original, lang, seen, markings[marking],
        )
        for entity, schema, prop, kind, value, original, lang, seen, marking in rows
        if kind != "entity" or source or value in heads
    }  # fmt: skip


def load_again(
    folder: Path, content: bytes, *, name: str = "b.stix.json", **more: Any
) -> tuple[Access, LoadReport]:
    """Load a bundle as a file of an agency's on this machine; its access, and the report."""
    path = folder / name
    path.write_bytes(content)
    user, operation = ensure_local_user()
    access = open_access(user, operation.slug)
    terms = Terms(agency=user.agency.slug, source="mirror", **more)
    return access, load_file(path, terms, access=access)
