"""Words of operators in the reader's language: services, orders."""

from django.utils.translation import gettext_lazy as _

__all__ = ["LEVELS", "ORDER_WORDS", "SERVICES"]

ORDER_WORDS = {
    "last": _("Last seen first"),
    "first": _("New ones first"),
    "posts": _("Most adverts first"),
}
LEVELS = {2: _("two adverts or more"), 1: _("one advert too")}
SERVICES = {
    "lorry": _("lorry"),
    "boat": _("boat"),
    "ship": _("ship or yacht"),
    "plane": _("plane"),
    "car": _("car"),
    "on foot": _("on foot"),
    "visa": _("visa"),
    "documents": _("documents"),
    "guide in a game": _("guide in a “game”"),
    "money": _("money transfer"),
}
