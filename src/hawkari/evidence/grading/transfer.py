"""Test 9: whether a transfer out of the United Kingdom has a basis in DPA 2018 Part 3 chapter 5.

Sections, limbs and what each needs are data (``transfer-basis.json``), as far as the statute was
read. Not legal advice; verified by: nobody yet.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from hawkari.evidence.grading.release_terms import Recipient, Releasable, TransferBasis

__all__ = ["transfer_faults"]

SINGLE = "single"
ADEQUACY = "adequacy"


@cache
def _table() -> dict[str, Any]:
    path = files("hawkari.evidence").joinpath("resources/transfer-basis.json")
    return dict(json.loads(path.read_text("utf-8")))


def transfer_faults(thing: Releasable, recipient: Recipient, purpose: str) -> list[str]:
    """What is wrong with the transfer, as causes; nothing for a recipient in the United Kingdom.

    Args:
        thing: what would leave; its `transfer` is the recorded basis.
        recipient: who would receive it.
        purpose: the kind of purpose it is asked for.
    """
    table, basis = _table(), thing.transfer
    if recipient.country == table["home"]:
        return []
    if basis is None:
        return ["transfer-none"]
    right = (
        basis.recipient_authority == recipient.agency and recipient.is_relevant_authority
    )  # s.72, s.73(4)
    needs_assessment = recipient.country in table["human_rights_reference"]
    checks = (
        ("transfer-authority", right),
        ("transfer-purpose", purpose in table["law_enforcement_purposes"]),
        ("transfer-eu", not thing.is_eu_origin or bool(basis.eu_origin_authorisation.strip())),
        ("transfer-onward", bool(basis.onward_terms.strip())),
        ("transfer-human-rights", not needs_assessment or bool(basis.osja_ref.strip())),
    )
    faults = [cause for cause, is_well in checks if not is_well]
    return [*faults, *_section_faults(thing, basis, recipient.country)]


def _section_faults(thing: Releasable, basis: TransferBasis, country: str) -> list[str]:
    section = _table()["sections"].get(basis.section)
    if section is None:
        return ["transfer-section"]
    needs = section.get("needs") or section["limbs"].get(basis.limb)
    if needs is None:
        return ["transfer-section"]
    faults = []
    for need in needs:
        if need == SINGLE:
            faults += ["transfer-bulk"] if thing.is_bulk else []
        elif need == ADEQUACY:
            faults += [] if country in _table()["adequate"] else ["transfer-adequacy"]
        elif not _is_filled(getattr(basis, need)):
            faults.append("transfer-incomplete")
    return faults


def _is_filled(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)
