"""Loads myths and answers from a file of lines, and the seeds that are shipped.

What is there already is kept: a file never writes over the words of a person. Nothing that is
loaded is signed; whoever loads it is its author and does not sign it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from django.db import transaction

from hawkari.desks.campaign.bank import content_of, plain
from hawkari.desks.campaign.models import Drafted, Myth
from hawkari.desks.campaign.services.access import require_campaign
from hawkari.desks.campaign.services.answers import Written, write_answer
from hawkari.desks.campaign.services.myths import NewMyth, Saying, add_variant, make_myth
from hawkari.errors import BadInput
from hawkari.evidence.access import Access

__all__ = ["Loaded", "load_bank", "seed_lines"]

KEYS = frozenset({"key", "topic", "status", "claims", "answers"})
LONGEST_KEY = 60
MOST_LETTERS = 200_000


@dataclass(slots=True)
class Loaded:
    """What a file brought.

    Attributes:
        myths: how many are new.
        sayings: how many ways of saying one are new, those of new myths not counted.
        answers: how many answers are new.
        kept: how many answers were there already, and were left as they are.
        refused: number of the line and what is wrong with it.
    """

    myths: int = 0
    sayings: int = 0
    answers: int = 0
    kept: int = 0
    refused: list[tuple[int, str]] | None = None


def seed_lines() -> list[str]:
    """The seeds: five myths with facts and sources; vetted by nobody, translated by a machine."""
    folder = resources.files("hawkari.desks.campaign.bank") / "resources"
    return (folder / "seeds.jsonl").read_text("utf-8").splitlines()


def load_bank(access: Access, lines: Iterable[str]) -> Loaded:
    """Load myths and answers, one object a line; a line is taken whole or not at all.

    Raises:
        AccessDenied: if the role may not.
    """
    require_campaign(access)
    done, refused = Loaded(), []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        before = (done.myths, done.sayings, done.answers, done.kept)
        try:
            with transaction.atomic():
                _load(access, _read(line), done)
        except BadInput as error:
            done.myths, done.sayings, done.answers, done.kept = before
            refused.append((number, str(error)))
    done.refused = refused
    return done


def _read(line: str) -> Mapping[str, Any]:
    remedy = "Write one JSON object a line."
    if len(line) > MOST_LETTERS:
        raise BadInput("the line is too long", remedy)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput("the line is no JSON", remedy) from error
    if not isinstance(row, dict) or not isinstance(row.get("key"), str):
        raise BadInput("the line has no key", "Give each myth a short name of its own as key.")
    if set(row) - KEYS:
        raise BadInput(f"a myth has no field {min(set(row) - KEYS)!r}", "Leave it out.")
    if not 0 < len(row["key"].strip()) <= LONGEST_KEY or "\0" in line or "\\u0000" in line:
        raise BadInput("its key cannot be used", f"Up to {LONGEST_KEY} letters.")
    return row


def _load(access: Access, row: Mapping[str, Any], done: Loaded) -> None:
    sayings = tuple(_saying(one) for one in _list(row, "claims"))
    answers = [_written(one) for one in _list(row, "answers")]
    key = row["key"].strip()
    myth = Myth.objects.filter(
        operation=access.operation, agency=access.user.agency_id, key=key
    ).first()
    if myth is None:
        topic = row.get("topic")
        origin = Drafted.SEED if row.get("status") == "seed, not vetted" else Drafted.PERSON
        new = NewMyth(topic if isinstance(topic, str) else "", sayings, key, origin)
        myth = make_myth(access, new)
        done.myths += 1
    else:
        done.sayings += _say(access, myth, sayings)
    for written in answers:
        if myth.versions.filter(language=written.content.language).exists():
            done.kept += 1
        else:
            write_answer(access, myth.reference, written)
            done.answers += 1


def _say(access: Access, myth: Myth, sayings: Iterable[Saying]) -> int:
    known = set(myth.variants.values_list("language", "text"))
    new = [one for one in sayings if (one.language, " ".join(plain(one.text).split())) not in known]
    for one in new:
        add_variant(access, myth.reference, one)
    return len(new)


def _list(row: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = row.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BadInput(f"{name} is no list of objects", "Look at the form of the file.")
    return found


def _saying(row: Mapping[str, Any]) -> Saying:
    language, text = row.get("language"), row.get("text")
    if not isinstance(language, str) or not isinstance(text, str):
        raise BadInput("a claim has no language or no text", "Give both.")
    return Saying(language, text, _drafted(row))


def _written(row: Mapping[str, Any]) -> Written:
    content = row.get("content")
    if not isinstance(content, dict):
        raise BadInput("an answer has no content", "Look at the form of the file.")
    return Written(content_of(content), drafted=_drafted(row), note="loaded from a file")


def _drafted(row: Mapping[str, Any]) -> str:
    said = row.get("drafted", Drafted.PERSON)
    if said not in Drafted.values:
        raise BadInput("it is not said who drafted it", "Write person, machine or seed.")
    return str(said)
