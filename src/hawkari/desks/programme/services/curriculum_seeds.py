"""The curricula and questions that are shipped: few, written for this desk, read by nobody yet."""

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import Question
from hawkari.desks.programme.services.curricula import NewCurriculum, make_curriculum
from hawkari.desks.programme.services.training_access import (
    known_curricula,
    record_training,
    require_training,
)
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["Loaded", "load_curricula"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded; what was here already is not counted."""

    curricula: int
    questions: int


def load_curricula(access: Access) -> Loaded:
    """Load the shipped curricula; one that was loaded before is left as it is.

    Raises:
        AccessDenied: if the role may not.
    """
    require_training(access)
    curricula = questions = 0
    with transaction.atomic():
        known = set(known_curricula(access).exclude(seed="").values_list("seed", flat=True))
        for one in _shipped():
            if one["seed"] in known:
                continue
            curricula += 1
            questions += _load(access, one)
        record_training(
            access, Act.COLLECT, "", count=curricula, step="curricula loaded", questions=questions
        )
    return Loaded(curricula, questions)


def _shipped() -> list[dict[str, Any]]:
    folder = resources.files("hawkari.desks.programme") / "resources" / "curricula"
    files = sorted(one.name for one in folder.iterdir() if one.name.endswith(".json"))
    return [json.loads((folder / name).read_text("utf-8")) for name in files]


def _load(access: Access, one: dict[str, Any]) -> int:
    made = make_curriculum(
        access,
        NewCurriculum(one["subject"], one["names"], one["outlines"], seed=one["seed"]),
    )
    now = timezone.now()
    rows = Question.objects.bulk_create(
        Question(
            curriculum=made,
            code=question["code"],
            topic=question["topic"],
            right=question["right"],
            words={
                language: {"text": said[0], "options": said[1:]}
                for language, said in question["words"].items()
            },
            made_by=access.user,
            made_at=now,
        )
        for question in one["questions"]
    )
    return len(rows)
