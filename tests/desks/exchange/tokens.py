"""Tokens for tests: of anybody, also of whom the service would refuse one."""

from datetime import timedelta

from django.utils import timezone

from hawkari.desks.exchange.models import Door, ProgramToken
from hawkari.desks.exchange.services.tokens import PREFIX, digest_of
from hawkari.evidence.models import Operation, OperationMember, User
from tests.evidence.factories import numbers

SECRET = "an-invented-secret"


def token_of(user: User, operation: Operation, *doors: Door, **changed) -> str:
    """The text of a new token; `changed` are fields of the row."""
    member = OperationMember.objects.filter(user=user, operation=operation).first()
    handle = f"{next(numbers):016x}"
    now = timezone.now()
    row = {
        "user": user, "operation": operation, "role": member.role if member else "analyst",
        "name": "a test", "doors": [door.value for door in doors], "handle": handle,
        "digest": digest_of(SECRET), "made_at": now, "made_by": "a test",
        "expires_at": now + timedelta(days=1),
    }  # fmt: skip
    ProgramToken.objects.create(**{**row, **changed})
    return f"{PREFIX}_{handle}_{SECRET}"


def bearer(text: str) -> dict[str, str]:
    """The headers of a request by a token."""
    return {"authorization": f"Bearer {text}"}
