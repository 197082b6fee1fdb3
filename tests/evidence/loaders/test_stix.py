"""STIX of others: each object is read as what it says, refused by name, or counted as unused."""

import json
from pathlib import Path
from typing import Any

import pytest

from hawkari.evidence.loaders import Context, RowOutcome
from tests.evidence.loaders import reading

AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
TLP_1_RED = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"


def uid(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


def ref(kind: str, number: int) -> str:
    return f"{kind}--{uid(number)}"


def thing(kind: str, number: int, **fields: Any) -> dict[str, Any]:
    moment = "2026-01-02T03:04:05.000Z"
    head = {"type": kind, "spec_version": "2.1", "id": ref(kind, number)}
    return head | {"created": moment, "modified": moment} | fields


def read(tmp_path: Path, *objects: Any, **document: Any) -> tuple[list[RowOutcome], Context]:
    path = tmp_path / "of-others.json"
    head = document or {"type": "bundle", "id": f"bundle--{uid(0)}"}
    path.write_text(json.dumps(head | {"objects": list(objects)}), encoding="utf-8")
    return reading.read(path)


def said(outcomes: list[RowOutcome]) -> set[tuple[str, str, str, str]]:
    return {
        (s.entity_id.removeprefix("list:")[:8], s.schema, s.prop, s.value)
        for outcome in outcomes
        for s in outcome.statements
    }


def test_people_accounts_places_and_their_ties_are_read(tmp_path: Path):
    outcomes, _ = read(
        tmp_path,
        thing("identity", 1, name="Saman Karim", identity_class="individual", roles=["driver"]),
        thing("location", 2, country="IQ", city="Ranya", latitude=36.25),
        thing("relationship", 3, relationship_type="located-at", source_ref=ref("identity", 1),
              target_ref=ref("location", 2)),
        thing("user-account", 4, account_login="saman_travel", account_type="telegram"),
        thing("relationship", 5, relationship_type="uses", source_ref=ref("identity", 1),
              target_ref=ref("user-account", 4), start_time="2026-02-03T00:00:00Z"),
    )  # fmt: skip
    found = said(outcomes)
    assert {
        ("00000001", "Person", "name", "Saman Karim"),
        ("00000001", "Person", "position", "driver"),
        ("00000002", "Address", "city", "Ranya"),
        ("00000002", "Address", "country", "iq"),
        ("00000004", "UserAccount", "username", "saman_travel"),
        ("00000005", "UnknownLink", "role", "uses"),
    } <= found
    linked = {(prop, value) for _, _, prop, value in found if "list:" in value}
    assert linked == {
        ("addressEntity", f"list:{uid(2).replace('-', '')}"),
        ("subject", f"list:{uid(1).replace('-', '')}"),
        ("object", f"list:{uid(4).replace('-', '')}"),
    }
    assert not any(outcome.refused for outcome in outcomes)


def test_whoever_is_called_a_threat_actor_is_somebody_and_no_suspect(tmp_path: Path):
    outcomes, _ = read(tmp_path, thing("threat-actor", 1, name="The Ranya group", aliases=["RG"]))
    assert said(outcomes) == {
        ("00000001", "LegalEntity", "name", "The Ranya group"),
        ("00000001", "LegalEntity", "alias", "RG"),
        ("00000001", "LegalEntity", "notes", "told as threat-actor"),
    }


def test_only_the_newest_version_counts_and_a_revoked_object_says_nothing(tmp_path: Path):
    newer = thing("identity", 1, name="New") | {"modified": "2026-05-01T00:00:00.000Z"}
    outcomes, context = read(
        tmp_path, newer, thing("identity", 1, name="Old"), thing("identity", 2, name="Gone",
                                                                 revoked=True)
    )  # fmt: skip
    assert {value for *_, value in said(outcomes)} == {"New"}
    assert context.unused.counts == {"objects that are revoked or have a newer version": 2}


def test_a_tlp_of_the_object_holds_beside_the_marking_of_the_load(tmp_path: Path):
    outcomes, _ = read(tmp_path, thing("identity", 1, name="Saman", object_marking_refs=[AMBER]))
    marking = outcomes[0].statements[0].marking
    assert marking is not None
    assert (marking.tlp, str(marking.grade)) == ("AMBER", "2D")


@pytest.mark.parametrize(
    ("faulty", "problem"),
    [
        (thing("identity", 1, name="X", object_marking_refs=[TLP_1_RED]), "not in the bundle"),
        (thing("identity", 1, name="X", object_marking_refs="all"), "no list"),
        ({"type": "identity", "name": "X"}, "no id of STIX"),
        ("text", "no id of STIX"),
        (None, "no id of STIX"),
    ],
)
def test_what_cannot_be_read_is_refused_alone_and_says_why(
    faulty: Any, problem: str, tmp_path: Path
):
    outcomes, _ = read(tmp_path, faulty, thing("identity", 9, name="Good"))
    assert outcomes[0].statements == ()
    assert problem in outcomes[0].refused[0].problem
    assert {value for *_, value in said(outcomes)} == {"Good"}


def test_what_is_about_nobody_is_counted(tmp_path: Path):
    _, context = read(tmp_path, thing("malware", 1, name="worm"), thing("identity", 2, name="host",
                      identity_class="system"))  # fmt: skip
    assert context.unused.counts == {
        "objects of the type malware": 1,
        "objects of the type identity": 1,
    }


def test_an_envelope_of_taxii_is_read_like_a_bundle(tmp_path: Path):
    outcomes, _ = read(tmp_path, thing("identity", 1, name="Saman"), more=False)
    assert {value for *_, value in said(outcomes)} == {"Saman"}


def test_fields_of_a_wrong_kind_are_passed_over(tmp_path: Path):
    wrong = {"name": 7, "roles": {"a": 1}, "contact_information": ["x"], "extensions": []}
    outcomes, _ = read(tmp_path, thing("identity", 1) | wrong, thing("note", 2, object_refs=[1]))
    assert said(outcomes) == set()
    assert not any(outcome.refused for outcome in outcomes)
