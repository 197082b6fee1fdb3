"""Curricula and their item banks: added, loaded from what is shipped, read by a second person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from hawkari.desks.programme.models import Curriculum, Question, Subject
from hawkari.desks.programme.services.access import own_agency
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.training_access import (
    known_curricula,
    record_training,
    require_training,
)
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "LANGUAGES",
    "NewCurriculum",
    "NewQuestion",
    "add_question",
    "curriculum_of",
    "list_curricula",
    "make_curriculum",
    "name_of",
    "questions_of",
    "retire_question",
    "review_question",
    "view_curriculum",
]

LANGUAGES = ("en", "ckb", "ar")
OPTIONS = (2, 6)
_CODE = re.compile(r"[a-z0-9-]{1,20}")
_TOPIC = re.compile(r"[a-z0-9_]{1,40}")
Words = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class NewCurriculum:
    """A curriculum as it is made; see `Curriculum` for each."""

    subject: str
    names: Mapping[str, str]
    outlines: Mapping[str, str]
    pass_percent: int = 60
    attend_percent: int = 80
    seed: str = ""


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question as it is added; see `Question` for each. A known code makes a new version."""

    code: str
    topic: str
    words: Words
    right: int


def list_curricula(access: Access) -> list[Curriculum]:
    """The curricula of the agency, each with how many questions it has; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_training(access)
    live = Q(questions__retired_at__isnull=True)
    unread = live & Q(questions__reviewed_by__isnull=True) & Q(questions__isnull=False)
    with transaction.atomic():
        found: list[Curriculum] = list(
            known_curricula(access).annotate(
                asked=Count("questions", filter=live), unread=Count("questions", filter=unread)
            )
        )
        record_training(access, Act.CONSULT, "", count=len(found), step="curricula")
    return found


def curriculum_of(access: Access, name: str) -> Curriculum:
    """A curriculum by its name, e.g. ``document_fraud-1``.

    Raises:
        NotFound: if there is none that the user may know of.
    """
    subject, _, version = name.rpartition("-")
    if subject.isascii() and version.isdecimal() and version.isascii() and len(version) < 5:
        rows = known_curricula(access).filter(subject=subject.replace("\0", ""))
        found = rows.filter(version=int(version)).first()
        if found is not None:
            return found
    raise NotFound("curriculum", name)


def questions_of(curriculum: Curriculum) -> list[Question]:
    """The questions that are asked today. For services: asks nobody."""
    return list(curriculum.questions.filter(retired_at__isnull=True))


def view_curriculum(access: Access, name: str) -> tuple[Curriculum, list[Question]]:
    """A curriculum and its questions, those of old versions left out; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such curriculum.
    """
    require_training(access)
    with transaction.atomic():
        found = curriculum_of(access, name)
        questions = questions_of(found)
        record_training(access, Act.CONSULT, name_of(found), count=len(questions), step="item bank")
    return found, questions


def name_of(curriculum: Curriculum) -> str:
    """How a curriculum is called in addresses and the log."""
    return f"{curriculum.subject}-{curriculum.version}"


def make_curriculum(access: Access, new: NewCurriculum) -> Curriculum:
    """Make a curriculum; of a subject that has one, its next version, without questions.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the subject is unknown, the English name is missing, or a share is none.
    """
    require_training(access)
    if new.subject not in Subject.values:
        raise BadInput("there is no such subject", "Choose one.", where=("subject",))
    if not new.names.get("en", "").strip():
        raise BadInput("the name is missing", "Write it at least in English.", where=("name_en",))
    for name in ("pass_percent", "attend_percent"):
        if not 0 <= getattr(new, name) <= 100:
            raise BadInput("a share is 0 to 100", "Write a number of percent.", where=(name,))
    with transaction.atomic():
        of = known_curricula(access).filter(subject=new.subject).select_for_update()
        made = Curriculum.objects.create(
            operation=access.operation,
            agency=own_agency(access),
            subject=new.subject,
            version=max([one.version for one in of], default=0) + 1,
            names=_known(new.names),
            outlines=_known(new.outlines),
            pass_percent=new.pass_percent,
            attend_percent=new.attend_percent,
            seed=new.seed,
            made_by=access.user,
            made_at=timezone.now(),
        )
        record_training(access, Act.COLLECT, name_of(made), step="curriculum made")
    return made


def _known(words: Mapping[str, str]) -> dict[str, str]:
    return {one: words[one].strip() for one in LANGUAGES if words.get(one, "").strip()}


def add_question(access: Access, name: str, new: NewQuestion) -> Question:
    """Add a question, unread by a second person; of a known code, the old version is retired.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if code, topic or words cannot be used.
        NotFound: if there is no such curriculum.
    """
    require_training(access)
    words = _checked(new)
    with transaction.atomic():
        curriculum = Curriculum.objects.select_for_update().get(pk=curriculum_of(access, name).pk)
        before = curriculum.questions.filter(code=new.code)
        now = timezone.now()
        version = max([one.version for one in before], default=0) + 1
        before.filter(retired_at__isnull=True).update(retired_at=now)
        made = Question.objects.create(
            curriculum=curriculum,
            code=new.code,
            version=version,
            topic=new.topic,
            words=words,
            right=new.right,
            made_by=access.user,
            made_at=now,
        )
        record_training(access, Act.COLLECT, name, step="question", code=new.code, version=version)
    return made


def _checked(new: NewQuestion) -> dict[str, dict[str, object]]:
    """The words of a question, in the languages that it has, each with as many options."""
    if not _CODE.fullmatch(new.code):
        raise BadInput("that is no code", "Small letters, digits, hyphens.", where=("code",))
    if not _TOPIC.fullmatch(new.topic):
        raise BadInput("that is no topic", "Small letters and underscores.", where=("topic",))
    found: dict[str, dict[str, object]] = {}
    for language in LANGUAGES:
        said = new.words.get(language) or {}
        text = str(said.get("text") or "").strip()
        given = said.get("options")
        options = [str(one).strip() for one in given] if isinstance(given, list | tuple) else []
        if not text and not any(options):
            continue
        if not text or not all(options) or len(set(options)) != len(options):
            raise BadInput(
                "a text or an option is missing, or there twice", "Write each.", where=(language,)
            )
        found[language] = {"text": text[:1000], "options": [one[:300] for one in options]}
    _check_options(found, new.right)
    return found


def _check_options(words: Mapping[str, Mapping[str, object]], right: int) -> None:
    if "en" not in words:
        raise BadInput("the English is missing", "Write it: others are from it.", where=("en",))
    counts = {len(one["options"]) for one in words.values()}  # type: ignore[arg-type]
    if len(counts) != 1 or not OPTIONS[0] <= counts.copy().pop() <= OPTIONS[1]:
        raise BadInput("languages differ in options", "Write 2 to 6 in each.", where=("en",))
    if not 0 <= right < counts.pop():
        raise BadInput("no option is the right one", "Say which is right.", where=("right",))


def _question(access: Access, name: str, code: str) -> Question:
    """The live version of a question, which nobody else changes until the transaction ends."""
    rows = Question.objects.filter(curriculum=curriculum_of(access, name), code=code[:20])
    found = rows.filter(retired_at__isnull=True).select_for_update().first()
    if found is None:
        raise NotFound("question", code)
    return found


def review_question(access: Access, name: str, code: str) -> Question:
    """State, as the second person, that a question and its translations were read and hold.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the user wrote it, or somebody has read it already.
        NotFound: if there is no such question.
    """
    require_training(access)
    with transaction.atomic():
        found = _question(access, name, code)
        if found.reviewed_by_id is not None:
            raise BadInput("it was read already", "Look at another.")
        if found.made_by_id == access.user.pk:
            raise BadInput("you added this question yourself", "Ask a colleague to read it.")
        found.reviewed_by, found.reviewed_at = access.user, timezone.now()
        found.save(update_fields=["reviewed_by", "reviewed_at"])
        record_training(access, Act.DECIDE, name, step="question read", code=code)
    return found


def retire_question(access: Access, name: str, code: str) -> None:
    """Ask a question no more; tests that asked it keep it.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such question.
    """
    require_training(access)
    with transaction.atomic():
        found = _question(access, name, code)
        found.retired_at = timezone.now()
        found.save(update_fields=["retired_at"])
        record_training(access, Act.DECIDE, name, step="question retired", code=code)
