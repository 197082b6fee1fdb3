"""Questions of an item bank, one by one: added, changed, read by a second person, retired."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.learning import LETTERS
from hawkari.desks.programme.models import Curriculum, Question
from hawkari.desks.programme.services.curricula import LANGUAGES, curriculum_of
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.training_access import record_training, require_training
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.loaders.digits import forbidden_character
from hawkari.evidence.models import Act

__all__ = [
    "NewQuestion",
    "add_question",
    "checked_words",
    "new_version",
    "retire_question",
    "review_question",
    "view_question",
]

OPTIONS = (2, len(LETTERS))
LONGEST_TEXT, LONGEST_OPTION = 1000, 300
_CODE = re.compile(r"[a-z0-9-]{1,20}")
_TOPIC = re.compile(r"[a-z0-9_]{1,40}")
Words = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question as it is added; see `Question` for each. A known code makes a new version."""

    code: str
    topic: str
    words: Words
    right: int


def view_question(access: Access, name: str, code: str) -> Question:
    """A question as it is asked today; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such question.
    """
    require_training(access)
    with transaction.atomic():
        found = _question(access, name, code, lock=False)
        record_training(access, Act.CONSULT, name, step="question", code=code)
    return found


def add_question(access: Access, name: str, new: NewQuestion) -> Question:
    """Add a question, unread by a second person; of a known code, the old version is retired.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if code, topic or words cannot be used.
        NotFound: if there is no such curriculum.
    """
    require_training(access)
    words = checked_words(new)
    with transaction.atomic():
        curriculum = Curriculum.objects.select_for_update().get(pk=curriculum_of(access, name).pk)
        before = curriculum.questions.filter(code=new.code)
        version = max([one.version for one in before], default=0) + 1
        made = new_version(access, curriculum, new, words=words, version=version)
        before.filter(retired_at__isnull=True).update(retired_at=made.made_at)
        made.save()
        record_training(access, Act.COLLECT, name, step="question", code=new.code, version=version)
    return made


def new_version(
    access: Access, curriculum: Curriculum, new: NewQuestion, *, words: Words, version: int
) -> Question:
    """The row of a question that was checked, not saved yet. For services: asks nobody."""
    return Question(
        curriculum=curriculum, code=new.code, version=version, topic=new.topic, words=words,
        right=new.right, made_by=access.user, made_at=timezone.now(),
    )  # fmt: skip


def checked_words(new: NewQuestion) -> dict[str, dict[str, object]]:
    """The words of a question, in the languages that it has, each with as many options.

    Raises:
        BadInput: if code, topic or words cannot be used.
    """
    if not _CODE.fullmatch(new.code):
        raise BadInput("that is no code", "Small letters, digits, hyphens.", where=("code",))
    if not _TOPIC.fullmatch(new.topic):
        raise BadInput("that is no topic", "Small letters and underscores.", where=("topic",))
    found: dict[str, dict[str, object]] = {}
    for language in LANGUAGES:
        said = new.words.get(language) or {}
        text = _line(said.get("text"))
        given = said.get("options")
        options = [_line(one) for one in given] if isinstance(given, list | tuple) else []
        if not text and not any(options):
            continue
        _check_language(language, text, options)
        found[language] = {"text": text, "options": options}
    _check_options(found, new.right)
    return found


def _line(said: object) -> str:
    """A text on one line: the page where a question is changed keeps an answer on each."""
    return " ".join(str(said or "").split())


def _check_language(language: str, text: str, options: list[str]) -> None:
    if not text or not all(options) or len(set(options)) != len(options):
        raise BadInput(
            "a text or an option is missing, or there twice", "Write each.", where=(language,)
        )
    if len(text) > LONGEST_TEXT or max(map(len, options), default=0) > LONGEST_OPTION:
        raise BadInput(
            "a question or an answer is too long",
            f"At most {LONGEST_TEXT} and {LONGEST_OPTION} letters.",
            where=(language,),
        )
    if any(forbidden_character(one) for one in (text, *options)):
        raise BadInput("it holds a character that no text has", "Type it again.", where=(language,))


def _check_options(words: Mapping[str, Mapping[str, object]], right: int) -> None:
    if "en" not in words:
        raise BadInput("the English is missing", "Write it: others are from it.", where=("en",))
    counts = {len(one["options"]) for one in words.values()}  # type: ignore[arg-type]
    if len(counts) != 1 or not OPTIONS[0] <= max(counts) <= OPTIONS[1]:
        raise BadInput("languages differ in options", "Write 2 to 6 in each.", where=("en",))
    if not 0 <= right < max(counts):
        raise BadInput("no option is the right one", "Say which is right.", where=("right",))


def _question(access: Access, name: str, code: str, *, lock: bool = True) -> Question:
    """The live version of a question; if locked, nobody changes it until the transaction ends."""
    rows = Question.objects.filter(curriculum=curriculum_of(access, name), code=code[:20])
    live = rows.filter(retired_at__isnull=True)
    found = (live.select_for_update() if lock else live).first()
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
