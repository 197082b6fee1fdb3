"""Forms of the pages of imports."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.uploads import UPLOAD_MIB

__all__ = ["ImportForm", "KeepForm", "WhyForm"]

DAY = forms.DateInput(attrs={"type": "date"})


class ImportForm(forms.Form):
    """A file of posts, on which ground it is kept, and until when."""

    file = forms.FileField(
        label=_("File"),
        help_text=format_lazy(
            _(
                "An export of Telegram Desktop, 4CAT, TikTok's or Meta's research tools, or a CSV "
                "with a column for the text. At most {size} MiB; larger ones with hawkari campaign "
                "import."
            ),
            size=UPLOAD_MIB,
        ),
    )
    lawful_basis = forms.CharField(
        label=_("Lawful basis"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("On which ground the posts were exported and are kept."),
    )
    keep_until = forms.DateField(
        label=_("Keep until"),
        widget=DAY,
        help_text=_("By this day somebody says whether the posts are still kept."),
    )
    dpia = forms.CharField(
        label=_("Data protection impact assessment"),
        max_length=500,
        required=False,
        help_text=_("Its number, or where it is."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, too_large: bool = False) -> None:
        super().__init__(data, files)
        if too_large:
            self.fields["file"].error_messages["required"] = gettext(
                "The file is larger than a page takes. Import it with hawkari campaign import."
            )


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class KeepForm(WhyForm):
    """Another day, and a reason."""

    until = forms.DateField(label=_("Keep until"), widget=DAY)
    field_order = ("until", "why")
