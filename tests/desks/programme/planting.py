"""A row of every model of the desk with a secret in each of its texts, those added later too."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import models
from django.utils import timezone

from hawkari.desks.programme.models import RegisterItem
from hawkari.evidence.access import Access
from hawkari.evidence.models import User

__all__ = ["PERSONAL", "plant_everywhere"]

SHORTEST = 30
"""A shorter field holds a code, not a text."""
PERSONAL = frozenset({
    "Answer", "Attendance", "Certificate", "Enrolment", "Licence", "Observation", "Sitting",
    "Trainer",
})  # fmt: skip
"""Models about officers in training: nothing of them leaves, whatever the rules."""
OWN = frozenset({
    "Publication", "PublishRule", "PublishedIdentifier", "Publisher", "PublishingDetails",
    "PartnerImport", "ImportedActivity", "RegisterItem",
})  # fmt: skip
"""Made by their own services."""
DAY = date(2025, 2, 3)


def plant_everywhere(access: Access, item: RegisterItem, second: User) -> dict[str, str]:
    """Make a row of every model around an activity; where each secret was planted.

    Args:
        access: whose programme it is.
        item: the activity that the rows are about.
        second: who approves what one person alone may not.
    """
    made: dict[type[models.Model], models.Model] = {RegisterItem: item}
    for model in apps.get_app_config("programme").get_models():
        if model.__name__ not in OWN:
            _row(model, access, second, made)
    return {
        secret: place
        for model, row in made.items()
        if model.__name__ not in OWN - {"RegisterItem"}
        for secret, place in _planted(model, row)
    }


def _row(
    model: type[models.Model], access: Access, second: User, made: dict[Any, Any]
) -> models.Model:
    if model in made:
        found: models.Model = made[model]
        return found
    values = {
        field.name: _value(field, access, second, made)
        for field in model._meta.concrete_fields
        if not field.primary_key or field.remote_field
        if field.remote_field or not field.has_default()
    }
    values |= _decided(model, access, second)
    made[model] = model.objects.create(**values)  # type: ignore[attr-defined]
    return made[model]


def _decided(model: type[models.Model], access: Access, second: User) -> dict[str, Any]:
    """What makes a row count, where that takes a second person."""
    names = {field.name for field in model._meta.concrete_fields}
    if model.__name__ == "Transaction":
        return {"state": "approved", "decided_by": second, "decided_at": timezone.now(),
                "kind": "3", "reverses": None}  # fmt: skip
    return {"made_by": access.user} if "made_by" in names else {}


def _value(field: Any, access: Access, second: User, made: dict[Any, Any]) -> Any:
    if field.remote_field:
        name = field.related_model.__name__
        own = {"Operation": access.operation, "Agency": access.user.agency, "User": access.user}
        if name in own:
            return None if field.null else own[name]
        if field.related_model is field.model or (field.null and name in OWN):
            return None
        return _row(field.related_model, access, second, made)
    if field.null:
        return None
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.UUIDField):
        return uuid4()
    for kind, value in (
        (models.JSONField, {}), (models.BinaryField, b"x"), (models.DateTimeField, timezone.now()),
        (models.DateField, DAY), (models.DecimalField, Decimal(1)), (models.BooleanField, False),
        (models.IntegerField, 1),
    ):  # fmt: skip
        if isinstance(field, kind):
            return value
    return f"{field.model.__name__[:6]}-{field.name[:3]}"[: field.max_length or 12]


def _planted(model: type[models.Model], row: models.Model) -> Iterator[tuple[str, str]]:
    """Put a secret into each text of a row, past the services that would check it."""
    secrets: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        length = field.max_length or SHORTEST
        if not isinstance(field, models.CharField | models.TextField) or length < SHORTEST:
            continue
        if field.choices or field.primary_key or field.unique:
            continue
        place = f"{model.__name__}.{field.name}"
        secret = f"SECRET{len(place):02d}X{abs(hash(place)) % 10**9:09d}"
        secrets[field.name] = secret
        yield secret, place
    if "names" in {field.name for field in model._meta.concrete_fields}:
        secret = f"SECRETNAMES{model.__name__.upper()}"
        secrets["names"] = {"en": secret, "ckb": secret, "ar": secret}
        yield secret, f"{model.__name__}.names"
    if secrets:
        model.objects.filter(pk=row.pk).update(**secrets)  # type: ignore[attr-defined]
