"""Self-assessments of border posts from files, and the form that field officers fill in."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from django.db import transaction

from hawkari.desks.programme.capability import ANSWERS, NUMBERS, PROCEDURES, Stated
from hawkari.desks.programme.models import Stage
from hawkari.desks.programme.services.access import require_programme, require_reading
from hawkari.desks.programme.services.capability import (
    NewSelfAssessment,
    kept_already,
    kept_self_assessment,
    told_by,
)
from hawkari.desks.programme.services.fates import Fate, RowFate, fates_of, taken_of
from hawkari.desks.programme.sheets import sheet_rows
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["FIELDS", "load_self_assessments", "self_assessment_form", "words_of"]

FIELDS = ("post", "stage", "stated_on", "stated_by", *NUMBERS, *PROCEDURES, "checks_first",
          "checks_last", "note")  # fmt: skip
LANGUAGES = {"en": "English", "ar": "العربية", "ckb": "کوردیی ناوەندی"}
Row = dict[str, str]
Values = Mapping[str, str]


def load_self_assessments(access: Access, content: bytes, *, file: str) -> tuple[RowFate, ...]:
    """Take in self-assessments from CSV, XLSX or ODS, one a row, or what the form's server exports.

    Columns are `FIELDS`; `post`, `stage`, `stated_on` and `stated_by` are needed. A row that says
    what is kept already is left out.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the file cannot be read at all.
    """
    require_programme(access)
    columns = {name: _headers(name) for name in FIELDS}
    needed = ("post", "stage", "stated_on", "stated_by")
    known = kept_already(access)

    def take(values: Values) -> tuple[Fate, int]:
        new = _new(values)
        if told_by(new) in known:
            return Fate.KNOWN, 0
        with transaction.atomic():
            made = kept_self_assessment(access, new)
        known.add(told_by(new))
        return Fate.TAKEN, made.pk

    with transaction.atomic():
        fates = fates_of(sheet_rows(content, file, columns, needed=needed), take)
        taken, refused = taken_of(fates)
        detail = {"what": "border posts", "step": "self-assessments loaded", "refused": refused}
        audit.record(Act.ALTER, access=access, objects=["border posts"], count=taken, detail=detail)
    return fates


def self_assessment_form(access: Access) -> str:
    """The form of a self-assessment as XForms XML, for ODK Collect or Enketo, in three languages.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    from pyxform.xls2xform import convert  # noqa: PLC0415  # heavy, and only forms need it

    settings = {
        "form_title": "Border post", "form_id": "border_post_self_assessment", "version": "1",
        "default_language": _column("en"),
    }  # fmt: skip
    sheets = {"survey": _survey(), "choices": _choices(), "settings": [settings]}
    made: str = convert(sheets, form_name="data").xform
    with transaction.atomic():
        detail = {"what": "border posts", "step": "form"}
        audit.record(Act.CONSULT, access=access, objects=["border posts"], count=1, detail=detail)
    return made


def words_of(name: str, language: str) -> str:
    """What a field, procedure or answer is called in a language, or in English."""
    found = _words()[name]
    return found.get(language, found["en"])


def _headers(name: str) -> tuple[str, ...]:
    return tuple(_words()[name].values())


def _new(values: Values) -> NewSelfAssessment:
    stages = {said.casefold(): stage for stage in Stage.values for said in _spelled(stage)}
    stage = values.get("stage", "")
    return NewSelfAssessment(
        post=values.get("post", ""),
        stage=stages.get(stage.casefold(), stage),
        stated_on=_day(values, "stated_on"),
        stated_by=values.get("stated_by", ""),
        note=values.get("note", ""),
        stated=Stated(
            **{name: _number(values, name) for name in NUMBERS},
            procedures={
                code: _answer(values[code], code) for code in PROCEDURES if values.get(code)
            },
            checks_first=_day(values, "checks_first"),
            checks_last=_day(values, "checks_last"),
        ),
    )


def _spelled(name: str) -> tuple[str, ...]:
    return (name, *_headers(name))


def _answer(text: str, code: str) -> str:
    for answer in ANSWERS:
        if text.casefold() in {one.casefold() for one in _spelled(answer)}:
            return answer
    raise BadInput(f"{code}: this is none of yes, partly, no", "Write one of them.", where=(code,))


def _number(values: Values, name: str) -> int | None:
    text = values.get(name, "").replace(",", "")
    if not text:
        return None
    if not (text.isdecimal() and len(text) <= 10):
        raise BadInput(f"{name}: this is no whole number", "Write it in digits.", where=(name,))
    return int(text)


def _day(values: Values, name: str) -> date | None:
    text = values.get(name, "")[:10]
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"{name}: this is no day", "Write it as 2026-11-27.", where=(name,)
        ) from error


def _survey() -> list[Row]:
    kinds = {"post": "text", "stage": "select_one stage", "stated_on": "date", "stated_by": "text"}
    kinds |= dict.fromkeys(NUMBERS, "integer")
    kinds |= {"checks_first": "date", "checks_last": "date", "note": "text"}
    required = ("post", "stage", "stated_on", "stated_by")
    rows = [{"type": "note", "name": "intro"} | _said("intro")]
    for name in FIELDS:
        row = {"type": kinds.get(name, "select_one answer"), "name": name} | _said(name)
        if name in required:
            row["required"] = "yes"
        if name in NUMBERS:
            row["constraint"] = ". >= 0"
        rows.append(row)
    return rows


def _choices() -> list[Row]:
    stages = [{"list_name": "stage", "name": one} | _said(one) for one in Stage.values]
    return stages + [{"list_name": "answer", "name": one} | _said(one) for one in ANSWERS]


def _said(name: str) -> Row:
    return {f"label::{_column(one)}": words_of(name, one) for one in LANGUAGES}


def _column(language: str) -> str:
    return f"{LANGUAGES[language]} ({language})"


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    path = files("hawkari.desks.programme.capability") / "resources" / "words.json"
    read: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return read
