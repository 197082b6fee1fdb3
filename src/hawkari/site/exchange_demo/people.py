"""Who works at a node of the demonstration, and what its agency holds. All of it is invented."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone

from hawkari.evidence.access import Access, open_access
from hawkari.evidence.categories import set_category
from hawkari.evidence.loading.files import Terms, load_file
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Category, Operation, OperationMember, Role, User
from hawkari.site.exchange_demo.nodes import AGENCIES

__all__ = ["OPERATION", "access_of", "hold", "move_in", "suspect"]

OPERATION = "corridor"
ROLES = (Role.LIAISON, Role.ANALYST, Role.REVIEWER)


def move_in(agency: str) -> None:
    """Make the operation that all three take part in, and the people of one agency."""
    operation, _ = Operation.objects.get_or_create(
        slug=OPERATION,
        defaults={
            "name": "Corridor",
            "purpose": "Find who runs the boats; invented, for the demonstration",
            "legal_basis": "An invented basis",
            "starts": timezone.now().date(),
        },
    )
    operation.agencies.set(
        [ensure_agency(slug, name=name, country=country) for slug, name, country in AGENCIES]
    )
    for role in ROLES:
        user, made = User.objects.get_or_create(
            username=f"{agency}-{role}", defaults={"agency": ensure_agency(agency)}
        )
        if made:
            user.set_unusable_password()
            user.save()
        OperationMember.objects.get_or_create(
            operation=operation, user=user, defaults={"role": role}
        )


def access_of(agency: str, role: str) -> Access:
    """The access of the person of an agency who has a role in the operation."""
    return open_access(User.objects.get(username=f"{agency}-{role}"), OPERATION)


def hold(agency: str, people: Mapping[str, Mapping[str, Any]], *, folder: Path) -> int:
    """Load people as a file of the agency; a second time it replaces the first.

    Args:
        agency: whose they are.
        people: id to FollowTheMoney properties.
        folder: where the file is put.

    Returns:
        How many statements are new.
    """
    file = folder / "persons.ftm.json"
    lines = [
        json.dumps({"id": one, "schema": "Person", "properties": values}, ensure_ascii=False)
        for one, values in people.items()
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    access = access_of(agency, Role.ANALYST)
    report = load_file(file, Terms(agency=agency, source=f"{agency}-persons"), access=access)
    return report.statements_added


def suspect(agency: str, person: str) -> None:
    """Say that a person is a suspect, as an analyst of the agency; without it nothing leaves."""
    entity = f"{agency}-persons:{person}"
    set_category(access_of(agency, Role.ANALYST), entity, Category.SUSPECT, basis="fact")
