"""Forms of certificates: issue them, propose to revoke one, verify one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.services.revocations import LONGEST

__all__ = ["IssueForm", "RevokeForm", "VerifyForm"]

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LARGEST = 1 << 20


class IssueForm(forms.Form):
    """Until when certificates hold."""

    until = forms.DateField(
        label=_("Last day on which they hold"), required=False, widget=DAY,
        help_text=_("Leave it empty if they do not lapse."),
    )  # fmt: skip


class RevokeForm(forms.Form):
    """Why a certificate is to be revoked."""

    why = forms.CharField(
        label=_("Why it is to be revoked"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip


class VerifyForm(forms.Form):
    """A badge, and what else is known of it."""

    text = forms.CharField(
        label=_("What the scanner read, or the badge's text"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false"}),
    )  # fmt: skip
    file = forms.FileField(label=_("Or the badge's file"), required=False)
    name = forms.CharField(
        label=_("Name on the certificate"), required=False, max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("With the code: whether it is this person's. Neither is kept."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Holder's code"), required=False, max_length=40,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )  # fmt: skip
    issuer = forms.CharField(
        label=_("Public key of another issuer that you trust"), required=False, max_length=120,
        widget=forms.TextInput({"dir": "ltr"}),
        help_text=_("Begins with did:key. Your own agency's is known."),
    )  # fmt: skip
    status = forms.FileField(label=_("That issuer's status list"), required=False)

    def clean(self) -> dict[str, Any]:
        """Put what was pasted or sent into `text`, and the list into `status`, as texts."""
        said: dict[str, Any] = super().clean() or {}
        for field in ("file", "status"):
            sent = said.get(field)
            if sent is not None and sent.size > LARGEST:
                self.add_error(field, _("The file is too large for a badge."))
            said[field] = "" if sent is None else sent.read(LARGEST).decode("ascii", "replace")
        said["text"] = said.get("text", "").strip() or said["file"]
        if not said["text"]:
            self.add_error("text", _("Paste what was read, or choose the file."))
        if bool(said.get("name")) is not bool(said.get("code")):
            self.add_error("code", _("Give name and code, or neither."))
        return said
