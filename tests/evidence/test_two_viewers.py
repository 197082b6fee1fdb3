"""Two people may rightly see two different entities, and neither learns of what the other sees."""

import pytest

from hawkari.evidence.entities import EntityNotFound, get_entity, network_ties, search
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.judgements import JudgementKind, judge, live_events
from hawkari.evidence.models import JudgementEvent
from tests.evidence.factories import row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

SECRET = {"shared_with": []}
YES = JudgementKind.POSITIVE


@pytest.fixture
def viewers(world):
    """Two records that all may see, and a third, older one that links them, which is nca's own.

    The secret record carries the commonest name, a phone, and the only birth date.
    """
    world.person(
        "nca",
        "nca:secret",
        how=SECRET,
        name=["Rebin Azad", "Rebin Azad Sabir"],
        birthDate="1985-01-01",
        phone="+447700900123",
    )
    world.person("fr-pn", "fr:1", name="Rebwar Aziz", phone="+447700900124")
    world.person("krg", "krg:1", name="ڕێبوار عەزیز", phone="+447700900125")
    return world.access("nca"), world.access("fr-pn")


def test_values_and_caption_come_from_what_one_may_see(viewers):
    insider, outsider = viewers
    judge(insider, "nca:secret", "fr:1", YES)
    assert get_entity(insider, "fr:1").get("birthDate") == ("1985-01-01",)
    assert get_entity(outsider, "fr:1").get("birthDate") == ()
    assert get_entity(insider, "fr:1").caption == "Rebin Azad Sabir"
    assert get_entity(outsider, "fr:1").caption == "Rebwar Aziz"
    assert get_entity(outsider, "fr:1").members == ("fr:1",)


def test_a_link_through_a_hidden_record_does_not_show_in_the_ids(viewers):
    insider, outsider = viewers
    judge(insider, "nca:secret", "fr:1", YES)
    judge(insider, "nca:secret", "krg:1", YES)
    assert len(clusters_of(insider, ["fr:1", "krg:1"]).members) == 1
    assert len(clusters_of(outsider, ["fr:1", "krg:1"]).members) == 2
    whole = get_entity(insider, "fr:1").canonical_id
    with pytest.raises(EntityNotFound):
        get_entity(outsider, whole)
    assert live_events(outsider) == []


def test_a_link_that_rests_on_what_all_may_see_is_shown_to_all(viewers):
    insider, outsider = viewers
    judge(insider, "nca:secret", "fr:1", YES)
    judge(outsider, "fr:1", "krg:1", YES)
    assert set(get_entity(outsider, "krg:1").members) == {"fr:1", "krg:1"}
    assert set(get_entity(insider, "krg:1").members) == {"nca:secret", "fr:1", "krg:1"}


def test_a_link_that_rests_on_a_hidden_value_of_a_shown_record_is_hidden(world, viewers):
    insider, outsider = viewers
    world.load("fr-pn", [row("fr:1", "alias", "Boss")], slot="secret.csv", shared_with=["nca"])
    third = world.access("krg")
    judge(insider, "fr:1", "krg:1", YES)
    assert len(get_entity(insider, "fr:1").members) == 2
    assert len(get_entity(outsider, "fr:1").members) == 2
    assert len(get_entity(third, "fr:1").members) == 1


def test_a_hidden_decision_does_not_show_at_the_door(viewers):
    insider, outsider = viewers
    judge(insider, "nca:secret", "fr:1", YES)
    judge(insider, "nca:secret", "krg:1", JudgementKind.NEGATIVE)
    judge(outsider, "fr:1", "krg:1", YES)
    assert JudgementEvent.objects.count() == 3
    assert "krg:1" not in get_entity(insider, "nca:secret").members


def test_search_finds_counts_and_ranks_only_what_one_may_see(viewers):
    insider, outsider = viewers
    assert search(insider, "Rebin Azad Sabir")[0].matched_name == "Rebin Azad Sabir"
    assert all("Rebin" not in hit.matched_name for hit in search(outsider, "Rebin Azad Sabir"))
    assert search(outsider, "+447700900123") == []
    assert all("Rebin" not in hit.matched_name for hit in search(outsider, "Reb"))


def test_ties_through_hidden_records_are_hidden(world, viewers):
    insider, outsider = viewers
    calls = [
        row("krg:c1", "callerNumber", "+447700900123", schema="Call"),
        row("krg:c1", "receiverNumber", "+447700900124", schema="Call"),
    ]
    world.load("krg", calls, slot="calls.csv")
    assert [tie.kind for tie in network_ties(insider)] == ["call"]
    assert network_ties(outsider) == []


def test_no_such_entity_and_a_hidden_one_are_told_in_the_same_words(viewers):
    _, outsider = viewers
    told = set()
    for entity in ("nca:secret", "nca:nobody"):
        with pytest.raises(EntityNotFound) as caught:
            get_entity(outsider, entity)
        told.add(str(caught.value).replace(entity, "…"))
    assert len(told) == 1
