"""Letters to a person, in their language: notices of removal, and the question of consent.

Pure: values in, pages out. A letter that lacks what the person needs in order to use their rights
is refused. A translation that no native reader has signed says so on the letter, and the English
stands beside it.
"""

from hawkari.desks.returns.letters.composing import Line, Page, Part, Piece, compose
from hawkari.desks.returns.letters.printing import letter_pdf
from hawkari.desks.returns.letters.values import Appeal, Contact, Letter, LetterKind, lacking
from hawkari.desks.returns.letters.wording import (
    LANGUAGES,
    Form,
    Wording,
    digest_of,
    form_of,
    wording_of,
)

__all__ = [
    "LANGUAGES",
    "Appeal",
    "Contact",
    "Form",
    "Letter",
    "LetterKind",
    "Line",
    "Page",
    "Part",
    "Piece",
    "Wording",
    "compose",
    "digest_of",
    "form_of",
    "lacking",
    "letter_pdf",
    "wording_of",
]
