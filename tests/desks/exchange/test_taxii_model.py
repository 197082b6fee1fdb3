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


RESOURCES = {
    "objects": (("objects",), "objects"),
    "object": (("objects", identity(1)["id"]), "objects"),
    "manifest": (("manifest",), "objects"),
    "versions": (("objects", identity(1)["id"], "versions"), "versions"),
}
"""What can be asked for in a collection, and the key of its list."""
EVERY = {"match[version]": "all"}


@pytest.fixture
def program() -> Program:
    """A program whose agency handed in five versions of one object, and two of another."""
    case = StixCase()
    made = Program(case, case.world.member("fr", "liaison"))
    for one in VERSIONS:
        made.hand_in(identity(1, modified=one))
    made.hand_in(*(identity(2, modified=one) for one in VERSIONS[:2]))
    return made


def moments(program: Program) -> dict[tuple[str, str], str]:
    """When each version was added, by its object and version."""
    entries = program.get(program.at("handed", "manifest"), **EVERY).json()["objects"]
    return {(one["id"], one["version"]): one["date_added"] for one in entries}


def version_of(said: Any) -> tuple[str, str]:
    """Which object in which version a resource's list says."""
    if isinstance(said, str):
        return identity(1)["id"], said
    return said["id"], said.get("version", said.get("modified"))


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_resource_comes_in_pages_whose_headers_say_when_it_was_added(
    program: Program, resource: str
):
    parts, key = RESOURCES[resource]
    address, added = program.at("handed", *parts), moments(program)
    whole = program.get(address, **EVERY).json()[key]
    found: list[Any] = []
    following: dict[str, str] = {}
    while True:
        answer = program.get(address, **EVERY, **following, limit="2")
        body = answer.json()
        page = sorted(added[version_of(one)] for one in body[key])
        assert 0 < len(page) <= 2
        assert answer["X-TAXII-Date-Added-First"] == page[0]
        assert answer["X-TAXII-Date-Added-Last"] == page[-1]
        assert not found or page[0] > max(added[version_of(one)] for one in found)
        found += body[key]
        if not body["more"]:
            break
        following = {"next": body["next"]}
    assert sorted(map(version_of, found)) == sorted(map(version_of, whole))


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_resource_is_asked_for_by_when_it_was_added(program: Program, resource: str):
    parts, key = RESOURCES[resource]
    address, added = program.at("handed", *parts), moments(program)
    whole = program.get(address, **EVERY).json()[key]
    middle = sorted(added[version_of(one)] for one in whole)[1]
    later = program.get(address, **EVERY, added_after=middle).json()[key]
    assert later == [one for one in whole if added[version_of(one)] > middle]
    last = max(added[version_of(one)] for one in whole)
    answer = program.get(address, **EVERY, added_after=last)
    assert (answer.status_code, answer.json()) == (200, {})


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_resource_is_asked_for_by_its_version_of_stix(program: Program, resource: str):
    parts, _ = RESOURCES[resource]
    address = program.at("handed", *parts)
    usual = program.get(address).json()
    assert program.get(address, **{"match[spec_version]": "2.1"}).json() == usual
    assert program.get(address, **{"match[spec_version]": "2.0,2.1"}).json() == usual
    assert program.get(address, **{"match[spec_version]": "2.0"}).json() == {}


@pytest.mark.parametrize("resource", [*RESOURCES, "manifest of seen", "status", "collections"])
def test_no_resource_is_told_without_a_token_or_of_another_root(program: Program, resource: str):
    parts, _ = RESOURCES.get(resource, ((), ""))
    address = {
        "manifest of seen": program.at("seen", "manifest"),
        "status": f"{program.root}status/00000000-0000-4000-8000-000000000000/",
        "collections": f"{program.root}collections/",
    }.get(resource, program.at("handed", *parts))
    no_token = {"authorization": "", "accept": "application/taxii+json;version=2.1"}
    assert program.client.get(address, headers=no_token).status_code == 401
    assert program.get(address.replace(program.root, "/taxii2/none-such/")).status_code == 404


@pytest.mark.parametrize(
    ("asked", "left"),
    [("first", VERSIONS[1:]), ("last", VERSIONS[:-1]), (VERSIONS[2], VERSIONS[:2] + VERSIONS[3:]),
     ("first,last", VERSIONS[1:-1])],
)  # fmt: skip
def test_versions_are_deleted_as_they_are_asked_for(program: Program, asked: str, left: list[str]):
    address = program.at("handed", *RESOURCES["object"][0])
    filters = {"match[version]": asked}
    assert program.client.delete(address, query_params=filters).status_code == 200
    versions = program.get(program.at("handed", *RESOURCES["versions"][0])).json()["versions"]
    assert versions == left[::-1]


def test_nothing_of_another_version_of_stix_is_kept_or_deleted(program: Program):
    status = program.hand_in(identity(3, spec_version="2.0")).json()
    assert (status["success_count"], status["failure_count"]) == (0, 1)
    address, of_20 = program.at("handed", *RESOURCES["object"][0]), {"match[spec_version]": "2.0"}
    assert program.client.delete(address, query_params=of_20).status_code == 404
    assert len(program.objects("handed", **EVERY)) == 7
