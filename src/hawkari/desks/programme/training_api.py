"""Courses by API: counts, gains with their intervals, stages; nobody's name and nobody's score."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from hawkari.desks.programme.learning import Estimate
from hawkari.desks.programme.models import Curriculum
from hawkari.desks.programme.services.course_view import CourseView, view_course
from hawkari.desks.programme.services.courses import list_courses
from hawkari.desks.programme.services.curricula import (
    list_curricula,
    name_of,
    view_curriculum,
)
from hawkari.desks.programs import REFUSALS, access_of

__all__ = ["course_figures", "router"]

router = Router()


class CourseOut(Schema):
    """A course in a list."""

    reference: str
    title: str
    curriculum: str
    language: str
    place: str
    first: date
    last: date
    closed: bool
    signed: bool


class EstimateOut(Schema):
    """A figure, its 95 % interval where there is one, and whether it can be told from chance."""

    value: float
    lo: float | None
    hi: float | None
    persons: int
    is_shown: bool


class StageOut(Schema):
    """How many reached a stage, and how many were lost since the one before."""

    stage: str
    reached: int
    lost: int
    gained: int


class GainOut(Schema):
    """What was learnt by those who sat both tests."""

    persons: int
    full_before: int
    pre: float | None
    post: float | None
    mean: EstimateOut | None
    of_means: EstimateOut | None


class OneCourseOut(CourseOut):
    """A course, and what came of it."""

    sessions: int
    gain: GainOut
    stages: list[StageOut]


class CurriculumOut(Schema):
    """A curriculum and how many questions it has."""

    name: str
    names: dict[str, str]
    version: int
    questions: int
    unread: int


class GapOut(Schema):
    """One thing that a curriculum lacks before it can be taught and tested."""

    kind: str
    count: int
    language: str
    topics: list[str]


class OneCurriculumOut(CurriculumOut):
    """A curriculum, how many questions of each topic it has, and what it lacks."""

    subject: str
    outlines: dict[str, str]
    pass_percent: int
    attend_percent: int
    topics: dict[str, int]
    missing: list[GapOut]


@router.get("/courses", response={200: list[CourseOut], **REFUSALS})
def courses(request: HttpRequest) -> list[dict[str, Any]]:
    """The courses of the agency, newest first; audited."""
    return [_listed(one) for one in list_courses(access_of(request))]


@router.get("/courses/{reference}", response={200: OneCourseOut, **REFUSALS})
def course(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One course and what came of it, without anybody in it; audited."""
    return course_figures(view_course(access_of(request), reference))


@router.get("/curricula", response={200: list[CurriculumOut], **REFUSALS})
def curricula(request: HttpRequest) -> list[dict[str, Any]]:
    """The curricula of the agency, without their questions; audited."""
    found: list[Any] = list_curricula(access_of(request))
    return [_curriculum(one, questions=one.asked, unread=one.unread) for one in found]


@router.get("/curricula/{name}", response={200: OneCurriculumOut, **REFUSALS})
def curriculum(request: HttpRequest, name: str) -> dict[str, Any]:
    """One curriculum and what it lacks, without its questions; audited."""
    view = view_curriculum(access_of(request), name)
    one = view.curriculum
    unread = sum(each.reviewed_by_id is None for each in view.questions)
    return {
        **_curriculum(one, questions=len(view.questions), unread=unread),
        "subject": one.subject,
        "outlines": one.outlines,
        "pass_percent": one.pass_percent,
        "attend_percent": one.attend_percent,
        "topics": Counter(each.topic for each in view.questions),
        "missing": [asdict(gap) for gap in view.gaps],
    }


def _curriculum(one: Curriculum, *, questions: int, unread: int) -> dict[str, Any]:
    return {
        "name": name_of(one),
        "names": one.names,
        "version": one.version,
        "questions": questions,
        "unread": unread,
    }


def _listed(one: Any) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": one.title,
        "curriculum": name_of(one.curriculum),
        "language": one.language,
        "place": one.place,
        "first": one.first,
        "last": one.last,
        "closed": one.closed_at is not None,
        "signed": one.signed_at is not None,
    }


def course_figures(view: CourseView) -> dict[str, Any]:
    """A course as numbers about nobody by name."""
    return {
        **_listed(view.course),
        "sessions": len(view.sessions),
        "gain": {
            "persons": view.gain.persons,
            "full_before": view.gain.full_before,
            "pre": view.gain.pre,
            "post": view.gain.post,
            "mean": _estimate(view.gain.mean),
            "of_means": _estimate(view.gain.of_means),
        },
        "stages": [
            {
                "stage": one.stage.value,
                "reached": one.reached,
                "lost": one.lost,
                "gained": one.gained,
            }
            for one in view.stages
        ],
    }


def _estimate(one: Estimate | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "value": one.value,
        "lo": one.lo,
        "hi": one.hi,
        "persons": one.persons,
        "is_shown": one.is_shown,
    }
