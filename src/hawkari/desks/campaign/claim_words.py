"""Words of new claims, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from hawkari.desks.campaign import myth_words
from hawkari.desks.refusals import Refusals, refusal
from hawkari.errors import BadInput

__all__ = ["refused"]

REFUSED: Refusals = (
    ("settled this claim", _("Somebody has settled this claim already. See what was made of it.")),
    ("no reason is given", _("Say why it needs no answer.")),
)


def refused(error: BadInput) -> str:
    """What a service refused of claims, in the reader's language."""
    return refusal(error, REFUSED, myth_words.REFUSED)
