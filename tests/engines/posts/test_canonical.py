"""One spelling for what posts write in a hundred ways."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hawkari.engines.posts import canonical, canonical_with_spans, skeleton

ARABIC = "".join(map(chr, range(0x600, 0x700)))
TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(ARABIC + "\u200b\u200c\u200d\u200e\u202e\ufe0f\u20e3 #_\n\u0301Iİıﻻﷺ"),
        st.sampled_from("🇬🇧🚚👍🏽👩\u200d👩\u200d👧3️⃣①Ａ９ﾊﾞᄀ가"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("كوردي", "کوردی"),
        ("مُحَمَّد", "محمد"),
        ("بريـــطانيا", "بریطانیا"),
        ("إلى أوروبا", "الی اوروبا"),
        ("٠٧٧٠٠ ۹۰۰۱۲۳", "07700 900123"),
        ("Ｔｒｕｃｋ ①", "truck 1"),
        ("3️⃣0️⃣", "30"),
        ("#Dover_Calais now", "dover calais now"),
        ("@some_name", "@some_name"),
        ("go🚚now", "go 🚚 now"),
        ("to🇬🇧🇫🇷", "to 🇬🇧 🇫🇷"),
        ("👍🏽", "👍"),
        ("a\u200bb\u202ec", "abc"),
        ("İSTANBUL", "istanbul"),
        ("  a \n\t b ", "a b"),
        ("Hûn çawa ne", "hûn çawa ne"),
        ("سڵاو، چۆنی؟", "سڵاو, چۆنی?"),
        ("", ""),
    ],
)
def test_variants_that_mean_nothing_become_one_spelling(written: str, wanted: str):
    assert canonical(written) == wanted


@given(TEXTS)
@example("0\u200b\u0301")
@example("Σς")
def test_canonical_text_is_its_own_canonical_text(text: str):
    once = canonical(text)
    assert canonical(once) == once
    assert canonical(canonical(text, language="ckb"), language="ckb") == canonical(
        text, language="ckb"
    )


@given(TEXTS)
def test_every_character_knows_where_it_stood(text: str):
    made, places = canonical_with_spans(text)
    assert made == canonical(text)
    assert places.dtype == np.int64
    assert len(places) == len(made)
    assert all(0 <= place < len(text) for place in places)
    assert list(places) == sorted(places)


def test_a_span_of_canonical_text_leads_back_to_the_words_of_the_post():
    post = "سافر الآن 🚚 ‎إلى #London_UK ٠٧٧"
    made, places = canonical_with_spans(post)
    at = made.index("london")
    assert post[places[at] : places[at + len("london") - 1] + 1] == "London"
    at = made.index("077")
    assert post[places[at] :] == "٠٧٧"


def test_a_skeleton_is_the_same_with_and_without_the_right_keyboard():
    assert skeleton("Ez ê biçim bajêr") == skeleton("ez e bicim bajer")
    assert skeleton("چۆنی لە هەولێر") == skeleton("جوني له هه‌ولير")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ريگاي ئهوروبا داخراوه و كهس ناتوانيت بجيت", "ڕێگای ئەوروپا داخراوە و کەس ناتوانێت بچێت"),
        ("له ههولير بو لهندهن", "لە هەولێر بۆ لەندەن"),
        ("بهيوهندي بكهن", "پەیوەندی بکەن"),
        ("چاپ كراوه", "چاپ کراوە"),
        ("لە هەولێر", "لە هەولێر"),
        ("هەوليربو", "هەولیربو"),
    ],
)
def test_sorani_from_an_arabic_keyboard_gets_its_letters_back(typed: str, meant: str):
    assert canonical(typed, language="ckb") == meant
    assert canonical(canonical(typed, language="ckb"), language="ckb") == meant


@given(st.text("ئابپتجچحخدرزژسشعغفقکگلمنوهی ", max_size=40))
def test_restoring_sorani_moves_nothing_and_is_done_once(text: str):
    once = canonical(text, language="ckb")
    assert canonical(once, language="ckb") == once
    assert len(once) == len(canonical(text))
    assert skeleton(once) == skeleton(text)
