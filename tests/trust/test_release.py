"""The release and reading matrices, enumerated whole, against tables written independently.

The tables below are boolean arrays made from the domain's words by hand; they share no code with
the rules. Grades x sets of Europol codes x TLP x PAP x classification x actions x recipients.
"""

import time
from collections.abc import Callable
from datetime import date
from itertools import combinations, product

import numpy as np

from hawkari.evidence.grading import (
    ConditionValue,
    MarkingValue,
    OperationTerms,
    Permissions,
    Reader,
    Recipient,
    Releasable,
    Subject,
    TransferBasis,
    may_release,
    readable,
)

TODAY = date(2026, 6, 15)
ORIGINATOR, NAMED, PARTNER, CLIENT, STRANGER = "asayish", "nca", "fr-pn", "bka", "acme"
PARTNERS = frozenset({ORIGINATOR, NAMED, PARTNER, CLIENT})
TEXT = "Not after the trial"
CONDITION = ConditionValue("Ask first", frozenset({NAMED, CLIENT, STRANGER}), frozenset({"sara"}))

GRADES = [*product("123", "ABCDE", "PC")]
EUROPOL = [frozenset(s) for n in range(4) for s in combinations(("H1", "H2", "H3"), n)]
LIGHTS = ["RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"]
PERMISSIONS = ["RED", "AMBER", "GREEN", "CLEAR"]
LEVELS = ["OFFICIAL", "OFFICIAL-SENSITIVE"]
ACTIONS = ["hold", "look_up", "act", "judicial", "pass_on", "publish"]

# Who, and what of them matters: agency, people, ceiling, country, whether a basis is recorded.
RECIPIENTS: dict[str, tuple[str, frozenset[str], str, str, bool]] = {
    "named agency": (NAMED, frozenset(), "OFFICIAL-SENSITIVE", "GB", False),
    "named person of it": (NAMED, frozenset({"sara"}), "OFFICIAL-SENSITIVE", "GB", False),
    "partner, not named": (PARTNER, frozenset(), "OFFICIAL-SENSITIVE", "GB", False),
    "named, OFFICIAL only": (NAMED, frozenset(), "OFFICIAL", "GB", False),
    "named, abroad": (NAMED, frozenset(), "OFFICIAL-SENSITIVE", "IQ", True),
    "named, abroad, no basis": (NAMED, frozenset(), "OFFICIAL-SENSITIVE", "IQ", False),
    "named, outside the operation": (STRANGER, frozenset(), "OFFICIAL-SENSITIVE", "GB", False),
}


def markings() -> dict[tuple[int, ...], MarkingValue]:
    """Every marking by its place in each dimension."""
    dimensions = (GRADES, EUROPOL, LIGHTS, PERMISSIONS, LEVELS)
    found = {}
    for place in product(*[range(len(each)) for each in dimensions]):
        (source, intelligence, handling), europol, tlp, pap, gsc = (
            values[at] for values, at in zip(dimensions, place, strict=True)
        )
        found[place] = MarkingValue(
            source=source,
            intelligence=intelligence,
            handling=handling,
            condition=CONDITION if handling == "C" else None,
            europol=europol | {"H0"},
            europol_text=TEXT if "H3" in europol else "",
            tlp=tlp,
            pap=pap,
            gsc=gsc,
        )
    return found


def rows(values: list, holds: Callable[..., bool], axis: int, of: int) -> np.ndarray:
    """One dimension's truth as an array that broadcasts over the whole matrix."""
    shape = [1] * of
    shape[axis] = len(values)
    return np.array([holds(value) for value in values]).reshape(shape)


def release_table() -> np.ndarray:
    """True where a release is allowed; axes as in the module's docstring."""
    n = 7
    recipients = list(RECIPIENTS)
    is_p = rows(GRADES, lambda grade: grade[2] == "P", 0, n)
    is_named = rows(recipients, lambda who: who != "partner, not named", 6, n)
    has_people = rows(recipients, lambda who: who == "named person of it", 6, n)
    is_inside = rows(recipients, lambda who: "outside" not in who, 6, n)
    has_basis = rows(recipients, lambda who: not who.endswith("no basis"), 6, n)
    takes_all = rows(recipients, lambda who: "OFFICIAL only" not in who, 6, n)
    light = {code: rows(LIGHTS, lambda tlp, code=code: tlp == code, 2, n) for code in LIGHTS}
    does = {one: rows(ACTIONS, lambda each, one=one: each == one, 5, n) for one in ACTIONS}
    pap = {
        code: rows(PERMISSIONS, lambda each, code=code: each == code, 3, n) for code in PERMISSIONS
    }
    no_court = rows(EUROPOL, lambda codes: "H1" in codes, 1, n)
    no_passing = rows(EUROPOL, lambda codes: "H2" in codes, 1, n)
    sensitive = rows(LEVELS, lambda level: level == "OFFICIAL-SENSITIVE", 4, n)

    handling = is_p | is_named
    europol = ~(no_court & does["judicial"]) & ~(no_passing & does["pass_on"])
    keeps = ~does["publish"]
    holds = keeps & ~does["pass_on"]
    tlp = (
        (light["RED"] & ~is_p & has_people & holds)
        | (light["AMBER+STRICT"] & ~is_p & is_named & holds)
        | (light["AMBER"] & ((is_p & is_inside) | (~is_p & is_named)) & keeps)
        | (light["GREEN"] & is_inside & keeps)
        | light["CLEAR"]
    )
    passive = does["hold"] | does["pass_on"]
    actions = (
        (pap["RED"] & passive)
        | (pap["AMBER"] & (passive | does["look_up"]))
        | (pap["GREEN"] & ~does["publish"])
        | pap["CLEAR"]
    )
    return handling & europol & tlp & actions & (takes_all | ~sensitive) & is_inside & has_basis


