"""Doors of the programme desk: what border posts can do."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hawkari.desks.programme.capability import Stated
from hawkari.desks.programme.models import SelfAssessment
from hawkari.desks.programme.services.capability import NewSelfAssessment, make_self_assessment
from tests.desks.programme.promising import Programme
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]

WORKER = "programme"


def _stated(ground: Ground) -> None:
    access = Programme("nca", ground.case.world.operation).officer()
    make_self_assessment(
        access,
        NewSelfAssessment(
            "Invented Pass", "before", access.today, "Office", Stated(people_posted=3)
        ),
    )


def _at(_ground: Ground) -> list[str]:
    found = SelfAssessment.objects.select_related("post").order_by("pk").last()
    return ["W-2026-XXXXXX" if found is None else found.post.reference]


def _self_assessment(ground: Ground) -> list[Any]:
    found = SelfAssessment.objects.order_by("pk").last()
    return [*_at(ground), 1 if found is None else found.pk]


STATED = {"post": "Invented Pass", "stage": "before", "stated_on": "2026-11-01",
          "stated_by": "Office", "people_posted": "3"}  # fmt: skip
VISITS = (
    Visit("programme:border_posts", role=WORKER),
    Visit("programme:border_posts_file", role=WORKER),
    Visit("programme:self_assessment_form", role=WORKER),
    Visit("programme:border_post", arguments=_at, ready=_stated, role=WORKER),
    Visit("programme:new_self_assessment", "post", data=lambda _: STATED, role=WORKER),
    Visit(
        "programme:load_self_assessments",
        "post",
        data=lambda _: {
            "file": SimpleUploadedFile(
                "posts.csv", b"post,stage,stated_on,stated_by,hits\nA,before,2026-11-01,O,\n"
            )
        },
        role=WORKER,
    ),
    Visit(
        "programme:withdraw_self_assessment",
        "post",
        arguments=_self_assessment,
        data=lambda _: {"why": "Counted twice"},
        ready=_stated,
        role=WORKER,
    ),
    Visit("programme:api:border_posts", role=WORKER),
)
