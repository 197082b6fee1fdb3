"""Whether a post advertises a passage, which service it offers, and why it is thought so."""

from hawkari.engines.posts.adverts.reading import AdvertReading, Why, advert_of

__all__ = ["AdvertReading", "Why", "advert_of"]
