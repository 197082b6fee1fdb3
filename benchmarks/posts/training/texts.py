"""Texts whose language is known and whose licence lets a model learnt from them be shipped."""

import gettext
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import babel
import django
from disguises import OTHER

CATALOGUES = Path(django.__file__).parent
OURS = Path(__file__).parents[3] / "src/hawkari/site/locale"

KNOWN = ("am", "ar", "az", "ckb", "de", "en", "fa", "fr", "hac", "kmr", "ps", "so", "sq", "ti",
         "tr", "ug", "ur", "vi")  # fmt: skip
CLDR = {"am": "am", "az": "az", "ckb": "ckb", "kmr": "ku", "ps": "ps", "so": "so", "sq": "sq",
        "ti": "ti", "tr": "tr", "ug": "ug", "ur": "ur", "vi": "vi"}  # fmt: skip
_LIKE_KNOWN = {"ar_DZ", "fy", "ia", "io"}  # a dialect of one, or too few or too mixed messages
_PLACEHOLDER = re.compile(r"%\([^)]*\)[a-z]|%[a-z]|\{[^}]*\}|<[^>]+>")
_WORD = re.compile(r"[^\W\d_]{3}")
_NOT_LATIN = re.compile("[\u0370-\u04ff\u0530-\u1fff\u3040-\ud7ff]")
_ENTRY = re.compile(r'^msg(id|str(?:\[\d\])?|id_plural) ((?:".*"\n)+)', re.MULTILINE)
_TERM = 0.35  # the names of CLDR are lists, not language: they count less

Texts = dict[str, list[tuple[str, float]]]


def read(data: Path) -> tuple[Texts, dict[str, object]]:
    """Texts of each language with their weights, and what to record of where they are from."""
    texts: Texts = {language: [] for language in (*KNOWN, OTHER)}
    counts: dict[str, int] = {}
    for source, language, text, weight in _all(data):
        texts[language].append((text, weight * len(text) ** 0.6))
        counts[source] = counts.get(source, 0) + 1
    digest = hashlib.sha256()
    for language in texts:
        texts[language] = sorted(set(texts[language]))
        digest.update("".join(text for text, _ in texts[language]).encode())
    return texts, {"texts": dict(sorted(counts.items())), "sha256": digest.hexdigest()}


def names(data: Path) -> tuple[list[str], list[str]]:
    """Names of people and places, which say nothing of a text's language: Latin, and Arabic."""
    latin, arabic = set(), set()
    for row in _rows(data / "training/name_pairs.tsv"):
        if row[4] in {"token", "place"}:
            for name in (row[0], row[2]):
                if re.fullmatch("[\u0600-\u06ff ]+", name):
                    arabic.add(name)
                elif re.fullmatch(r"[a-zà-ÿ' -]+", name.lower()):
                    latin.add(name)
    return sorted(latin), sorted(arabic)


def _rows(path: Path) -> Iterator[list[str]]:
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    return (line.split("\t") for line in lines if line)


def _all(data: Path) -> Iterator[tuple[str, str, str, float]]:
    for language, text, source, *_ in _rows(data / "training/lid_text.tsv"):
        code = "fa" if language == "prs" else language
        if code in KNOWN:
            yield source, code, text, 1.0
    for language, text in _django():
        yield f"django-{django.__version__}", language, text, 1.0
    for language, text in _cldr():
        yield f"CLDR names in babel-{babel.__version__}", language, text, _TERM
    for language, text in _own():
        yield "hawkari", language, text, 1.0


def _django() -> Iterator[tuple[str, str]]:
    """Every message of Django in every language that it speaks."""
    for path in sorted(CATALOGUES.rglob("LC_MESSAGES/*.mo")):
        code = path.parent.parent.name
        with path.open("rb") as stream:
            catalogue = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
        for key, message in catalogue.items():
            text = _clean(message if isinstance(message, str) else "")
            original = key if isinstance(key, str) else key[0]
            if not key or message == original or not _WORD.search(text):
                continue
            if code in KNOWN:
                yield code, text
            other = code not in _LIKE_KNOWN and not code.startswith("en")
            if other and code not in KNOWN and not _NOT_LATIN.search(text):
                yield OTHER, text


def _cldr() -> Iterator[tuple[str, str]]:
    for language, code in CLDR.items():
        locale = babel.Locale(code)
        tables = (locale.languages, locale.territories, locale.currencies, locale.scripts)
        for text in sorted({str(text) for table in tables for text in table.values()}):
            if _WORD.search(text):
                yield language, text


def _own() -> Iterator[tuple[str, str]]:
    """Hawkari's own messages, in English and the languages it is translated to."""
    for language in ("ar", "ckb"):
        path = OURS / language / "LC_MESSAGES" / "django.po"
        for kind, quoted in _ENTRY.findall(path.read_text(encoding="utf-8")):
            lines = (line[1:-1] for line in quoted.strip().split("\n"))
            text = _clean("".join(lines).replace("\\n", " ").replace('\\"', '"'))
            if len(text) > 3 and _WORD.search(text):
                yield ("en" if kind.startswith("id") else language), text


def _clean(text: str) -> str:
    return " ".join(_PLACEHOLDER.sub(" ", text).split())
