"""Tokens by which programs ask: whose access they give, what they open, and what refuses them."""

import base64
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from hawkari.desks.exchange.models import Door, ProgramToken
from hawkari.desks.exchange.services.tokens import (
    MOST_DAYS,
    TokenTerms,
    make_token,
    make_token_for,
    revoke_by_command,
    revoke_token,
    tokens_of,
)
from hawkari.desks.exchange.tokens import TokenRefused, access_by_token
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import open_access
from hawkari.evidence.break_glass import ask_break_glass
from hawkari.evidence.entities import search
from hawkari.evidence.models import AuditEntry, OperationMember
from tests.desks.exchange.tokens import token_of
from tests.evidence.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
TERMS = TokenTerms("a match server", ["match"])


def asked(text: str, scheme: str = "Bearer"):
    return RequestFactory().get("/", headers={"authorization": f"{scheme} {text}"})


@pytest.fixture
def world() -> World:
    world = World()
    world.person("nca", "uk-1", name="Saman Kareem")
    return world


def test_a_program_has_the_access_of_its_person_and_each_entry_names_the_token(world):
    access = world.access("nca")
    made = make_token(access, TERMS)
    theirs = access_by_token(asked(made.text), Door.MATCH)
    assert (theirs.user, theirs.operation, theirs.role) == (
        access.user, access.operation, access.role,
    )  # fmt: skip
    search(theirs, "Saman Kareem")
    login, looked = AuditEntry.records.order_by("-seq")[:2][::-1]
    assert (login.act, looked.act) == ("login", "search")
    assert {login.detail["token"], looked.detail["token"]} == {made.handle}
    assert login.actor == looked.actor == access.user.username


def test_the_token_itself_is_kept_nowhere(world):
    made = make_token(world.access("nca"), TERMS)
    secret = made.text.split("_", 2)[2]
    kept = str(list(ProgramToken.objects.values())) + str(
        list(AuditEntry.records.values("detail", "object_ids"))
    )
    assert made.handle in kept
    assert secret not in kept


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "ApiKey", "Token"])
def test_a_token_is_read_by_any_scheme_that_clients_send(world, scheme):
    made = make_token(world.access("nca"), TERMS)
    assert access_by_token(asked(made.text, scheme), Door.MATCH).token == made.handle


def test_a_client_that_knows_names_and_passwords_only_gives_the_token_as_the_password(world):
    made = make_token(world.access("nca"), TERMS)
    pair = base64.b64encode(f"anybody:{made.text}".encode()).decode()
    assert access_by_token(asked(pair, "Basic"), Door.MATCH).token == made.handle


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Basic !!!", "Basic /w==", "Bearer hwk", "Bearer hwk_x_y", "Digest hwk_a_b",
     "Bearer hwk_é_b", "Bearer hwk_a\x00_b", "Bearer ___", "Bearer " + "h" * 5000],
)  # fmt: skip
def test_what_is_no_token_is_refused_in_one_way(world, header):
    request = RequestFactory().get("/", headers={"authorization": header})
    with pytest.raises(TokenRefused, match="no token that stands was given"):
        access_by_token(request, Door.MATCH)


def test_a_wrong_secret_is_refused_as_an_unknown_token_is_and_audited(world):
    made = make_token(world.access("nca"), TERMS)
    with pytest.raises(TokenRefused, match="no token that stands was given"):
        access_by_token(asked(made.text[:-1] + "~"), Door.MATCH)
    last = AuditEntry.records.last()
    assert (last.act, last.detail["rule"]) == ("deny", "wrong secret")


def test_a_token_ends_when_its_days_are_over_or_it_is_revoked(world):
    access = world.access("nca")
    old = token_of(access.user, world.operation, Door.MATCH, expires_at=timezone.now())
    with pytest.raises(TokenRefused, match="has expired"):
        access_by_token(asked(old), Door.MATCH)
    made = make_token(access, TERMS)
    access_by_token(asked(made.text), Door.MATCH)
    revoke_token(access, made.handle)
    with pytest.raises(TokenRefused, match="is revoked"):
        access_by_token(asked(made.text), Door.MATCH)
    assert [one.state for one in tokens_of(access)] == ["revoked", "expired"]


