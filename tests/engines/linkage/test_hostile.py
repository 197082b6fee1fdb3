"""Records as a smuggler, or chance, would send them: none stops a run, each is listed."""

import io
import json
import random

import pytest

from hawkari.engines.linkage import COMPARED, Record, link
from hawkari.engines.linkage.tables import RefusedRow, read_records, write_clusters, write_pairs

PROPERTIES = sorted({prop for props in COMPARED.values() for prop in props} | {"mobile", "topics"})
SCHEMATA = ("Person", "Company", "Vessel", "Vehicle", "UserAccount", "\x00", "", "ش" * 300)
NASTY = (
    "", " ", "\x00", "\u202eilA\u2066", "A\u0301" * 500, "\ufdfa" * 40,
    "\U0001f9d1\u200d\U0001f680",
    "=cmd|' /C calc'!A0", "'; DROP TABLE block_key; --", "<script>alert(1)</script>", "{{ 7*7 }}",
    "9" * 5000, "-1", "0000-00-00", "9999-99-99", "1363-13-32", "1300", "2750-12-30",
    "NaN", "1e999",
    "+", "+" + "4" * 10_000, "@", "@@@", "https://t.me/", "٠" * 20, "²²²²²²²²", "①②③④⑤⑥⑦", "Ⅷ", "ß",
    "ﷺ", "ا" * 2000, "x " * 3000, "\t\n\r", "Ali", "علی", "ali\ud800", "\udfff", "1984-09-16",
    "Ltd", "شركة", "GmbH & Co KG", ",", "(", "Erbil,,,,", "\u0660\u0661-\u0662",
    "1e5" * 100, "İ" * 30,
)  # fmt: skip


def hostile(count: int) -> list[str]:
    """Lines of JSON: some no records, the others with values of any kind and length."""
    dice = random.Random(5)
    lines = ["", "[" * 100_000, "null", "[]", '{"id": 1}', '{"id": "a"', "9" * 10_000, '"x"']
    for number in range(count - len(lines)):
        values = {
            dice.choice(PROPERTIES): dice.choice(
                (
                    [dice.choice(NASTY) for _ in range(dice.randint(0, 4))],
                    dice.choice(NASTY),
                    [[dice.choice(NASTY)], {"x": 1}, None, 7, 1.5, True],
                    None,
                    {"deep": [1]},
                )
            )
            for _ in range(dice.randint(0, 8))
        }
        item = {
            "id": dice.choice((f"r{number}", f"r{number}\ud800", f"\x00{number}", f"{number}\t")),
            "schema": dice.choice(SCHEMATA),
            "properties": dice.choice((values, values, values, [], "none")),
            "datasets": dice.choice((["a"], 5, None, {"a": 1}, "abc")),
        }
        lines.append(json.dumps(item))
    return lines


@pytest.fixture(scope="module")
def read() -> list[Record | RefusedRow]:
    return list(read_records(io.StringIO("{}\n" + "\n".join(hostile(2000))), "hostile"))


def test_two_thousand_hostile_records_never_stop_a_run(read):
    records = [one for one in read if isinstance(one, Record)]
    assert len(records) > 500
    linkage = link(records)
    assert set(linkage.clusters) == {one.id for one in records}
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    write_clusters(linkage.clusters, out)
    write_pairs(linkage, out)
    out.flush()


def test_each_row_is_read_or_listed_and_each_value_left_aside_is_listed(read):
    kept = sum(isinstance(one, Record) for one in read)
    refused = [one for one in read if isinstance(one, RefusedRow)]
    whole = {one.row for one in refused if "is kept" not in one.problem}
    lines = sum(bool(line.strip()) for line in hostile(2000)) + 1
    assert kept + len(whole) == lines
    assert len({one.row for one in refused}) > len(whole)
    few = [Record("a", "Person", "s", {"name": ("\x00",), "birthDate": ("-1",), "phone": ("+",)})]
    aside = {(one.record, one.prop, one.value) for one in link(few).unread}
    assert aside == {("a", "name", "\x00"), ("a", "birthDate", "-1"), ("a", "phone", "+")}


def test_a_table_with_more_columns_of_a_kind_states_them_all():
    text = (
        "id,name,Father_Name,mother,Nationality,address,account,iban,passport,mobile,phone\n"
        "a,Rebwar,Hama Salih,Amina,iq,12 Salim St,IQ1234,IQ98NBIQ,A1234567,0750,+96475\n"
    )
    (one,) = read_records(io.StringIO(text), "x.csv")
    assert isinstance(one, Record)
    assert one.properties == {
        "name": ("Rebwar",),
        "fatherName": ("Hama Salih",),
        "motherName": ("Amina",),
        "nationality": ("iq",),
        "address": ("12 Salim St",),
        "accountNumber": ("IQ1234",),
        "iban": ("IQ98NBIQ",),
        "passportNumber": ("A1234567",),
        "mobile": ("0750",),
        "phone": ("+96475",),
    }
