"""Collect the words of pages and commands, and compile their Arabic and Sorani catalogues.

python tools/messages.py            collect, update and compile; lists what has no translation
python tools/messages.py --check    exit 1 when a word lacks a translation or a file is stale

A translation that no reader has checked carries the comment `unreviewed machine draft`; a reader
who has checked it replaces that comment by their name and the date. Needs `gettext`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1] / "src" / "hawkari"
LOCALE = SOURCE / "site" / "locale"
LANGUAGES = ("ar", "ckb")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
DRAFT = "unreviewed machine draft"
PLURALS = {
    "ar": (
        6,
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 "
        "? 4 : 5)",
    ),
    "ckb": (2, "(n != 1)"),
}
HEAD = """# Words of Hawkari in {language}.
# Every entry marked "unreviewed machine draft" was translated by a machine and not yet checked
# by a reader. Do not rely on it where a person's rights depend on the words.
"""


def collected() -> Catalog:
    """Every word in the sources, without translations, by module and line."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "hawkari"
        ignore = shutil.ignore_patterns("locale", "static", "__pycache__", "resources", "engines")
        shutil.copytree(SOURCE, copy, ignore=ignore)
        (copy / "locale").mkdir()
        for module in copy.rglob("*.py"):
            text = module.read_text(encoding="utf-8")
            if "gettext as translate" in text:
                # The extractor goes by the name of the function that is called.
                module.write_text(re.sub(r"\btranslate\(", "gettext(", text), encoding="utf-8")
        environment = {
            name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
        }
        command = [sys.executable, "-m", "django", "makemessages", "--locale=ar", "--keep-pot"]
        subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)  # noqa: S603
        text = (copy / "locale" / "django.pot").read_text(encoding="utf-8")
        # The template's placeholders for plural forms are no numbers.
        text = text.replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=(n != 1)")
        return read_po(BytesIO(text.encode()))


def path_of(language: str, suffix: str) -> Path:
    """A language's catalogue: `.po` as people edit it, `.mo` as programs read it."""
    return LOCALE / language / "LC_MESSAGES" / f"django{suffix}"


def catalogue(language: str) -> Catalog:
    """A language's catalogue as it is committed; an empty one when there is none yet."""
    path = path_of(language, ".po")
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def keys(catalog: Catalog) -> set[tuple[str | None, str]]:
    """Context and words of every entry."""
    return {(message.context, first(message)) for message in catalog if message.id}


def first(message: Message) -> str:
    """The words of an entry, the singular of a plural."""
    return message.id if isinstance(message.id, str) else message.id[0]


def untranslated(catalog: Catalog, language: str) -> list[str]:
    """Words without a translation, or with too few plural forms."""
    forms = PLURALS[language][0]
    found = []
    for message in catalog:
        if not message.id:
            continue
        given = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = forms if message.pluralizable else 1
        if message.fuzzy or len(given) != wanted or not all(given):
            found.append(first(message))
    return found


def updated(language: str, template: Catalog) -> Catalog:
    """The committed catalogue with the sources' words: new ones empty, lost ones gone."""
    old = {(message.context, first(message)): message for message in catalogue(language)}
    forms, expression = PLURALS[language]
    new = Catalog(
        locale=language,
        project="hawkari",
        header_comment=HEAD.format(language=language).rstrip(),
        fuzzy=False,
    )
    new._num_plurals, new._plural_expr = forms, expression  # Babel's differ for ckb
    for message in template:
        if not message.id:
            continue
        before = old.get((message.context, first(message)))
        empty: str | tuple[str, ...] = ("",) * forms if message.pluralizable else ""
        string = before.string if before is not None and any(before.string) else empty
        comments = list(before.user_comments) if before is not None else []
        if any(string) and not comments:
            comments = [DRAFT]
        new.add(
            message.id,
            string,
            locations=[(name, None) for name in sorted({name for name, _ in message.locations})],
            flags=message.flags - {"fuzzy"},
            auto_comments=message.auto_comments,
            user_comments=comments,
            context=message.context,
        )
    return new


def po_text(catalog: Catalog) -> bytes:
    """The catalogue as a file whose bytes depend on nothing but the words."""
    out = BytesIO()
    write_po(out, catalog, width=100, include_lineno=False, sort_by_file=True)
    dated = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator")
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(tuple(f'"{name}' for name in dated))
    ).encode()


def mo_bytes(po: bytes, language: str) -> bytes:
    """The compiled catalogue of a `.po` file's bytes."""
    catalog = read_po(BytesIO(po), locale=language)
    # Babel else writes the time of compiling, and the same words would give other bytes.
    catalog.creation_date = catalog.revision_date = EPOCH
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update(template: Catalog) -> int:
    """Write the catalogues; say what has no translation. Returns how many words that are."""
    missing = 0
    for language in LANGUAGES:
        new = updated(language, template)
        po = po_text(new)
        path_of(language, ".po").parent.mkdir(parents=True, exist_ok=True)
        path_of(language, ".po").write_bytes(po)
        path_of(language, ".mo").write_bytes(mo_bytes(po, language))
        lacking = untranslated(new, language)
        missing += len(lacking)
        sys.stdout.write(f"{language}: {len(new)} entries, {len(lacking)} untranslated\n")
        for words in lacking:
            sys.stdout.write(f"  {words!r}\n")
    return missing


def problems(template: Catalog) -> list[str]:
    """What is wrong with the committed catalogues, a line each."""
    found = []
    for language in LANGUAGES:
        have = catalogue(language)
        found += [f"{language}: not collected: {key[1]!r}" for key in keys(template) - keys(have)]
        found += [f"{language}: no longer used: {key[1]!r}" for key in keys(have) - keys(template)]
        found += [
            f"{language}: no translation: {words!r}" for words in untranslated(have, language)
        ]
        po, mo = path_of(language, ".po"), path_of(language, ".mo")
        if not mo.exists() or mo.read_bytes() != mo_bytes(po.read_bytes(), language):
            found.append(f"{language}: {mo.name} is not compiled from {po.name}")
    return sorted(found)


if __name__ == "__main__":
    if "--check" in sys.argv:
        wrong = problems(collected())
        sys.stdout.write(("\n".join(wrong) or "every word is translated") + "\n")
        sys.exit(1 if wrong else 0)
    update(collected())
