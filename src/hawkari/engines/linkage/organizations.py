"""Names of organisations: what they are called, apart from words for their legal form."""

import re
from functools import lru_cache

from hawkari.engines.names.cleaning import clean

__all__ = ["legal_forms", "without_legal_form"]

# Words of one kind of body, in the languages of the corridor. General knowledge.
_FORMS = {
    "limited": (
        "ltd", "limited", "llc", "l l c", "gmbh", "sarl", "s a r l", "sàrl", "srl", "bv", "b v",
        "pvt ltd", "private limited", "co ltd", "company limited", "limited company", "ltd sti",
        "limited şirketi", "şti", "sti", "sp z o o", "eurl", "sas",
        "محدودة", "المحدودة", "ذ م م", "ذات المسؤولية المحدودة", "سنووردار", "کۆمپانیای سنووردار",
        "با مسئولیت محدود",
    ),
    "by shares": (
        "plc", "ag", "sa", "s a", "inc", "corp", "corporation", "incorporated", "nv", "as", "a s",
        "anonim şirketi", "spa", "مساهمة", "المساهمة", "پشکدار", "سهامی عام", "سهامی خاص",
    ),
    "partnership": ("kg", "ohg", "llp", "lp", "gbr", "snc", "تضامنية", "gmbh co kg"),
    "foundation": (
        "foundation", "stiftung", "fondation", "trust", "مؤسسة", "دامەزراوە", "دامەزراوەی", "وقف",
    ),
    "association": (
        "association", "society", "verein", "ev", "e v", "جمعية", "کۆمەڵەی", "کۆمەڵە", "derneği",
        "ngo", "منظمة", "ڕێکخراوی", "ڕێکخراو",
    ),
    "company": (
        "company", "co", "cie", "firm", "group", "holding", "شركة", "کۆمپانیا", "کۆمپانیای",
        "شرکت", "مجموعة", "گروپ", "şirketi",
    ),
}  # fmt: skip
_BREAK = re.compile(r"[\W_]+")
_MOST_WORDS = 4


@lru_cache(maxsize=1)
def _form_of() -> dict[tuple[str, ...], str]:
    return {tuple(_words(text)): form for form, texts in _FORMS.items() for text in texts}


def _words(text: str) -> list[str]:
    return [word for word in _BREAK.split(clean(text)) if word]


@lru_cache(maxsize=1 << 14)
def _parted(name: str) -> tuple[str, frozenset[str]]:
    """What is left of a name without words for legal forms, and those forms."""
    words = _words(name)
    kept: list[str] = []
    forms: set[str] = set()
    place = 0
    while place < len(words):
        for size in range(_MOST_WORDS, 0, -1):
            form = _form_of().get(tuple(words[place : place + size]))
            if form is not None:
                forms.add(form)
                place += size
                break
        else:
            kept.append(words[place])
            place += 1
    return " ".join(kept), frozenset(forms)


def without_legal_form(name: str) -> str:
    """The name without words such as *Ltd*, *GmbH*, *شركة*; itself where nothing else is left."""
    return _parted(name)[0] or name


def legal_forms(name: str) -> frozenset[str]:
    """Kinds of legal form that a name states: `limited`, `by shares` and others.

    That it is a company at all is no form.
    """
    return _parted(name)[1] - {"company"}
