"""Doors of the programme desk: certificates, and the badges that they are."""

import uuid
from pathlib import Path

from django.utils import timezone

from hawkari.desks.programme.models import Certificate, Course
from hawkari.desks.programme.services.badge_keys import issuer_of
from hawkari.desks.programme.services.revocations import propose_revocation
from hawkari.desks.references import new_reference
from hawkari.evidence.access import open_access
from hawkari.evidence.local import LOCAL, ensure_agency, ensure_local_user
from tests.desks.programme.badges.making import badge
from tests.desks.programme.certifying import certified, passed_course
from tests.desks.programme.teaching import School, bare_course
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


def _local_badge(_ground: Ground, folder: Path) -> list[str]:
    """A certificate made past the services: the command is also tried where nothing is recorded."""
    user, operation = ensure_local_user()
    course = bare_course(School("taskforce", operation).trainer(), trainees=1)
    made = Certificate.objects.create(
        reference=new_reference("B", Certificate.objects.all(), course.first),
        enrolment=course.enrolments.get(), number=uuid.uuid4(), issuer="did:key:z", place=1,
        token="e.y.J", code="X", given_on=course.last, issued_by=user, issued_at=timezone.now(),
    )  # fmt: skip
    return [made.reference, "--out", str(folder / "saved.jwt"), *HERE]


def _own_badge(ground: Ground, folder: Path) -> list[str]:

    path = folder / "badge.jwt"
    path.write_text(badge(issuer_of(ensure_agency("taskforce"))), encoding="ascii")
    return [str(path), *HERE]


def _passed(ground: Ground) -> None:
    school = School("nca", ground.case.world.operation)
    passed_course(school, school.trainer())


def _certified(ground: Ground) -> None:
    school = School("nca", ground.case.world.operation)
    certified(school, school.trainer())


def _proposed(ground: Ground) -> None:
    school = School("nca", ground.case.world.operation)
    proposer = school.trainer()
    made = certified(school, proposer)
    propose_revocation(proposer, made.reference, "Issued in error")


def _course(_ground: Ground) -> str:
    found = Course.objects.order_by("pk").last()
    return "S-2026-XXXXXX" if found is None else found.reference


def _at(_ground: Ground) -> list[str]:
    found = Certificate.objects.order_by("pk").last()
    return ["B-2026-XXXXXX" if found is None else found.reference]


COMMANDS = {
    "programme badge verify": Call(_own_badge, role=WORKER),
    "programme badge issuer": Call(lambda *_: HERE, role=WORKER),
    "programme badge status": Call(
        lambda _, folder: ["--out", str(folder / "status.jwt"), *HERE], role=WORKER
    ),
    "programme badge issue": Call(_local_course, role=WORKER),
    "programme badge list": Call(lambda *_: HERE, role=WORKER),
    "programme badge save": Call(_local_badge, role=WORKER),
}
VISITS = (
    Visit("programme:certificates", role=WORKER),
    Visit("programme:verify_certificate", "post", data=lambda _: {"text": "x"}, role=WORKER),
    Visit("programme:badge_status", role=WORKER),
    Visit("programme:badge_issuer", role=WORKER),
    Visit("programme:certificate", arguments=_at, ready=_certified, role=WORKER),
    Visit("programme:badge_file", arguments=_at, ready=_certified, role=WORKER),
    Visit("programme:certificate_paper", arguments=_at, ready=_certified, role=WORKER),
    Visit("programme:revoke_certificate", "post", arguments=_at, ready=_proposed, role=WORKER),
    Visit("programme:keep_certificate", "post", arguments=_at, ready=_proposed, role=WORKER),
    Visit(
        "programme:course_certificates",
        "post",
        arguments=lambda ground: [_course(ground)],
        ready=_passed,
        role=WORKER,
    ),
    Visit("programme:api:certificates", role=WORKER),
)
