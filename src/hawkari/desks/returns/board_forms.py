"""What may be asked of the board, and done to the cases ticked on it."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns.board_words import ACTIONS, WORKERS
from hawkari.desks.returns.services.board import OPEN, Filters
from hawkari.desks.returns.services.bulk import MOVES, BulkAction, Wanted
from hawkari.desks.returns.words import CLOSINGS, RECEIVERS, ROUTES, STATES, Words, word

__all__ = ["BulkForm", "FilterForm", "filters_of"]

ANY = ("", _("any"))


def _choices(words: Words, codes: tuple[str, ...] | None = None) -> list[tuple[str, object]]:
    wanted = codes if codes is not None else tuple(words)
    return [(str(code), word(words, code)) for code in wanted]


class FilterForm(forms.Form):
    """Which cases of a list are shown."""

    state = forms.ChoiceField(
        label=_("State"), choices=[ANY, *_choices(STATES, OPEN)], required=False
    )
    receiver = forms.ChoiceField(
        label=_("Receiving authority"), choices=[ANY, *_choices(RECEIVERS)], required=False
    )
    route = forms.ChoiceField(label=_("Route"), choices=[ANY, *_choices(ROUTES)], required=False)
    worker = forms.ChoiceField(
        label=_("Caseworker"), choices=[ANY, *_choices(WORKERS)], required=False
    )


class BulkForm(forms.Form):
    """One thing to be done to the cases that are ticked."""

    action = forms.ChoiceField(choices=_choices(ACTIONS))
    worker = forms.ChoiceField(label=_("Caseworker"), required=False)
    to = forms.ChoiceField(
        label=_("To which state"), choices=_choices(STATES, MOVES), required=False
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=_choices(CLOSINGS), required=False)
    why = forms.CharField(label=_("Why, in words"), max_length=1000, required=False)

    def wanted(self) -> Wanted:
        """What is to be done, of a form that was read."""
        data = self.cleaned_data
        action = BulkAction(data["action"])
        field = {"assign": "worker", "move": "to", "close": "reason"}.get(action, "")
        return Wanted(action, data.get(field, ""), data["why"])


def filters_of(data: Mapping[str, str]) -> Filters:
    """The filters of an address or a form; what is no value of its field is left out."""
    names = ("view", "state", "receiver", "route", "worker", "after")
    return Filters(**{name: data.get(name, "") for name in names}).known()
