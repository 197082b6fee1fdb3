"""The form for a program's token, and the words of what a token opens."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hawkari.desks.exchange.models import Door
from hawkari.desks.exchange.services.tokens import MOST_DAYS, USUAL_DAYS

__all__ = ["DOORS", "STATES", "TokenForm"]

DOORS = {
    Door.MATCH.value: _("search and match, as yente does (yente clients)"),
    Door.RECONCILE.value: _("reconcile a spreadsheet (OpenRefine)"),
    Door.STREAM.value: _("read everything as FollowTheMoney"),
    Door.MISP.value: _("read events and objects for MISP"),
    Door.TAXII.value: _("read by TAXII (STIX)"),
    Door.TAXII_ADD.value: _("hand objects in by TAXII (STIX)"),
}
STATES = {"valid": _("valid"), "expired": _("expired"), "revoked": _("revoked")}


class TokenForm(forms.Form):
    """Make a token: for which program, what it opens, for how long."""

    name = forms.CharField(
        label=_("Which program is it for?"), max_length=100, widget=forms.TextInput({"dir": "auto"})
    )
    doors = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=list(DOORS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="token_%s")
