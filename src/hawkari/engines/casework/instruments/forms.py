"""An instrument as an XLSForm, and as the XForm that ODK Collect and Enketo ask with.

The form works out the score itself, in the whole steps of `scoring`: sums of whole numbers, one
division, and bands by comparing products. What is known of a household is filled in beforehand;
the questions that score never are, so that last time's answer is not this time's by default.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from xml.sax.saxutils import escape

from hawkari.engines.casework.instruments.naming import check_name
from hawkari.engines.casework.instruments.values import Instrument, Item, ItemType, SignOff

__all__ = ["WAVES", "Known", "form_version", "sheets", "workbook", "xform"]

Row = dict[str, str]
WAVES = (0, 3, 6, 12)
LINK = "[A-Z0-9]{10}"
LANGUAGES = {
    "en": "English",
    "ar": "العربية",
    "ckb": "کوردیی ناوەندی",
    "kmr": "Kurmancî",
    "ku": "Kurdî",
}
# The name of the whole's score in the form, where a dimension has its own.
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Known:
    """What is filled in beforehand: the link of one person and wave, and the household.

    Attributes:
        link: the follow-up's code; it names nobody.
        wave: months since arrival.
        place: the district where the person lives; empty when not known.
        household: number of people; None when not known.
    """

    link: str
    wave: int
    place: str = ""
    household: int | None = None


def form_version(instrument: Instrument) -> str:
    """What a submission names as the version of its form: it pins the instrument's content."""
    return f"{instrument.version}-{instrument.sha256[:12]}"


def sheets(instrument: Instrument) -> Mapping[str, list[Row]]:
    """The XLSForm's sheets as rows: survey, choices, settings."""
    return {
        "survey": _survey(instrument),
        "choices": _choices(instrument),
        "settings": [
            {
                "form_title": instrument.title[instrument.languages[0]],
                "form_id": instrument.id,
                "version": form_version(instrument),
                "default_language": _column(instrument.languages[0]),
                "instance_name": "concat(${link}, '-', ${wave})",
            }
        ],
    }


def workbook(instrument: Instrument, sign_off: SignOff | None = None) -> bytes:
    """The XLSForm as an .xlsx file, for any tool that reads XLSForms.

    Raises:
        BadInput: if the instrument names IOM's survey unsigned.
    """
    from openpyxl import Workbook  # noqa: PLC0415  # heavy, and only forms need it

    check_name(instrument, sign_off)
    book = Workbook(write_only=True)
    for name, rows in sheets(instrument).items():
        sheet = book.create_sheet(name)
        heads = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(heads)
        for row in rows:
            sheet.append([row.get(head, "") for head in heads])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def xform(
    instrument: Instrument, known: Known | None = None, sign_off: SignOff | None = None
) -> str:
    """The form as XForms XML, all languages in it, made by pyxform.

    Args:
        instrument: what is asked.
        known: what to fill in; None for a form that serves everybody.
        sign_off: where the instrument carries the name of IOM's survey.

    Raises:
        BadInput: if the instrument names IOM's survey unsigned.
    """
    from pyxform.xls2xform import convert  # noqa: PLC0415  # heavy, and only forms need it

    check_name(instrument, sign_off)
    made: str = convert(dict(sheets(instrument)), form_name="data").xform
    return made if known is None else _filled(made, known)


def _filled(form: str, known: Known) -> str:
    """The form with values in its first instance.

    Not as an XLSForm's defaults: pyxform takes a default that reads like a formula for one, and the
    name of a place is typed by people.
    """
    household = "" if known.household is None else str(known.household)
    values = {"link": known.link, "wave": str(known.wave), "place": known.place}
    for name, value in {**values, "household": household}.items():
        plain = "".join(one for one in value if one.isprintable())
        form = form.replace(f"<{name}/>", f"<{name}>{escape(plain)}</{name}>", 1)
    return form


def _column(language: str) -> str:
    return f"{LANGUAGES.get(language, language)} ({language})"


def _said(words: Mapping[str, str], languages: Iterable[str], column: str = "label") -> Row:
    """Words in each language, where a language that they lack falls back on English."""
    return {f"{column}::{_column(one)}": words.get(one, words["en"]) for one in languages}


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    path = files("hawkari.engines.casework") / "resources" / "instruments" / "form-words.json"
    read: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return read


def _survey(instrument: Instrument) -> list[Row]:
    rows = _before(instrument.languages)
    agreed = {"relevant": "${agreed} = 'yes'"}
    for dimension in instrument.dimensions:
        rows.append(
            {"type": "begin_group", "name": f"d_{dimension.id}"}
            | agreed
            | _said(dimension.words, instrument.languages)
        )
        rows += [_question(item, instrument.languages) for item in instrument.of(dimension.id)]
        rows.append({"type": "end_group"})
    rows.append({"type": "begin_group", "name": "scores"})
    for name in instrument.scales:
        rows += _score_rows(instrument, name)
    return [*rows, {"type": "end_group"}]


