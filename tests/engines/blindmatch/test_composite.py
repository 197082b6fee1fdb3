"""A person's keys meet across scripts, never rest on a name alone, and bound what a hit can say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.blindmatch import IdentifierType, Index, PublishedIndex, Scope, group
from hawkari.engines.blindmatch.bounds import rarity_among, upper_bound, usual_rarity
from hawkari.engines.blindmatch.composite import (
    MOST_SHARING,
    KeyKind,
    Person,
    asked_keys,
    composite_keys,
    frequent_keys,
    is_vague,
    kind_of,
)
from hawkari.engines.blindmatch.lists import tags_of_values
from hawkari.engines.blindmatch.scalars import SecretScalars
from hawkari.engines.blindmatch.voprf import Blinding, Mode, evaluate_own

BARZAN = Person(("Barzan Majid Sherko",), "1990-03-14")


def kinds(first: Person, second: Person) -> set[KeyKind]:
    """What the first, who asks, shares with the second, whom somebody holds."""
    return {kind_of(key) for key in {*asked_keys(first)} & {*composite_keys(second)}}


def test_one_person_has_the_same_keys_in_every_script():
    for name in ("بەرزان مەجید شێرکۆ", "Berzan Mecid Şêrko", "برزان مجيد شيركو"):
        other = Person((name,), "1990-03-14")
        found = kinds(BARZAN, other)
        assert {KeyKind.TWO_DATE, KeyKind.FIRST_DATE, KeyKind.OTHER_DATE} <= found


def test_a_name_alone_gives_no_key():
    assert composite_keys(Person(("Barzan Majid Sherko",))) == []
    assert composite_keys(Person((), "1990-03-14")) == []
    assert composite_keys(Person(("",), "1990-03-14", birth_place="Ranya")) == []


@given(st.text(max_size=30))
def test_whatever_the_name_no_key_is_made_of_it_alone(name: str):
    assert composite_keys(Person((name,))) == []
    for key in composite_keys(Person((name,), "1990-03-14", birth_place="Ranya")):
        assert key.split("|")[2]


@pytest.mark.parametrize(
    ("birth", "shared"),
    [
        ("1990-03-14", KeyKind.TWO_DATE),
        ("1990-03-15", KeyKind.TWO_YEAR_MONTH),
        ("1990-04-14", KeyKind.TWO_YEAR_DAY),
        ("1999-03-14", KeyKind.TWO_MONTH_DAY),
        ("1991-03-14", KeyKind.TWO_NEAR_YEAR),
        ("1988-03-14", KeyKind.TWO_NEAR_YEAR),
        ("1990-11-30", KeyKind.TWO_YEAR),
        ("1990-07-01", KeyKind.TWO_YEAR_ALONE),
        ("1990", KeyKind.TWO_YEAR_ALONE),
        ("1990-03", KeyKind.TWO_YEAR_MONTH),
    ],
)
def test_a_birth_date_that_is_partly_right_still_gives_a_key(birth: str, shared: KeyKind):
    assert shared in kinds(BARZAN, Person(("Barzan Majid",), birth))


def test_day_and_month_in_the_other_order_give_a_key():
    first, second = (Person(("Barzan Majid",), birth) for birth in ("1990-03-04", "1990-04-03"))
    assert KeyKind.TWO_SWAPPED in kinds(first, second)


def test_a_birth_place_and_a_father_give_keys_without_a_date():
    first = Person(("Barzan Majid",), "", "Sherko", "رانیە")
    second = Person(("بەرزان مەجید",), "", "شێرکۆ", "Ranya")
    assert kinds(first, second) == {KeyKind.TWO_FATHER, KeyKind.TWO_PLACE_ALONE}


def test_a_holder_who_knows_another_date_is_told_from_one_who_knows_none():
    first = Person(("Barzan Majid",), "1990-03-14", birth_place="Ranya")
    other, none = (Person(("Barzan Majid",), birth, birth_place="Ranya") for birth in ("1971", ""))
    assert kinds(first, other) == {KeyKind.TWO_PLACE}
    assert kinds(first, none) == {KeyKind.TWO_PLACE_ALONE}
    hits = [{*asked_keys(first)} & {*composite_keys(held)} for held in (other, none)]
    assert upper_bound(hits[0], first.birth) < upper_bound(hits[1], first.birth)


def test_ahmed_is_ahmet_and_may_be_his_own_fathers_namesake():
    first, second = (Person((name,), "1990-03-14") for name in ("Ahmed Ahmed Majid", "Ahmet Ahmet"))
    assert KeyKind.TWO_DATE in kinds(first, second)


def test_a_date_that_is_not_iso_counts_as_unknown():
    assert composite_keys(Person(("Barzan Majid",), "14/03/1990")) == []


def test_brothers_share_no_key_of_two_parts():
    brother = Person(("Dilshad Majid Sherko",), "1990-03-14", birth_place="Ranya")
    found = kinds(Person(BARZAN.names, BARZAN.birth, birth_place="Ranya"), brother)
    assert found == {KeyKind.OTHER_DATE}


def test_a_key_that_many_share_is_left_out():
    many = [["common", f"own {n}"] for n in range(MOST_SHARING + 1)]
    assert frequent_keys(many) == {"common"}
    assert frequent_keys(many[1:]) == frozenset()


def test_more_that_hits_never_lowers_the_bound():
    keys = asked_keys(Person(BARZAN.names, BARZAN.birth, birth_place="Ranya"))
    values = [upper_bound(keys[:count], BARZAN.birth) for count in range(len(keys) + 1)]
    assert values[0] == 0
    assert all(before <= after for before, after in pairwise(values))


def test_the_bound_is_no_less_than_what_any_one_record_shares():
    records = [
        Person(("Barzan Ali",), "1990-03-14"),
        Person(("Barzan Majid",), "1990"),
        Person(("Barzan Majid Ali",), "1991-03-14"),
    ]
    own = {*asked_keys(BARZAN)}
    index = {key for record in records for key in composite_keys(record)}
    bound = upper_bound(own & index, BARZAN.birth)
    each = [upper_bound(own & {*composite_keys(record)}, BARZAN.birth) for record in records]
    assert bound >= max(each)


def test_rare_names_and_whole_dates_say_more():
    date = {k for k in composite_keys(BARZAN) if kind_of(k) is KeyKind.TWO_DATE}
    year = {k for k in composite_keys(BARZAN) if kind_of(k) is KeyKind.TWO_YEAR}
    common = composite_keys(Person(("Muhammad Ali",), BARZAN.birth))
    assert upper_bound(date, BARZAN.birth) > upper_bound(year, BARZAN.birth)
    assert upper_bound(common, BARZAN.birth) < upper_bound(composite_keys(BARZAN), BARZAN.birth)


def test_a_day_that_registers_write_for_an_unknown_one_says_less():
    known, unknown = (Person(("Barzan Majid",), f"1990-{rest}") for rest in ("03-14", "07-01"))
    assert upper_bound(composite_keys(unknown), unknown.birth) < upper_bound(
        composite_keys(known), known.birth
    )


def test_rarity_is_counted_among_the_queriers_own_persons():
    own = [Person((f"Barzan {name}",), "1990-03-14") for name in ("Majid", "Sherko", "Rebin")]
    rarity = rarity_among(own)
    assert rarity(KeyKind.TWO_DATE, "brsn") < rarity(KeyKind.TWO_DATE, "mjd")
    assert usual_rarity(KeyKind.TWO_DATE, "mmd") < usual_rarity(KeyKind.TWO_DATE, "brsn")


def test_a_dictionary_of_all_names_recovers_none_without_an_evaluation():
    scope = Scope("krg", "uk", IdentifierType.NAME, 1)
    names = [
        f"{given} {other}" for given in ("Barzan", "Aram", "Rebin") for other in ("Majid", "Ali")
    ]
    people = [Person((name,), f"19{year}-03-14") for name in names for year in range(70, 99)]
    forms = sorted({key for person in people for key in composite_keys(person)})
    with SecretScalars.random() as key, SecretScalars.random() as guess:
        public = group.base_times(key)
        tags = tags_of_values(key, scope, forms, mode=Mode.VERIFIABLE)
        received = PublishedIndex(Index(scope, public, tags).publish(), scope, public)
        inputs = scope.inputs(forms)
        tried = evaluate_own(guess, inputs, Mode.VERIFIABLE)  # the holder's key is all he lacks
        assert not received.find(tried).any()
        asked = Blinding(inputs[:3], Mode.BASE)
        unanswered = group.split(asked.blinded)
        assert not received.find(unanswered).any()
        assert received.find(evaluate_own(key, inputs, Mode.VERIFIABLE)).all()


def test_keys_of_one_person_lie_apart_in_what_is_published():
    scope = Scope("krg", "uk", IdentifierType.NAME, 1)
    keys = composite_keys(BARZAN)
    with SecretScalars.random() as key:
        tags = tags_of_values(key, scope, keys, mode=Mode.VERIFIABLE)
        forward = Index(scope, group.base_times(key), tags)
        backward = Index(scope, group.base_times(key), tags[::-1])
    held = [set(index._tags.tolist()) & set(tags.tolist()) for index in (forward, backward)]
    assert held[0] == held[1] == set(tags.tolist())
    assert forward._tags.tolist() == sorted(forward._tags.tolist())


def test_a_month_or_day_of_00_is_not_known():
    for written, meant in (
        ("1984-00-00", "1984"),
        ("1984-03-00", "1984-03"),
        ("1984-00-12", "1984"),
    ):
        known, zero = (Person(("Aram Ali",), birth) for birth in (meant, written))
        assert composite_keys(zero) == composite_keys(known)
        assert is_vague(written) == is_vague(meant)
