"""Single comparisons: what counts as how far the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.linkage import COMPARISONS, Record, comparisons_of
from hawkari.engines.linkage import comparisons as c
from hawkari.engines.linkage.addresses import address_words
from hawkari.engines.linkage.comparing import compare_pairs, values_compared
from hawkari.engines.linkage.defaults import DEFAULT_M, DEFAULT_U
from hawkari.engines.linkage.numbers import (
    DOCUMENTS,
    read_account,
    read_document,
    read_mark,
    read_phone,
)
from hawkari.engines.linkage.organizations import legal_forms, without_legal_form
from hawkari.engines.linkage.places import place_keys, region_keys
from hawkari.engines.linkage.preparing import prepare


def level(column: int, a: dict[str, str], b: dict[str, str], *, schema: str = "Person") -> str:
    """The level of one comparison of two records in words; `missing` where not compared."""
    records = [
        Record(f"r{place}", schema, "s", {key: (value,) for key, value in one.items()})
        for place, one in enumerate((a, b))
    ]
    found = compare_pairs(prepare(records), np.array([0]), np.array([1])).matrix[0, column]
    return "missing" if found == c.MISSING else COMPARISONS[column].levels[found]


def levels(column: int, prop: str, *values: str, schema: str = "Person") -> list[str]:
    """Levels of the first value against each of the others."""
    return [level(column, {prop: values[0]}, {prop: v}, schema=schema) for v in values[1:]]


def test_documents_are_the_same_but_for_what_scanners_and_clerks_get_wrong():
    assert levels(c.IDENTIFIER, "idNumber", "A1204578", "a-1204578", "AI2O4578", "A1204579") == [
        "the same",
        "the same but for letters like digits",
        "one character differs",
    ]
    assert levels(c.IDENTIFIER, "idNumber", "A1204578", "A1205478", "A120457", "B7733412") == [
        "one character differs",
        "one character differs",
        "different",
    ]


def test_documents_of_different_kinds_cannot_differ_but_can_agree():
    one = {"idNumber": "A1204578"}
    assert level(c.IDENTIFIER, one, {"passportNumber": "X9988776"}) == "missing"
    assert level(c.IDENTIFIER, one, {"passportNumber": "A1204578"}) == "the same"


def test_a_number_of_one_repeated_sign_is_no_number():
    assert read_document("idNumber", "000000") is None
    assert levels(c.IDENTIFIER, "idNumber", "0000000", "0000000") == ["missing"]


def test_a_number_that_a_crowd_holds_is_a_filler():
    crowd = [
        Record(f"r{place:02}", "Person", "s", {"idNumber": ("12345678",)}) for place in range(31)
    ]
    found = compare_pairs(prepare(crowd), np.array([0]), np.array([1])).matrix[0, c.IDENTIFIER]
    assert COMPARISONS[c.IDENTIFIER].levels[found] == "different"


def test_phones_agree_with_their_country_code_or_without():
    assert levels(
        c.PHONE, "phone", "+964 750 555 0199", "07505550199", "009647505550199", "+447505550199"
    ) == ["the same without its country code", "the same", "different"]
    assert levels(c.PHONE, "phone", "0750 555 0199", "٠٧٥٠٥٥٥٠١٩٩") == ["the same"]


def test_a_phone_that_many_hold_says_little():
    crowd = [
        Record(f"r{place}", "Person", "s", {"phone": ("+447700900999",)}) for place in range(7)
    ]
    found = compare_pairs(prepare(crowd), np.array([0]), np.array([1])).matrix[0, c.PHONE]
    assert COMPARISONS[c.PHONE].levels[found] == "shared by many"


def test_handles_agree_over_writing_and_less_over_platforms():
    assert levels(
        c.ACCOUNT,
        "handle",
        "https://t.me/Rebwar_84",
        "telegram.me/rebwar_84",
        "@REBWAR_84",
        "@goran",
    ) == ["the same", "the same name on another platform", "missing"]
    assert levels(c.ACCOUNT, "handle", "@Rebwar_84", "rebwar_84 ", "goran") == [
        "the same",
        "different",
    ]


def test_the_platform_of_an_account_may_stand_beside_its_name():
    one = {"username": "rebwar_84", "service": "Telegram"}
    two = {"username": "https://t.me/rebwar_84"}
    assert level(c.ACCOUNT, one, two, schema="UserAccount") == "the same"


def test_ibans_wallets_and_mail_agree_over_their_writing():
    assert levels(c.ACCOUNT, "iban", "IQ98 NBIQ 8501", "iq98nbiq8501") == ["the same"]
    assert levels(c.ACCOUNT, "email", "Rebwar@Example.org", " rebwar@example.ORG") == ["the same"]
    assert levels(c.ACCOUNT, "publicKey", "0xAbC123", "0xabc123") == ["the same"]
    assert levels(c.ACCOUNT, "publicKey", "1BoatSLR", "1boatslr") == ["different"]
    assert read_account("email", "no address") is None


def test_places_agree_across_scripts_and_other_names():
    assert levels(c.PLACE, "birthPlace", "Erbil", "هەولێر", "Hewlêr", "أربيل", "Mosul") == [
        "the same",
        "the same",
        "the same",
        "different",
    ]


def test_a_place_that_lies_in_the_other_agrees_in_part():
    assert levels(
        c.PLACE, "birthPlace", "Halabja, Sulaymaniyah", "السليمانية", "Kalar, Slemani"
    ) == [
        "one in the other",
        "different",
    ]
    assert place_keys("Duhok, Iraq") == place_keys("Duhok")
    assert region_keys("Duhok") == ()


FATHER = {"name": "Rebwar Jaff", "fatherName": "Hama Salih"}


def test_fathers_are_compared_across_scripts():
    other = {"name": "ڕێبوار جاف", "fatherName": "حەمەساڵح"}
    assert level(c.FATHER, FATHER, other).startswith("the same")
    assert level(c.FATHER, FATHER, {**other, "fatherName": "قادر"}) == "another name"
    assert level(c.FATHER, FATHER, {"name": "ڕێبوار جاف"}) == "missing"


def test_a_father_whom_both_names_carry_is_not_counted_twice():
    chain = {"name": "Rebwar Hama Salih Jaff", "fatherName": "Hama Salih"}
    assert level(c.FATHER, chain, chain) == "missing"
    assert level(c.FATHER, chain, FATHER).startswith("the same")


def test_a_father_stated_apart_meets_the_chain_that_carries_him():
    chain = {"name": "ڕێبوار حەمەساڵح"}
    alone, with_father = ({"name": "Rebwar Jaff"}, FATHER)
    of_chain = [
        COMPARISONS[c.NAME].levels.index(level(c.NAME, one, chain)) for one in (alone, with_father)
    ]
    assert of_chain[0] < of_chain[1]


def test_the_name_shown_for_a_chain_is_the_one_with_the_father_put_in():
    records = [
        Record("a", "Person", "s", {key: (value,) for key, value in FATHER.items()}),
        Record("b", "Person", "s", {"name": ("Rebwar Hama Salih Jaff",)}),
    ]
    prepared = prepare(records)
    best = compare_pairs(prepared, np.array([0]), np.array([1])).best_names[0]
    shown = values_compared(prepared[0], COMPARISONS[c.NAME], int(best[0]))
    assert shown == "Rebwar Hama Salih Jaff"


def test_mothers_are_compared():
    assert levels(c.MOTHER, "motherName", "Amina", "ئامینە", "Nazdar")[1] == "another name"
    assert levels(c.MOTHER, "motherName", "Amina", "ئامینە")[0].startswith("the same")


def test_addresses_agree_by_their_words_whatever_the_order():
    same, part, other = levels(
        c.ADDRESS,
        "address",
        "12 Salim Street, Sulaymaniyah",
        "شارع سالم ١٢، السليمانية",
        "Salim Street 40, Sulaymaniyah",
        "7 Rue de la Paix, Calais",
    )
    assert other == "different"
    assert part == "alike in part"
    assert same in ("alike in part", "the same")
    assert levels(c.ADDRESS, "address", "12 Salim Street", "salim street 12") == ["the same"]
    assert address_words("007 ٠٧") == {"7"}


def test_organisations_are_called_alike_whatever_their_legal_form():
    assert without_legal_form("Zagros Trading GmbH") == without_legal_form(
        "Zagros Trading Co. Ltd."
    )
    assert without_legal_form("شركة زاكروس للتجارة المحدودة") == "زاکروس للتجارة"
    assert legal_forms("Zagros Trading L.L.C.") == {"limited"}
    assert legal_forms("Zagros Trading Company") == frozenset()
    one, two = {"name": "Zagros Trading GmbH"}, {"name": "Zagros Trading Ltd"}
    assert level(c.LEGAL_FORM, one, two, schema="Company") == "the same"
    assert level(c.NAME, one, two, schema="Company").startswith("the same")


@given(st.text())
def test_a_name_is_never_left_empty_for_its_legal_form(name):
    assert without_legal_form(name) or not name
    assert isinstance(legal_forms(name), frozenset)


def test_vessels_agree_by_their_number_and_less_by_what_changes():
    one = {"name": "Sea Star", "imoNumber": "IMO 9074729", "mmsi": "511101234", "flag": "pa"}
    two = {"name": "Blue Star", "imoNumber": "9074729", "mmsi": "572999888", "flag": "PA"}
    assert level(c.MARK, one, two, schema="Vessel") == "different"
    assert level(c.COUNTRY, one, two, schema="Vessel") == "the same"
    assert level(c.IDENTIFIER, one, two, schema="Vessel") == "the same"


def test_plates_agree_across_scripts_and_digits():
    assert levels(
        c.MARK, "registrationNumber", "22 A 12345", "٢٢ أ ١٢٣٤٥", "22 A 12346", schema="Vehicle"
    ) == ["the same", "one character differs"]
    assert read_mark("callSign", "YI-AB1").value == "YIAB1"


def test_each_family_has_its_comparisons_in_the_order_of_all():
    for family in ("Person", "Organization", "Vessel", "Vehicle", "UserAccount", "BankAccount"):
        mine = comparisons_of(family)
        assert list(mine) == [one for one in COMPARISONS if one in mine]
    assert comparisons_of("Thing") == COMPARISONS
    assert comparisons_of("Company") == comparisons_of("Organization")
    assert "legal form" not in {one.name for one in comparisons_of("Person")}


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda one: one.key)
def test_defaults_stand_for_every_level_and_rise(comparison):
    m, u = np.array(DEFAULT_M[comparison.key]), np.array(DEFAULT_U[comparison.key])
    assert len(m) == len(u) == len(comparison.levels)
    assert m.sum() == pytest.approx(1)
    assert u.sum() == pytest.approx(1)
    assert (np.diff(m / u) >= 0).all()


@given(st.text())
def test_no_text_stops_a_reader(text):
    read_phone(text)
    for prop in DOCUMENTS:
        read_document(prop, text)
    for prop in c.COMPARED["account"]:
        read_account(prop, text)
    for prop in ("mmsi", "callSign"):
        read_mark(prop, text)
    address_words(text)
    place_keys(text)
