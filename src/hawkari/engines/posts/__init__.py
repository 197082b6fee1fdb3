"""Short posts: their language, what they name, which are adverts, and what they claim."""

from hawkari.engines.posts.adverts import AdvertReading, Why, advert_of
from hawkari.engines.posts.canonical import canonical, canonical_with_spans, skeleton
from hawkari.engines.posts.clusters import ClusterState, PostText, SlotView, cluster_posts, slots
from hawkari.engines.posts.language import Guess, languages
from hawkari.engines.posts.selectors import (
    DateHit,
    Hit,
    PriceHit,
    RouteHit,
    RoutePlace,
    Selectors,
    read_selectors,
    route_places,
)

__all__ = [
    "AdvertReading",
    "ClusterState",
    "DateHit",
    "Guess",
    "Hit",
    "PostText",
    "PriceHit",
    "RouteHit",
    "RoutePlace",
    "Selectors",
    "SlotView",
    "Why",
    "advert_of",
    "canonical",
    "canonical_with_spans",
    "cluster_posts",
    "languages",
    "read_selectors",
    "route_places",
    "skeleton",
    "slots",
]
