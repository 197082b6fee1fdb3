"""Things are linked family by family, by models that are stated and never move."""

import numpy as np
import pytest

from hawkari.engines.linkage import (
    CERTAIN_AT,
    COMPARISONS,
    THINGS,
    Judged,
    Record,
    link_increment,
    link_things,
    stated_model,
)
from hawkari.errors import BadInput

PLATES = ("21 H 33412", "21-H-33412", "٢١ ح ٣٣٤١٢")
VIN = "WVWZZZ1JZXW000001"
IBAN = "GB33BUKB20201555555555"


def thing(schema: str, record: str, **properties: str) -> Record:
    stated = {prop: (value,) for prop, value in properties.items()}
    return Record(record, schema, record.partition(":")[0], stated)


def certain(*records: Record) -> set[tuple[str, str]]:
    found, _ = link_things(records[0].schema, records)
    return {(one.left, one.right) for one in found.pairs if one.probability >= CERTAIN_AT}


def proposed(*records: Record) -> set[tuple[str, str]]:
    found, _ = link_things(records[0].schema, records)
    pairs = [one for one in found.pairs if 0.05 <= one.probability < CERTAIN_AT]
    return {(one.left, one.right) for one in pairs}


@pytest.mark.parametrize("family", THINGS)
def test_a_stated_model_is_whole_and_its_weights_never_fall(family):
    model = stated_model(family)
    for column, _ in enumerate(COMPARISONS):
        assert model.m[column].sum() == pytest.approx(1)
        assert model.u[column].sum() == pytest.approx(1, abs=1e-4)
        weights = np.log2(model.m[column] / model.u[column])
        assert (np.diff(weights) >= -1e-9).all()


@pytest.mark.parametrize("family", THINGS)
def test_nothing_of_a_family_is_nothing_found(family):
    assert link_things(family, [])[0].clusters == {}


def test_what_is_no_such_thing_is_refused():
    with pytest.raises(BadInput, match="is a Person, not a Vehicle"):
        link_things("Vehicle", [thing("Person", "a:1", name="Barzan Ahmed")])


def test_a_vessel_of_one_imo_number_and_name_is_certain_in_two_scripts():
    ours = thing("Vessel", "uk:1", imoNumber="IMO 9074729", name="Kurdistan Star", flag="pa")
    theirs = thing("Vessel", "iq:1", imoNumber="9074729", name="کوردستان ستار", flag="pa")
    assert certain(ours, theirs) == {("iq:1", "uk:1")}


def test_a_renamed_vessel_of_one_imo_number_is_left_to_people():
    ours = thing("Vessel", "uk:1", imoNumber="9074729", name="Kurdistan Star")
    theirs = thing("Vessel", "fr:1", imoNumber="9074729", name="Blue Horizon")
    assert certain(ours, theirs) == set()
    assert proposed(ours, theirs) == {("fr:1", "uk:1")}


def test_two_vessels_of_one_common_name_are_not_even_proposed():
    ours = thing("Vessel", "uk:1", imoNumber="9074729", name="Sea Star")
    theirs = thing("Vessel", "fr:1", imoNumber="9319466", name="Sea Star")
    assert proposed(ours, theirs) == certain(ours, theirs) == set()


def test_one_plate_in_any_writing_is_proposed_and_not_certain():
    cars = [
        thing("Vehicle", f"{place}:1", registrationNumber=plate)
        for place, plate in zip(("de", "fr", "iq"), PLATES, strict=True)
    ]
    assert proposed(*cars) == {("de:1", "fr:1"), ("de:1", "iq:1"), ("fr:1", "iq:1")}
    assert certain(*cars) == set()


def test_a_plate_with_the_maker_s_number_is_certain():
    ours = Record("de:1", "Vehicle", "de", {"registrationNumber": (PLATES[0], VIN)})
    theirs = Record("iq:1", "Vehicle", "iq", {"registrationNumber": (PLATES[2], VIN.lower())})
    assert certain(ours, theirs) == {("de:1", "iq:1")}


def test_neighbouring_plates_and_cars_of_one_make_are_not_proposed():
    ours = thing("Vehicle", "de:1", registrationNumber="21 H 33412", name="Toyota Hilux")
    theirs = thing("Vehicle", "fr:1", registrationNumber="21 H 33413", name="Toyota Hilux")
    assert proposed(ours, theirs) == certain(ours, theirs) == set()


def test_one_iban_is_certain_with_spaces_and_without_and_under_either_name():
    accounts = (
        thing("BankAccount", "de:1", iban="GB33 BUKB 2020 1555 5555 55"),
        thing("BankAccount", "fr:1", iban=IBAN),
        thing("BankAccount", "uk:1", accountNumber=IBAN),
    )
    assert certain(*accounts) == {("de:1", "fr:1"), ("de:1", "uk:1"), ("fr:1", "uk:1")}


def test_an_account_number_that_names_no_bank_is_left_to_people():
    ours = thing("BankAccount", "de:1", accountNumber="12 345 678")
    theirs = thing("BankAccount", "uk:1", accountNumber="12345678")
    assert certain(ours, theirs) == set()
    assert proposed(ours, theirs) == {("de:1", "uk:1")}


def test_one_wallet_is_certain_and_another_s_letters_are_not():
    address = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
    ours = thing("CryptoWallet", "de:1", publicKey=address)
    theirs = thing("CryptoWallet", "uk:1", cryptoAddress=address)
    other = thing("CryptoWallet", "fr:1", publicKey=address.upper())
    assert certain(ours, theirs, other) == {("de:1", "uk:1")}


def test_a_handle_alone_is_proposed_and_with_a_name_it_is_certain():
    ours = thing("UserAccount", "de:1", username="@rebwar_84", service="Telegram")
    theirs = thing("UserAccount", "uk:1", username="t.me/rebwar_84", service="Telegram")
    assert certain(ours, theirs) == set()
    assert proposed(ours, theirs) == {("de:1", "uk:1")}
    ours, theirs = (
        Record(one.id, one.schema, one.source, {**one.properties, "name": ("Rebwar Transport",)})
        for one in (ours, theirs)
    )
    assert certain(ours, theirs) == {("de:1", "uk:1")}


def test_a_person_s_no_keeps_one_iban_apart():
    records = [thing("BankAccount", f"{place}:1", iban=IBAN) for place in ("de", "uk")]
    found, _ = link_things("BankAccount", records, judged=[Judged("de:1", "uk:1", same=False)])
    assert len(set(found.clusters.values())) == 2


def test_later_things_end_in_the_clusters_of_all_at_once():
    first = [thing("BankAccount", "de:1", iban=IBAN)]
    later = [
        thing("BankAccount", "uk:1", iban=IBAN),
        thing("BankAccount", "uk:2", iban="DE89370400440532013000"),
    ]
    _, state = link_things("BankAccount", first)
    _, grown = link_increment(state, later)
    at_once, _ = link_things("BankAccount", [*later, *first])
    assert grown.all_clusters() == at_once.clusters
    assert len(set(at_once.clusters.values())) == 2
