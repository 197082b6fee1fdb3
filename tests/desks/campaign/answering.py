"""An answer to play with: whole, and signed by three people. All of them are invented."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hawkari.desks.campaign.bank import (
    Answer,
    Content,
    Help,
    Part,
    Signature,
    Source,
    Verdict,
    digest_of,
)

FONTS = Path(__file__).parents[3] / "src" / "hawkari" / "site" / "fonts"
REFERENCE = "M-2026-7KQ4XM"
WRITTEN = date(2026, 11, 27)
LAST = date(2027, 6, 30)
SAID = {
    "en": ("The boat is new and safe.", "It is not safe: boats break, and people drown."),
    "ckb": ("بەلەمەکە نوێ و سەلامەتە.", "سەلامەت نییە: بەلەم دەشکێت و خەڵک دەخنکێن."),
    "kmr": ("Qeyik nû û ewle ye.", "Ew ne ewle ye: qeyik dişkên û mirov dixeniqin."),
    "ar": ("القارب جديد وآمن.", "ليس آمنًا: تنكسر القوارب ويغرق الناس."),
    "fa": ("قایق نو و امن است.", "امن نیست: قایق می‌شکند و مردم غرق می‌شوند."),
}
SIGNERS = {Part.COMMUNICATIONS: "nasrin", Part.LEGAL: "r.fenwick", Part.READER: "hemin"}


def content(language: str = "en", **changes: Any) -> Content:
    """A whole content in a language."""
    claim, answer = SAID[language]
    whole = Content(
        language=language,
        claim=claim,
        verdict=Verdict.FALSE,
        answer=answer,
        protection=(Help("112", "Call it when a life is in danger."),),
        sources=(Source("On boats", "A coastguard", "https://example.org/boats", "2026-05"),),
        attribution="Invented Border Office",
        expires=LAST,
    )
    return replace(whole, **changes)


def answer(language: str = "en", *, signed: bool = True, **changes: Any) -> Answer:
    """An answer; `changes` are of its content."""
    said = content(language, **changes)
    digest = digest_of(REFERENCE, said)
    signatures = tuple(Signature(part, by, digest) for part, by in SIGNERS.items())
    return Answer(REFERENCE, said, WRITTEN, frozenset({"author"}), signatures if signed else ())
