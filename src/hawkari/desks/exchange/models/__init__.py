"""What the desk keeps."""

from hawkari.desks.exchange.models.texts import TextTranslation
from hawkari.desks.exchange.models.tokens import Door, ProgramToken

__all__ = ["Door", "ProgramToken", "TextTranslation"]
