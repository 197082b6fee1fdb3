"""A program that asks by TAXII 2.1 for somebody in the STIX case."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from hawkari.desks.exchange.models import Door
from hawkari.evidence.models import User
from tests.desks.exchange.stix_case import StixCase
from tests.desks.exchange.tokens import bearer, token_of

__all__ = ["TAXII", "Program", "identity"]

TAXII = "application/taxii+json;version=2.1"
MOMENT = "2026-01-02T03:04:05.000Z"


@dataclass
class Program:
    """A program with a token of a member."""

    case: StixCase
    user: User
    doors: tuple[Door, ...] = (Door.TAXII, Door.TAXII_ADD)
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        token = token_of(self.user, self.case.world.operation, *self.doors)
        headers = {"host": "127.0.0.1", "accept": TAXII, **bearer(token)}
        self.client = Client(headers=headers)

    @property
    def root(self) -> str:
        return f"/taxii2/{self.case.world.operation.slug}/"

    def at(self, collection: str = "seen", *parts: str) -> str:
        return "/".join((f"{self.root}collections/{collection}", *parts, ""))

    def get(self, address: str, **filters: str) -> Any:
        return self.client.get(address, filters)

    def objects(self, collection: str = "seen", **filters: str) -> list[dict[str, Any]]:
        answer = self.get(self.at(collection, "objects"), **filters)
        assert answer.status_code == 200, answer.content
        found: list[dict[str, Any]] = answer.json().get("objects", [])
        return found

    def hand_in(self, *objects: Any, content_type: str = TAXII) -> Any:
        body = json.dumps({"objects": list(objects)})
        return self.client.post(self.at("handed", "objects"), body, content_type=content_type)


def identity(number: int, name: str = "Invented", **fields: Any) -> dict[str, Any]:
    stated = f"identity--{number:08x}-0000-4000-8000-000000000000"
    body = {"type": "identity", "spec_version": "2.1", "id": stated, "created": MOMENT,
            "modified": MOMENT, "name": name, "identity_class": "individual"}  # fmt: skip
    return body | fields
