"""The survey of intentions: asked before and after, in places with the campaign and without.

It names nobody, and asks whoever answers only what the campaign is about. The form is an XForm made
by pyxform, for ODK Collect or Enketo; its answers come back as the CSV that their servers export.
**The questions are a demonstration that nobody validated**; their words in other languages were
drafted by machine and need a native reader.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from django.db import transaction

from hawkari.desks.campaign.models import Plan
from hawkari.desks.campaign.services.access import require_reading
from hawkari.desks.campaign.services.plans import plan_of, record_of_plan
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["QUESTIONS", "Question", "saying_so", "survey_form"]

Row = dict[str, str]
LANGUAGES = {"en": "English", "ar": "العربية", "ckb": "کوردیی ناوەندی", "kmr": "Kurmancî"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `so` are the answers that are counted as saying so."""

    id: str
    so: frozenset[str]
    choices: tuple[str, ...]


QUESTIONS = (
    Question("recall", frozenset({"yes"}), ("yes", "no", "unsure")),
    Question("knows_risk", frozenset({"true"}), ("true", "false", "unsure")),
    Question("knows_ways", frozenset({"yes"}), ("yes", "no", "unsure")),
    Question(
        "intends", frozenset({"likely", "certain"}), ("never", "unlikely", "likely", "certain")
    ),
)  # fmt: skip
"""Recalls the campaign; knows the risk; knows where lawful ways are explained; intends to go."""


def saying_so(question: Question, answer: str) -> bool | None:
    """Whether an answer says so; None where it is none of the question's."""
    return answer in question.so if answer in question.choices else None


def survey_form(access: Access, reference: str) -> str:
    """The form of a plan's survey as XForms XML; the look is audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such plan.
        BadInput: if the plan names no places yet.
    """
    require_reading(access)
    plan = plan_of(access, reference)
    if not plan.places.exists():
        raise BadInput("the plan has no places yet", "Load the counts before it first.")
    made = _xform(plan)
    with transaction.atomic():
        record_of_plan(access, Act.CONSULT, plan, step="survey form")
    return made


def _xform(plan: Plan) -> str:
    from pyxform.xls2xform import convert  # noqa: PLC0415  # heavy, and only forms need it

    sheets = {"survey": _survey(plan), "choices": _choices(plan), "settings": [_settings(plan)]}
    made: str = convert(sheets, form_name="data").xform
    return made


def _settings(plan: Plan) -> Row:
    return {
        "form_title": "Survey",
        "form_id": plan.reference.replace("-", "_").lower(),
        "version": "1",
        "default_language": _column("en"),
    }


def _survey(plan: Plan) -> list[Row]:
    words = _words()
    agreed = {"relevant": "${agreed} = 'yes'"}
    # The sponsor is named before anything is asked; braces would be taken for a reference.
    sponsor = plan.sponsor.replace("$", "").replace("{", "(").replace("}", ")")
    intro = {name: f"{said} {sponsor}." for name, said in words["intro"].items()}
    return [
        {"type": "today", "name": "today"},
        {"type": "note", "name": "intro"} | _said(intro),
        {"type": "select_one agreed", "name": "agreed", "required": "yes"} | _said(words["agreed"]),
        {"type": "select_one round", "name": "round", "required": "yes"}
        | _said(words["round"])
        | agreed,
        {"type": "select_one place", "name": "place", "required": "yes"}
        | _said(words["place"])
        | agreed,
        *(
            {"type": f"select_one {one.id}", "name": one.id} | _said(words[one.id]) | agreed
            for one in QUESTIONS
        ),
    ]


def _choices(plan: Plan) -> list[Row]:
    words = _words()
    rows = [_choice("agreed", name, words[name]) for name in ("yes", "no")]
    rows += [_choice("round", name, words[name]) for name in ("before", "after")]
    # The place's name is the answer itself, as it was typed; it is no word of a language.
    names = plan.places.values_list("name", flat=True)
    rows += [_choice("place", name, {"en": name}) for name in names]
    rows += [_choice(one.id, choice, words[choice]) for one in QUESTIONS for choice in one.choices]
    return rows


def _choice(group: str, name: str, words: Mapping[str, str]) -> Row:
    return {"list_name": group, "name": name} | _said(words)


def _said(words: Mapping[str, str]) -> Row:
    return {f"label::{_column(one)}": words.get(one, words["en"]) for one in LANGUAGES}


def _column(language: str) -> str:
    return f"{LANGUAGES[language]} ({language})"


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    path = files("hawkari.desks.campaign") / "resources" / "survey-words.json"
    read: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return read
