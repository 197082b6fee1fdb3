"""Short posts: their language, what they name, which are adverts, and what they claim."""

from hawkari.engines.posts.canonical import canonical, canonical_with_spans, skeleton

__all__ = ["canonical", "canonical_with_spans", "skeleton"]
