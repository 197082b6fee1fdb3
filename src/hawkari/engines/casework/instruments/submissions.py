"""What phones sent: submissions as XML or as a table, checked against their instrument."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from hawkari.engines.casework.instruments.answering import read_answers
from hawkari.engines.casework.instruments.forms import LINK, WAVES, WHOLE, form_version
from hawkari.engines.casework.instruments.scoring import score
from hawkari.engines.casework.instruments.values import Answer, Instrument, Score, Scored
from hawkari.errors import BadInput

__all__ = ["Submission", "form_of", "read_row", "read_submission", "read_table"]

LARGEST = 1_000_000
NEAR = 1e-9
INSTANCE = re.compile(r"[A-Za-z0-9:._-]{1,120}\Z")


@dataclass(frozen=True, slots=True)
class Submission:
    """One interview as it came. `instance` is the device's own id of it, the same when re-sent."""

    instance: str
    link: str
    wave: int
    day: date
    agreed: bool
    place: str
    household: int | None
    answers: Mapping[str, Answer]
    scored: Scored


def form_of(raw: bytes) -> tuple[str, str]:
    """The form's id and version that a submission names.

    Raises:
        BadInput: if it is no submission.
    """
    root = _root(raw)
    return root.get("id", ""), root.get("version", "")


def read_submission(instrument: Instrument, raw: bytes) -> Submission:
    """A submission from its XML, scored here; refused if the form's own score is another.

    Raises:
        BadInput: with the field, and what is wrong with it.
    """
    root = _root(raw)
    named = root.get("id", ""), root.get("version", "")
    return _read(instrument, named, _fields(root))


def read_table(instrument: Instrument, raw: bytes) -> list[tuple[str, Mapping[str, str]]]:
    """The rows of a table of submissions, as ODK Central and Kobo export it (CSV).

    Returns:
        For each row its place in the file and its fields, for `read_row`.

    Raises:
        BadInput: if it is no table of such submissions.
    """
    try:
        text = raw.decode("utf-8-sig")
        rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput("this is no table in UTF-8", "Export it as CSV again.") from error
    heads = [_leaf(head) for head in rows[0]] if rows else []
    known = {item.id for item in instrument.items} | {"link", "wave", "agreed", "today"}
    if len(known & set(heads)) < len(known):
        raise BadInput(
            "the table lacks columns of this form",
            "Export all columns, each choice of several in one column.",
        )
    return [
        (f"row {at}", {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head})
        for at, row in enumerate(rows[1:], 2)
        if any(row)
    ]


def _leaf(head: str) -> str:
    """A question's name out of a column's: ``d_home-nights_home`` or ``d_home/nights_home``.

    A column that has both is of one choice of several, which another column has whole.
    """
    return "" if "-" in head and "/" in head else re.split(r"[-/]", head.strip())[-1]


def read_row(instrument: Instrument, fields: Mapping[str, str]) -> Submission:
    """A submission from a row of a table; see `read_submission`.

    Raises:
        BadInput: with the field, and what is wrong with it.
    """
    version = fields.get("FormVersion") or fields.get("__version") or fields.get("version", "")
    return _read(instrument, (instrument.id, version), fields)


def _read(instrument: Instrument, named: tuple[str, str], fields: Mapping[str, str]) -> Submission:
    if named != (instrument.id, form_version(instrument)):
        raise BadInput(
            f"this is of the form {named[0]!r}, version {named[1]!r}",
            f"Send what was asked with {instrument.id}, version {form_version(instrument)}.",
        )
    agreed = _one_of(fields, "agreed", ("yes", "no")) == "yes"
    given = {item.id: fields.get(item.id, "") for item in instrument.items}
    if not agreed and any(given.values()):
        raise BadInput("there are answers without consent", "Take nothing.", where=("agreed",))
    answers = read_answers(instrument, given)
    scored = score(instrument, answers)
    for one in (scored.whole, *scored.dimensions):
        _check_own(one, fields)
    return Submission(
        _matching(fields, "instanceID", INSTANCE),
        _matching(fields, "link", re.compile(rf"{LINK}\Z")),
        int(_one_of(fields, "wave", tuple(map(str, WAVES)))),
        _day(fields), agreed, fields.get("place", "")[:200], _household(fields), answers, scored,
    )  # fmt: skip


def _root(raw: bytes) -> Element:
    if len(raw) > LARGEST:
        raise BadInput("the submission is too large", f"It has at most {LARGEST} bytes.")
    try:
        root: Element = fromstring(raw)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise BadInput("this is no submission's XML", "Send the file as it was made.") from error
    return root


def _fields(root: Element) -> dict[str, str]:
    """The leaves' texts by their names without namespace; of a name that stands twice, refused."""
    found: dict[str, str] = {}
    for node in root.iter():
        if len(node) == 0 and node is not root:
            name = node.tag.rpartition("}")[2]
            if name in found:
                raise BadInput("the field stands twice", "Send it as it was made.", where=(name,))
            found[name] = (node.text or "").strip()
    return found


def _matching(fields: Mapping[str, str], name: str, form: re.Pattern[str]) -> str:
    value = fields.get(name, "")
    if not form.match(value):
        raise BadInput(f"{value[:60]!r} cannot be", "Send it as it was made.", where=(name,))
    return value


def _one_of(fields: Mapping[str, str], name: str, of: tuple[str, ...]) -> str:
    value = fields.get(name, "")
    if value not in of:
        raise BadInput(f"{value[:60]!r} cannot be", f"One of {', '.join(of)}.", where=(name,))
    return value


def _day(fields: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(fields.get("today", "")[:10])
    except ValueError as error:
        raise BadInput("the day cannot be read", "YYYY-MM-DD.", where=("today",)) from error


def _household(fields: Mapping[str, str]) -> int | None:
    value = fields.get("household", "")
    if value and not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= 60):
        raise BadInput(f"{value[:20]!r} is no household", "1 to 60.", where=("household",))
    return int(value) if value else None


def _check_own(one: Score, fields: Mapping[str, str]) -> None:
    """Refuse a form whose own score is not the office's: it is altered, or another version."""
    name = one.dim or WHOLE
    own, band = fields.get(f"score_{name}", ""), fields.get(f"band_{name}", "")
    if not _near(own, one.value):
        field, theirs, ours = "score", own, str(one.value)
    elif band != one.band:
        field, theirs, ours = "band", band, one.band
    else:
        return
    raise BadInput(
        f"the form's own {field} is {theirs[:30] or 'none'} and the office's {ours or 'none'}",
        "Nothing was taken: see which form it was asked with.",
        where=(f"{field}_{name}",),
    )


def _near(own: str, value: float | None) -> bool:
    if value is None or not own:
        return value is None and not own
    try:
        return abs(float(own) - value) <= NEAR
    except ValueError:
        return False
