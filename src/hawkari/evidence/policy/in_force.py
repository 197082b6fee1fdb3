"""Gives the database the policy that its second lock decides by, when the policy has changed."""

import hashlib
import json
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from hawkari.evidence import audit
from hawkari.evidence.models import Act, PolicyInForce
from hawkari.evidence.policy.fields import readable_fields
from hawkari.evidence.policy.table import Action, policy

__all__ = ["keep_in_force", "terms_for_database"]


def keep_in_force() -> bool:
    """Write the shipped policy's terms into the database if they differ; a change is audited.

    On PostgreSQL only: SQLite has no second lock. For the end of an upgrade.

    Returns:
        Whether anything was written.
    """
    if connection.vendor != "postgresql":
        return False
    terms = terms_for_database()
    digest = hashlib.sha256(json.dumps(terms, sort_keys=True).encode()).hexdigest()
    newest = PolicyInForce.objects.order_by("-pk").first()
    if newest is not None and newest.digest == digest:
        return False
    with transaction.atomic():
        PolicyInForce.objects.create(digest=digest, terms=terms, since=timezone.now())
        if newest is not None:
            detail = {"what": "policy", "before": newest.digest, "digest": digest}
            audit.record(Act.ALTER, actor="upgrade", objects=[policy().id], detail=detail)
    return True


def terms_for_database() -> dict[str, Any]:
    """The policy as `PolicyInForce` keeps it."""
    found = policy()
    return {
        "roles": {
            role.id: _fields(role.fields)
            for role in found.roles.values()
            if Action.READ in role.actions
        },
        "glass": _fields(found.break_glass.fields),
        "never": sorted(found.break_glass.never),
        "named": list(readable_fields(found.every_class).named),
    }


def _fields(classes: frozenset[str]) -> dict[str, Any]:
    found = readable_fields(classes)
    return {
        "every": classes == policy().every_class,
        "props": list(found.props),
        "types": list(found.types),
    }
