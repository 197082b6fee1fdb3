"""Forms of blind matching: ask, say of a hit, lift a suspension, take part in deconfliction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.exchange.blind_words import KINDS

__all__ = ["AskForm", "DeskForm", "ReasonForm", "VerdictForm"]

LONGEST = 2000


def _words(label: object, *, rows: int = 2, hint: object = "") -> forms.CharField:
    return forms.CharField(
        label=str(label) if isinstance(label, str) else label,  # type: ignore[arg-type]
        max_length=LONGEST,
        help_text=hint,  # type: ignore[arg-type]
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class AskForm(forms.Form):
    """What is asked of whom, and why."""

    partners = forms.MultipleChoiceField(
        label=_("Partners"), widget=forms.SelectMultiple(attrs={"size": 4})
    )
    kind = forms.ChoiceField(label=_("What it is about"), choices=KINDS, initial="phone")
    lines = forms.CharField(
        label=_("Values, one a line"),
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "autocomplete": "off"}),
        help_text=_(
            "They do not leave this node. A person: name; birth date; father; birth place, such as "
            "Rebwar Amin; 1988-07-02"
        ),
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"), max_length=500, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    purpose = _words(_("Purpose"), hint=_("The partner reads this. Write no name and no number."))
    necessity = _words(_("Why it is necessary and proportionate"))


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(label=_("Why"), max_length=LONGEST)


class VerdictForm(forms.Form):
    """What a duty officer says of a hit."""

    verdict = forms.ChoiceField(
        choices=(("confirmed", _("Confirm")), ("dismissed", _("Dismiss"))),
    )
    call = forms.CharField(required=False, max_length=200)
    words = forms.CharField(required=False, max_length=LONGEST)


class DeskForm(forms.Form):
    """Whom partners call for the operation in use; empty ends its taking part."""

    call = forms.CharField(
        label=_("Whom a partner calls"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("A desk and its telephone. Empty: this operation takes no part."),
    )
