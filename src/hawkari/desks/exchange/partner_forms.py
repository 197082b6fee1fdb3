"""The forms of the partners page."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

__all__ = ["PartnerForm"]

LARGEST = 65_536


class PartnerForm(forms.Form):
    """Add a partner: its card, and what it read out."""

    card = forms.FileField(
        label=_("The partner's card"),
        help_text=_("The small file that their node wrote. It is no secret and may come by mail."),
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )
    fingerprint = forms.CharField(
        label=_("The fingerprint that they read out to you"),
        help_text=_(
            "Call them at a number that you know, and type what you hear: ten groups of four. Do "
            "not copy it from the message that the card came with."
        ),
        max_length=100,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: object = None, files: MultiValueDict[str, Any] | None = None) -> None:
        super().__init__(data, files, auto_id="partner_%s")  # type: ignore[arg-type]

    def clean_card(self) -> bytes:
        """The file's content."""
        content = bytes(self.cleaned_data["card"].read(LARGEST + 1))
        if len(content) > LARGEST:
            raise forms.ValidationError(gettext("This is no card of a node: it is too large."))
        return content
