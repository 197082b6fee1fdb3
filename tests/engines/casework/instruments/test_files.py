"""An instrument's file is checked as a whole, and calls itself RSS only where that was signed."""

import copy
import json
from datetime import date

import pytest

from hawkari.engines.casework.instruments import (
    ANNEX,
    SignOff,
    check_name,
    claims_rss,
    demonstration,
    parse_instrument,
    read_instrument,
    xform,
)
from hawkari.errors import BadInput
from tests.engines.casework.instruments.answers import RAW


def changed(**fields):
    return {**copy.deepcopy(RAW), **fields}


def renamed(words: str):
    return parse_instrument(changed(title={**RAW["title"], "en": words}))


def test_the_demonstration_says_what_it_is_not_and_that_nobody_read_its_translations():
    demo = demonstration()
    assert demo.languages == ("en", "ar", "ckb")
    assert demo.reviewed == {"en": True, "ar": False, "ckb": False}
    assert "validated by nobody" in demo.source
    check_name(demo)


def test_the_hash_is_of_the_content_and_not_of_how_it_was_typed():
    again = read_instrument(json.dumps(RAW, indent=7, sort_keys=True).encode())
    assert again.sha256 == demonstration().sha256
    assert renamed("Another").sha256 != again.sha256


@pytest.mark.parametrize(
    "words",
    [
        "RSS", "rss 2019", "IOM's R.S.S.", "Ｒ Ｓ Ｓ", "R-S-S score", "R\u200bSS", "RЅЅ",
        "Reintegration  Sustainability Survey", "reintegration-sustainability index",
        "مسح استدامة إعادة الإدماج",
    ],
)  # fmt: skip
def test_the_name_of_ioms_survey_is_refused_unsigned_however_it_is_typed(words):
    made = renamed(words)
    with pytest.raises(BadInput) as refused:
        check_name(made)
    assert made.sha256 in refused.value.remedy
    with pytest.raises(BadInput):
        xform(made)


@pytest.mark.parametrize("words", ["Across borders", "Verse", "Mars surface", "Pressing needs"])
def test_words_that_merely_hold_the_letters_are_allowed(words):
    assert not claims_rss(words)
    check_name(renamed(words))


def test_the_name_is_found_in_a_question_and_in_a_choice_as_well():
    data = changed()
    data["items"][1]["choices"][0]["words"]["ckb"] = "RSS"
    with pytest.raises(BadInput) as refused:
        check_name(parse_instrument(data))
    assert refused.value.where == ("stay_months.days",)


def test_a_signed_file_may_carry_the_name_and_a_changed_one_no_longer():
    made = renamed("RSS")
    signed = SignOff(made.sha256, "M. Karim", date(2026, 11, 27), ANNEX)
    check_name(made, signed)
    data = changed(title={**RAW["title"], "en": "RSS"})
    data["items"][0]["w_comp"] = "2"
    for instrument, word in (
        (parse_instrument(data), signed),
        (made, SignOff(made.sha256, " ", signed.on, ANNEX)),
        (made, SignOff(made.sha256, "M. Karim", signed.on, "a leaflet")),
    ):
        with pytest.raises(BadInput):
            check_name(instrument, word)


def broken(change):
    data = copy.deepcopy(RAW)
    change(data)
    return data


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d.pop("id"), ("id",)),
        (lambda d: d.update(id="Two Words"), ("id",)),
        (lambda d: d.update(languages=["en", "en"]), ("languages",)),
        (lambda d: d.update(least_answered="0.5"), ("least_answered",)),
        (lambda d: d.update(bands=d["bands"][1:]), ("bands",)),
        (lambda d: d["bands"].reverse(), ("bands",)),
        (lambda d: d["dimensions"].pop(), ("dimensions",)),
        (lambda d: d["items"].append(d["items"][0]), ("items",)),
        (lambda d: d["items"][0].update(w_dim=1), ("items", "1", "w_dim")),
        (lambda d: d["items"][0].update(w_dim="0"), ("items", "1", "w_dim")),
        (lambda d: d["items"][0].update(w_dim="-1"), ("items", "1", "w_dim")),
        (lambda d: d["items"][0].update(w_dim="1e400"), ("items", "1", "w_dim")),
        (lambda d: d["items"][0].update(missing="skip"), ("items", "1", "missing")),
        (lambda d: d["items"][0].update(type="free"), ("items", "1", "type")),
        (lambda d: d["items"][0].update(type=["choice"]), ("items", "1", "type")),
        (lambda d: d["items"][0].update(highest=0), ("items", "1", "highest")),
        (lambda d: d["items"][0].update(highest=True), ("items", "1", "highest")),
        (lambda d: d["items"][0]["words"].pop("ckb"), ("items", "1", "words", "ckb")),
        (lambda d: d["items"][1]["choices"].pop(0), ("items", "2", "choices")),
        (lambda d: d["items"][2]["choices"].pop(0), ("items", "3", "choices")),
        (lambda d: d["items"][1]["choices"][0].update(score="1.5"),
         ("items", "2", "choices", "1", "score")),
        (lambda d: d["items"][1].update(choices="all"), ("items", "2", "choices")),
        (lambda d: d.update(items=[None]), ("items", "1")),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_the_place(change, where):
    with pytest.raises(BadInput) as refused:
        parse_instrument(broken(change))
    assert refused.value.where == where
    assert refused.value.remedy


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"[1", b"[]", b"null", b'"text"', b"[" * 99_999])
def test_what_is_no_instrument_at_all_is_refused(raw):
    with pytest.raises(BadInput):
        read_instrument(raw)


def test_weights_too_fine_for_a_phones_numbers_are_refused():
    data = copy.deepcopy(RAW)
    for item, highest in zip(data["items"], (997, 0, 0, 0, 991), strict=False):
        item["highest"] = highest
        item["w_comp"] = "1234.567891"
    data["items"][1]["choices"][1]["score"] = "0.333333"
    with pytest.raises(BadInput) as refused:
        parse_instrument(data)
    assert refused.value.where == ("items", "")
