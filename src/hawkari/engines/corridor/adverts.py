"""Invented adverts in a Telegram Desktop export: a channel for each cell that advertises.

Plausible and harmless: a price, a route, a number or handle. The first message of each channel says
that it is invented.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, TextIO

from hawkari.engines.corridor.tables import load_json
from hawkari.engines.corridor.values import FIRST_DAY, LAST_DAY, Person

__all__ = ["TelegramSink"]

ADVERTISING = 0.4  # of cells with a recruiter who has a phone
NOTICE = "This channel is invented: sample data, no offer. کەناڵێکی داهێنراوە. قناة مختلقة."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(slots=True)
class TelegramSink:
    """Writes ``result.json`` chat by chat in the shape of the machine-readable export."""

    stream: TextIO
    chats: int = 0

    @classmethod
    def open(cls, path: Path) -> "TelegramSink":
        """Begin an export."""
        path.parent.mkdir(exist_ok=True)
        stream = path.open("w", encoding="utf-8", newline="\n")
        about = "Invented sample in the shape of Telegram Desktop's export."
        stream.write('{\n "about": ' + json.dumps(about) + ',\n "chats": {\n')
        stream.write('  "about": "Invented chats.",\n  "list": [')
        return cls(stream)

    def advertise(self, people: Sequence[Person], rng: Random) -> None:
        """A channel for a cell, if its recruiter advertises."""
        recruiters = [p for p in people if p.role == "recruiter" and p.phones]
        if not recruiters or (rng.random() >= ADVERTISING and self.chats > 0):
            return
        chat = _channel(self.chats, recruiters[0], rng)
        self.stream.write(",\n" if self.chats else "\n")
        self.stream.write(json.dumps(chat, ensure_ascii=False, indent=1))
        self.chats += 1

    def close(self) -> None:
        """End the export."""
        self.stream.write("\n  ]\n }\n}\n")
        self.stream.close()


def _channel(number: int, recruiter: Person, rng: Random) -> dict[str, Any]:
    words = load_json("adverts.json")
    identity = 1_000_000_000 + number
    name = rng.choice(words["channels"]) + f" {number + 1}"
    handle = f"sample_route_{number + 1}"
    day = rng.randrange(FIRST_DAY, LAST_DAY - 200)
    channel = (name, identity)
    messages = [_message(1, _moment(day, rng), channel=channel, text=[NOTICE])]
    for place in range(2, 2 + rng.randrange(3, 9)):
        day += rng.randrange(1, 20)
        phone = recruiter.phone_on(day) or recruiter.phones[-1].number
        text = _advert(phone, handle, rng)
        messages.append(_message(place, _moment(day, rng), channel=channel, text=text))
    return {"name": name, "type": "public_channel", "id": identity, "messages": messages}


def _moment(day: int, rng: Random) -> int:
    return (day - _EPOCH) * 86_400 + rng.randrange(86_400)


def _advert(phone: str, handle: str, rng: Random) -> list[Any]:
    """A text as a list of strings and marked pieces."""
    words = load_json("adverts.json")
    language = rng.choice(sorted(words["templates"]))
    template = rng.choice(words["templates"][language])
    start, end = rng.choice(words["routes"][language])
    price = str(rng.randrange(12, 60) * 100)
    if language in ("ar", "ckb") and rng.random() < 0.4:
        price = price.translate(_EASTERN)
    text = template.format(start=start, end=end, price=price)
    contact: dict[str, str] = {"type": "phone", "text": phone}
    if rng.random() < 0.3:
        contact = {"type": "mention", "text": f"@{handle}"}
    return [text + "\n", contact, rng.choice(words["endings"])]


def _message(
    number: int, moment: int, *, channel: tuple[str, int], text: list[Any]
) -> dict[str, Any]:
    """One message; `moment` in seconds since 1970, UTC."""
    pieces = [{"type": "plain", "text": one} if isinstance(one, str) else one for one in text]
    return {
        "id": number,
        "type": "message",
        "date": datetime.fromtimestamp(moment, UTC).replace(tzinfo=None).isoformat(),
        "date_unixtime": str(moment),
        "from": channel[0],
        "from_id": f"channel{channel[1]}",
        "text": text[0] if len(text) == 1 else text,
        "text_entities": pieces,
    }
