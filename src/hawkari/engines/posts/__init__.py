"""Short posts: their language, what they name, which are adverts, and what they claim."""

__all__: list[str] = []
