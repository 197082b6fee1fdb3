"""Folding: one form for one name, whatever keyboard, encoding or scribe it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names import Script, fold, script_of
from hawkari.engines.names.letters import ABD, ABU, CONSONANTS, UMM, VOWELS

ALPHABET = VOWELS | CONSONANTS | {ABD, ABU, UMM}
LETTERS = (
    "abcdeghijklnoqrstuwxyzêîûşçğḥñ3725' -,ابتجحدرزسشصعغفقکكگلمنهھەوۆیيىێئأإآةڕڵچژپڤ\u200c\u0640"
)
NAMES = st.text(alphabet=LETTERS, max_size=30)


@given(NAMES)
def test_folding_twice_changes_nothing(name: str):
    tokens = fold(name).tokens
    assert fold(" ".join(tokens)).tokens == tokens


@given(st.text(max_size=40))
def test_any_text_folds_to_at_most_eight_words_of_letters(text: str):
    folded = fold(text)
    assert len(folded.tokens) == len(folded.articles) <= 8
    assert all(token and not any(c.isspace() or c.isdigit() for c in token)
               for token in folded.tokens)  # fmt: skip


@given(st.text(alphabet=LETTERS, max_size=30))
def test_names_of_our_scripts_fold_to_our_alphabet(name: str):
    assert set("".join(fold(name).tokens)) <= ALPHABET


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("كريم", "کریم"),  # Arabic and Persian kaf, yeh
        ("علي", "علی"),
        ("علي", "على"),
        ("کە\u200cریم", "کەریم"),
        ("که\u200cریم", "کەریم"),  # heh and joiner for the Sorani vowel
        ("ڕۆژه", "ڕۆژە"),  # heh that ends a Sorani word
        ("ڕۆژھ", "ڕۆژە"),
        ("محهممهد", "محەممەد"),  # an Arabic keyboard has no ە
        ("ئهحمهد", "ئەحمەد"),
        ("بههار", "بەهار"),
        ("بھرۆز", "بهرۆز"),  # heh doachashmee for the consonant
        ("فاطمہ", "فاطمه"),  # Urdu heh
        ("محـــمد", "محمد"),  # tatweel
        ("مُحَمَّد", "محمد"),  # vowel signs
        ("\u200fمحمد\u200e", "محمد"),  # direction marks
        ("\ufeffمحمد", "محمد"),
        ("ﻣﺤﻤﺪ", "محمد"),  # presentation forms
        ("ﻻزار", "لازار"),
        ("ی\u0654ازاد", "ئازاد"),  # hamza joined to another yeh
        ("ى\u0654ازاد", "ئازاد"),
        ("ي\u0654ازاد", "ئازاد"),
        ("ګل محمد", "گل محمد"),  # Pashto gaf
        ("أحمد", "احمد"),
        ("إبراهيم", "ابراهيم"),
        ("İBRAHIM", "ibrahim"),
        ("ıbrahim", "ibrahim"),
        ("O’Neil", "O'Neil"),
        ("ʾUmar", "`Umar"),
        ("KARIM, Azad", "Karim Azad"),
        ("Karim\u00a0Azad", "Karim Azad"),
    ],
)
def test_keyboard_variants_fold_alike(typed: str, meant: str):
    assert fold(typed).tokens == fold(meant).tokens


def test_heh_stays_a_consonant_in_a_word_without_sorani_letters():
    assert fold("طه").tokens == ("ṭḣ",)
    assert fold("مهدي").tokens == ("mĥdỳ",)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Abdulkarim", "Abd al-Karim", "Abdul Karim", "Abdul-Karim", "Abdalkarim"),
        ("عبدالكريم", "عبد الكريم"),
        ("Abdullah", "Abdallah", "Abd Allah", "عبدالله", "عبد الله", "عەبدوڵڵا"),
        ("Abdurrahman", "Abdur Rahman", "Abd ar-Rahman", "Abdul Rahman", "Abdirahman"),
        ("Nuruddin", "Nur al-Din", "Nur ud-Din"),
        ("نورالدين", "نور الدين"),
        ("Abu Abdul Aziz", "Abu Abd al-Aziz"),
        ("Saifullah", "Saif Allah", "Saifollah"),
    ],
)
def test_a_compound_folds_alike_however_it_is_parted(spellings: tuple[str, ...]):
    assert len({fold(name).tokens for name in spellings}) == 1
    assert len(fold(spellings[0]).tokens) == 1


def test_particles_articles_and_leading_titles_go():
    assert fold("Kak Azad bin Karim al-Zubaydi").tokens == ("azad", "karim", "zubaydi")
    assert fold("Azad al-Zubaydi").articles == (False, True)
    assert fold("الزبيدي").tokens == fold("زبيدي").tokens


@pytest.mark.parametrize(
    "title",
    ["Kak", "Mam", "Haji", "Mala", "Mulla", "Sheikh", "Dr.", "Mamosta", "کاک", "مام", "حاجي",
     "مەلا", "شێخ", "د.", "الشيخ", "Hacı"],
)  # fmt: skip
def test_a_leading_title_goes(title: str):
    assert fold(f"{title} Azad").tokens == ("azad",)


def test_a_kunya_is_kept_as_one_token():
    for kunya in ("Abu Omar", "Umm Omar", "أبو عمر", "ام عمر", "Bavê Omar"):
        assert len(fold(kunya).tokens) == 1
        assert fold(kunya).tokens[0][0] in ABU + UMM


def test_a_name_that_is_only_a_title_is_kept():
    assert fold("Sheikh").tokens == ("šeix",)
    assert fold("Haji Mulla").tokens != ()


def test_chat_digits_are_letters_only_inside_words():
    assert fold("3umar 7asan").tokens == ("ʿumar", "ḥasan")
    assert fold("Azad 7").tokens == ("azad",)
    assert fold("0123").tokens == ()


def test_digraphs_become_one_letter():
    assert fold("Tschia Shwan Khalil Ghazi").tokens == ("čia", "šwan", "xalil", "ġazi")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Barzan", Script.LATIN),
        ("بەرزان", Script.ARABIC),
        ("بەرزان B", Script.ARABIC),
        ("Барзан", Script.OTHER),
        ("123", Script.OTHER),
        ("", Script.OTHER),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: Script):
    assert script_of(text) is script
