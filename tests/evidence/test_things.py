"""Vessels, vehicles and accounts are linked beside people, and move nothing of theirs."""

import pytest

from hawkari.evidence.entities import get_entity
from hawkari.evidence.harm import mark_harm
from hawkari.evidence.judgements import JudgementKind, judge, live_events
from hawkari.evidence.linking.resolution import CERTAIN_MATCH, resolve
from hawkari.evidence.linking.states import forget_states, kept_state
from hawkari.evidence.models import Candidate, JudgementEvent, LinkRun
from hawkari.evidence.reviewing.items import next_items
from tests.evidence.linking import candidates, clusters, person, thirty_people

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

IBAN = "GB33BUKB20201555555555"


def vessel(world, agency: str, entity_id: str, **values) -> None:
    world.thing(agency, entity_id, "Vessel", imoNumber="9074729", flag="pa", **values)


def car(world, agency: str, entity_id: str, plate: str) -> None:
    world.thing(agency, entity_id, "Vehicle", registrationNumber=plate)


def account(world, agency: str, entity_id: str, iban: str) -> None:
    world.thing(agency, entity_id, "BankAccount", iban=iban)


def things(world) -> None:
    """One vessel, one car and one account, each as two agencies state them."""
    vessel(world, "nca", "nca:ship", name="Kurdistan Star")
    vessel(world, "krg", "krg:ship", name="کوردستان ستار")
    car(world, "nca", "nca:car", "21 H 33412")
    car(world, "krg", "krg:car", "٢١ ح ٣٣٤١٢")
    account(world, "nca", "nca:iban", "GB33 BUKB 2020 1555 5555 55")
    account(world, "krg", "krg:iban", IBAN)


@pytest.fixture
def access(world, monkeypatch, settings, tmp_path):
    thirty_people(world, monkeypatch, settings, tmp_path)
    person(world, "krg:1", "بەرزان ئەحمەد", 0, "krg")
    return world.access("nca")


def is_of_people(key: str | tuple[str, str]) -> bool:
    ends = (key,) if isinstance(key, str) else key
    return not any(one.endswith((":ship", ":car", ":iban")) for one in ends)


def of_people(found: dict) -> dict:
    """What is told of people among clusters or pairs."""
    return {key: value for key, value in found.items() if is_of_people(key)}


def weights() -> dict[tuple[str, str], tuple[float, float, str]]:
    rows = Candidate.objects.values_list("left_id", "right_id", "weight", "probability", "reasons")
    return {(left, right): (weight, chance, str(why)) for left, right, weight, chance, why in rows}


def test_what_is_certain_is_joined_by_the_rule_and_the_rest_is_proposed(world, access):
    things(world)
    report = resolve(access)
    assert set(get_entity(access, "krg:ship").members) == {"krg:ship", "nca:ship"}
    assert set(get_entity(access, "krg:iban").members) == {"krg:iban", "nca:iban"}
    assert get_entity(access, "krg:car").members == ("krg:car",)
    assert ("krg:car", "nca:car") in candidates()
    assert (report.records, report.entities) == (37, 34)


def test_people_come_out_to_the_last_digit_as_if_there_were_no_things(world, access):
    resolve(access)
    run = LinkRun.objects.latest("pk")
    alone = (clusters(), weights(), run.plan, run.guard)
    forget_states()
    things(world)
    resolve(access, whole=True)
    beside = LinkRun.objects.latest("pk")
    assert (of_people(clusters()), of_people(weights()), beside.plan, beside.guard) == alone
    assert {**beside.parameters, "things": None} == {**run.parameters, "things": None}
    assert set(beside.parameters["things"]) == {"BankAccount", "Vehicle", "Vessel"}


def test_things_that_come_later_end_in_the_clusters_of_everything_at_once(world, access):
    resolve(access)
    things(world)
    second = resolve(access)
    assert (second.compared, second.records) == (6, 37)
    account(world, "iq", "iq:iban", IBAN)
    car(world, "iq", "iq:car", "21-H-33412")
    person(world, "iq:1", "سامان حسن", 6, "iq")
    third = resolve(access)
    assert (third.compared, third.records) == (3, 40)
    one_by_one = (clusters(), set(candidates()), third.joined_by_rule, third.entities)
    at_once = resolve(access, whole=True)
    assert at_once.compared == 40
    assert one_by_one == (
        clusters(), set(candidates()), at_once.joined_by_rule, at_once.entities
    )  # fmt: skip
    assert len(get_entity(access, "iq:iban").members) == 3
    assert sum("car" in left for left, _ in candidates()) == 3


