"""Properties of access: restrictions only ever hide, leaving hides, two readers do not disagree."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.evidence.access import open_access, visible_parts, visible_to, whole_parts
from hawkari.evidence.entities import get_entity
from hawkari.evidence.grading import ConditionValue, MarkingValue, Reader, readable
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.judgements import JudgementKind, judge, live_events
from hawkari.evidence.models import Operation, OperationMember
from hawkari.evidence.policy import fields_of
from hawkari.evidence.reach import remembering

TODAY = date(2026, 6, 15)
AGENCIES, USERS = (1, 2, 3), (11, 12, 13)

conditions = st.builds(
    ConditionValue,
    text=st.just("Ask first"),
    agencies=st.frozensets(st.sampled_from(AGENCIES)),
    users=st.frozensets(st.sampled_from(USERS)),
    purposes=st.frozensets(st.sampled_from(("crime", "return"))),
    expires=st.none() | st.sampled_from([TODAY + timedelta(days=day) for day in (-1, 0, 1)]),
    must_consult=st.booleans(),
    satisfied_for=st.frozensets(st.sampled_from(AGENCIES)),
)
markings = st.builds(
    MarkingValue,
    source=st.sampled_from("123"),
    intelligence=st.sampled_from("ABCDE"),
    handling=st.sampled_from("PC"),
    condition=st.none() | conditions,
    europol=st.frozensets(st.sampled_from(("H0", "H1", "H2"))),
    tlp=st.sampled_from(("", "RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")),
    pap=st.sampled_from(("", "RED", "CLEAR")),
    gsc=st.sampled_from(("", "OFFICIAL", "OFFICIAL-SENSITIVE")),
)
readers = st.builds(
    Reader,
    agency=st.sampled_from(AGENCIES),
    user=st.sampled_from(USERS),
    partners=st.just(frozenset(AGENCIES)),
    purpose=st.sampled_from(("crime", "return")),
    today=st.just(TODAY),
)
LIGHTS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


def stricter(marking: MarkingValue) -> list[MarkingValue]:
    """The marking with one more restriction, in each way there is."""
    # To name somebody is no restriction, so a new condition names nobody.
    condition = marking.condition or ConditionValue("Ask first")
    limited = [
        replace(condition, agencies=frozenset(), users=frozenset()),
        replace(condition, expires=TODAY - timedelta(days=1)),
        replace(condition, must_consult=True),
        replace(condition, purposes=condition.purposes & {"crime"} or frozenset({"training"})),
        replace(condition, satisfied_for=frozenset()),
    ]
    place = LIGHTS.index(marking.tlp or "CLEAR")
    return [
        *(replace(marking, handling="C", condition=one) for one in limited),
        replace(marking, europol=marking.europol | {"H0"}),
        replace(marking, europol=marking.europol | {"H3"}),
        # RED is for people, AMBER+STRICT for agencies: somebody named without their agency is let
        # in by RED alone, so only those whom no condition names as people are asked about.
        *(
            replace(marking, tlp=light, condition=replace(condition, users=frozenset()))
            for light in LIGHTS[place + 1 :]
        ),
        replace(marking, gsc="SECRET"),
    ]


@given(marking=markings, reader=readers, originator=st.sampled_from(AGENCIES))
def test_one_more_restriction_never_shows_more(
    marking: MarkingValue, reader: Reader, originator: int
) -> None:
    before = readable(marking, reader, originator=originator).allowed
    for one in stricter(marking):
        assert before or not readable(one, reader, originator=originator).allowed


@pytest.mark.contract
@pytest.mark.django_db
@settings(max_examples=12, deadline=None)
@given(
    role=st.sampled_from(("analyst", "reviewer", "liaison", "caseworker")), how=st.integers(0, 3)
)
def test_whoever_leaves_sees_nothing_from_then_on(role: str, how: int) -> None:
    from tests.evidence.factories import World

    world = World()
    world.person(f"nca-{world.operation.pk}", f"x:{world.operation.pk}", name="Saman Kareem")
    access = world.access(f"nca-{world.operation.pk}", role)
    assert visible_to(access).count() == 1
    leavings = (
        lambda: OperationMember.objects.filter(user=access.user).delete(),
        lambda: world.operation.agencies.remove(access.user.agency),
        lambda: Operation.objects.filter(pk=world.operation.pk).update(
            starts=date(2020, 1, 1), ends=date(2020, 1, 2)
        ),
        lambda: type(access.user).objects.filter(pk=access.user.pk).update(is_active=False),
    )
    leavings[how]()
    access.user.refresh_from_db()
    with pytest.raises(Exception, match="may not"):
        open_access(access.user, world.operation.slug)


@pytest.mark.contract
@pytest.mark.django_db
def test_a_reader_of_some_fields_sees_no_more_than_one_of_all_and_never_otherwise(world):
    world.person("nca", "nca:1", name="Saman Kareem", phone="+447700900123", birthDate="1990")
    world.person("nca", "nca:2", name="Saman Karim", phone="+447700900123")
    whole = world.access("nca")
    judge(whole, "nca:1", "nca:2", JudgementKind.POSITIVE, reason="the same phone")
    all_of_it = set(visible_to(whole).values_list("pk", flat=True))
    for role in ("liaison", "caseworker"):
        some = world.access("nca", role)
        assert set(visible_to(some).values_list("pk", flat=True)) <= all_of_it
        assert visible_parts(some) == visible_parts(whole)
        assert whole_parts(some) == frozenset()
        # The decision rests on a phone, so it is not theirs to know.
        assert live_events(some) == []
        assert len(clusters_of(some, ["nca:1", "nca:2"]).members) == 2
    liaison = world.access("nca", "liaison")
    assert "contact" not in fields_of("liaison")
    assert {one.prop for one in get_entity(liaison, "nca:1").values} == {"name", "birthDate"}
    assert len(clusters_of(whole, ["nca:1", "nca:2"]).members) == 1


@pytest.mark.contract
@pytest.mark.django_db
def test_what_is_remembered_for_a_page_is_forgotten_with_it(world):
    access = world.access("nca")
    with remembering():
        assert visible_parts(access) == frozenset()
        world.person("nca", "nca:1", name="Saman Kareem")
        assert visible_parts(access) == frozenset()
        assert visible_parts(world.access("asayish")) != frozenset()
    assert len(visible_parts(access)) == 1
