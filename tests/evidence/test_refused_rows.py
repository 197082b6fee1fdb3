"""Refused rows come back as a table: mended and loaded again, they are what the file had said."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.evidence.access import Access, open_access
from hawkari.evidence.loaders.mending import OURS, guarded, own_columns, unguarded
from hawkari.evidence.loading.files import Terms, load_file
from hawkari.evidence.loading.refused_rows import RefusedRows, refused_rows
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import AuditEntry, Statement

TERMS = Terms(agency="port", source="port-list", country="GB")
HEAD = "Name,DOB,Tel,Remarks\n"
NAMES = ("Ali", "Dara", "Azad", "Hemin", "Sara")
GOOD = "".join(
    f"{name} Invented,1984-02-1{at},+44770090010{at},\n" for at, name in enumerate(NAMES)
)
BAD = "Omar Invented,1990-13-45,+447700900108,=1+1\n"


@pytest.fixture
def access(db) -> Access:
    user, operation = ensure_local_user(username="analyst")
    return open_access(user, operation.slug)


def file(folder: Path, text: str, name: str = "people.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def table(found: RefusedRows) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found.text.removeprefix("\ufeff"))))


def test_a_refused_row_comes_with_its_cells_its_reason_and_the_encoding(access, tmp_path: Path):
    found = refused_rows(file(tmp_path, HEAD + GOOD + BAD), TERMS, access=access)
    (row,) = table(found)
    assert (found.rows, found.left_out) == (1, 0)
    assert row["Name"] == "Omar Invented"
    assert row["DOB"] == "1990-13-45"
    assert row["Tel"] == "'+447700900108"
    assert row["Remarks"] == "'=1+1"
    assert row[f"{OURS}row"] == "7"
    assert row[f"{OURS}field"] == "DOB"
    assert "1990-13-45" in row[f"{OURS}problem"]
    assert row[f"{OURS}remedy"]
    assert row[f"{OURS}encoding"] == "utf-8"
    entry = AuditEntry.records.order_by("-pk").first()
    assert entry is not None
    assert "refused rows" in str(entry.detail)


def test_a_row_of_too_many_cells_keeps_them_all(access, tmp_path: Path):
    ragged = "Sara Invented,1990-01-02,+447700900109,a,b,c\n"
    (row,) = table(refused_rows(file(tmp_path, HEAD + GOOD + ragged), TERMS, access=access))
    assert (row["Remarks"], row[f"{OURS}cell 5"], row[f"{OURS}cell 6"]) == ("a", "b", "c")


def test_mended_and_loaded_again_it_is_read_as_the_file_was(access, tmp_path: Path):
    whole = file(tmp_path, HEAD + GOOD + BAD)
    assert load_file(whole, TERMS, access=access).refused_count == 1
    text = refused_rows(whole, TERMS, access=access).text.replace("1990-13-45", "1990-12-13")
    report = load_file(file(tmp_path, text, "mended.csv"), TERMS, access=access)
    assert (report.rows, report.refused_count, report.unused) == (1, 0, {})
    mended = Statement.objects.filter(load__file_name="mended.csv")
    assert set(mended.values_list("prop", "value")) >= {
        ("birthDate", "1990-12-13"), ("phone", "+447700900108"), ("notes", "Remarks: =1+1"),
    }  # fmt: skip
    still = Statement.objects.filter(load__file_name="people.csv", retracted=False)
    assert still.filter(prop="name").count() == 6, "the file it came from stands"


def test_the_encoding_of_a_file_of_another_is_named(access, tmp_path: Path):
    text = "الاسم,تاريخ الولادة,رقم الهاتف\n" + "".join(
        f"علي حسن كريم,1984-02-1{at},+44770090010{at}\n" for at in range(5)
    )
    path = file(tmp_path, text + "عمر,1990-13-45,+447700900108\n", encoding="cp1256")
    (row,) = table(refused_rows(path, TERMS, access=access))
    assert row["الاسم"] == "عمر"
    assert row[f"{OURS}encoding"] == "cp1256"


def test_a_file_of_which_nothing_is_refused_gives_a_header_alone(access, tmp_path: Path):
    found = refused_rows(file(tmp_path, HEAD + GOOD), TERMS, access=access)
    assert (found.rows, table(found)) == (0, [])


@given(st.text())
def test_guarding_loses_nothing_and_leaves_no_formula(text: str):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_our_columns_are_passed_over_only_where_they_stand_last():
    assert own_columns(("Name", f"{OURS}row", f"{OURS}problem")) == 1
    assert own_columns((f"{OURS}row", "Name")) == 0
    assert own_columns(("Name", "Tel")) == 0
