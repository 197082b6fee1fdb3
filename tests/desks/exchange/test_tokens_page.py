"""The page of programs, and its commands."""

import json
import re

import pytest
from django.urls import reverse
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.desks.exchange.models import Door, ProgramToken
from hawkari.desks.exchange.tokens import access_of_text
from hawkari.evidence.local import ensure_local_user
from tests.desks.exchange.tokens import token_of
from tests.desks.oversight.test_access_pages import client_of
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db
PAGE = "exchange:programs"
FORM = {"name": "OpenRefine", "doors": ["reconcile"], "days": "7"}


def test_a_new_token_is_shown_once_and_works(client):
    world = World()
    user = world.member("nca")
    pages = client_of(user, world.operation, client)
    answer = pages.post(reverse(PAGE), FORM)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    (text,) = set(re.findall(r"hwk_[0-9a-f]{16}_[\w-]{43}", answer.content.decode()))
    assert access_of_text(text, Door.RECONCILE).user == user
    assert "hwk_" not in pages.get(reverse(PAGE)).content.decode()


def test_a_form_that_opens_nothing_says_what_to_do(client):
    world = World()
    pages = client_of(world.member("nca"), world.operation, client)
    for wrong in ({**FORM, "doors": []}, {**FORM, "doors": ["match", "reconcile"]}):
        answer = pages.post(reverse(PAGE), wrong)
        assert answer.status_code == 422
        assert "There is a problem" in answer.content.decode()
    assert not ProgramToken.objects.exists()


def test_a_revoked_token_says_so_on_the_page(client):
    world = World()
    user = world.member("nca")
    token_of(user, world.operation, Door.MATCH)
    pages = client_of(user, world.operation, client)
    handle = ProgramToken.objects.get().handle
    answer = pages.post(reverse("exchange:revoke_program"), {"handle": handle}, follow=True)
    assert "opens nothing any more" in answer.content.decode()
    assert "Revoke: a test" not in answer.content.decode()


def test_an_administrator_sees_who_has_tokens_and_is_offered_none(client):
    world = World()
    token_of(world.member("nca", name="shirin"), world.operation, Door.MATCH)
    pages = client_of(world.member("nca", "administrator"), world.operation, client)
    page = pages.get(reverse(PAGE)).content.decode()
    assert "shirin" in page
    assert "Make the token" not in page


def test_the_command_makes_lists_and_revokes(client):
    user, operation = ensure_local_user()
    run = CliRunner().invoke
    words = ["token", "make", user.username, operation.slug, "--opens", "match"]
    made = run(build(), [*words, "--program", "a match server"])
    text = made.stdout.strip()
    assert access_of_text(text, Door.MATCH).user == user
    listed = json.loads(run(build(), ["token", "list", "--json"]).stdout)["tokens"]
    assert [one["name"] for one in listed] == ["a match server"]
    assert text not in json.dumps(listed)
    assert run(build(), ["token", "revoke", listed[0]["handle"]]).exit_code == 0
    assert "revoked" in run(build(), ["token", "list"]).stdout
