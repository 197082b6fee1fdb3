"""Doors of the programme desk: certificates, and the badges that they are."""

from pathlib import Path

from hawkari.desks.programme.models import Course
from hawkari.desks.programme.services.badge_keys import issuer_of
from hawkari.evidence.access import open_access
from hawkari.evidence.local import LOCAL, ensure_agency, ensure_local_user
from tests.desks.programme.badges.making import badge
from tests.desks.programme.certifying import passed_course
from tests.desks.programme.teaching import School
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "VISITS"]

WORKER = "trainer"
HERE = ["--operation", LOCAL]


def _local_course(ground: Ground, _folder: Path) -> list[str]:
    user, operation = ensure_local_user()
    school = School("taskforce", operation)
    passed_course(school, open_access(user, operation.slug))
    newest = Course.objects.order_by("pk").last()
    return ["S-2026-XXXXXX" if newest is None else newest.reference, *HERE]


def _own_badge(ground: Ground, folder: Path) -> list[str]:

    path = folder / "badge.jwt"
    path.write_text(badge(issuer_of(ensure_agency("taskforce"))), encoding="ascii")
    return [str(path), *HERE]


COMMANDS = {
    "programme badge verify": Call(_own_badge, role=WORKER),
    "programme badge issuer": Call(lambda *_: HERE, role=WORKER),
    "programme badge status": Call(
        lambda _, folder: ["--out", str(folder / "status.jwt"), *HERE], role=WORKER
    ),
    "programme badge issue": Call(_local_course, role=WORKER),
}
VISITS: tuple[Visit, ...] = ()
