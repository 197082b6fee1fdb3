"""Doors of the exchange desk for programs: tokens, and what is asked by them."""

from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from hawkari.desks.exchange.models import Door, ProgramToken
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import User
from tests.desks.exchange.tokens import token_of
from tests.trust.visits import Call, Ground, Need, Visit

__all__ = ["COMMANDS", "VISITS", "user_behind"]


def user_behind(client: Client) -> User | None:
    """Who is logged in in a browser."""
    number = client.session.get("_auth_user_id")
    return None if number is None else User.objects.get(pk=number)


class _Revoking(Visit):
    """Revokes a token of whoever goes through the door."""

    def go(self, client: Client, ground: Ground) -> Any:
        user, handle = user_behind(client), ""
        if user is not None:
            token_of(user, ground.case.world.operation, Door.MATCH)
            handle = ProgramToken.objects.latest("pk").handle
        return client.post(reverse(self.name), {"handle": handle})


VISITS = (
    Visit(
        "exchange:programs",
        "post",
        data=lambda _: {"name": "a match server", "doors": ["match"], "days": "7"},
    ),
    _Revoking("exchange:revoke_program", "post"),
)


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
