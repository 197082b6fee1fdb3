"""What the desk keeps."""

from hawkari.desks.exchange.models.texts import TextTranslation

__all__ = ["TextTranslation"]
