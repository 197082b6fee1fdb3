"""Doors of STIX and TAXII: what programs ask by a token, and the commands."""

from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hawkari.desks.exchange.models import CollectionKind, Door, TaxiiCollection, TaxiiStatus
from hawkari.evidence.grading.stix import AUTHOR
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import Operation, User
from tests.desks.exchange.taxii_case import TAXII, identity
from tests.desks.exchange.tokens import bearer, token_of
from tests.trust.doors_of_exchange_programs import user_behind
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "VISITS"]


class _Asking(Visit):
    """A program's request by a token of whoever goes through the door."""

    def go(self, client: Client, ground: Ground) -> Any:
        operation, user = ground.case.world.operation, user_behind(client)
        token = token_of(user, operation, Door.TAXII, Door.TAXII_ADD) if user is not None else ""
        program = Client(headers={"host": "127.0.0.1", "accept": TAXII, **bearer(token)})
        return program.get(reverse(self.name, args=self.arguments(ground)))


def _handed_in(user: User, operation: Operation) -> str:
    """Keep an object as if a program of somebody's had handed it in; the number of its status.

    Not by the service: it would refuse where the log cannot be written.
    """
    now, body = timezone.now(), identity(1)
    collection, _ = TaxiiCollection.objects.get_or_create(
        operation=operation, agency=user.agency, kind=CollectionKind.HANDED
    )
    collection.held.get_or_create(
        stix_id=body["id"],
        defaults={"kind": "identity", "version": now, "added_at": now, "body": body},
    )
    return str(TaxiiStatus.objects.create(collection=collection, asked_at=now, body={}).pk)


class _AskingAfter(_Asking):
    """Asks what became of objects that a program of the same person handed in before."""

    def go(self, client: Client, ground: Ground) -> Any:
        number, user = NO_STATUS, user_behind(client)
        if user is not None:
            number = _handed_in(user, ground.case.world.operation)
        inner = _Asking(self.name, arguments=lambda _: [access_slug(ground), number])
        return inner.go(client, ground)


class _Loading(Visit):
    """Loads what a program of the same agency handed in before."""

    def go(self, client: Client, ground: Ground) -> Any:
        user, agency = user_behind(client), ""
        if user is not None and user.agency is not None:
            _handed_in(user, ground.case.world.operation)
            agency = user.agency.slug
        return client.post(reverse(self.name), {"agency": agency})


NO_STATUS = "00000000-0000-4000-8000-000000000000"


def access_slug(ground: Ground) -> str:
    """The operation's name in addresses."""
    return str(ground.case.world.operation.slug)


def _at(name: str, *more: str) -> _Asking:
    return _Asking(f"taxii:{name}", arguments=lambda ground: [access_slug(ground), *more])


VISITS = (
    Visit("exchange:stix"),
    Visit("exchange:stix_export", "post", data=lambda _: {"why": "a test"}),
    _Loading("exchange:stix_load", "post"),
    _Asking("taxii:discovery"),
    _AskingAfter("taxii:status"),
    _at("root"),
    _at("collections"),
    _at("collection", "seen"),
    _at("manifest", "seen"),
    _at("objects", "seen"),
    _at("object", "seen", AUTHOR),
    _at("versions", "seen", AUTHOR),
)


def _handed(_ground: Ground, _folder: Path) -> list[str]:
    user, operation = ensure_local_user()
    assert user.agency is not None
    _handed_in(user, operation)
    return [user.agency.slug, "--json"]


COMMANDS = {
    "stix export": Call(lambda _, folder: ["--out", str(folder / "all.stix.json")]),
    "taxii list": Call(lambda *_: ["--json"]),
    "taxii load": Call(_handed),
}