def test_what_is_stated_as_another_kind_of_thing_goes_over_to_its_family(world, access):
    things(world)
    first = resolve(access)
    assert ("krg:car", "nca:car") in candidates()
    vessel(world, "nca", "nca:car", name="Kurdistan Star", how={"version": "2"})
    second = resolve(access)
    assert (second.compared, second.records) == (1, first.records)
    assert "nca:car" in get_entity(access, "krg:ship").members
    assert ("krg:car", "nca:car") not in candidates()
    one_by_one = (clusters(), set(candidates()), second.entities)
    at_once = resolve(access, whole=True)
    assert one_by_one == (clusters(), set(candidates()), at_once.entities)


def test_the_states_of_things_are_kept_with_the_run_and_go_with_the_things(world, access):
    things(world)
    first = LinkRun.objects.get(pk=resolve(access).run)
    assert set(kept_state(first).things) == {"BankAccount", "Vehicle", "Vessel"}
    world.operation.agencies.remove(world.agency("iq"))
    second = LinkRun.objects.get(pk=resolve(world.access("fr"), whole=True).run)
    assert kept_state(first) is None
    assert set(kept_state(second).things) == {"BankAccount", "Vehicle", "Vessel"}
    forget_states()
    assert kept_state(second) is None


def test_a_run_that_never_looked_at_things_is_not_gone_on_from(world, access):
    things(world)
    run = LinkRun.objects.get(pk=resolve(access).run)
    del run.parameters["things"]
    run.save(update_fields=["parameters"])
    assert kept_state(run) is None


def test_running_it_again_changes_nothing_of_things(world, access):
    things(world)
    resolve(access)
    events = list(JudgementEvent.objects.values())
    again = resolve(access)
    assert list(JudgementEvent.objects.values()) == events
    assert (again.newly_joined, again.withdrawn_by_rule) == (0, 0)


def test_people_s_words_hold_for_things_too(world, access):
    things(world)
    resolve(access)
    judge(access, "nca:car", "krg:car", JudgementKind.POSITIVE)
    judge(access, "nca:iban", "krg:iban", JudgementKind.NEGATIVE)
    resolve(access)
    assert len(get_entity(access, "krg:car").members) == 2
    assert len(get_entity(access, "krg:iban").members) == 1


def test_a_thing_whose_wrong_merge_would_do_harm_is_proposed_to_two_people(world, access):
    things(world)
    mark_harm(access, "nca:iban", reason="the account of an informant")
    report = resolve(access)
    assert report.proposed_by_rule == 1
    assert len(get_entity(access, "krg:iban").members) == 1
    (event,) = [one for one in live_events(access) if one.left == "krg:iban"]
    assert (event.maker, event.judgement) == (CERTAIN_MATCH, JudgementKind.PROPOSED)


def test_one_number_never_joins_a_person_with_a_thing(world, access):
    world.person("krg", "krg:p", name="Karim Nuri", idNumber="9074729")
    world.person("krg", "krg:q", name="Soran Jalal", idNumber="21H33412")
    things(world)
    resolve(access)
    assert not any("krg:p" in pair or "krg:q" in pair for pair in candidates())
    assert get_entity(access, "krg:p").members == ("krg:p",)


def test_a_pair_of_things_is_said_to_teach_no_model(world, access):
    things(world)
    resolve(access)
    (item,) = [one for one in next_items(access, limit=50) if one.left.schema == "Vehicle"]
    assert "teaches" not in {one.code for one in item.because}
    assert item.reasons[0]["comparison"] == "registration mark"


def test_things_that_are_restated_are_not_weighed_as_people(world, access):
    for number in range(20):
        car(world, "nca", f"nca:car{number}", f"21 H 334{number:02}")
    first = resolve(access)
    for number in range(20):
        how = {"version": "2"}
        plate = {"registrationNumber": f"21 H 335{number:02}"}
        world.thing("nca", f"nca:car{number}", "Vehicle", how=how, **plate)
    second = resolve(access)
    assert (second.compared, second.records) == (20, first.records)
