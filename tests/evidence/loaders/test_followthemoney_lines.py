"""FollowTheMoney entities: each bad line or property is refused alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from hawkari.evidence.loaders import Context, RowOutcome
from tests.evidence.loaders import reading


def read(tmp_path: Path, *lines: Any) -> tuple[list[RowOutcome], Context]:
    path = tmp_path / "list.ftm.json"
    rows = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(rows) + b"\n")
    return reading.read(path)


def person(number: int, **properties: Any) -> dict[str, Any]:
    return {"id": f"p-{number}", "schema": "Person", "properties": properties}


def test_an_exported_entity_is_read_with_its_dates_and_unused_keys_reported(tmp_path: Path):
    entity = person(1, name=["علي"], birthDate=["1984"]) | {
        "caption": "علي", "datasets": ["x"], "last_seen": "2026-01-02T03:04:05",
    }  # fmt: skip
    (outcome,), context = read(tmp_path, entity)
    assert [(s.entity_id, s.prop, s.value, s.seen) for s in outcome.statements] == [
        ("list:p-1", "name", "علي", "2026-01-02T03:04:05"),
        ("list:p-1", "birthDate", "1984", "2026-01-02T03:04:05"),
    ]
    assert context.unused.counts == {"key caption": 1, "key datasets": 1}


def test_references_point_at_entities_of_the_same_source(tmp_path: Path):
    family = {
        "id": "f-1",
        "schema": "Family",
        "properties": {"person": ["p-1"], "relative": ["p-2"], "relationship": ["brother"]},
    }
    (outcome,), _ = read(tmp_path, family)
    assert [(s.prop, s.prop_type, s.value) for s in outcome.statements][:2] == [
        ("person", "entity", "list:p-1"),
        ("relative", "entity", "list:p-2"),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"id": "p-2", "schema": "Person", "proper', "no JSON object"),
        (b"[1, 2]", "no entity"),
        (b'"text"', "no entity"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "no JSON"),
        ({"id": "p-2", "schema": "Yeti", "properties": {}}, "Yeti"),
        ({"id": "p-2", "schema": "Thing", "properties": {}}, "Thing"),
        ({"id": "", "schema": "Person", "properties": {}}, "no id"),
        ({"schema": "Person", "properties": {}}, "no id"),
        ({"id": "a\x00b", "schema": "Person", "properties": {}}, "NUL"),
        ({"id": "x" * 300, "schema": "Person", "properties": {}}, "at most 200"),
    ],
)
def test_a_line_that_is_no_entity_is_refused_and_the_rest_is_read(
    tmp_path: Path, line: Any, problem: str
):
    outcomes, _ = read(tmp_path, person(1, name=["Ali"]), line, person(3, name=["Omar"]))
    assert [len(outcome.statements) for outcome in outcomes] == [1, 0, 1]
    (refused,) = outcomes[1].refused
    assert refused.row == "2"
    assert problem in refused.problem
    assert refused.remedy


@pytest.mark.parametrize(
    ("properties", "field", "problem"),
    [
        ({"shoeSize": ["43"]}, "shoeSize", "no property"),
        ({"unknownLinkTo": ["x"]}, "unknownLinkTo", "no property"),
        ({"birthDate": ["1984-02-30"]}, "birthDate", "calendar"),
        ({"phone": ["nobody"]}, "phone", "phone"),
        ({"name": [{"a": 1}]}, "name", "no text"),
        ({"name": ["a\ud800"]}, "name", "lost"),
        ({"country": ["Nowhereland"]}, "country", "country"),
    ],
)
def test_a_bad_property_is_refused_by_field_and_the_rest_is_kept(
    tmp_path: Path, properties: dict[str, Any], field: str, problem: str
):
    (outcome,), _ = read(tmp_path, person(1, alias=["Abu Ali"], **properties))
    assert [s.prop for s in outcome.statements] == ["alias"]
    (refused,) = outcome.refused
    assert refused.field == field
    assert problem in refused.problem
