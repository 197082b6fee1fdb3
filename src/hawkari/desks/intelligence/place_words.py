"""Words of the map: what somebody has to do with a place, and how it was placed."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.evidence.places import Positioned, Role

__all__ = ["positioned", "role"]

ROLES: Mapping[str, Promise] = {
    Role.BIRTH: _("born there"),
    Role.ADDRESS: _("address"),
    Role.DEPARTURE: _("left from there"),
    Role.ARRIVAL: _("arrived there"),
    Role.EVENT: _("event there"),
}
POSITIONED: Mapping[str, Promise] = {
    Positioned.STATED: _("coordinates as stated"),
    Positioned.NAME: _("by its name: in or near this town"),
    Positioned.LARGEST: _("by its name: the by far largest of several towns"),
    Positioned.SEVERAL: _("several towns could be meant"),
    Positioned.UNKNOWN: _("no town known here is called so"),
}


def role(key: str) -> str:
    """What somebody has to do with a place; a key that is not known as it is."""
    return str(ROLES.get(key, key))


def positioned(key: str) -> str:
    """How a place was placed, or why it was not; a key that is not known as it is."""
    return str(POSITIONED.get(key, key))
