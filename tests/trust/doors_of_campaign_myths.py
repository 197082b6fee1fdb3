"""Doors of the campaign desk: the myth bank, its answers, signatures and products."""

import json
from pathlib import Path
from typing import Any

from hawkari.desks.campaign.bank import Part
from hawkari.desks.campaign.models import Myth
from tests.desks.campaign.answering import content
from tests.desks.campaign.playing import Desk
from tests.desks.campaign.signing import Bank, seen_of
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "VISITS"]

WORKER = "communications"


def _bank(ground: Ground) -> Bank:
    return Bank(Desk("nca", ground.case.world.operation))


def _kept(ground: Ground) -> None:
    _bank(ground).myth()


def _written(ground: Ground) -> None:
    bank = _bank(ground)
    bank.written(bank.myth())


def _signed(ground: Ground) -> None:
    _bank(ground).signed()


def _one_left(ground: Ground) -> None:
    bank = _bank(ground)
    myth = bank.myth()
    bank.written(myth)
    bank.sign(myth, parts=(Part.LEGAL, Part.READER))


def _at(*more: str) -> Any:
    def arguments(_ground: Ground) -> list[str]:
        found = Myth.objects.order_by("pk").last()
        return [found.reference if found is not None else "M-2026-XXXXXX", *more]

    return arguments


def _seen(_ground: Ground) -> dict[str, Any]:
    found = Myth.objects.order_by("pk").last()
    seen = "" if found is None else seen_of(found)
    return {"part": "communications", "stated": "1", "seen": seen}


SAYING = {"language": "en", "text": "New boat, few people"}
WORDS = {
    "seen": 0, "claim": content().claim, "verdict": "false", "answer": content().answer,
    "protection": "112 | Call it.",
}  # fmt: skip
VISITS = (
    Visit("campaign:myths", role=WORKER),
    Visit("campaign:new_myth", "post", data=lambda _: {**SAYING, "topic": "safety"}, role=WORKER),
    Visit("campaign:myth", arguments=_at(), ready=_kept, role=WORKER),
    Visit(
        "campaign:saying", "post", arguments=_at(), data=lambda _: SAYING, ready=_kept, role=WORKER
    ),
    Visit(
        "campaign:retire_myth",
        "post",
        arguments=_at(),
        data=lambda _: {"why": "x"},
        ready=_kept,
        role=WORKER,
    ),
    Visit("campaign:answer", arguments=_at("en"), ready=_written, role=WORKER),
    Visit(
        "campaign:edit_answer",
        "post",
        arguments=_at("en"),
        data=lambda _: WORDS,
        ready=_kept,
        role=WORKER,
    ),
    Visit("campaign:draft_card", arguments=_at("en"), ready=_written, role=WORKER),
    Visit(
        "campaign:sign_answer",
        "post",
        arguments=_at("en"),
        data=_seen,
        ready=_one_left,
        role=WORKER,
    ),
    Visit(
        "campaign:stop_answer",
        "post",
        arguments=_at("en"),
        data=lambda _: {"why": "x"},
        ready=_signed,
        role=WORKER,
    ),
    Visit("campaign:product", "post", arguments=_at("en", "message"), ready=_signed, role=WORKER),
    Visit("campaign:api:myths", role=WORKER),
    Visit("campaign:api:myth", arguments=_at(), ready=_kept, role=WORKER),
)


def _file(folder: Path) -> str:
    path = folder / "myths.jsonl"
    row = {"key": "a", "topic": "price", "claims": [{"language": "en", "text": "It is cheap"}]}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return str(path)


COMMANDS = {
    "campaign myths load": Call(lambda _, folder: [_file(folder)]),
    "campaign myths export": Call(lambda _, folder: ["--out", str(folder / "out")]),
}
