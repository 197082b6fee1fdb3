"""Forms of notices and of consent: what was served, what no longer counts, what was signed."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns import words
from hawkari.desks.returns.form_fields import (
    choices_of,
    date_field,
    long_field,
    text_field,
    when_field,
    yes_field,
)
from hawkari.engines.casework import NoticeFact

__all__ = ["ConsentForm", "NoticeForm", "VoidNoticeForm"]


class NoticeForm(forms.Form):
    """A notice as it was served."""

    kind = forms.ChoiceField(label=_("Notice"), choices=choices_of(words.NOTICES))
    language = forms.ChoiceField(label=_("Language"), choices=choices_of(words.LANGUAGES))
    route = text_field(_("Way of travel"), help_text=_("E.g. air, London to Erbil."))
    destination = text_field(_("Destination"))
    departs = when_field(
        _("Departure (UTC); of a notice of departure details"),
        help_text=_(
            "As it stands there. Another day or carrier is then no journey of this notice."
        ),
    )
    carrier = text_field(_("Flight or carrier"), required=False)
    read_to_person = yes_field(_("It was read out in that language"))
    appeal_details = yes_field(_("It says how to appeal"))
    lawyer_details = yes_field(_("It says how to get advice"))
    served_how = text_field(_("How it was served"))
    place = forms.ChoiceField(
        label=_("Where it was served"),
        choices=choices_of(words.PLACES),
        help_text=_("The bank holidays there count for the notice period."),
    )
    document = text_field(_("Reference of the letter"), required=False)
    served = when_field(_("When (UTC)"), help_text=_("Empty for now."))


class VoidNoticeForm(forms.Form):
    """Which notice is void, and why."""

    notice = forms.TypedChoiceField(label=_("Notice"), coerce=int)
    why = long_field(_("Why, in words"))

    def offer(self, notices: Iterable[NoticeFact]) -> None:
        """Offer the notices that stand."""
        choices = [(one.number, _notice(one)) for one in notices]
        none = [] if choices else [("", _("No notice stands."))]
        self.fields["notice"].choices = [*none, *choices]  # type: ignore[attr-defined]


def _notice(one: NoticeFact) -> str:
    # Isolated, or else a date after an Arabic letter is shown the other way round; an option takes
    # no mark-up that would do it.
    day = f"\u2066{one.served.date().isoformat()}\u2069"
    said = {"notice": words.word(words.NOTICES, one.kind), "day": day}
    return gettext("%(notice)s, served on %(day)s") % said


class ConsentForm(forms.Form):
    """Consent to return, and the counselling before."""

    document = text_field(_("Reference of the signed form"))
    dated = date_field(_("Dated"), required=True)
    language = forms.ChoiceField(label=_("Language"), choices=choices_of(words.LANGUAGES))
    informed = yes_field(_("Told what it means, and what there is instead"))
    told_withdrawable = yes_field(_("Told that it may be withdrawn at any point"))
    counselled = date_field(_("Counselled on"), required=True)
    counselling_language = forms.ChoiceField(
        label=_("Language of the counselling"), choices=choices_of(words.LANGUAGES)
    )
