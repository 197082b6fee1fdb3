"""Forms of letters: what goes into one, and how it was served."""

from datetime import UTC

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns import words
from hawkari.desks.returns.letters import LANGUAGES, Appeal, Contact, LetterKind
from hawkari.desks.returns.package_words import PACKAGES
from hawkari.desks.returns.services.letters import Asked, Served

__all__ = ["LetterForm", "ServedForm"]

PLACES = list(words.PLACES.items())
HOW = (
    ("in person", _("in person")),
    ("by post", _("by post")),
    ("to the lawyer", _("to the lawyer")),
)


def _text(label: object, *, help_text: object = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        max_length=300,
        required=required,
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class LetterForm(forms.Form):
    """A letter. What it lacks is said by the service, which makes none without it."""

    kind = forms.ChoiceField(
        label=_("Which letter"), choices=[(one.value, PACKAGES[one.value]) for one in LetterKind]
    )
    language = forms.ChoiceField(
        label=_("Language of the person"),
        choices=[(one, words.LANGUAGES[one]) for one in LANGUAGES],
    )
    destination = _text(_("Destination: country and place"))
    route = _text(
        _("Route: places passed through"),
        help_text=_("One after the other, with commas."),
        required=False,
    )
    place = forms.ChoiceField(label=_("Where it is served"), choices=PLACES)
    serve_at = forms.DateTimeField(
        label=_("When it is served (UTC)"),
        required=False,
        help_text=_("Now, if you leave it empty. The end of the notice period is computed."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    departs = forms.DateTimeField(
        label=_("Departure (UTC); of a notice of departure details"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    departs_from = _text(_("Departure from"), required=False)
    carrier = _text(_("Flight or ship"), required=False)
    receiver = _text(_("Authority that is asked to receive the person"), required=False)
    appeal_until = forms.DateField(
        label=_("Last day to appeal"),
        required=False,
        help_text=_("Empty if the records show no right of appeal; the letter then says so."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    appeal_to = _text(_("Where an appeal is sent"), required=False)
    office = _text(_("Office that sends it"))
    advice_name = _text(_("Who gives advice: name"))
    advice_phone = _text(_("Who gives advice: telephone"))
    advice_more = _text(_("Who gives advice: address"), required=False)
    interpreter_name = _text(_("Whom to ask for an interpreter: name"))
    interpreter_phone = _text(_("Whom to ask for an interpreter: telephone"))
    questions_name = _text(_("Whom to ask anything else: name"))
    questions_phone = _text(_("Whom to ask anything else: telephone"))

    def asked(self) -> Asked:
        """What the service makes a letter of."""
        given = self.cleaned_data
        return Asked(
            kind=LetterKind(given["kind"]),
            language=given["language"],
            office=given["office"],
            advice=Contact(given["advice_name"], given["advice_phone"], given["advice_more"]),
            interpreter=Contact(given["interpreter_name"], given["interpreter_phone"]),
            questions=Contact(given["questions_name"], given["questions_phone"]),
            appeal=Appeal(given["appeal_until"], given["appeal_to"]),
            destination=given["destination"],
            route=tuple(one.strip() for one in given["route"].split(",")),
            place=given["place"],
            serve_at=given["serve_at"].astimezone(UTC) if given["serve_at"] else None,
            departs=given["departs"].astimezone(UTC) if given["departs"] else None,
            departs_from=given["departs_from"],
            carrier=given["carrier"],
            receiver=given["receiver"],
        )


class ServedForm(forms.Form):
    """How a letter was served."""

    how = forms.ChoiceField(label=_("How it was served"), choices=HOW)
    place = forms.ChoiceField(label=_("Where it is served"), choices=PLACES)
    read_to_person = forms.BooleanField(
        label=_("It was read to the person in their language"), required=False
    )
    at = forms.DateTimeField(
        label=_("When (UTC)"),
        required=False,
        help_text=_("Now, if you leave it empty."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def served(self) -> Served:
        """What the service records."""
        given = self.cleaned_data
        at = given["at"].astimezone(UTC) if given["at"] else None
        return Served(given["how"], given["place"], read_to_person=given["read_to_person"], at=at)
