"""What every loader does alike, whatever the kind of file."""

from pathlib import Path

import pytest
from followthemoney import model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hawkari.errors import BadInput
from hawkari.evidence.loaders import LOADERS, Context, RowOutcome, loader_for
from tests.evidence.loaders.cases import CASES, Case

ROWS = 9
each_kind = pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
streaming = [case for case in CASES if case.streams]
each_streaming_kind = pytest.mark.parametrize("case", streaming, ids=lambda case: case.file)


def read(path: Path, case: Case, skip: int = 0) -> list[RowOutcome]:
    context = Context("list", country="GB")
    loader = loader_for(path)
    layout = loader.sniff(path, context, case.layouts)
    return list(loader.rows(path, layout, context, skip=skip))


def read_or_refuse(path: Path, case: Case) -> tuple[list[RowOutcome], BadInput | None]:
    try:
        return read(path, case), None
    except BadInput as error:
        return [], error


@pytest.fixture
def written(case: Case, tmp_path: Path) -> Path:
    path = tmp_path / case.file
    case.write(path, ROWS)
    return path


@each_kind
def test_a_file_is_known_by_its_content_whatever_its_name(case: Case, written: Path):
    disguised = written.rename(written.with_name("file.dat"))
    assert loader_for(disguised).name == case.loader


@each_kind
def test_every_row_becomes_one_outcome(case: Case, written: Path):
    outcomes = read(written, case)
    assert len(outcomes) == ROWS
    assert all(outcome.statements and not outcome.refused for outcome in outcomes)


@each_kind
@pytest.mark.parametrize("skip", range(ROWS + 2))
def test_skipping_rows_gives_the_rest_of_the_same_rows(case: Case, written: Path, skip: int):
    def said(outcomes: list[RowOutcome]) -> set[object]:
        return {
            (s.entity_id, s.prop, s.value, s.original_value, s.lang, s.seen)
            for outcome in outcomes
            for s in outcome.statements
        }

    whole, rest = read(written, case), read(written, case, skip)
    assert len(rest) == max(ROWS - skip, 0)
    # What stands once a file, such as an account, may be said again behind the skipped rows.
    assert said(whole[skip:]) <= said(rest) <= said(whole)


@each_kind
def test_every_statement_is_one_that_follow_the_money_knows(case: Case, written: Path):
    for outcome in read(written, case):
        for statement in outcome.statements:
            schema = model.get(statement.schema)
            assert schema is not None
            assert schema.properties[statement.prop].type.name == statement.prop_type
            assert statement.entity_id.startswith("list:")
            assert statement.value
            assert statement.row


@each_kind
def test_names_stay_as_they_were_written(case: Case, written: Path):
    names = [
        statement.value
        for outcome in read(written, case)
        for statement in outcome.statements
        if statement.prop == "name"
    ]
    assert names == case.names(ROWS)


@each_streaming_kind
def test_the_first_row_comes_before_the_file_has_been_read_to_its_end(case: Case, tmp_path: Path):
    path = tmp_path / case.file
    case.write(path, case.many)
    context = Context("list", country="GB")
    loader = loader_for(path)
    layout = loader.sniff(path, context, case.layouts)
    context.meter.bytes_read = 0
    rows = loader.rows(path, layout, context)
    next(rows)
    read_for_first = context.meter.bytes_read
    assert sum(1 for _ in rows) == case.many - 1
    assert read_for_first < context.meter.bytes_read


@each_kind
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_spoilt_file_is_refused_or_read_but_never_a_crash(
    case: Case, written: Path, data: st.DataObject
):
    whole = written.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.binary(max_size=12) | st.sampled_from([b"\x00", b'"', b"\n", b"{", b"]"]))
    cut = data.draw(st.integers(0, 40) | st.just(len(whole)))
    spoilt = written.with_name("spoilt")
    spoilt.write_bytes(whole[:at] + junk + whole[at + cut :])
    outcomes, fault = read_or_refuse(spoilt, case)
    if fault is not None:
        assert fault.problem
        assert fault.where
    for refused in (r for outcome in outcomes for r in outcome.refused):
        assert refused.row
        assert refused.told(show_value=True)
        assert refused.remedy


def test_every_loader_has_a_case_here():
    assert {loader.name for loader in LOADERS} == {case.loader for case in CASES}
