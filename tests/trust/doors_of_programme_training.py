"""Doors of the programme desk: courses, who comes to them, tests, curricula and trainers."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hawkari.desks.programme.models import Course, DrawnTest, Licence, Trainer, When
from hawkari.desks.programme.services.attending import codes_of
from hawkari.desks.programme.services.trainers import (
    NewLicence,
    add_trainer,
    propose_licence,
    sign_licence,
)
from hawkari.evidence.access import Access
from hawkari.evidence.local import LOCAL, ensure_local_user
from tests.desks.programme.teaching import DAY, School, bank, bare_course, curriculum_of
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "VISITS"]

WORKER = "trainer"
HERE = ["--operation", LOCAL]


def _trainer(ground: Ground) -> Access:
    return School("nca", ground.case.world.operation).trainer()


def _taught(ground: Ground) -> Course:
    return _course(_trainer(ground))


def _course(access: Access) -> Course:
    course = bare_course(access, trainees=2)
    if not course.curriculum.questions.exists():
        bank(access, course.curriculum)
    # Past the services: the commands are also tried where nothing can be recorded.
    DrawnTest.objects.create(
        course=course,
        when=When.PRE,
        seed="dice",
        questions=[one.pk for one in course.curriculum.questions.all()[:3]],
        drawn_at=timezone.now(),
    )
    return course


def _proposed(ground: Ground) -> None:
    access = _trainer(ground)
    curriculum_of(access)
    trainer = add_trainer(access, name="Invented Trainer", unit="Academy")
    propose_licence(
        access, trainer.pk, NewLicence("document_fraud-1", "Taught it", access.today + 90 * DAY)
    )


def _banked(ground: Ground) -> None:
    access = _trainer(ground)
    bank(access, curriculum_of(access))


def _at(*more: str) -> Any:
    def arguments(_ground: Ground) -> list[str]:
        found = Course.objects.order_by("pk").last()
        return [found.reference if found is not None else "S-2026-XXXXXX", *more]

    return arguments


def _newest(model: Any, *more: str) -> Any:
    def arguments(_ground: Ground) -> list[str]:
        found = model.objects.order_by("pk").last()
        return [str(found.pk if found is not None else 1), *more]

    return arguments


def _file(content: bytes) -> Any:
    return lambda _ground: {"file": SimpleUploadedFile("table.csv", content)}


def _scanned(_ground: Ground) -> dict[str, Any]:
    found = Course.objects.order_by("pk").last()
    code = "" if found is None else codes_of(found.sessions.all()[0])[0][1]
    return {"file": SimpleUploadedFile("scans.txt", code.encode())}


def _typed(ground: Ground) -> dict[str, Any]:
    access = _trainer(ground)
    curriculum_of(access)
    return {
        "title": "Documents", "curriculum": "document_fraud-1", "language": "en", "place": "Erbil",
        "first": access.today, "last": access.today, "keep_until": access.today + DAY,
    }  # fmt: skip


def _day(**more: Any) -> Any:
    return lambda ground: {"day": _trainer(ground).today, **more}


def _session(_ground: Ground) -> dict[str, Any]:
    found = Course.objects.order_by("pk").last()
    return {"day": "" if found is None else found.first, "topic": "Visas"}


def _assigned(ground: Ground) -> dict[str, Any]:
    access = _trainer(ground)
    curriculum_of(access)
    trainer = add_trainer(access, name="Another Trainer", unit="Academy")
    new = NewLicence("document_fraud-1", "Taught it", access.today + 90 * DAY)
    sign_licence(_trainer(ground), propose_licence(access, trainer.pk, new).pk)
    return {"trainer": trainer.pk}


def _proposal(ground: Ground) -> dict[str, Any]:
    ends = _trainer(ground).today + 90 * DAY
    return {"curriculum": "document_fraud-1", "grounds": "Taught it", "ends": ends}


def _local_bank(_ground: Ground, folder: Path) -> list[str]:
    _, operation = ensure_local_user()
    curriculum_of(School("taskforce", operation).trainer())
    path = folder / "bank.csv"
    path.write_bytes(QUESTIONS)
    return [str(path), "--curriculum", BANK, *HERE]


def _local(*words: str, content: bytes = b"") -> Any:
    def arguments(_ground: Ground, folder: Path) -> list[str]:
        _, operation = ensure_local_user()
        course = _course(School("taskforce", operation).trainer())
        path = folder / "table.csv"
        code = codes_of(course.sessions.all()[0])[0][1].encode()
        path.write_bytes(content or code)
        file = [str(path), "--course"] if words[0] == "file" else []
        return [*file, course.reference, *words[1:], *HERE]

    return arguments


ANSWERS = b"number,1,2,3\n1,A,A,B\n"
NAMES = b"name,unit\nInvented Officer,A post\n"
BANK = "document_fraud-1"
CURRICULUM = {
    "subject": "narcotics", "name_en": "Narcotics", "pass_percent": 60, "attend_percent": 80,
}  # fmt: skip
QUESTIONS = b"code,topic,right,en,en_a,en_b\nnew-2,chips,A,What?,this,that\n"
QUESTION = {"code": "new-1", "topic": "chips", "en": "What?\nthis\nthat", "right": 0}
VISITS = (
    Visit("programme:courses", ready=_taught, role=WORKER),
    Visit("programme:new_course", "post", data=_typed, role=WORKER),
    Visit("programme:course", arguments=_at(), ready=_taught, role=WORKER),
    Visit(
        "programme:course_step", "post", arguments=_at("session"), ready=_taught, data=_session,
        role=WORKER,
    ),
    Visit("programme:course_funnel", arguments=_at(), ready=_taught, role=WORKER),
    Visit(
        "programme:class_list", "post", arguments=_at(), ready=_taught, data=_file(NAMES),
        role=WORKER,
    ),
    Visit(
        "programme:course_scans", "post", arguments=_at(), ready=_taught, data=_scanned,
        role=WORKER,
    ),
    Visit(
        "programme:session", "post", arguments=_at("1"), ready=_taught,
        data=lambda _: {"present": ["1"]}, role=WORKER,
    ),
    Visit("programme:session_sheet", arguments=_at("1"), ready=_taught, role=WORKER),
    Visit("programme:trainee", arguments=_at("1"), ready=_taught, role=WORKER),
    Visit(
        "programme:trainee_step", "post", arguments=_at("1", "vetting"), ready=_taught,
        data=_day(vetting="asked", office="Vetting office"), role=WORKER,
    ),
    Visit("programme:test", arguments=_at("pre"), ready=_taught, role=WORKER),
    Visit(
        "programme:draw_test", "post", arguments=_at("post"), ready=_taught,
        data=lambda _: {"each": 1, "seed": "dice"}, role=WORKER,
    ),
    Visit(
        "programme:test_answers", "post", arguments=_at("pre"), ready=_taught,
        data=_file(ANSWERS), role=WORKER,
    ),
    Visit(
        "programme:answer_sheet", "post", arguments=_at("pre", "1"), ready=_taught,
        data=_day(language="en", q1="0", q2="0", q3="1"), role=WORKER,
    ),
    Visit("programme:test_paper", arguments=_at("pre", "ckb"), ready=_taught, role=WORKER),
    Visit("programme:curricula", ready=_banked, role=WORKER),
    Visit("programme:load_curricula", "post", role=WORKER),
    Visit("programme:new_curriculum", "post", data=lambda _: CURRICULUM, role=WORKER),
    Visit("programme:curriculum", arguments=lambda _: [BANK], ready=_banked, role=WORKER),
    Visit(
        "programme:new_version", "post", arguments=lambda _: [BANK], ready=_banked,
        data=lambda _: {**CURRICULUM, "keep_questions": "on"}, role=WORKER,
    ),
    Visit(
        "programme:new_question", "post", arguments=lambda _: [BANK], ready=_banked,
        data=lambda _: QUESTION, role=WORKER,
    ),
    Visit(
        "programme:change_question", "post", arguments=lambda _: [BANK, "t0-0"], ready=_banked,
        data=lambda _: QUESTION, role=WORKER,
    ),
    Visit(
        "programme:load_questions", "post", arguments=lambda _: [BANK], ready=_banked,
        data=_file(QUESTIONS), role=WORKER,
    ),
    Visit("programme:question_table", arguments=lambda _: [BANK], ready=_banked, role=WORKER),
    Visit(
        "programme:question_step", "post", ready=_banked,
        arguments=lambda _: [BANK, "t0-0", "read"], role=WORKER,
    ),
    Visit(
        "programme:trainers", "post", data=lambda _: {"name": "Invented", "unit": "Academy"},
        role=WORKER,
    ),
    Visit(
        "programme:propose_licence", "post", arguments=_newest(Trainer), ready=_proposed,
        data=_proposal, role=WORKER,
    ),
    Visit(
        "programme:licence_step", "post", arguments=_newest(Licence, "sign"), ready=_proposed,
        role=WORKER,
    ),
    Visit("programme:api:courses", ready=_taught, role=WORKER),
    Visit("programme:api:course", arguments=_at(), ready=_taught, role=WORKER),
    Visit("programme:api:curricula", ready=_banked, role=WORKER),
    Visit("programme:api:curriculum", arguments=lambda _: [BANK], ready=_banked, role=WORKER),
)  # fmt: skip
COMMANDS = {
    "programme training curricula": Call(lambda *_: HERE, role="programme"),
    "programme training questions": Call(_local_bank, role="programme"),
    "programme training class": Call(_local("file", content=NAMES), role="programme"),
    "programme training scans": Call(_local("file"), role="programme"),
    "programme training answers": Call(
        _local("file", "--when", "pre", content=ANSWERS), role="programme"
    ),
    "programme training course": Call(_local("course"), role="programme"),
    "programme training courses": Call(lambda *_: HERE, role="programme"),
}
