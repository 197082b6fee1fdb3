"""Addresses of training."""

from django.urls import URLPattern, URLResolver, path, re_path

from hawkari.desks.programme.views import (
    courses,
    curricula,
    learners,
    questions,
    tests,
    trainers,
)

__all__ = ["urlpatterns"]

_TEST = "^courses/(?P<reference>[^/]+)/tests/(?P<when>pre|post|follow_up)"
_QUESTION = "^curricula/(?P<name>[^/]+)/(?P<code>[a-z0-9-]{1,20})"

urlpatterns: list[URLPattern | URLResolver] = [
    path("courses", courses.courses, name="courses"),
    path("courses/new", courses.new_course, name="new_course"),
    path("courses/<str:reference>", courses.course, name="course"),
    re_path(
        "^courses/(?P<reference>[^/]+)/(?P<step>session|trainer|close|sign|back|forget)$",
        courses.course_step,
        name="course_step",
    ),
    path("courses/<str:reference>/funnel.csv", courses.funnel_file, name="course_funnel"),
    path("courses/<str:reference>/class", learners.class_list, name="class_list"),
    path("courses/<str:reference>/scans", learners.scans, name="course_scans"),
    path("courses/<str:reference>/sessions/<int:number>", learners.session, name="session"),
    path(
        "courses/<str:reference>/sessions/<int:number>/list.pdf",
        learners.session_sheet,
        name="session_sheet",
    ),
    path("courses/<str:reference>/trainees/<int:number>", learners.trainee, name="trainee"),
    re_path(
        "^courses/(?P<reference>[^/]+)/trainees/(?P<number>[0-9]{1,9})"
        "/(?P<step>leave|vetting|practice|forget)$",
        learners.trainee_step,
        name="trainee_step",
    ),
    re_path(f"{_TEST}$", tests.test, name="test"),
    re_path(f"{_TEST}/draw$", tests.draw_test, name="draw_test"),
    re_path(f"{_TEST}/answers$", tests.answers, name="test_answers"),
    re_path(f"{_TEST}/sheets/(?P<number>[0-9]{{1,9}})$", tests.sheet, name="answer_sheet"),
    re_path(f"{_TEST}/(?P<language>en|ckb|ar).pdf$", tests.paper, name="test_paper"),
    path("curricula", curricula.curricula, name="curricula"),
    path("curricula/load", curricula.load, name="load_curricula"),
    path("curricula/new", curricula.new_curriculum, name="new_curriculum"),
    path("curricula/<str:name>", curricula.curriculum, name="curriculum"),
    path("curricula/<str:name>/version", curricula.new_version, name="new_version"),
    path("curricula/<str:name>/question", questions.new_question, name="new_question"),
    path("curricula/<str:name>/table", questions.load, name="load_questions"),
    path("curricula/<str:name>/questions.xlsx", questions.table, name="question_table"),
    re_path(f"{_QUESTION}/change$", questions.change, name="change_question"),
    re_path(f"{_QUESTION}/(?P<step>read|retire)$", questions.question_step, name="question_step"),
    path("trainers", trainers.trainers, name="trainers"),
    path("trainers/<int:number>/propose", trainers.propose, name="propose_licence"),
    re_path(
        "^trainers/licences/(?P<number>[0-9]{1,9})/(?P<step>sign|end)$",
        trainers.licence_step,
        name="licence_step",
    ),
]
