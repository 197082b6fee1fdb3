"""The myth bank's pure part: what an answer says, whether it may leave, and the products it makes.

Values in, text, pictures and pages out; no database. `may_leave` is the one rule of what leaves:
every maker of a product asks it, and a draft can only be printed with a stamp that says so.
"""

from hawkari.desks.campaign.bank.claim_review import claim_review
from hawkari.desks.campaign.bank.cleaning import cleaned, plain
from hawkari.desks.campaign.bank.composing import Sheet, compose, compose_draft
from hawkari.desks.campaign.bank.leaving import NotSigned, Reason, lacking, may_leave
from hawkari.desks.campaign.bank.printing import card_png, leaflet_pdf, preview_png
from hawkari.desks.campaign.bank.values import (
    Answer,
    Content,
    Help,
    Part,
    Signature,
    Source,
    Verdict,
    content_of,
    data_of,
    digest_of,
)
from hawkari.desks.campaign.bank.whatsapp import whatsapp_text
from hawkari.desks.campaign.bank.wording import LANGUAGES, Wording, wording_of

__all__ = [
    "LANGUAGES",
    "Answer",
    "Content",
    "Help",
    "NotSigned",
    "Part",
    "Reason",
    "Sheet",
    "Signature",
    "Source",
    "Verdict",
    "Wording",
    "card_png",
    "claim_review",
    "cleaned",
    "compose",
    "compose_draft",
    "content_of",
    "data_of",
    "digest_of",
    "lacking",
    "leaflet_pdf",
    "may_leave",
    "plain",
    "preview_png",
    "whatsapp_text",
    "wording_of",
]
