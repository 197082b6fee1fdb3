"""Surveys of how a returned person fares: as data, scored exactly, asked on a phone.

`read_instrument` reads an instrument's file, `score` scores answers, `xform` makes the form that
ODK Collect and Enketo ask with, which works out the same score by itself, and `check_name` keeps
the name of IOM's survey to files that somebody signed off. A score describes one interview; it
decides nothing about a person, and people are never ordered by it.
"""

from hawkari.engines.casework.instruments.answering import as_text, read_answers
from hawkari.engines.casework.instruments.forms import WAVES, Known, form_version, workbook, xform
from hawkari.engines.casework.instruments.naming import ANNEX, check_name, claims_rss, read_sign_off
from hawkari.engines.casework.instruments.reading import (
    DEMONSTRATION,
    demonstration,
    parse_instrument,
    read_instrument,
)
from hawkari.engines.casework.instruments.scoring import check_answers, score
from hawkari.engines.casework.instruments.submissions import (
    Submission,
    form_of,
    read_row,
    read_submission,
    read_table,
)
from hawkari.engines.casework.instruments.values import (
    Answer,
    Answers,
    Band,
    Choice,
    Dimension,
    Instrument,
    Item,
    ItemType,
    Score,
    Scored,
    SignOff,
)

__all__ = [
    "ANNEX",
    "DEMONSTRATION",
    "WAVES",
    "Answer",
    "Answers",
    "Band",
    "Choice",
    "Dimension",
    "Instrument",
    "Item",
    "ItemType",
    "Known",
    "Score",
    "Scored",
    "SignOff",
    "Submission",
    "as_text",
    "check_answers",
    "check_name",
    "claims_rss",
    "demonstration",
    "form_of",
    "form_version",
    "parse_instrument",
    "read_answers",
    "read_instrument",
    "read_row",
    "read_sign_off",
    "read_submission",
    "read_table",
    "score",
    "workbook",
    "xform",
]
