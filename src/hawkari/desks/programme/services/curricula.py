"""Curricula: made in versions, and looked at with what each still lacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from hawkari.desks.programme.learning import BankItem, Gap, gaps_of
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
from hawkari.evidence.loaders.digits import forbidden_character
from hawkari.evidence.models import Act, Operation

__all__ = [
    "LANGUAGES",
    "CurriculumView",
    "NewCurriculum",
    "curriculum_of",
    "list_curricula",
    "make_curriculum",
    "name_of",
    "questions_of",
    "view_curriculum",
]

LANGUAGES = ("en", "ckb", "ar")
LONGEST_NAME, LONGEST_OUTLINE = 200, 3000


@dataclass(frozen=True, slots=True)
class NewCurriculum:
    """A curriculum as it is made; see `Curriculum` for each.

    `questions_of` names a curriculum whose questions it takes over, e.g. the version before.
    """

    subject: str
    names: Mapping[str, str]
    outlines: Mapping[str, str]
    pass_percent: int = 60
    attend_percent: int = 80
    seed: str = ""
    questions_of: str = ""


@dataclass(frozen=True, slots=True)
class CurriculumView:
    """A curriculum, the questions that are asked today, what is missing, and its other versions."""

    curriculum: Curriculum
    questions: tuple[Question, ...]
    gaps: tuple[Gap, ...]
    versions: tuple[Curriculum, ...]


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


def view_curriculum(access: Access, name: str) -> CurriculumView:
    """A curriculum and its questions, those of old versions left out; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such curriculum.
    """
    require_training(access)
    with transaction.atomic():
        found = curriculum_of(access, name)
        questions = tuple(
            found.questions.filter(retired_at__isnull=True).select_related("reviewed_by")
        )
        others = known_curricula(access).filter(subject=found.subject).exclude(pk=found.pk)
        view = CurriculumView(found, questions, _gaps(found, questions), tuple(others))
        record_training(access, Act.CONSULT, name_of(found), count=len(questions), step="item bank")
    return view


def _gaps(curriculum: Curriculum, questions: Iterable[Question]) -> tuple[Gap, ...]:
    bank = [
        BankItem(one.topic, frozenset(one.words), one.reviewed_by_id is not None)
        for one in questions
    ]
    return gaps_of(curriculum.names, bank, LANGUAGES)


def name_of(curriculum: Curriculum) -> str:
    """How a curriculum is called in addresses and the log."""
    return f"{curriculum.subject}-{curriculum.version}"


def make_curriculum(access: Access, new: NewCurriculum) -> Curriculum:
    """Make a curriculum; of a subject that has one, its next version.

    Its item bank is empty, or holds the questions of the curriculum that `new` names, as they are
    asked today: who wrote and who read each of them stays with it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the subject is unknown, the English name is missing, or a share is none.
        NotFound: if there is no curriculum to take questions from.
    """
    require_training(access)
    _check(new)
    with transaction.atomic():
        # Two at once would be the same version: of a subject's first there is no row to lock.
        Operation.objects.select_for_update(no_key=True).get(pk=access.operation.pk)
        source = curriculum_of(access, new.questions_of) if new.questions_of else None
        of = known_curricula(access).filter(subject=new.subject)
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
        taken = 0 if source is None else _take_over(source, made)
        record_training(access, Act.COLLECT, name_of(made), step="curriculum made", questions=taken)
    return made


def _check(new: NewCurriculum) -> None:
    if new.subject not in Subject.values:
        raise BadInput("there is no such subject", "Choose one.", where=("subject",))
    if not new.names.get("en", "").strip():
        raise BadInput("the name is missing", "Write it at least in English.", where=("name_en",))
    for name, words, most in (
        ("name", new.names, LONGEST_NAME), ("outline", new.outlines, LONGEST_OUTLINE),
    ):  # fmt: skip
        for language, said in words.items():
            where = (f"{name}_{language}",)
            if len(said) > most:
                raise BadInput(f"it is longer than {most} letters", "Shorten it.", where=where)
            if forbidden_character(said):
                raise BadInput(
                    "it holds a character that no text has", "Type it again.", where=where
                )
    for name in ("pass_percent", "attend_percent"):
        if not 0 <= getattr(new, name) <= 100:
            raise BadInput("a share is 0 to 100", "Write a number of percent.", where=(name,))


def _take_over(source: Curriculum, made: Curriculum) -> int:
    """Give a curriculum the questions of another, word for word; how many."""
    rows = questions_of(source)
    for one in rows:
        one.pk, one.curriculum = None, made
        one._state.adding = True
    return len(Question.objects.bulk_create(rows, batch_size=200))


def _known(words: Mapping[str, str]) -> dict[str, str]:
    return {one: words[one].strip() for one in LANGUAGES if words.get(one, "").strip()}
