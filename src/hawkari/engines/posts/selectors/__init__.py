"""What a post names: phones, accounts, prices, routes, dates, ways to pay and to travel."""

from hawkari.engines.posts.selectors.gazetteer import RoutePlace, route_places
from hawkari.engines.posts.selectors.reading import read_selectors
from hawkari.engines.posts.selectors.values import (
    DateHit,
    Hit,
    PriceHit,
    RouteHit,
    Selectors,
    Span,
)

__all__ = [
    "DateHit",
    "Hit",
    "PriceHit",
    "RouteHit",
    "RoutePlace",
    "Selectors",
    "Span",
    "read_selectors",
    "route_places",
]
