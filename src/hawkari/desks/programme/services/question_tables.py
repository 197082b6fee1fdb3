"""Item banks as tables: taken in row by row, and handed out as a workbook to translate or change.

A table that was handed out and taken in again changes nothing.
"""

import io
from collections.abc import Mapping
from itertools import islice

from django.db import transaction
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from hawkari.desks.programme.learning import LETTERS, place_of
from hawkari.desks.programme.models import Curriculum, Question
from hawkari.desks.programme.services.curricula import LANGUAGES, curriculum_of, questions_of
from hawkari.desks.programme.services.fates import Fate, RowFate, fates_of, taken_of
from hawkari.desks.programme.services.questions import NewQuestion, checked_words, new_version
from hawkari.desks.programme.services.training_access import record_training, require_training
from hawkari.desks.programme.sheets import sheet_rows
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.models import Act

__all__ = ["COLUMNS", "MOST", "NEEDED", "load_questions", "question_table"]

MOST = 2_000
_OPTIONS = {
    language: tuple(f"{language}_{one.lower()}" for one in LETTERS) for language in LANGUAGES
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("کۆد", "الرمز"),
    "topic": ("بابەت", "الموضوع"),
    "right": ("right answer", "answer", "وەڵامی ڕاست", "الجواب الصحيح", "الإجابة الصحيحة"),
    "en": ("english", "question", "ئینگلیزی", "الإنجليزية"),
    **dict.fromkeys(_OPTIONS["en"], ()),
    "ckb": ("sorani", "kurdish", "کوردی", "سۆرانی", "الكردية", "السورانية"),
    **dict.fromkeys(_OPTIONS["ckb"], ()),
    "ar": ("arabic", "عەرەبی", "العربية"),
    **dict.fromkeys(_OPTIONS["ar"], ()),
}
"""What a table of questions may hold: of each language the question and a column an answer."""
NEEDED = ("code", "topic", "right", "en", "en_a", "en_b")


class _Bank:
    """The questions of a curriculum while a table is taken in; `new` are those to be kept."""

    def __init__(self, access: Access, curriculum: Curriculum) -> None:
        self.access, self.curriculum = access, curriculum
        self.new: list[Question] = []
        self.changed: list[int] = []
        self._seen: set[str] = set()
        self._asked: dict[str, Question] = {}
        self._version: dict[str, int] = {}
        for one in curriculum.questions.all():
            self._version[one.code] = max(one.version, self._version.get(one.code, 0))
            if one.retired_at is None:
                self._asked[one.code] = one

    def take(self, values: Mapping[str, str]) -> tuple[Fate, str]:
        """Take in one row: what became of it, and the question's code."""
        said = _question(values)
        words = checked_words(said)
        if said.code in self._seen:
            raise BadInput(f"the code {said.code} stands in the file twice", "Keep one row.")
        self._seen.add(said.code)
        known = self._asked.get(said.code)
        if known and (known.topic, known.right, known.words) == (said.topic, said.right, words):
            return Fate.KNOWN, said.code
        if known is None and len(self._asked) + self._added() >= MOST:
            raise BadInput(f"a bank has at most {MOST} questions", "Retire some first.")
        version = self._version.get(said.code, 0) + 1
        self.new.append(
            new_version(self.access, self.curriculum, said, words=words, version=version)
        )
        if known is not None:
            self.changed.append(known.pk)
        return (Fate.TAKEN if version == 1 else Fate.CHANGED), said.code

    def _added(self) -> int:
        return len(self.new) - len(self.changed)

    def keep(self) -> None:
        """Write what was taken in; the versions before are asked no more."""
        if self.changed:
            rows = Question.objects.filter(pk__in=self.changed)
            rows.update(retired_at=self.new[0].made_at)
        Question.objects.bulk_create(self.new, batch_size=200)


def load_questions(access: Access, name: str, content: bytes, *, file: str) -> tuple[RowFate, ...]:
    """Take in a table of questions (CSV, XLSX, ODS), and tell what became of each row.

    Columns: see `COLUMNS`. A known code with other words is a new version of its question, unread
    by a second person; with the same words it is left as it is. No question is retired because the
    table lacks it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the file cannot be read at all.
        NotFound: if there is no such curriculum.
    """
    require_training(access)
    with transaction.atomic():
        curriculum = Curriculum.objects.select_for_update().get(pk=curriculum_of(access, name).pk)
        bank = _Bank(access, curriculum)
        rows = list(islice(sheet_rows(content, file, COLUMNS, needed=NEEDED), MOST + 1))
        if len(rows) > MOST:
            raise BadInput(f"more than {MOST:,} rows", "Split the file.", where=(file,))
        fates = fates_of(rows, bank.take)
        bank.keep()
        taken, refused = taken_of(fates)
        record_training(
            access, Act.COLLECT, name, count=taken, step="questions loaded", refused=refused
        )
    return fates


def _question(values: Mapping[str, str]) -> NewQuestion:
    right = place_of(fold_digits(values.get("right", "")))
    if right is None:
        raise BadInput("the right answer is no letter", "Write A to F.", where=("right",))
    words = {
        one: {"text": values.get(one, ""), "options": _options(values, one)} for one in LANGUAGES
    }
    return NewQuestion(_key(values, "code"), _key(values, "topic"), words, right)


def _key(values: Mapping[str, str], name: str) -> str:
    return fold_digits(values.get(name, "")).casefold()


def _options(values: Mapping[str, str], language: str) -> list[str]:
    """The answers in a language, up to the last one: an empty one between them is refused later."""
    said = [values.get(one, "") for one in _OPTIONS[language]]
    while said and not said[-1]:
        said.pop()
    return said


def question_table(access: Access, name: str) -> bytes:
    """The questions of a curriculum that are asked today, as a workbook; audited as a disclosure.

    Of a curriculum without questions it is the empty table to fill in.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such curriculum.
    """
    require_training(access)
    with transaction.atomic():
        questions = questions_of(curriculum_of(access, name))
        record_training(access, Act.DISCLOSE, name, count=len(questions), step="item bank file")
    return _workbook(questions)


def _workbook(questions: list[Question]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "questions"
    sheet.append(list(COLUMNS))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, one in enumerate(questions, 2):
        for column, said in enumerate(_cells(one), 1):
            _write(sheet.cell(row=place, column=column), said)
    sheet.freeze_panes = "D2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cells(question: Question) -> list[str]:
    cells = [question.code, question.topic, LETTERS[question.right]]
    for language in LANGUAGES:
        said = question.words.get(language) or {"text": "", "options": []}
        cells += [said["text"], *said["options"]]
        cells += [""] * (len(LETTERS) - len(said["options"]))
    return cells


def _write(cell: Cell, said: str) -> None:
    """Write a text as text: a program that opens the table runs no formula that somebody typed."""
    if not said:
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", said)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
