"""Words of the partners page for codes that the store keeps."""

from django.utils.translation import gettext_lazy as _

from hawkari.desks.refusals import Refusals

__all__ = ["LOGS", "REFUSALS", "STATES"]

STATES = {"pinned": _("trusted"), "revoked": _("revoked")}
LOGS = {
    "first": _("first head kept"),
    "grown": _("only added to since"),
    "unshown": _("new head, not shown to follow"),
    "broken": _("rewritten: find out why"),
}
# What services say, by a part of it that stays; they say it in English.
REFUSALS: Refusals = (
    ("a reason is needed", _("Say why in a few words; it stays in the audit log.")),
    ("is pinned", _("That agency is no partner of this node in this operation.")),
)
