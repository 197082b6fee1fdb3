"""The form ``package/1``: what is refused as a whole, what by itself, and the proof of one."""

import copy
import random
from datetime import UTC, date, datetime

import pytest

from hawkari.desks.exchange.packages import (
    MOST,
    Copy,
    digests,
    is_in_package,
    package_body,
    proof_of,
    read_package,
    tightened,
)
from hawkari.errors import BadInput
from hawkari.evidence.grading import ConditionValue, MarkingValue

PLAIN = MarkingValue("2", "D", "P")
ASK = MarkingValue("1", "B", "C", ConditionValue("Ask first", frozenset({"nca", "federal"})))
KEEP = date(2027, 1, 1)
ABOUT = {
    "id": "a" * 32, "request": "b" * 32, "operation": "op", "from": "asayish", "to": ["nca"],
    "purpose": "crime", "action": "hold", "legal_basis": "Invented", "transfer_basis": None,
    "expires": "2027-01-01T00:00:00+00:00",
    "terms": {"onward": "Ask us", "review_by": "2027-01-01"}, "supersedes": "",
}  # fmt: skip


def one(number: int, **more) -> Copy:
    given = {
        "item": f"{number:032x}", "entity": "e" * 32, "schema": "Person", "prop": "name",
        "value": f"Invented Man {number}", "marking": PLAIN, "keep_until": KEEP, **more,
    }  # fmt: skip
    return Copy(**given)


def body(*copies: Copy) -> dict:
    return package_body(copies or (one(1), one(2), one(3)), ABOUT, created=datetime.now(UTC))


def again(whole: dict) -> dict:
    """The same with the tree head of what it holds now: a fault that its sender signed."""
    from hawkari.desks.exchange.packages import head_of

    leaves = digests(whole["statements"])
    return whole | {"tree_head": {"size": len(leaves), "root": head_of(leaves)}}


def test_a_package_is_read_as_it_was_built():
    read = read_package(body(one(1, marking=ASK, categories={"suspect": "fact"}, lang="ckb")))
    (item,) = read.items
    assert (item.value, item.lang, item.prop_type) == ("Invented Man 1", "ckb", "name")
    assert item.marking == ASK
    assert item.categories == {"suspect": "fact"}
    assert (read.sender, read.recipients, read.onward) == ("asayish", ("nca",), "Ask us")


def test_one_statement_is_proved_without_the_others():
    whole = body(*(one(number) for number in range(1, 12)))
    leaves, head = digests(whole["statements"]), whole["tree_head"]
    for place, statement in enumerate(whole["statements"]):
        proof = proof_of(leaves, place)
        assert is_in_package(statement, place, size=head["size"], root=head["root"], proof=proof)
        changed = statement | {"value": "Another Man"}
        assert not is_in_package(changed, place, size=head["size"], root=head["root"], proof=proof)


def test_whatever_is_changed_after_signing_is_refused_as_a_whole():
    random.seed(8)
    for _ in range(500):
        whole = copy.deepcopy(body())
        statement = random.choice(whole["statements"])
        match random.randrange(4):
            case 0:
                statement["value"] += random.choice("xyz \u0650")
            case 1:
                statement["marking"]["uk-3x5x2"]["source"] = "1"
            case 2:
                whole["statements"].remove(statement)
            case _:
                whole["statements"].append(statement | {"item": "f" * 32})
        with pytest.raises(BadInput, match="tree head"):
            read_package(whole)


@pytest.mark.parametrize(
    "fault",
    [
        {"form": "package/2"}, {"to": "nca"}, {"statements": "none"}, {"statements": []},
        {"terms": {}}, {"terms": {"onward": "x", "review_by": "soon"}}, {"id": "A" * 32},
        {"more": 1}, {"from": None},
    ],
)  # fmt: skip
def test_a_package_of_another_form_is_refused(fault):
    with pytest.raises(BadInput):
        read_package(body() | fault)


def test_a_package_without_a_field_is_refused():
    for key in body():
        whole = body()
        del whole[key]
        with pytest.raises(BadInput):
            read_package(whole)


def test_too_many_statements_and_the_same_item_twice_are_refused():
    whole = body()
    with pytest.raises(BadInput, match=str(MOST)):
        read_package(again(whole | {"statements": whole["statements"] * MOST}))
    with pytest.raises(BadInput, match="twice"):
        read_package(again(whole | {"statements": whole["statements"][:1] * 2}))


@pytest.mark.parametrize(
    "fault",
    [
        {"schema": "Nothing"}, {"schema": "Thing", "prop": "colour"}, {"prop": "unheard"},
        {"value": " "}, {"value": 7}, {"value": "x" * 20_001}, {"entity": "him"},
        {"marking": {}}, {"marking": {"uk-3x5x2": {"source": "9"}}}, {"retention": "ever"},
        {"subject_category": {"villain": "fact"}}, {"subject_category": {"suspect": "rumour"}},
        {"unheard": 1}, {"schema": []},
    ],
)  # fmt: skip
def test_a_statement_that_cannot_be_used_is_refused_by_itself_and_the_rest_stands(fault):
    whole = body()
    whole["statements"][1] |= fault
    first, second, third = read_package(again(whole)).items
    assert second.refusal
    assert not first.refusal
    assert not third.refusal


def test_a_reference_to_what_is_not_in_the_package_is_refused():
    tie = {"schema": "Associate", "prop": "person", "entity": "d" * 32}
    inside = body(one(1), one(2, **tie, value="e" * 32))
    outside = body(one(1), one(2, **tie, value="c" * 32))
    assert not read_package(inside).items[1].refusal
    assert "not in the package" in read_package(outside).items[1].refusal


def test_conditions_are_only_ever_added_and_name_the_recipient_alone():
    assert tightened(PLAIN, "nca") == PLAIN
    added = tightened(PLAIN, "nca", words="Not in court", until=KEEP)
    assert (added.handling, added.condition.text) == ("C", "Not in court")
    both = tightened(ASK, "nca", words="Not in court", until=KEEP)
    assert both.condition.text == "Ask first\nNot in court"
    assert both.condition.agencies == {"nca"}
    early = MarkingValue("1", "B", "C", ConditionValue("x", expires=date(2026, 12, 1)))
    assert tightened(early, "nca", words="y", until=KEEP).condition.expires == date(2026, 12, 1)
