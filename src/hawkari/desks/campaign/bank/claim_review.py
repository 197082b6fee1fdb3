"""An answer as schema.org's ClaimReview, in JSON-LD.

Fields after Google's guide to fact-check markup (developers.google.com, "Fact check (ClaimReview)
structured data"): ``claimReviewed``, ``reviewRating.alternateName`` and ``url`` are required, the
address is of the page that shows the whole answer, on the same site as the markup.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from hawkari.desks.campaign.bank.composing import Sheet
from hawkari.desks.campaign.bank.values import Verdict
from hawkari.errors import BadInput

__all__ = ["RATINGS", "claim_review"]

RATINGS = {
    Verdict.FALSE: 1,
    Verdict.MISLEADING: 2,
    Verdict.TRUE_IN_PART: 3,
    Verdict.TRUE: 5,
}
"""On a scale of one to five. What has no evidence or is disputed has words and no number."""
BEST, WORST = 5, 1
BCP47 = {"kmr": "kmr-Latn", "ckb": "ckb-Arab"}
HOST = re.compile(r"[a-z0-9.-]+\.[a-z0-9-]+(:\d+)?", re.IGNORECASE)


def claim_review(sheet: Sheet, *, url: str) -> dict[str, Any]:
    """The markup of an answer, for the page on which it is published.

    Args:
        sheet: what is said.
        url: address of that page: https.

    Raises:
        BadInput: if the address is none.
    """
    content = sheet.content
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": sheet.verdict}
    if content.verdict in RATINGS:
        rating |= {
            "ratingValue": RATINGS[content.verdict],
            "bestRating": BEST,
            "worstRating": WORST,
        }
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": sheet.reference,
        "url": _address(url),
        "inLanguage": BCP47.get(content.language, content.language),
        "datePublished": sheet.made_on.isoformat(),
        "expires": content.expires.isoformat() if content.expires else None,
        "claimReviewed": content.claim,
        "reviewRating": rating,
        "author": {"@type": "Organization", "name": content.attribution},
        "itemReviewed": {"@type": "Claim", "name": content.claim},
        "reviewBody": _body(sheet),
        "citation": [
            {"@type": "CreativeWork", "name": one.title, "publisher": one.publisher,
             "url": one.url, **({"datePublished": one.on} if one.on else {})}
            for one in content.sources
        ],
    }  # fmt: skip
    return {name: value for name, value in review.items() if value is not None}


def _address(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme != "https" or not HOST.fullmatch(parts.netloc):
        raise BadInput(
            "the markup needs the address of the page that shows the answer",
            "Give it with https, for example https://example.org/answers/boats.",
            where=("url",),
        )
    return url.strip()


def _body(sheet: Sheet) -> str:
    content, words = sheet.content, sheet.words
    helps = [f"{one.name}: {one.how}" for one in content.protection]
    parts = [content.answer, content.more, content.deterrence]
    parts += [words.said("protection"), *helps, sheet.speaker]
    return "\n".join(part for part in parts if part)
