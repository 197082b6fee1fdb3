"""Asks a person, column by column, what a table of unknown layout means.

One table is mapped to entities of one schema. The answers become a layout like any other, which
the caller keeps with the source, so that the next file of the kind is read without asking.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

from followthemoney import model

from hawkari.errors import BadInput
from hawkari.evidence.loaders.dates import ORDERS
from hawkari.evidence.loaders.layouts import Layout, header_key, parse_layout
from hawkari.evidence.loaders.schemata import property_of, stated_properties
from hawkari.evidence.loaders.tables import Sample, UnknownLayout

__all__ = ["ID", "IGNORED", "Ask", "Question", "ask_layout"]

ID = "id"
IGNORED = "-"
MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a table.

    Attributes:
        about: ``schema`` (what each row is), ``column`` (which property a column is; also ``id``,
            or ``-`` to leave it out), or ``order`` (a column's date order).
        place: the file, and the sheet if there are several.
        column: the header asked about; empty for the schema.
        examples: the first values of the column.
        default: the guess, from the header alone.
        choices: what may be answered.
        complaint: what was wrong with the last answer to this question; empty the first time.
    """

    about: str
    place: str
    column: str
    examples: tuple[str, ...]
    default: str
    choices: tuple[str, ...]
    complaint: str = ""


Ask = Callable[[Question], str]


def ask_layout(unknown: UnknownLayout, ask: Ask) -> Layout:
    """The layout that a person gives for a file of unknown layout.

    Args:
        unknown: the file's tables, with no layout.
        ask: puts one question and returns the answer.

    Raises:
        BadInput: if one question is answered wrongly three times, or nothing was mapped.
    """
    tables = [_ask_table(unknown.file, sample, ask) for sample in unknown.samples]
    data = {"name": "confirmed", "title": f"confirmed for {unknown.file}", "tables": tables}
    return parse_layout(data, where=unknown.file)


def _ask_table(file: str, sample: Sample, ask: Ask) -> dict[str, Any]:
    place = f"{file}, {sample.sheet}" if sample.sheet else file
    schemata = tuple(sorted(schema.name for schema in model if not schema.abstract))
    question = Question("schema", place, "", sample.header, _guessed_schema(sample), schemata)
    schema = _answer(question, ask)
    taken: dict[str, list[dict[str, str]]] = {}
    id_column, ignored = "", []
    choices = (ID, IGNORED, *filter(partial(_askable, schema), stated_properties(schema)))
    for column in sample.header:
        default = _guessed_property(column, schema)
        if default == ID and id_column:
            default = IGNORED
        answer = _answer(
            Question("column", place, column, sample.examples(column), default, choices), ask
        )
        if answer == IGNORED:
            ignored.append(column)
        elif answer == ID and not id_column:
            id_column = column
        elif answer == ID:
            raise BadInput("two columns were named as the id", "Name one.", where=(place, column))
        else:
            rule = {"column": column}
            if property_of(schema, answer).type.name == "date":
                examples = sample.examples(column)
                order = Question("order", place, column, examples, "dmy", ORDERS)
                rule["order"] = _answer(order, ask)
            taken.setdefault(answer, []).append(rule)
    used = [rule["column"] for rules in taken.values() for rule in rules]
    if not used:
        raise BadInput("no column was mapped", "Map at least one column.", where=(place,))
    stated_id = {"column": id_column} if id_column else {"columns": used, "prefix": "row"}
    entity = {"schema": schema, "id": stated_id, "properties": taken}
    return {
        "columns": list(sample.header),
        "ignored": ignored,
        "entities": {schema.lower(): entity},
    }


def _askable(schema: str, name: str) -> bool:
    prop = property_of(schema, name)
    return not prop.hidden and prop.type.name != "entity"


def _answer(question: Question, ask: Ask) -> str:
    for _ in range(MOST_TRIES):
        answer = ask(question).strip()
        if answer in question.choices:
            return answer
        question = Question(
            question.about, question.place, question.column, question.examples,
            question.default, question.choices, f"{answer!r} is not one of the choices",
        )  # fmt: skip
    raise BadInput(
        question.complaint,
        "Give a --mapping file instead.",
        where=(question.place, question.column),
    )


@cache
def _guesses() -> dict[str, Any]:
    text = files("hawkari.evidence.loaders").joinpath("resources/headers.json").read_text("utf-8")
    guesses: dict[str, Any] = json.loads(text)
    return guesses


def _guessed_schema(sample: Sample) -> str:
    """The schema whose telling headers the table has; Person where none are."""
    headers = {header_key(header) for header in sample.header}
    tables: dict[str, Sequence[str]] = _guesses()["schemata"]
    best = max(tables, key=lambda name: len(headers & set(tables[name])))
    return best if headers & set(tables[best]) else "Person"


def _guessed_property(column: str, schema: str) -> str:
    """The first property of the schema that goes by such a header in English; else left out."""
    key = header_key(column).replace("_", " ")
    stated = stated_properties(schema)
    properties: dict[str, Sequence[str]] = _guesses()["properties"]
    for name, headers in properties.items():
        if key in headers and (name == ID or name in stated):
            return name
    return IGNORED
