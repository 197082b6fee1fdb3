import pytest

from hawkari.engines.disruption import Network, Tie
from hawkari.engines.disruption.stages import Roles
from hawkari.engines.disruption.what_if import what_if
from hawkari.errors import BadInput
from tests.engines.disruption.networks import plain, two_rings_joined_by_one


def long_chain() -> Network:
    return plain([(f"n{i:02}", f"n{i + 1:02}") for i in range(40)])


def test_the_one_who_joins_two_groups_leaves_less_than_anyone_else():
    groups = [(f"{g}{i}", f"{g}{j}") for g in "ab" for i in range(12) for j in range(i)]
    ends = [("a0", "broker"), ("a1", "broker"), ("broker", "b0"), ("broker", "b1")]
    found = what_if(plain(groups + ends), ["broker"])
    assert found.pieces == (12, 12)
    assert found.left.value < found.others.value
    assert found.better > 0.5
    assert found.left.low <= found.left.value <= found.left.high


def test_new_ties_never_leave_less():
    found = what_if(long_chain(), ["n20"], replaced=3.0)
    assert found.new_ties > 0
    assert found.rewired.value >= found.left.value
    assert what_if(long_chain(), ["n20"], replaced=0.0).rewired == found.left


def test_someone_like_everybody_else_is_a_case_of_cannot_tell():
    ring = plain([(f"n{i}", f"n{(i + 1) % 9}") for i in range(9)])
    found = what_if(ring, ["n4"])
    assert found.verdict == "cannot tell"
    assert 0.1 < found.better < 0.9


def test_who_steps_in_may_be_ranked_stays_and_has_a_chance():
    network = plain(
        [("hub", name) for name in "abcd"] + [("a", "x"), ("b", "x")],
        categories={"a": frozenset({"migrant"})},
    )
    found = what_if(network, ["hub"])
    assert found.replacements
    assert {new.instead_of for new in found.replacements} == {"hub"}
    assert not {"a", "hub"} & {new.node for new in found.replacements}
    chances = [new.chance for new in found.replacements]
    assert chances == sorted(chances, reverse=True)
    assert all(0 < chance <= 1 for chance in chances)


def test_partners_alone_and_together_and_who_is_out_of_reach():
    network = two_rings_joined_by_one()
    roles = Roles(partners={"a0": frozenset({"north"}), "b0": frozenset({"south"})})
    found = what_if(network, ["a0", "b0", "broker"], roles=roles)
    assert set(found.alone) == {"north", "south"}
    assert found.together is not None
    assert found.together.value <= min(figure.value for figure in found.alone.values())
    assert found.unreached == ("broker",)
    bare = what_if(network, ["a0"])
    assert (bare.together, bare.unreached, dict(bare.alone)) == (None, (), {})


def test_a_stage_that_loses_its_last_person_is_shown_empty():
    network = two_rings_joined_by_one()
    roles = Roles(stages={"broker": frozenset({"pay"}), "a1": frozenset({"move"})})
    found = what_if(network, ["broker"], roles=roles)
    assert (found.stages["pay"].before, found.stages["pay"].after) == (1, 0)
    assert found.stages["pay"].left.value == 0.0
    assert (found.stages["move"].before, found.stages["move"].after) == (1, 1)


def test_the_order_of_ties_and_names_does_not_matter():
    ties = [Tie("a", "b", 1, "C"), Tie("b", "c", 2, "D"), Tie("c", "d"), Tie("d", "b", 1, "B")]
    one = what_if(Network.from_ties(ties), ["b", "c"])
    assert one == what_if(Network.from_ties(ties[::-1]), ["c", "b", "c"])


@pytest.mark.parametrize("category", ["victim", "migrant", "witness", "bystander"])
def test_nothing_is_planned_against_whoever_may_not_be_ranked(category: str):
    network = plain([("a", "b")], categories={"a": frozenset({category})})
    with pytest.raises(BadInput, match=f"marked {category}: nothing is planned"):
        what_if(network, ["a"])


def test_someone_who_is_not_there_is_refused():
    with pytest.raises(BadInput, match="'z' is not in the network"):
        what_if(plain([("a", "b")]), ["z"])
