"""Words of new claims, in the reader's language."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.campaign import myth_words
from hawkari.errors import BadInput

__all__ = ["refused"]

REFUSED: Sequence[tuple[str, Promise]] = (
    ("settled this claim", _("Somebody has settled this claim already. See what was made of it.")),
    ("no reason is given", _("Say why it needs no answer.")),
)


def refused(error: BadInput) -> str:
    """What a service refused; in its own words where no others are known."""
    known = next((str(told) for part, told in REFUSED if part in error.problem), "")
    return known or myth_words.refused(error)
