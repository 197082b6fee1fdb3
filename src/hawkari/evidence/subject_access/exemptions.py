"""Why a row may be withheld from the person it is about, as data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["THIRD_PARTY", "Exemption", "exemptions"]

THIRD_PARTY = "third-party"


@dataclass(frozen=True, slots=True)
class Exemption:
    """One reason to withhold.

    Attributes:
        id: its name.
        title: in words, in English.
        authority: the rule it follows.
        status: ``unconfirmed`` until a qualified person has checked it; ``ours`` for our own.
        verified_by: who checked it; None for nobody yet.
    """

    id: str
    title: str
    authority: str
    status: str
    verified_by: str | None


@cache
def exemptions() -> Mapping[str, Exemption]:
    """The table in ``resources/exemptions.json``, by id, in its order."""
    path = resources.files("hawkari.evidence") / "resources" / "exemptions.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["exemptions"]
    return {row["id"]: Exemption(**row) for row in rows}
