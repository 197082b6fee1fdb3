"""Doors of the exchange desk for programs: tokens, and what is asked by them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from hawkari.desks.exchange.models import Door, ProgramToken
from hawkari.desks.exchange.services.misp import _feeds
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import User
from tests.desks.exchange.tokens import bearer, token_of
from tests.trust import visits
from tests.trust.visits import PHONE, Call, Ground, Need, Visit, rebwar

__all__ = ["APIS", "COMMANDS", "EXEMPT_ROUTES", "VISITS", "TokenVisit", "user_behind"]


def user_behind(client: Client) -> User | None:
    """Who is logged in in a browser."""
    number = client.session.get("_auth_user_id")
    return None if number is None else User.objects.get(pk=number)


@dataclass(frozen=True)
class TokenVisit(Visit):
    """A request by a token of whoever is logged in in the browser; without one where nobody is."""

    door: Door = Door.MATCH

    def go(self, client: Client, ground: Ground) -> Any:
        user = user_behind(client)
        program = visits.nobody()
        headers = {}
        if user is not None:
            headers = bearer(token_of(user, ground.case.world.operation, self.door))
        address = reverse(self.name, args=self.arguments(ground))
        how = {"content_type": "application/json"} if self.as_json else {}
        return getattr(program, self.method)(address, self.data(ground), headers=headers, **how)


class _Revoking(Visit):
    """Revokes a token of whoever goes through the door."""

    def go(self, client: Client, ground: Ground) -> Any:
        user, handle = user_behind(client), ""
        if user is not None:
            token_of(user, ground.case.world.operation, Door.MATCH)
            handle = ProgramToken.objects.latest("pk").handle
        return client.post(reverse(self.name), {"handle": handle})


APIS = ("exchange:yente:", "exchange:reconcile:", "exchange:stream:", "exchange:misp:")


def _event(ground: Ground) -> list[str]:
    return [next(iter(_feeds(ground.case.access())))]


VISITS = (
    Visit(
        "exchange:programs",
        "post",
        data=lambda _: {"name": "a match server", "doors": ["match"], "days": "7"},
    ),
    _Revoking("exchange:revoke_program", "post"),
    TokenVisit("exchange:stream:entities", door=Door.STREAM),
    TokenVisit("exchange:misp:manifest", door=Door.MISP),
    TokenVisit("exchange:misp:event", arguments=_event, door=Door.MISP),
    TokenVisit("exchange:yente:catalog"),
    TokenVisit(
        "exchange:yente:search", arguments=lambda _: ["default"], data=lambda _: {"q": "Rebwar"}
    ),
    TokenVisit(
        "exchange:yente:match",
        "post",
        arguments=lambda _: ["default"],
        data=lambda _: {
            "queries": {"q": {"schema": "Person", "properties": {"phone": [PHONE]}}},
        },
        as_json=True,
    ),
    TokenVisit("exchange:yente:entity", arguments=rebwar),
    TokenVisit("exchange:yente:adjacent", arguments=rebwar),
    *(
        TokenVisit(
            f"exchange:reconcile:{name}",
            method,
            arguments=lambda _: ["-"],
            data=lambda _: {"queries": json.dumps({"q": {"query": "Rebwar"}})},
            door=Door.RECONCILE,
        )
        for name, method in (("service", "get"), ("service_by_form", "post"))
    ),
    TokenVisit(
        "exchange:reconcile:suggest_entity",
        arguments=lambda _: ["-"],
        data=lambda _: {"prefix": "Rebwar"},
        door=Door.RECONCILE,
    ),
    TokenVisit(
        "exchange:reconcile:preview",
        arguments=lambda _: ["-"],
        data=lambda g: {"id": g.rebwar},
        door=Door.RECONCILE,
    ),
    TokenVisit("exchange:yente:adjacent_by", arguments=lambda g: [g.rebwar, "callsMade"]),
)
_STATIC = "says that the server answers and how it compares; the same for everybody"
_WORDS = "words of FollowTheMoney, the same for everybody; the token's use is audited"
_FORM = "describes the API's form; the same for everybody"
EXEMPT_ROUTES = {
    **{f"{api}openapi-json": _FORM for api in APIS},
    **{f"{api}api-root": "answers 404" for api in APIS},
    "exchange:reconcile:suggest_property": _WORDS,
    "exchange:reconcile:suggest_type": _WORDS,
    "exchange:reconcile:propose": _WORDS,
    "exchange:yente:healthz": _STATIC,
    "exchange:yente:readyz": _STATIC,
    "exchange:yente:algorithms": _STATIC,
}


def _local_token(_ground: Ground, _folder: Path) -> list[str]:
    user, operation = ensure_local_user()
    token_of(user, operation, Door.MATCH)
    return [ProgramToken.objects.latest("pk").handle]


def _local_words(_ground: Ground, _folder: Path) -> list[str]:
    user, operation = ensure_local_user()
    return [user.username, operation.slug, "--opens", "match", "--program", "a match server"]


COMMANDS = {
    "token make": Call(_local_words, need=Need.AUDIT),
    "token list": Call(need=Need.AUDIT),
    "token revoke": Call(_local_token, need=Need.AUDIT),
}