def _before(languages: tuple[str, ...]) -> list[Row]:
    """The rows before the questions: whose answers these are, whether they agree, the household."""
    words = _words()

    def say(key: str, column: str = "label") -> Row:
        return _said(words[key], languages, column)

    return [
        {"type": "start", "name": "start"},
        {"type": "end", "name": "end"},
        {"type": "today", "name": "today"},
        {"type": "text", "name": "link", "required": "yes"}
        | {"constraint": f"regex(., '^{LINK}$')"}
        | say("link")
        | say("link_hint", "hint"),
        {"type": "select_one waves", "name": "wave", "required": "yes"} | say("wave"),
        {"type": "select_one agreed", "name": "agreed", "required": "yes"} | say("agreed"),
        {"type": "begin_group", "name": "known", "relevant": "${agreed} = 'yes'"} | say("known"),
        {"type": "text", "name": "place"} | say("place"),
        {"type": "integer", "name": "household"}
        | {"constraint": ". >= 1 and . <= 60"}
        | say("household"),
        {"type": "end_group"},
    ]


def _question(item: Item, languages: tuple[str, ...]) -> Row:
    row = {"name": item.id} | _said(item.words, languages)
    if item.type is ItemType.NUMBER:
        limits = f". >= {item.lowest} and . <= {item.highest}"
        return row | {"type": "integer", "constraint": limits}
    if item.type is ItemType.CHOICE:
        return row | {"type": f"select_one c_{item.id}"}
    row |= {"type": f"select_multiple c_{item.id}"}
    alone = " or ".join(f"selected(., '{one.id}')" for one in item.choices if one.alone)
    return row | ({"constraint": f"count-selected(.) <= 1 or not({alone})"} if alone else {})


def _choices(instrument: Instrument) -> list[Row]:
    words, languages = _words(), instrument.languages
    rows = [
        {"list_name": "waves", "name": str(wave)} | _said(words[f"wave_{wave}"], languages)
        for wave in WAVES
    ]
    rows += [
        {"list_name": "agreed", "name": one} | _said(words[f"agreed_{one}"], languages)
        for one in ("yes", "no")
    ]
    return rows + [
        {"list_name": f"c_{item.id}", "name": choice.id} | _said(choice.words, languages)
        for item in instrument.items
        for choice in item.choices
    ]


def _score_rows(instrument: Instrument, dim: str) -> list[Row]:
    """The calculations of one score: points, most, answered, asked, score, band."""
    items, weights = instrument.of(dim), instrument.scales[dim].weights
    name = dim or WHOLE
    least = instrument.least_answered
    points, most = f"${{points_{name}}}", f"${{most_{name}}}"
    enough = (
        f"{most} > 0 and ${{answered_{name}}} * {least.denominator}"
        f" >= ${{asked_{name}}} * {least.numerator}"
    )
    formulas = {
        "points": " + ".join(_points(item, weights[item.id]) for item in items),
        "most": _applying(items, weights),
        "answered": " + ".join(map(_answered, items)),
        "asked": _applying(items, dict.fromkeys(weights, 1)),
        "score": f"if({enough}, {points} div {most}, '')",
        "band": f"if(${{score_{name}}} = '', '', {_band(instrument, points, most)})",
    }
    return [
        {"type": "calculate", "name": f"{key}_{name}", "calculation": formula}
        for key, formula in formulas.items()
    ]


def _points(item: Item, weight: int) -> str:
    this = f"${{{item.id}}}"
    if item.type is ItemType.NUMBER:
        steps = f"{item.highest} - {this}" if item.falling else f"{this} - {item.lowest}"
        return f"if({this} = '', 0, ({steps}) * {weight // (item.highest - item.lowest)})"
    scored = [(one.id, int(weight * one.score)) for one in item.choices if one.score]
    if item.type is ItemType.SEVERAL:
        return " + ".join(f"if(selected({this}, '{name}'), {n}, 0)" for name, n in scored)
    formula = "0"
    for name, n in reversed(scored):
        formula = f"if({this} = '{name}', {n}, {formula})"
    return formula


def _waived(item: Item) -> list[str]:
    """Conditions under which an item does not apply."""
    return [f"${{{item.id}}} = '{one.id}'" for one in item.choices if one.score is None]


def _answered(item: Item) -> str:
    none = " or ".join([f"${{{item.id}}} = ''", *_waived(item)])
    return f"if({none}, 0, 1)"


def _applying(items: Iterable[Item], weights: Mapping[str, int]) -> str:
    """The sum of some weights over the items that apply."""
    items = tuple(items)
    total = str(sum(weights[item.id] for item in items))
    waived = [(item, " or ".join(_waived(item))) for item in items]
    return total + "".join(f" - if({how}, {weights[item.id]}, 0)" for item, how in waived if how)


def _band(instrument: Instrument, points: str, most: str) -> str:
    formula = f"'{instrument.bands[0].id}'"
    for band in instrument.bands[1:]:
        reached = f"{points} * {band.least.denominator} >= {band.least.numerator} * {most}"
        formula = f"if({reached}, '{band.id}', {formula})"
    return formula
