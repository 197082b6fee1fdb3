"""Layouts are data, checked word by word; each shipped one is sound."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import parse_layout, shipped_layouts
from hawkari.evidence.loaders.layouts import header_key


def layout(**entity: Any) -> dict[str, Any]:
    whole = {"schema": "Person", "id": "Ref", "properties": {"name": "Name"}, **entity}
    return {"name": "x", "tables": [{"entities": {"person": whole}}]}


def figures(**changed: Any) -> dict[str, Any]:
    measures = {"people": "People", "boats": "Boats"}
    whole = {"series": "s", "route": "Way", "period": "Date", "measures": measures, **changed}
    return {"name": "x", "tables": [{"figures": whole}]}


def test_a_table_of_a_series_names_its_route_by_a_column_or_itself():
    (table,) = parse_layout(figures(one_route="")).tables
    assert table.figures is not None
    assert (table.figures.route, table.figures.is_one_route) == ("Way", False)
    (table,) = parse_layout(figures(route="", one_route="The only one")).tables
    assert table.figures is not None
    assert (table.figures.route, table.figures.is_one_route) == ("The only one", True)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ([], "not an object"),
        ({}, "no tables"),
        ({"tables": [{}]}, "no entities"),
        ({"tables": [], "colour": 1}, "unknown keys: colour"),
        (layout(schema="Yeti"), "Yeti"),
        (layout(schema="Thing"), "Thing"),
        (layout(properties={"shoeSize": "S"}), "no property 'shoeSize'"),
        (layout(properties={"name": {"column": "N", "literal": "x"}}), "2 origins"),
        (layout(properties={"name": {"lang": "eng"}}), "0 origins"),
        (layout(properties={"birthDate": {"column": "B", "order": "ydm"}}), "date order"),
        (layout(properties={"birthDate": {"column": "B", "timezone": "Moon"}}), "time zone"),
        (layout(properties={"height": {"column": "H", "decimal": "x"}}), "decimal"),
        (layout(properties={"name": {"entity": "person"}}), "of type name"),
        (layout(properties={"parent": "Parent"}), "of type entity"),
        (layout(properties={"parent": {"entity": "nobody"}}), "nobody"),
        (layout(id={}), "names no column"),
        (layout(id={"column": "A", "columns": ["B"]}), "names no column"),
        (figures(series=""), "not complete"),
        (figures(one_route="The only one"), "not complete"),
        (figures(period=""), "without its column"),
        (figures(measures={"boats": ""}), "without its column"),
        (figures(series="x" * 41), "too long"),
        (figures(measures={"x" * 41: "Boats"}), "too long"),
        (figures(route="", one_route="x" * 121), "too long"),
        (figures(order="ydm"), "date order"),
        ({"tables": [{**figures()["tables"][0], "entities": {}}]}, "unknown keys: entities"),
        ({"tables": [{"columns": ["Ref"], **layout()["tables"][0]}]}, "not listed: name"),
    ],
)
def test_a_word_that_means_nothing_is_an_error_with_its_place(data: Any, problem: str):
    with pytest.raises(BadInput, match=problem) as error:
        parse_layout(data, where="people.json")
    assert error.value.where[0] == "people.json"
    assert error.value.remedy


def test_headers_are_compared_without_case_blanks_and_marks():
    assert header_key("\ufeff Full \n NAME ") == header_key("full name")
    assert header_key("ﻧﺎﻭ") == header_key("ناو")


def test_shipped_layouts_have_different_headers():
    sets = [table.header_set for shipped in shipped_layouts() for table in shipped.tables]
    assert len(sets) == len(set(sets))


def test_a_layout_read_from_its_own_data_is_the_same():
    for shipped in shipped_layouts():
        assert parse_layout(shipped.data) == shipped


def test_the_mapping_on_the_layouts_page_is_one():
    page = Path(__file__).parents[3] / "docs" / "reference" / "layouts.md"
    example = re.search(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    assert parse_layout(json.loads(example[1])).name == "port-police"