def test_a_token_opens_what_it_was_made_for_and_nothing_else(world):
    made = make_token(world.access("nca"), TokenTerms("taxii", ["taxii"]))
    access_by_token(asked(made.text), Door.TAXII)
    with pytest.raises(AccessDenied, match="opens taxii only"):
        access_by_token(asked(made.text), Door.TAXII_ADD)


def test_a_token_ends_with_the_role_the_membership_or_the_account(world):
    access = world.access("nca")
    made = make_token(access, TERMS)
    member = OperationMember.objects.get(user=access.user)
    for change, back in (("reviewer", "analyst"), ("administrator", "analyst")):
        OperationMember.objects.filter(pk=member.pk).update(role=change)
        with pytest.raises(AccessDenied, match="under another role"):
            access_by_token(asked(made.text), Door.MATCH)
        OperationMember.objects.filter(pk=member.pk).update(role=back)
    access_by_token(asked(made.text), Door.MATCH)
    access.user.is_active = False
    access.user.save()
    with pytest.raises(AccessDenied, match="active user"):
        access_by_token(asked(made.text), Door.MATCH)
    access.user.is_active = True
    access.user.save()
    member.delete()
    with pytest.raises(AccessDenied, match="only members may"):
        access_by_token(asked(made.text), Door.MATCH)


def test_a_program_never_reads_by_break_glass(world):
    officer = world.member("nca", "liaison")
    made = make_token(open_access(officer, world.operation.slug), TERMS)
    ask_break_glass(officer, world.operation.slug, reason="a boat is out", minutes=30)
    at_the_screen = open_access(officer, world.operation.slug)
    program = access_by_token(asked(made.text), Door.MATCH)
    assert at_the_screen.reads_whole
    assert program.glass is None
    assert not program.reads_whole


def test_a_person_without_a_part_in_the_exchange_makes_no_token(world):
    for role in ("caseworker", "auditor", "administrator", "border"):
        with pytest.raises(AccessDenied):
            make_token(world.access("nca", role), TERMS)
        with pytest.raises(AccessDenied):
            make_token_for(
                world.member("nca", role), world.operation.slug, TERMS, by="the machine's owner"
            )


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        (TokenTerms(" ", ["match"]), "no name"),
        (TokenTerms("x", []), "open nothing"),
        (TokenTerms("x", ["everything"]), "opens no 'everything'"),
        (TokenTerms("x", ["match"], 0), "0 days"),
        (TokenTerms("x", ["match"], MOST_DAYS + 1), "91 days"),
        (TokenTerms("x", ["match", "reconcile"]), "nothing else"),
    ],
)
def test_terms_that_cannot_be_are_refused_in_words(world, terms, problem):
    with pytest.raises(BadInput, match=problem):
        make_token(world.access("nca"), terms)


def test_nobody_has_more_than_twenty_valid_tokens(world):
    access = world.access("nca")
    for _ in range(20):
        token_of(access.user, world.operation, Door.MATCH)
    with pytest.raises(BadInput, match="too many"):
        make_token(access, TERMS)


def test_an_administrator_sees_and_revokes_the_agencys_tokens_and_nobody_elses(world):
    mine, theirs = world.access("nca"), world.access("krg")
    administrator = world.access("nca", "administrator")
    one, other = make_token(mine, TERMS), make_token(theirs, TERMS)
    assert [view.handle for view in tokens_of(administrator)] == [one.handle]
    for stranger, handle in ((theirs, one.handle), (administrator, other.handle)):
        with pytest.raises(BadInput, match="no such token"):
            revoke_token(stranger, handle)
    revoke_token(administrator, one.handle)
    with pytest.raises(TokenRefused):
        access_by_token(asked(one.text), Door.MATCH)
    revoke_by_command(other.handle, by="the machine's owner")
    with pytest.raises(TokenRefused):
        access_by_token(asked(other.text), Door.MATCH)


def test_the_first_use_of_each_day_is_a_login_and_later_ones_only_tell_the_time(world):
    access = world.access("nca")
    text = token_of(access.user, world.operation, Door.MATCH)
    logins = AuditEntry.records.filter(act="login", actor=access.user.username)
    for _ in range(3):
        access_by_token(asked(text), Door.MATCH)
    assert logins.count() == 1
    yesterday = timezone.now() - timedelta(days=1)
    ProgramToken.objects.update(last_used_at=yesterday)
    access_by_token(asked(text), Door.MATCH)
    assert logins.count() == 2
    assert ProgramToken.objects.get().last_used_at > yesterday
