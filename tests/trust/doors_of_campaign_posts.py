"""Doors of the campaign desk: posts and imports, and the API's own addresses."""

from tests.trust.visits import Visit

__all__ = ["EXEMPT_ROUTES", "VISITS"]

VISITS = (
    Visit("campaign:posts"),
    Visit("campaign:api:posts"),
)
EXEMPT_ROUTES = {
    "campaign:api:openapi-json": "describes the API's form; the same for everybody",
    "campaign:api:api-root": "answers 404",
}