def thing(marking: MarkingValue, *, has_basis: bool) -> Releasable:
    return Releasable(
        marking=marking,
        originator=ORIGINATOR,
        holder=ORIGINATOR,
        operation=OperationTerms("crime", PARTNERS, date(2026, 1, 1)),
        subjects=(Subject({"suspect": "assessment"}),),
        keep_until=TODAY,
        permissions=Permissions(acknowledged=TEXT),
        transfer=TransferBasis(
            "75", NAMED, "instrument", onward_terms="ask", instrument="treaty", osja_ref="O-1"
        )
        if has_basis
        else None,
    )


def test_release_is_what_the_table_says_over_the_whole_matrix(trust_line):
    expected = release_table()
    began, wrong, cases = time.monotonic(), [], 0
    whole = markings()
    for at, (who, about) in enumerate(RECIPIENTS.items()):
        agency, users, ceiling, country, has_basis = about
        recipient = Recipient(
            agency, country, users, ceiling=ceiling, is_relevant_authority=country != "GB"
        )
        for place, marking in whole.items():
            value = thing(marking, has_basis=has_basis)
            for number, action in enumerate(ACTIONS):
                decision = may_release(value, recipient, action=action, purpose="crime", at=TODAY)
                cases += 1
                if decision.allowed != expected[(*place, number, at)]:
                    wrong.append((decision.allowed, who, action, marking))
                assert decision.allowed == (not decision.reasons)
    leaks = sum(allowed for allowed, *_ in wrong)
    assert wrong == []
    assert cases == expected.size == 9_600 * 6 * 7
    trust_line(
        "release matrix, function = independent table",
        f"{cases:,} cases, {int(expected.sum()):,} allowed, {leaks} leaks, "
        f"{time.monotonic() - began:.0f} s",
    )


READERS = {
    "own": Reader(ORIGINATOR, "own", PARTNERS, "crime", TODAY),
    "named": Reader(NAMED, "ann", PARTNERS, "crime", TODAY),
    "named person": Reader(NAMED, "sara", PARTNERS, "crime", TODAY),
    "person only": Reader(PARTNER, "sara", PARTNERS, "crime", TODAY),
    "partner": Reader(PARTNER, "luc", PARTNERS, "crime", TODAY),
    "ceiling": Reader(NAMED, "ann", PARTNERS, "crime", TODAY, "OFFICIAL"),
    "returns": Reader(NAMED, "ann", PARTNERS, "return", TODAY),
}


def reading_table() -> np.ndarray:
    n = 6
    readers = list(READERS)
    is_p = rows(GRADES, lambda grade: grade[2] == "P", 0, n)
    own = rows(readers, lambda who: who == "own", 5, n)
    agency = rows(readers, lambda who: who in ("named", "named person", "ceiling", "returns"), 5, n)
    person = rows(readers, lambda who: who in ("named person", "person only"), 5, n)
    crime = rows(readers, lambda who: who != "returns", 5, n)
    low = rows(readers, lambda who: who == "ceiling", 5, n)
    sensitive = rows(LEVELS, lambda level: level == "OFFICIAL-SENSITIVE", 4, n)
    light = {code: rows(LIGHTS, lambda tlp, code=code: tlp == code, 2, n) for code in LIGHTS}
    everything = rows(EUROPOL, lambda _: True, 1, n) & rows(PERMISSIONS, lambda _: True, 3, n)
    tlp = (
        (light["RED"] & ~is_p & person)
        | (light["AMBER+STRICT"] & ~is_p & agency)
        | (light["AMBER"] & (is_p | agency))
        | light["GREEN"]
        | light["CLEAR"]
    )
    return own | ((is_p | agency | person) & tlp & crime & ~(low & sensitive)) & everything


def test_reading_is_what_the_table_says_over_the_whole_matrix(trust_line):
    expected = np.broadcast_to(reading_table(), (30, 8, 5, 4, 2, len(READERS)))
    wrong = [
        (who, marking)
        for place, marking in markings().items()
        for at, (who, reader) in enumerate(READERS.items())
        if readable(marking, reader, originator=ORIGINATOR).allowed != expected[(*place, at)]
    ]
    assert wrong == []
    trust_line(
        "reading matrix, function = independent table",
        f"{expected.size:,} cases, {int(expected.sum()):,} allowed, {len(wrong)} leaks",
    )
