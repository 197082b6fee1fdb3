"""A small team of two agencies, and ways to log in as its people."""

import base64
import hashlib
import hmac
import struct
import time
from datetime import date

from django.http import HttpResponse
from django.test import Client

from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import AuditEntry, Operation, OperationMember, User

PASSWORD = "quiet-lantern-orchard"


def make_team() -> None:
    """Operation larkspur of agencies north and south; rojin administers it, for north."""
    operation = Operation.objects.create(
        slug="larkspur", name="Larkspur", purpose="boats", starts=date(2020, 1, 1)
    )
    for slug in ("north", "south"):
        operation.agencies.add(ensure_agency(slug, name=f"Agency {slug}"))
    make_user("rojin", "north", role="administrator")
    make_user("dara", "north", role="administrator")
    make_user("shirin", "north", role="analyst")
    make_user("azad", "south", role="analyst")


def make_user(name: str, agency: str, *, role: str = "", operation: str = "larkspur") -> User:
    """A user with the password, and perhaps a role."""
    user = User(username=name, agency=ensure_agency(agency))
    user.set_password(PASSWORD)
    user.save()
    if role:
        OperationMember.objects.create(
            user=user, operation=Operation.objects.get(slug=operation), role=role
        )
    return user


def post_login(client: Client, name: str, password: str = PASSWORD, **extra: str) -> HttpResponse:
    """Send the login form."""
    return client.post("/login", {"login": name, "password": password}, **extra)


def logged_in(name: str) -> Client:
    """A browser in which somebody logged in by password just now."""
    client = Client()
    assert post_login(client, name).status_code == 302, name
    return client


def code_of(secret: str, *, ago: float = 0.0) -> str:
    """The six digits an app shows, or showed some seconds ago (RFC 6238), apart from ours."""
    step = int(time.time() - ago) // 30
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    value = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{value % 1_000_000:06d}"


def set_up_app(client: Client) -> str:
    """Set up an authenticator app; gives its secret."""
    form = client.get("/account/factors/app").context["form"]
    answer = client.post("/account/factors/app", {"code": code_of(form.secret)})
    assert answer.status_code == 302, answer.content.decode()
    return str(form.secret)


def outcomes(name: str) -> list[str]:
    """Outcomes of the login entries under a name, oldest first."""
    rows = AuditEntry.records.filter(act="login", actor=name).order_by("seq")
    return list(rows.values_list("outcome", flat=True))


def age_confirmation(client: Client, seconds: int) -> None:
    """Let every step of a browser's login lie further back."""
    session = client.session
    for step in session["account_authentication_methods"]:
        step["at"] -= seconds
    session.save()
