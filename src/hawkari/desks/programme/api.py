"""The desk's API. OpenAPI at ``/programme/api/openapi.json``.

Whoever is logged in (session cookie) asks under their own access, as on the pages. Every error has
one shape: ``{"error": {"code", "message", "remedy"}}``. Each part of the desk adds its router.
"""

from hawkari.desks.programme.activity_api import router as activities
from hawkari.desks.programme.capability_api import router as capability
from hawkari.desks.programme.certificate_api import router as certificates
from hawkari.desks.programme.money_api import router as money
from hawkari.desks.programme.publish_api import router as publishing
from hawkari.desks.programme.register_api import router as register
from hawkari.desks.programme.result_api import router as results
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.training_api import router as training
from hawkari.desks.programs import addresses, make_api, says

__all__ = ["api", "urls"]

api = make_api("Hawkari programme", "programme:api")
api.add_exception_handler(
    NotFound, says(api, 404, code="not_found", remedy="Look at the list it is from.")
)
for _router in (
    register,
    money,
    activities,
    certificates,
    training,
    publishing,
    capability,
    results,
):
    api.add_router("", _router)
urls = addresses(api)
