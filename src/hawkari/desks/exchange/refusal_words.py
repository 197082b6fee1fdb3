"""Why nothing was done, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from hawkari.desks.refusals import Refusals, refusal
from hawkari.errors import BadInput

__all__ = ["refused"]

OF_THE_NODE: Refusals = (
    ("is no node yet", _("This installation is no node yet. Its administrator makes it one.")),
    ("this node speaks for", _("This node speaks for its own agency only.")),
    ("no such partner", _("That agency is no partner of this node in this operation.")),
    ("the partner was revoked", _("The keys of that partner were revoked. Ask who runs the node.")),
)
"""What any part of the desk may be refused by the node."""


def refused(error: BadInput, words: Refusals) -> str:
    """What a service refused and where; in its own words where no others are known.

    Args:
        error: the refusal.
        words: of the part of the desk that refused, before those that every part shares; the
            first part that is in it tells.
    """
    found = refusal(error, words, OF_THE_NODE)
    where = ", ".join(error.where)
    return f"{where}: {found}" if where and found != str(error) else found
