"""Every word is translated into Arabic and Sorani, compiled, and plural forms are complete."""

import gettext
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from django.utils import formats, translation

from hawkari.site.month_names import MONTHS

TOOLS = Path(__file__).parents[2] / "tools"
sys.path.insert(0, str(TOOLS))
import messages  # noqa: E402  the tool beside the Makefile

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
IRAQI = {
    "ar": "كانون الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول "
    "تشرين الأول تشرين الثاني كانون الأول",
    "ckb": "کانوونی دووەم شوبات ئازار نیسان ئایار حوزەیران تەممووز ئاب ئەیلوول "
    "تشرینی یەکەم تشرینی دووەم کانوونی یەکەم",
}


@pytest.fixture(scope="module")
def template() -> Catalog:
    return messages.collected()


def test_every_word_of_the_sources_is_translated_and_compiled(template: Catalog):
    assert messages.problems(template) == [], "run: make messages"


def test_the_collector_finds_words_of_templates_and_of_code(template: Catalog):
    found = {words for _context, words in messages.keys(template)}
    assert {"Skip to content", "as the system", "Review queue"} <= found


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_the_placeholders_and_marks_of_their_words(language: str):
    for message in messages.catalogue(language):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        marks = re.findall(r"</?\w+", ids[-1])
        strings = [message.string] if isinstance(message.string, str) else message.string
        for string in strings:
            assert set(PLACEHOLDER.findall(string)) <= wanted, string
            assert re.findall(r"</?\w+", string) == marks or len(strings) > 1, string
        assert set(PLACEHOLDER.findall(strings[-1])) == wanted, strings[-1]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_each_entry_says_whether_a_reader_has_checked_it(language: str):
    for message in messages.catalogue(language):
        assert message.user_comments or not any(message.string) or not message.id, message.id


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 103: 3}),
        ("ckb", {0: 1, 1: 0, 2: 1, 100: 1}),
    ],
)
def test_plural_forms_follow_the_language(language: str, forms: dict[int, int]):
    with messages.path_of(language, ".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    with messages.path_of(language, ".po").open("rb") as stream:
        catalog = read_po(stream, locale=language)
    entry = catalog.get("One row")
    assert entry is not None
    for number, form in forms.items():
        assert compiled.ngettext("One row", "%(rows)s rows", number) == entry.string[form]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_months_are_gregorian_in_the_names_used_in_iraq(language: str):
    with translation.override(language):
        assert " ".join(map(str, MONTHS)) == IRAQI[language]
        for month, name in enumerate(MONTHS, start=1):
            assert formats.date_format(date(2026, month, 1), "F") == str(name)
            assert str(name) in formats.date_format(date(2026, month, 26), "j E Y")
