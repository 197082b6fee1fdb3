"""One row makes the entities that its layout names, with their ids, references and dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.evidence.loaders import Context, RowOutcome, parse_layout
from hawkari.evidence.loaders.layouts import TableLayout
from hawkari.evidence.loaders.mapping import RowMapper

CALLS = parse_layout(
    {
        "tables": [
            {
                "entities": {
                    "call": {
                        "schema": "Call",
                        "id": {"columns": ["From", "To", "At"], "prefix": "call"},
                        "properties": {
                            "callerNumber": "From",
                            "receiverNumber": "To",
                            "startDate": {"column": "At", "timezone": "Asia/Baghdad"},
                            "summary": {"columns": ["Site", "Sector"], "join": ", "},
                            "publisher": {"literal": "operator"},
                        },
                    },
                    "caller": {
                        "schema": "Person",
                        "id": "Owner",
                        "optional": True,
                        "properties": {"phone": "From"},
                    },
                    "link": {
                        "schema": "UnknownLink",
                        "id": {"columns": ["Owner"], "prefix": "link"},
                        "optional": True,
                        "properties": {"subject": {"entity": "caller"}},
                    },
                },
                "seen": {"column": "At"},
            }
        ]
    }
).tables[0]
HEADER = ("From", "To", "At", "Owner", "Site", "Sector")
ROW = ["+447700900101", "+447700900102", "2026-01-02 10:00", "P7", "Erbil", "3"]


def mapped(cells: list[str], table: TableLayout = CALLS) -> RowOutcome:
    return RowMapper(table, HEADER, Context("ops", country="GB")).map_row(cells, "2")


def of(outcome: RowOutcome, schema: str) -> dict[str, str]:
    return {s.prop: s.value for s in outcome.statements if s.schema == schema}


def test_a_row_makes_each_entity_with_its_properties_and_references():
    outcome = mapped(ROW)
    assert of(outcome, "Call") == {
        "callerNumber": "+447700900101",
        "receiverNumber": "+447700900102",
        "startDate": "2026-01-02T07:00",
        "summary": "Erbil, 3",
        "publisher": "operator",
    }
    assert of(outcome, "UnknownLink") == {"subject": "ops:P7"}
    assert {s.seen for s in outcome.statements} == {"2026-01-02T10:00"}


def test_an_optional_entity_is_left_out_where_its_id_is_empty():
    outcome = mapped([*ROW[:3], "", *ROW[4:]])
    assert {s.schema for s in outcome.statements} == {"Call"}
    assert not outcome.refused


def test_a_needed_entity_without_id_is_refused_and_the_others_are_kept():
    outcome = mapped(["", "", "", *ROW[3:]])
    assert {s.schema for s in outcome.statements} == {"UnknownLink"}
    assert "its Call has no id" in outcome.refused[0].problem


@given(st.permutations(range(len(HEADER))))
def test_the_order_of_columns_changes_nothing(order: list[int]):
    shuffled = RowMapper(CALLS, [HEADER[n] for n in order], Context("ops", country="GB"))
    assert shuffled.map_row([ROW[n] for n in order], "2") == mapped(ROW)


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_digest_tells_rows_apart_that_differ_in_one_of_its_columns(column: int):
    other = [cell + "9" if n == column else cell for n, cell in enumerate(ROW)]
    ids = {s.entity_id for row in (ROW, other) for s in mapped(row).statements}
    assert len([one for one in ids if one.startswith("ops:call-")]) == 2


def test_an_id_that_is_too_long_is_refused():
    outcome = mapped([*ROW[:3], "x" * 300, *ROW[4:]])
    assert any("at most 200" in refused.problem for refused in outcome.refused)
