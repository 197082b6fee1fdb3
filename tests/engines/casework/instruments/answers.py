"""Random answers to an instrument, as text, drawn from its raw file and not by its reader."""

import json
import random
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

RAW: dict[str, Any] = json.loads(
    (files("hawkari.engines.casework") / "resources/instruments/hawkari-settling.json").read_text(
        encoding="utf-8"
    )
)


def random_answer(item: Mapping[str, Any], rng: random.Random) -> str:
    """One lawful answer to an item, as a form would send it."""
    if item["type"] == "number":
        return str(rng.randint(item["lowest"], item["highest"]))
    ids = [choice["id"] for choice in item["choices"]]
    if item["type"] == "choice":
        return rng.choice(ids)
    alone = [choice["id"] for choice in item["choices"] if choice.get("alone")]
    free = [one for one in ids if one not in alone]
    chosen = rng.sample(free, rng.randint(0, len(free)))
    return " ".join(chosen) if chosen else rng.choice(alone)


def random_answers(rng: random.Random) -> dict[str, str]:
    """A set of answers: often whole, sometimes with many left out."""
    missing = rng.choice([0.0, 0.0, 0.05, 0.15, 0.3])
    return {
        item["id"]: random_answer(item, rng) for item in RAW["items"] if rng.random() >= missing
    }
