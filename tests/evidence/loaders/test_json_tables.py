"""JSON of any shape, and FollowTheMoney's statements in CSV; everybody in them is invented."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from followthemoney.dataset import Dataset
from followthemoney.statement import StatementEntity
from followthemoney.statement.serialize import CSVStatementWriter

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, json_tables, loader_for
from hawkari.evidence.loaders.json_tables import JsonTableLoader, flat_row
from hawkari.evidence.loaders.tables import TableRow
from hawkari.evidence.loaders.values import Unreadable


def tables(path: Path) -> dict[str, tuple[tuple[str, ...], list[TableRow]]]:
    loader = loader_for(path)
    assert isinstance(loader, JsonTableLoader)
    found = loader.tables(path, Context("list"))
    return {table.sheet: (table.header, list(table.rows)) for table in found}


def written(folder: Path, data: object) -> Path:
    path = folder / "export.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_a_list_of_objects_is_a_table_with_all_keys_that_occur(tmp_path: Path):
    header, rows = tables(written(tmp_path, [{"a": 1}, {"b": "x", "a": None}]))[""]
    assert header == ("a", "b")
    assert [list(row.cells) for row in rows] == [[1, None], [None, "x"]]


def test_lists_in_an_object_are_tables_by_their_names(tmp_path: Path):
    found = tables(written(tmp_path, {"meta": 1, "people": [{"a": 1}], "calls": [{"b": 2}]}))
    assert {name: header for name, (header, _) in found.items()} == {
        "people": ("a",), "calls": ("b",),
    }  # fmt: skip


def test_one_object_alone_is_one_row(tmp_path: Path):
    header, (row,) = tables(written(tmp_path, {"a": 1, "b": {"c": True}}))[""]
    assert (header, list(row.cells)) == (("a", "b.c"), [1, True])


def test_one_object_whose_lists_hold_plain_values_is_one_row(tmp_path: Path):
    header, (row,) = tables(written(tmp_path, {"name": "Ali", "phones": ["1", "2"]}))[""]
    assert (header, list(row.cells)) == (("name", "phones"), ["Ali", "1; 2"])


def test_a_list_of_plain_values_beside_tables_is_reported(tmp_path: Path):
    path = written(tmp_path, {"tags": ["x", "y"], "people": [{"a": 1}], "meta": {"b": 2}})
    context = Context("list")
    (table,) = (replace(one, rows=list(one.rows)) for one in loader_for(path).tables(path, context))
    assert (table.sheet, len(table.rows)) == ("people", 1)
    assert context.unused.counts == {"key tags": 2, "key meta": 1}


def test_keys_with_blanks_around_them_are_read(tmp_path: Path):
    header, (row,) = tables(written(tmp_path, [{" a ": {" b ": 1}, "c\ufeff": 2}]))[""]
    assert (header, list(row.cells)) == (("a.b", "c\ufeff"), [1, 2])


@pytest.mark.parametrize("text", ['[{"a": 1, "a": 2}]', '{"a": 1, "a": 2}\n{"b": 3}'])
def test_both_of_two_equal_keys_are_read(tmp_path: Path, text: str):
    header, rows = tables(written(tmp_path, text))[""]
    assert header[:2] == ("a", "a (2)")
    assert list(rows[0].cells[:2]) == [1, 2]


def test_two_lists_of_one_name_are_two_tables(tmp_path: Path):
    found = tables(written(tmp_path, '{"p": [{"a": 1}], "p": [{"a": 2}]}'))
    assert {name: list(rows[0].cells) for name, (_, rows) in found.items()} == {
        "p": [1], "p (2)": [2],
    }  # fmt: skip


def test_a_file_of_many_lists_is_read_twice_not_once_a_list(tmp_path: Path, monkeypatch):
    path = written(tmp_path, {f"list{n}": [{"a": n}] for n in range(50)})
    opened = []
    real = json_tables.open_binary
    monkeypatch.setattr(
        json_tables, "open_binary", lambda *args: opened.append(args) or real(*args)
    )
    assert len(tables(path)) == 50
    assert len(opened) <= 4


def test_an_object_a_line_and_a_broken_line_alone(tmp_path: Path):
    header, rows = tables(written(tmp_path, '{"a":1}\n\n{"b":2}\nbroken\n{"a":3}\n'))[""]
    assert header == ("a", "b")
    assert [row.number for row in rows] == [1, 3, 4, 5]
    assert [bool(row.problem) for row in rows] == [False, False, True, False]


def test_what_is_nested_has_columns_of_its_own():
    row = flat_row({
        "owner": {"phone": "1"}, "tags": ["a", True, 2], "none": [],
        "docs": [{"n": "A1"}, {"n": "B2", "t": None}],
    })  # fmt: skip
    assert row == {
        "owner.phone": "1", "tags": "a; true; 2", "none": None, "docs.1.n": "A1", "docs.2.n": "B2",
        "docs.2.t": None,
    }  # fmt: skip


def test_a_key_with_a_point_in_it_takes_nothing_from_another():
    assert flat_row({"a.b": 1, "a": {"b": 2}}) == {"a.b": 1, "a.b (2)": 2}


def test_long_whole_numbers_keep_their_digits():
    assert flat_row({"imsi": 9647500000001234567})["imsi"] == "9647500000001234567"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**60])
def test_what_is_no_number_is_refused_by_field(value: float):
    assert isinstance(flat_row({"a": value})["a"], Unreadable)


def test_nesting_beyond_sense_is_a_cell_that_cannot_be_read():
    deep: dict[str, object] = {"x": 1}
    for _ in range(40):
        deep = {"a": deep}
    (cell,) = flat_row(deep).values()
    assert isinstance(cell, Unreadable)


def test_members_of_a_list_beyond_fifty_are_reported():
    row = flat_row({"a": [{"b": n} for n in range(60)]})
    assert isinstance(row["a.more"], Unreadable)
    assert len(row) == 51


@pytest.mark.parametrize("values", [[float("inf"), "x"], [10**50, 1]])
def test_a_list_of_which_one_cannot_be_read_is_a_cell_that_cannot(values: list[object]):
    assert isinstance(flat_row({"phones": values})["phones"], Unreadable)


@pytest.mark.parametrize("text", ["[{%s}]", '{"list": [{"b": 1}], %s}'], ids=["record", "document"])
def test_many_equal_keys_are_read_in_linear_time(tmp_path: Path, text: str):
    # By trying the numbers from two up for each, these take minutes.
    path = written(tmp_path, text % ", ".join(['"a": 1'] * 30_000))
    if text.startswith("["):
        with pytest.raises(BadInput, match="columns"):
            tables(path)
    else:
        assert list(tables(path)) == ["list"]


@pytest.mark.parametrize("text", ["[]", "{}", "[1, 2]", "[[1]]"])
def test_json_without_objects_is_refused(tmp_path: Path, text: str):
    with pytest.raises(BadInput, match="no list of objects"):
        tables(written(tmp_path, text))


def test_a_document_that_ends_too_early_gives_what_is_whole(tmp_path: Path):
    _, (row, broken) = tables(written(tmp_path, '[{"a": 1}, {"a": 2'))[""]
    assert list(row.cells) == [1]
    assert broken.damaged


# FollowTheMoney's statements


def test_statements_that_followthemoney_wrote(tmp_path: Path):
    dataset = Dataset.make({"name": "list", "title": "List"})
    entity = StatementEntity(dataset, {"schema": "Person", "id": "p-1", "properties": {}})
    entity.add("name", "علي حسين", lang="ara")
    entity.add("birthDate", "1984-03-12", original_value="12/03/1984")
    text = io.StringIO()
    writer = CSVStatementWriter(text)
    for statement in entity.statements:
        writer.write(statement)
    writer.close()
    path = tmp_path / "statements.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    context = Context("list")
    loader = loader_for(path)
    outcomes = list(loader.rows(path, loader.sniff(path, context, ()), context))
    said = {
        (s.entity_id, s.prop, s.value, s.original_value, s.lang)
        for outcome in outcomes
        for s in outcome.statements
    }
    assert said == {
        ("list:p-1", "name", "علي حسين", "", "ara"),
        ("list:p-1", "birthDate", "1984-03-12", "12/03/1984", ""),
    }
    assert not any(outcome.refused for outcome in outcomes)


def test_a_line_of_statements_that_cannot_be_used_is_refused_alone(tmp_path: Path):
    path = tmp_path / "statements.csv"
    path.write_text(
        "entity_id,schema,prop,value\np,Person,name,Ali\np,Nonesuch,name,x\np,Person,name\n"
        "p,Person,nonesuch,x\n"
    )
    loader = loader_for(path)
    context = Context("list")
    first, *wrong = loader.rows(path, loader.sniff(path, context, ()), context)
    assert first.statements
    assert [outcome.refused[0].row for outcome in wrong] == ["3", "4", "5"]
