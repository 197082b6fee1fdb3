"""A marking in words: its codes with what they mean, the originals first of all."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from hawkari.evidence.grading.schemes import Use, scheme, schemes
from hawkari.evidence.grading.values import MarkingValue

__all__ = ["CodeSaid", "Marked", "codes_said", "marks_line", "said"]


class Marked(Protocol):
    """What has restrictions beside grade and handling: a stored marking, or a union of some."""

    @property
    def europol(self) -> Collection[str]:
        """Europol handling codes."""

    @property
    def tlp(self) -> str:
        """TLP 2.0."""

    @property
    def pap(self) -> str:
        """PAP."""

    @property
    def gsc(self) -> str:
        """UK security classification."""


@dataclass(frozen=True, slots=True)
class CodeSaid:
    """One code of a marking in words.

    Attributes:
        scheme, scheme_name: the scheme's id and its name in the reader's language.
        part: the name of the part in the reader's language.
        code: as given.
        words: what it means in the reader's language; empty for a code that is not known.
        is_original: whether the originator gave it, rather than a conversion.
        is_converted: false where the scheme is only shown beside 3x5x2.
        is_draft: whether the words are a machine's draft that nobody has checked.
    """

    scheme: str
    scheme_name: str
    part: str
    code: str
    words: str
    is_original: bool
    is_converted: bool
    is_draft: bool


def codes_said(marking: MarkingValue, language: str = "en") -> tuple[CodeSaid, ...]:
    """Every code of a marking in words.

    Args:
        marking: which.
        language: ``en``, ``ar`` or ``ckb``; others are answered in English.

    Returns:
        3x5x2 first, then the originals by scheme, Europol's codes, TLP, PAP, classification.
    """
    return tuple(
        _said(scheme_id, part, code, language=language, is_original=is_original)
        for scheme_id, part, code, is_original in _codes(marking)
    )


def said(marking: MarkingValue, language: str = "en") -> str:
    """The marking as one line of text, its conditions' words included.

    For a statement marking, a printed header or a log: ``UK 3x5x2 source 2 (Untested); …``.
    """
    parts = [f"{one.scheme_name} {one.code}: {one.words}" for one in codes_said(marking, language)]
    if marking.condition is not None:
        parts.append(marking.condition.text)
    if marking.europol_text:
        parts.append(marking.europol_text)
    return "; ".join(parts)


def marks_line(marking: Marked, originals: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Restrictions beside grade and handling, and the codes as given, as codes in one line.

    Args:
        marking: a stored marking, or the union of some.
        originals: codes as given; None for those of the marking, if it has any.

    Returns:
        E.g. ``OFFICIAL; TLP:AMBER; PAP:GREEN; H1; uk-5x5x5 B23``; empty where there is nothing.
    """
    given = getattr(marking, "originals", {}) if originals is None else originals
    parts = [
        marking.gsc,
        f"TLP:{marking.tlp}" if marking.tlp else "",
        f"PAP:{marking.pap}" if marking.pap else "",
        " ".join(sorted(marking.europol)),
        *(f"{name} {_joined(name, codes)}" for name, codes in sorted(given.items())),
    ]
    return "; ".join(part for part in parts if part)


def _joined(scheme_id: str, codes: Mapping[str, str]) -> str:
    """Codes of one scheme in the order of its parts."""
    found = next((one for one in schemes() if one.id == scheme_id), None)
    order = [part.id for part in found.parts] if found is not None else sorted(codes)
    return "".join(codes[part] for part in order if part in codes)


def _codes(marking: MarkingValue) -> Iterator[tuple[str, str, str, bool]]:
    imported = {one.id for one in schemes() if one.use is Use.IMPORT}
    is_converted = any(scheme_id in imported for scheme_id, _ in marking.originals)
    for part, code in (
        ("source", marking.source),
        ("intelligence", marking.intelligence),
        ("handling", marking.handling),
    ):
        yield "uk-3x5x2", part, code, not is_converted
    for scheme_id, parts in marking.originals:
        for part, code in parts:
            yield scheme_id, part, code, True
    for code in sorted(marking.europol):
        yield "europol-handling", "handling", code, True
    for scheme_id, code in (("tlp", marking.tlp), ("pap", marking.pap), ("uk-gsc", marking.gsc)):
        if code:
            yield scheme_id, scheme(scheme_id).parts[0].id, code, True


def _said(scheme_id: str, part_id: str, code: str, *, language: str, is_original: bool) -> CodeSaid:
    found = next((one for one in schemes() if one.id == scheme_id), None)
    if found is None:
        return CodeSaid(
            scheme_id, scheme_id, part_id, code, words="", is_original=is_original,
            is_converted=False, is_draft=False,
        )  # fmt: skip
    part = next((one for one in found.parts if one.id == part_id), None)
    term = part.read(code) if part is not None else None
    return CodeSaid(
        scheme=found.id,
        scheme_name=found.said(language),
        part=part.said(language) if part is not None else part_id,
        code=code,
        words=term.said(language) if term is not None else "",
        is_original=is_original,
        is_converted=found.use in (Use.NATIVE, Use.IMPORT),
        is_draft=language in found.machine_drafts,
    )
