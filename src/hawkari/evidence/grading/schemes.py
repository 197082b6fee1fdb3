"""The vocabularies in ``resources/schemes``: each scheme's parts, codes, words and provenance.

A code outside its list is an error that names it, never a default. Every wording says whether it
was read in its source and whether a qualified person has verified it; Arabic and Sorani words are
machine drafts until `machine_drafts` is empty.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from hawkari.errors import BadInput

__all__ = ["LANGUAGES", "Part", "Scheme", "Term", "Use", "scheme", "schemes", "sort_key"]

LANGUAGES = ("en", "ar", "ckb")
Words = Mapping[str, str]


class Use(StrEnum):
    """What a scheme is to Hawkari."""

    NATIVE = "native"
    IMPORT = "import"
    BESIDE = "beside"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Term:
    """One code of one part of a scheme.

    Attributes:
        code: as the scheme writes it.
        words: its meaning by language (`LANGUAGES`).
        wording_seen: whether the English words were read in the scheme's source.
        wording_verified: whether a qualified person has checked them.
        rank: place from best (1) within its part; None where there is no order, and for codes that
            judge nothing, so that the unjudged never stand among the middling.
        import_as: other spellings that are read as this code.
        needs_text: whether the code is refused without words of its own.
        refused: whether this system takes no such code in.
        more: what only this scheme has, e.g. ``stix_id``, ``per_cent``, ``misp_number``.
    """

    code: str
    words: Words
    wording_seen: bool
    wording_verified: bool
    rank: int | None = None
    import_as: tuple[str, ...] = ()
    needs_text: bool = False
    refused: bool = False
    more: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def said(self, language: str) -> str:
        """The words in a language, English where there are none."""
        return self.words.get(language) or self.words["en"]


@dataclass(frozen=True, slots=True)
class Part:
    """One question that a scheme answers, with the codes that may answer it.

    `is_exclusive` parts take one code; others a set. `takes_own_codes` parts are empty as shipped:
    an agency loads its own.
    """

    id: str
    words: Words
    terms: tuple[Term, ...]
    is_exclusive: bool = True
    takes_own_codes: bool = False

    def said(self, language: str) -> str:
        """The name of the part in a language, English where there is none."""
        return self.words.get(language) or self.words["en"]

    def term(self, code: str) -> Term | None:
        """The term of a code exactly as the scheme writes it; None if there is none."""
        return next((one for one in self.terms if one.code == code), None)

    def read(self, text: str) -> Term | None:
        """The term that a text means, whatever its case; None if it means none."""
        wanted = _folded(text)
        for one in self.terms:
            if wanted in {_folded(each) for each in (one.code, *one.import_as)}:
                return one
        return None


@dataclass(frozen=True, slots=True)
class Scheme:
    """One vocabulary with where it comes from. `data` is the whole file."""

    id: str
    version: int
    title: Words
    source: str
    source_date: str
    status: str
    verified_by: str | None
    machine_drafts: tuple[str, ...]
    use: Use
    parts: tuple[Part, ...]
    note: str
    data: Mapping[str, Any] = field(compare=False, repr=False)

    def said(self, language: str) -> str:
        """The name of the scheme in a language."""
        return self.title.get(language) or self.title["en"]

    def part(self, part_id: str) -> Part:
        """One part.

        Raises:
            BadInput: if the scheme has no such part.
        """
        for one in self.parts:
            if one.id == part_id:
                return one
        known = ", ".join(one.id for one in self.parts)
        raise BadInput(f"{self.id} has no part {part_id!r}", f"Its parts are {known}.")

    def read(self, part_id: str, text: str) -> Term:
        """The code that a text means.

        Args:
            part_id: which question it answers.
            text: as written in a file or typed; case and blanks do not matter.

        Raises:
            BadInput: if the text is none of the part's codes, or a code that this system refuses.
        """
        part = self.part(part_id)
        found = part.read(text)
        if found is None:
            known = ", ".join(one.code for one in part.terms if not one.refused)
            raise BadInput(
                f"{text.strip()!r} is no {self.id} code for {part.id}",
                f"Its codes are {known}." if known else "Load your agency's own codes first.",
            )
        if found.refused:
            raise BadInput(
                f"{found.code} is above what this system may hold",
                "Take it to a system that is accredited for it; remove it from here.",
            )
        return found


def sort_key(term: Term) -> tuple[bool, int, str]:
    """Orders the terms of one part, best first, the unjudged after all others."""
    return (term.rank is None, term.rank or 0, term.code)


@cache
def schemes() -> tuple[Scheme, ...]:
    """Every shipped scheme, by id."""
    folder = files("hawkari.evidence").joinpath("resources/schemes")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    return tuple(_parsed(json.loads(folder.joinpath(name).read_text("utf-8"))) for name in names)


@cache
def scheme(scheme_id: str) -> Scheme:
    """One scheme.

    Raises:
        BadInput: if there is none of that id.
    """
    for one in schemes():
        if one.id == scheme_id:
            return one
    known = ", ".join(one.id for one in schemes())
    raise BadInput(f"there is no scheme {scheme_id!r}", f"Schemes are {known}.")


def _folded(text: str) -> str:
    """A code as it is compared: capitals, one mark between its words."""
    return re.sub(r"[\s\-_]+", "-", text.strip()).upper()


def _parsed(data: Mapping[str, Any]) -> Scheme:
    return Scheme(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        source=data["source"],
        source_date=data["source_date"],
        status=data["status"],
        verified_by=data["verified_by"],
        machine_drafts=tuple(data["machine_drafts"]),
        use=Use(data["use"]),
        parts=tuple(_part(one) for one in data["parts"]),
        note=data.get("note", ""),
        data=data,
    )


def _part(data: Mapping[str, Any]) -> Part:
    return Part(
        id=data["id"],
        words=data["words"],
        terms=tuple(_term(one) for one in data["terms"]),
        is_exclusive=data["exclusive"],
        takes_own_codes=data.get("own_codes", False),
    )


_COMMON = frozenset({
    "code", "words", "wording_seen", "wording_verified",
    "rank", "import_as", "needs_text", "refused",
})  # fmt: skip


def _term(data: Mapping[str, Any]) -> Term:
    return Term(
        code=data["code"],
        words=data["words"],
        wording_seen=data["wording_seen"],
        wording_verified=data["wording_verified"],
        rank=data.get("rank"),
        import_as=tuple(data.get("import_as", ())),
        needs_text=data.get("needs_text", False),
        refused=data.get("refused", False),
        more={key: value for key, value in data.items() if key not in _COMMON},
    )
