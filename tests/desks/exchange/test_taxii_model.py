"""Whatever is handed in, deleted and asked for, in any order: the answers are a simple list's.

The list below is the standard's rules in their plainest form. Answers of medallion 3.0.0, the
server of the standard's authors, to the same kind of requests were the same but for the order of
what came in one request, and for a version that came twice, which it calls a failure.
"""

import random
from typing import Any

import pytest

from tests.desks.exchange.stix_case import StixCase
from tests.desks.exchange.taxii_case import Program, identity

pytestmark = [pytest.mark.django_db, pytest.mark.contract]

VERSIONS = [f"2026-0{month}-01T00:00:00.000Z" for month in range(1, 6)]


class Model:
    """Versions of objects in the order in which they were added."""

    def __init__(self) -> None:
        self.held: list[dict[str, Any]] = []

    def add(self, objects: list[dict[str, Any]]) -> None:
        for one in objects:
            known = {(held["id"], held["modified"]) for held in self.held}
            if (one["id"], one["modified"]) not in known:
                self.held.append(one)

    def find(self, asked: dict[str, str]) -> list[dict[str, Any]]:
        found = self.held
        if "match[id]" in asked:
            found = [one for one in found if one["id"] in asked["match[id]"].split(",")]
        if "match[type]" in asked:
            found = [one for one in found if one["type"] in asked["match[type]"].split(",")]
        wanted = asked.get("match[version]", "last").split(",")
        return [one for one in found if self.is_wanted(one, wanted)]

    def is_wanted(self, one: dict[str, Any], wanted: list[str]) -> bool:
        versions = [held["modified"] for held in self.held if held["id"] == one["id"]]
        return (
            "all" in wanted
            or one["modified"] in wanted
            or ("last" in wanted and one["modified"] == max(versions))
            or ("first" in wanted and one["modified"] == min(versions))
        )


def some_object(chance: random.Random) -> dict[str, Any]:
    made = identity(chance.randint(1, 5), str(chance.random()), modified=chance.choice(VERSIONS))
    if chance.random() < 0.3:
        kind = {"type": "location", "id": made["id"].replace("identity", "location")}
        return {**made, **kind, "region": "unknown"}
    return made


def some_filters(chance: random.Random) -> dict[str, str]:
    versions = ["last", "first", "all", "first,last", VERSIONS[1], f"{VERSIONS[3]},last"]
    kinds = ["identity", "location", "identity,location", "malware"]
    choices = {
        "match[version]": versions,
        "match[type]": kinds,
        "match[id]": [identity(1)["id"], f"{identity(2)['id']},{identity(3)['id']}", "none"],
    }
    return {name: chance.choice(of) for name, of in choices.items() if chance.random() < 0.4}


def paged(program: Program, asked: dict[str, str], limit: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    following: dict[str, str] = {}
    while True:
        address = program.at("handed", "objects")
        body = program.get(address, **asked, **following, limit=str(limit)).json()
        assert len(body.get("objects", [])) <= limit
        found += body.get("objects", [])
        if not body.get("more"):
            return found
        following = {"next": body["next"]}


@pytest.mark.parametrize("seed", range(4))
def test_answers_are_those_of_a_plain_list(seed: int):
    case = StixCase()
    program, model = Program(case, case.world.member("fr", "liaison")), Model()
    chance = random.Random(seed)
    for _ in range(40):
        asked = some_filters(chance)
        step = chance.random()
        if step < 0.3:
            objects = [some_object(chance) for _ in range(chance.randint(1, 3))]
            program.hand_in(*objects)
            model.add(objects)
        elif step < 0.4:
            stated = identity(chance.randint(1, 5))["id"]
            version = {"match[version]": asked.get("match[version]", "last")}
            gone = model.find({"match[id]": stated, **version})
            address = program.at("handed", "objects", stated)
            answer = program.client.delete(address, query_params=version)
            assert answer.status_code == (200 if gone else 404)
            model.held = [one for one in model.held if one not in gone]
        else:
            assert paged(program, asked, chance.randint(1, 4)) == model.find(asked)
