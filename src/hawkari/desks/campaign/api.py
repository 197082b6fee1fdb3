"""The desk's API. OpenAPI at ``/campaign/api/openapi.json``.

Whoever is logged in (session cookie) asks under their own access, as on the pages. Every error has
one shape: ``{"error": {"code", "message", "remedy"}}``. Each part of the desk adds its router.
"""

from hawkari.desks.campaign.claim_api import router as claims
from hawkari.desks.campaign.myth_api import router as myths
from hawkari.desks.campaign.operator_api import router as operators
from hawkari.desks.campaign.plan_api import router as plans
from hawkari.desks.campaign.post_api import router as posts
from hawkari.desks.campaign.referral_api import router as referrals
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.desks.programs import addresses, make_api, says

__all__ = ["api", "urls"]

api = make_api("Hawkari campaign", "campaign:api")
api.add_exception_handler(
    NotFound, says(api, 404, code="not_found", remedy="Look at the list it is from.")
)
for _router in (posts, claims, operators, myths, referrals, plans):
    api.add_router("", _router)
urls = addresses(api)
