"""The form of a STIX bundle to take along."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

__all__ = ["BundleForm"]


class BundleForm(forms.Form):
    """Why a bundle is made, and who is to receive it."""

    why = forms.CharField(
        label=_("Why? (kept in the audit log)"),
        max_length=1000,
        widget=forms.TextInput({"dir": "auto"}),
    )
    recipient = forms.CharField(
        label=_("Who is to receive it?"),
        help_text=_("Leave it empty if it stays with you. A correction reaches whoever you name."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="bundle_%s")
