"""A course that two people signed, with trainees who passed, for the tests of certificates."""

from hawkari.desks.programme.models import Certificate, Course
from hawkari.desks.programme.services.certificates import issue
from hawkari.evidence.access import Access
from tests.desks.programme.teaching import School, attended, bare_course, scored, signed

__all__ = ["SORANI", "certified", "passed_course"]

SORANI = "ڕێزان ئەحمەد کەریم"


def passed_course(school: School, access: Access, *, trainees: int = 2) -> Course:
    """A signed course where everybody passed but the last, who missed too much."""
    course = bare_course(access, trainees=trainees)
    *rest, last = course.enrolments.all()
    for one in rest:
        one.names = {"ckb": SORANI}
        one.save()
        attended(access, one, 5)
        scored(access, one, 8)
    attended(access, last, 2, absent=3)
    scored(access, last, 9)
    return signed(course, by=access.user, second=school.user())


def certified(school: School, access: Access) -> Certificate:
    """The certificate of the first trainee of such a course."""
    return issue(access, passed_course(school, access).reference, 1)
