"""Doors of the programme desk: what border posts can do."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hawkari.desks.programme.capability import Stated
from hawkari.desks.programme.models import PostStatement
from hawkari.desks.programme.services.capability import NewStatement, make_statement
from tests.desks.programme.promising import Programme
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]

WORKER = "programme"


def _stated(ground: Ground) -> None:
    access = Programme("nca", ground.case.world.operation).officer()
    make_statement(
        access,
        NewStatement("Invented Pass", "before", access.today, "Office", Stated(people_posted=3)),
    )


def _at(_ground: Ground) -> list[str]:
    found = PostStatement.objects.select_related("post").order_by("pk").last()
    return ["W-2026-XXXXXX" if found is None else found.post.reference]


def _statement(ground: Ground) -> list[Any]:
    found = PostStatement.objects.order_by("pk").last()
    return [*_at(ground), 1 if found is None else found.pk]


STATED = {"post": "Invented Pass", "stage": "before", "stated_on": "2026-11-01",
          "stated_by": "Office", "people_posted": "3"}  # fmt: skip
VISITS = (
    Visit("programme:border_posts", role=WORKER),
    Visit("programme:border_posts_file", role=WORKER),
    Visit("programme:statement_form", role=WORKER),
    Visit("programme:border_post", arguments=_at, ready=_stated, role=WORKER),
    Visit("programme:new_statement", "post", data=lambda _: STATED, role=WORKER),
    Visit(
        "programme:load_statements",
        "post",
        data=lambda _: {
            "file": SimpleUploadedFile(
                "posts.csv", b"post,stage,stated_on,stated_by,hits\nA,before,2026-11-01,O,\n"
            )
        },
        role=WORKER,
    ),
    Visit(
        "programme:withdraw_statement",
        "post",
        arguments=_statement,
        data=lambda _: {"why": "Counted twice"},
        ready=_stated,
        role=WORKER,
    ),
    Visit("programme:api:border_posts", role=WORKER),
)
