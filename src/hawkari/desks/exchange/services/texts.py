"""Free text with its language, and what people translated of it.

Nothing is translated by a machine. A text stays in the language it was written in; beside it stand
translations with who made them. A part of the desk that keeps texts registers how a reader's texts
are found (`keeps_texts`), and shows them as `told` gives them, with ``exchange/parts/told.html``.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.language_words import LANGUAGES
from hawkari.desks.exchange.models.texts import TextTranslation
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act, Agency

__all__ = ["LONGEST", "Told", "Translated", "Written", "keeps_texts", "told", "translate"]

LONGEST = 4000
"""Characters of a text or of a translation."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote; `language` is BCP 47, empty where nobody said which it is."""

    words: str
    language: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the words, by which a translation holds on to them."""
        return hashlib.sha256(self.words.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Translated:
    """A translation: its words and language, who of which agency made it, and when."""

    words: str
    language: str
    by: str
    agency: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A text as a page shows it: where it is kept, what was written, what was made of it."""

    kind: str
    reference: str
    field: str
    written: Written
    translations: tuple[Translated, ...] = ()


Texts = Mapping[str, Written]
Finder = Callable[[Access, str], Texts]
_finders: dict[str, Finder] = {}


def keeps_texts(kind: str) -> Callable[[Finder], Finder]:
    """Register how the texts of one kind of thing are found for a reader.

    The function gets the access and the thing's reference, and gives its texts by field: none for
    a thing that this reader may not see, or that there is not. It need not audit.

    Args:
        kind: of thing, at most 20 characters, e.g. ``"request"``.
    """

    def register(finder: Finder) -> Finder:
        _finders[kind] = finder
        return finder

    return register


def told(kind: str, texts: Mapping[str, Texts]) -> dict[str, dict[str, Told]]:
    """Texts with their translations, the newest of each language.

    Only for texts that the reader may see: their service has asked before.

    Args:
        kind: of the things that hold them.
        texts: by reference, then by field.
    """
    made = _translations(kind, list(texts))
    return {
        reference: {
            field: Told(
                kind, reference, field, one, tuple(made.get((reference, field, one.digest), ()))
            )
            for field, one in fields.items()
            if one.words
        }
        for reference, fields in texts.items()
    }


def _translations(
    kind: str, references: Collection[str]
) -> dict[tuple[str, str, str], list[Translated]]:
    rows = TextTranslation.objects.filter(kind=kind, reference__in=references)
    newest: dict[tuple[str, str, str], dict[str, Translated]] = defaultdict(dict)
    for row in rows.select_related("agency").order_by("pk"):
        newest[row.reference, row.field, row.original][row.language] = Translated(
            row.words, row.language, row.by, row.agency.name, row.at
        )
    return {key: list(by_language.values()) for key, by_language in newest.items()}


def translate(access: Access, text: tuple[str, str, str], *, language: str, words: str) -> None:
    """Keep what somebody translated of a text.

    Args:
        access: who translated it.
        text: the kind of thing that holds it, its reference, and the field.
        language: that it was translated into, one of `LANGUAGES`.
        words: the translation.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such text that this reader may see, the language is unknown or
            that of the text, or there are no words, or too many.
    """
    require(access, Action.EXCHANGE)
    kind, reference, field = text
    if language not in LANGUAGES:
        raise BadInput(f"{language!r} is no language of this list", "Choose one of the list.")
    if not words.strip() or len(words) > LONGEST:
        raise BadInput("a translation has 1 to 4,000 characters", "Write it, or make it shorter.")
    with transaction.atomic():
        found = _finders[kind](access, reference).get(field) if kind in _finders else None
        if found is None or not found.words:
            raise BadInput("there is no such text", "Go back to the page, and look again.")
        if language == found.language:
            raise BadInput("the text is in that language already", "Choose another language.")
        TextTranslation.objects.create(
            kind=kind,
            reference=reference,
            field=field,
            original=found.digest,
            language=language,
            words=words.strip(),
            agency=cast("Agency", access.user.agency),  # an access is of somebody with an agency
            by=access.user.get_full_name() or access.user.get_username(),
            by_user=access.user,
            at=timezone.now(),
        )
        audit.record(
            Act.ALTER,
            access=access,
            objects=[reference],
            count=1,
            detail={"what": "translation", "of": kind, "field": field, "language": language},
        )
