"""Installations that the killed and the crowding processes start from."""

import json
from pathlib import Path

from tests.trust.harness import Installation

LOAD = ("command", "load", "{home}/people.ftm.json", "--agency", "nca", "--source", "nca-people")


def write_people(home: Path, *, version: int) -> None:
    """A file of 1,500 invented people; half of what it says of each changes with the version."""
    with (home / "people.ftm.json").open("w", encoding="utf-8") as stream:
        for number in range(1500):
            properties = {
                "name": [f"Invented Person {number:04}"],
                "birthDate": [f"{1960 + number % 40}-01-{1 + number % 28:02}"],
                "phone": [f"+4477009{number:05}"],
                "address": [f"{number} Street of version {version}"],
                "notes": [f"version {version}, number {number}"],
            }
            record = {"id": f"p{number}", "schema": "Person", "properties": properties}
            stream.write(json.dumps(record) + "\n")


def make_stages(folder: Path, url: str) -> dict[str, Installation]:
    """An older version of a file, loaded; a corridor's files, loaded; and those, resolved."""
    older, loaded = (
        Installation(folder / name, url, f"hk{name}" if url else "") for name in ("older", "loaded")
    )
    older.make()
    write_people(older.home, version=1)
    older.run(*[word.replace("{home}", str(older.home)) for word in LOAD])
    write_people(older.home, version=2)
    loaded.make()
    sample = str(loaded.home / "sample")
    loaded.run("command", "sample", "--people", "60", "--seed", "3", "--out", sample)
    loaded.run("command", "load", "--manifest", f"{sample}/manifest.json")
    resolved = loaded.copy(folder)
    resolved.run("command", "resolve")
    disposable = older.copy(folder)
    disposable.run("role", "reviewer")
    return {"disposable": disposable, "older": older, "loaded": loaded, "resolved": resolved}
