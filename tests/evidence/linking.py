"""A small store whose runs leave a state, so that what is loaded next is linked against it."""

from collections.abc import Mapping
from typing import Any

from hawkari.evidence.linking import increments, resolution
from hawkari.evidence.models import Candidate, ClusterMember

GIVEN = ("Barzan", "Saman", "Rebwar", "Nawzad", "Kawa", "Aras")
FATHERS = ("Ahmed", "Hassan", "Omar", "Rasul", "Karim")


def thirty_people(world, monkeypatch, settings, home) -> None:
    """Thirty records, each of a file of its own; any store is worth a state."""
    settings.HOME = home
    for module in (increments, resolution):
        monkeypatch.setattr(module, "LEAST_KNOWN", 10)
    for number, given in enumerate(GIVEN):
        for at, father in enumerate(FATHERS):
            person(world, f"nca:{number}{at}", f"{given} {father}", number * 5 + at)


def person(world, entity_id: str, name: str, number: int, agency: str = "nca", **more) -> None:
    """One record; the number gives the date of birth and the document."""
    values = {"name": name, "birthDate": f"{1960 + number}-03-{number % 27 + 1:02}", **more}
    world.person(agency, entity_id, idNumber=f"A{number:07}", gender="male", **values)


def namesake(world, entity_id: str, name: str, agency: str = "iq", **values) -> None:
    """A record that has nothing but its name: a pair for people."""
    world.person(agency, entity_id, name=name, gender="male", **values)


def clusters() -> dict[str, str]:
    return dict(ClusterMember.objects.values_list("entity_id", "canonical__entity_id"))


def candidates(**which: Any) -> Mapping[tuple[str, str], float]:
    rows = Candidate.objects.filter(**which).values_list("left_id", "right_id", "probability")
    return {(left, right): round(score, 6) for left, right, score in rows}
