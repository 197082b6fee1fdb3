"""Words of the partners page for codes that the store keeps."""

from django.utils.translation import gettext_lazy as _

__all__ = ["LOGS", "STATES"]

STATES = {"pinned": _("trusted"), "revoked": _("revoked")}
LOGS = {
    "first": _("first head kept"),
    "grown": _("only added to since"),
    "unshown": _("new head, not shown to follow"),
    "broken": _("rewritten: find out why"),
}
