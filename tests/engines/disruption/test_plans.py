import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.disruption import Network
from hawkari.engines.disruption.order import graded_order
from hawkari.engines.disruption.plans import joint_choice, joint_plan
from hawkari.engines.disruption.stages import Roles
from hawkari.engines.disruption.values import RANKABLE
from hawkari.errors import BadInput
from tests.engines.disruption.networks import (
    networks,
    plain,
    property_test,
    two_rings_joined_by_one,
)

few = settings(property_test, max_examples=25)
PARTNERS = ("north", "south")


def everyone(network: Network, *partners: str) -> Roles:
    return Roles(partners=dict.fromkeys(network.nodes, frozenset(partners)))


@given(networks(), st.data())
@few
def test_a_plan_keeps_to_budgets_reach_and_categories(network: Network, data: st.DataObject):
    reach = st.frozensets(st.sampled_from(PARTNERS))
    roles = Roles(partners={node: data.draw(reach) for node in network.nodes})
    budgets = {partner: data.draw(st.integers(0, 4)) for partner in PARTNERS}
    chosen = joint_choice(network, roles, budgets)
    people = [node for node, _ in chosen]
    assert len(set(people)) == len(people)
    for node, partner in chosen:
        assert partner in roles.partners[network.nodes[node]]
        assert network.held(network.nodes[node]) <= RANKABLE
    for partner in PARTNERS:
        assert sum(name == partner for _, name in chosen) <= budgets[partner]


def test_one_partner_who_reaches_everyone_plans_by_the_graded_order():
    network = two_rings_joined_by_one()
    chosen = joint_choice(network, everyone(network, "north"), {"north": 3})
    assert [node for node, _ in chosen] == graded_order(network, limit=3)


def test_someone_moves_to_the_other_partner_to_make_room():
    network = plain([("hub", name) for name in "abcd"] + [("d", "e")])
    roles = Roles(partners={"hub": frozenset(PARTNERS), "d": frozenset({"north"})})
    chosen = joint_choice(network, roles, {"north": 1, "south": 1})
    assert {(network.nodes[node], name) for node, name in chosen} == {
        ("hub", "south"),
        ("d", "north"),
    }


def test_the_only_one_of_a_stage_goes_before_an_equal_other():
    network = plain([("hub", "a"), ("hub", "b"), ("hub", "c")])
    roles = Roles(
        stages={"c": frozenset({"supply"})}, partners=dict.fromkeys("abc", frozenset({"north"}))
    )
    assert [network.nodes[node] for node, _ in joint_choice(network, roles, {"north": 1})] == ["c"]


def test_a_plan_says_what_is_left_together_alone_and_apart():
    network = two_rings_joined_by_one()
    plan = joint_plan(network, everyone(network, *PARTNERS), {"north": 1, "south": 1})
    assert [person.rank for person in plan.people] == [1, 2]
    shares = [person.left_after.value for person in plan.people]
    assert shares == sorted(shares, reverse=True)
    assert plan.together == plan.people[-1].left_after
    assert set(plan.alone) == set(PARTNERS)
    assert plan.together.value <= min(figure.value for figure in plan.alone.values())
    assert plan.verdict == "cannot tell"  # both know everything, so apart they choose the same


def test_a_partner_who_reaches_nobody_and_a_negative_budget_are_refused():
    network = two_rings_joined_by_one()
    with pytest.raises(BadInput, match="west can reach nobody"):
        joint_plan(network, everyone(network, "north"), {"west": 1})
    with pytest.raises(BadInput, match="budget of -1"):
        joint_plan(network, everyone(network, "north"), {"north": -1})


def test_a_victim_is_out_of_reach_of_any_plan():
    network = plain([("a", "b")], categories={"a": frozenset({"victim"})})
    with pytest.raises(BadInput, match="reach nobody"):
        joint_plan(network, Roles(partners={"a": frozenset({"north"})}), {"north": 1})
