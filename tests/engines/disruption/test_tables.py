import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, Tie, removal_order
from hawkari.engines.disruption.tables import read_people, read_ties
from hawkari.errors import BadInput
from tests.engines.disruption.networks import property_test


def ties_of(text: str):
    return read_ties(text.splitlines(keepends=True), "t.csv")


def people_of(text: str):
    return read_people(text.splitlines(keepends=True), "n.csv")


def test_columns_are_found_by_name_in_any_order_and_case():
    table = ties_of("\ufeffGrade,notes,TARGET,source,weight\n2B,met twice,b,a,2\n,,c,b,\n")
    assert table.ties == [Tie("a", "b", 2.0, "2B"), Tie("b", "c", 1.0, "")]
    assert table.refused == []


@pytest.mark.parametrize(
    ("row", "field", "problem"),
    [
        ("a,,1,A", "target", "the id is empty"),
        ("  ,b,1,A", "source", "the id is empty"),
        ("a,b\0,1,A", "target", "NUL"),
        ("a,b,many,A", "weight", "'many' is not a number above 0"),
        ("a,b,0,A", "weight", "'0' is not a number above 0"),
        ("a,b,-3,A", "weight", "'-3' is not a number above 0"),
        ("a,b,nan,A", "weight", "'nan' is not a number above 0"),
        ("a,b,1e999,A", "weight", "'1e999' is not a number above 0"),
        ("a,b,1,F", "grade", "'F' is not a grade"),
    ],
)
def test_a_bad_row_is_refused_with_file_line_field_and_remedy(row: str, field: str, problem: str):
    table = ties_of(f"source,target,weight,grade\nx,y,1,A\n{row}\ny,z,1,B\n")
    assert table.ties == [Tie("x", "y", 1.0, "A"), Tie("y", "z", 1.0, "B")]
    (refused,) = table.refused
    assert refused.where == ("t.csv", "line 3", field)
    assert problem in refused.problem
    assert refused.remedy


def test_people_of_a_row_with_a_bad_weight_stay_known():
    table = ties_of("source,target,weight\na,b,x\n")
    assert table.people == {"a", "b"}
    assert table.ties == []


@pytest.mark.parametrize("row", ["a,b", "a,b,1,2", "a"])
def test_a_row_as_wide_as_no_header_is_refused(row: str):
    table = ties_of(f"source,target,weight\n{row}\nx,y,1\n")
    assert [tie.source for tie in table.ties] == ["x"]
    assert "fields stand under 3 columns" in table.refused[0].problem


def test_a_quotation_mark_that_is_never_closed_costs_only_its_line():
    table = ties_of('source,target\na,b\n"c,d\ne,f\n"g ""x""",h\n"i"j,k\nl,m\n')
    assert [tie.source for tie in table.ties] == ["a", "e", 'g "x"', "l"]
    assert [refused.where[1] for refused in table.refused] == ["line 3", "line 6"]


def test_a_quoted_field_may_run_over_lines():
    table = ties_of('source,target,notes\na,b,"two\nlines, one field"\nc,d,\n')
    assert [tie.source for tie in table.ties] == ["a", "c"]
    assert table.refused == []


def test_blank_lines_are_no_rows():
    assert ties_of("source,target\n\na,b\n\n").refused == []


@pytest.mark.parametrize("text", ["", "\n", "a,b\n", "source;target\nx;y\n", "source\nx\n"])
def test_a_file_without_its_columns_is_refused_whole(text: str):
    with pytest.raises(BadInput, match="Name the columns in the first line") as caught:
        ties_of(text)
    assert caught.value.where[0] == "t.csv"


def test_categories_of_a_person_add_up_over_rows_and_splits():
    table = people_of("id,category\na,Suspect; VICTIM\na,contact|other\nb,\n")
    assert table.categories == {
        "a": frozenset({"suspect", "victim", "contact", "other"}),
        "b": frozenset(),
    }


def test_a_category_that_is_not_understood_is_reported_and_keeps_its_person_unranked():
    table = people_of("id,category\na,víctima\n")
    assert table.categories == {"a": frozenset({"víctima"})}
    (refused,) = table.refused
    assert refused.where == ("n.csv", "line 2", "category")
    assert "not ranked" in refused.problem


@pytest.mark.parametrize("row", ["vic,victim,,", "vic"])
def test_a_person_whose_row_was_refused_stays_unranked(row: str):
    table = people_of(f"id,category,stage\n{row}\nboss,suspect,\n")
    assert table.refused[0].where == ("n.csv", "line 2")
    ties = [Tie("boss", "vic"), Tie("vic", "b"), Tie("vic", "c")]
    order = removal_order(Network.from_ties(ties, table.categories))
    assert next(one for one in order if one.node == "vic").rank is None


def test_a_column_that_stands_twice_is_refused():
    with pytest.raises(BadInput, match="category stands twice"):
        people_of("id,category,Category\nvic,victim,\n")


def test_people_need_an_id_column_and_ids():
    with pytest.raises(BadInput, match="no column id"):
        people_of("name,category\na,victim\n")
    assert people_of("id,category\n,victim\n").refused[0].where == ("n.csv", "line 2", "id")


@given(st.lists(st.text(max_size=20), max_size=8))
@property_test
def test_no_text_breaks_the_reader(lines: list[str]):
    table = read_ties(["source,target,weight,grade\n", *(f"{line}\n" for line in lines)], "t.csv")
    assert all(str(refused) and refused.remedy for refused in table.refused)


def test_typed_ties_have_kind_origin_dates_and_amount():
    rows = [
        "source,target,grade,kind,origin,first,last,amount\n",
        "a,b,2B,payment,bank,2024-05,2024-06-01,120.50\n",
        "a,c,,call,,,,\n",
    ]
    table = read_ties(rows, "t.csv", typed=True)
    assert table.ties == [
        Tie("a", "b", 1.0, "2B", "payment", "bank", "2024-05", "2024-06-01", 120.5),
        Tie("a", "c", 1.0, "", "call"),
    ]
    assert read_ties(rows, "t.csv").ties == [Tie("a", "b", 1.0, "2B"), Tie("a", "c")]


def test_a_typed_row_that_cannot_be_read_is_refused_with_its_place():
    rows = ["source,target,first,amount\n", "a,b,yesterday,\n", "a,b,,much\n", "a,b,2024,7\n"]
    table = read_ties(rows, "t.csv", typed=True)
    assert table.ties == [Tie("a", "b", first="2024", amount=7.0)]
    assert [problem.where for problem in table.refused] == [
        ("t.csv", "line 2"),
        ("t.csv", "line 3"),
    ]
