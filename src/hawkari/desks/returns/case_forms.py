"""Forms of the steps of a case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns import words
from hawkari.desks.returns.form_fields import (
    choices_of,
    date_field,
    long_field,
    text_field,
    when_field,
)
from hawkari.engines.casework import Guard, State, load_table
from hawkari.engines.casework.table import Paper

__all__ = [
    "AnswerForm",
    "ArrivedForm",
    "AskedForm",
    "AssignForm",
    "BookForm",
    "CheckForm",
    "CloseForm",
    "ConfirmForm",
    "CorrectForm",
    "DetailsForm",
    "DifferentForm",
    "DocumentForm",
    "FamilyForm",
    "KeepForm",
    "LiftForm",
    "MoveForm",
    "NewCaseForm",
    "NoteForm",
    "OpenBarrierForm",
    "PersonForm",
    "ReasonForm",
    "WhoForm",
]

UNSAID = _("not known yet")
READ_OFF = ("no_travel_document", "not_accepted")
"""Barriers that are read off what is recorded of documents and answers: nobody looks for them."""


class DetailsForm(forms.Form):
    """How the person returns, to whom, in which language, and who travels."""

    route = forms.ChoiceField(
        label=_("Route"), choices=choices_of(words.ROUTES, empty=UNSAID), required=False
    )
    receiver = forms.ChoiceField(
        label=_("Receiving authority"),
        choices=choices_of(words.RECEIVERS, empty=UNSAID),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=choices_of(words.LANGUAGES, empty=UNSAID), required=False
    )
    interpreter = text_field(
        _("Interpreter"), required=False, help_text=_("Who interprets, or that nobody is needed.")
    )
    adults = forms.IntegerField(label=_("Adults"), min_value=0, max_value=20, required=False)
    children = forms.IntegerField(
        label=_("Children under 18, of the family too"), min_value=0, max_value=20, required=False
    )
    unaccompanied = forms.NullBooleanField(label=_("A child alone"), required=False)
    ill = forms.NullBooleanField(label=_("Ill, or in need of care"), required=False)
    pregnant = forms.NullBooleanField(label=_("Pregnant"), required=False)


class WhoForm(forms.Form):
    """Who a person is, as far as it is known."""

    name = text_field(_("Name, in its own script"))
    romanised = text_field(_("Name in Latin letters"), required=False)
    father_name = text_field(_("Father's name"), required=False)
    mother_name = text_field(_("Mother's name"), required=False)
    birth_date = forms.CharField(
        label=_("Born"),
        required=False,
        max_length=10,
        help_text=_("A year, a month or a day: 1994, 1994-05 or 1994-05-18."),
    )
    birth_place = text_field(_("Place of birth"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=choices_of(words.SEXES, empty=UNSAID), required=False
    )
    nationality = forms.CharField(
        label=_("Nationality"), required=False, max_length=2, help_text=_("Two letters, e.g. IQ.")
    )
    home_area = text_field(_("Home area"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    lawyer = text_field(_("Lawyer"), required=False)
    lawyer_contact = text_field(_("How to reach the lawyer"), required=False)


class PersonForm(WhoForm):
    """Who the person is, put right."""

    why = long_field(_("Where this is known from"))


class NewCaseForm(WhoForm, DetailsForm):
    """A new case."""

    family = forms.CharField(
        label=_("Case of somebody in the family"),
        required=False,
        max_length=16,
        help_text=_("E.g. R-2026-7KQ4XM; empty if there is none."),
    )
    field_order = (
        "name", "romanised", "birth_date", "sex", "nationality", "home_area", "phone", "route",
        "receiver", "language", "interpreter", "lawyer", "lawyer_contact",
    )  # fmt: skip


class _AboutBarriers(forms.Form):
    """Knows the kinds of barrier, in the reader's language."""

    @staticmethod
    def titles() -> list[tuple[str, str]]:
        """Each kind with its words."""
        kinds = (one for one in load_table().barriers if one not in READ_OFF)
        return [(kind, words.barrier_word(kind)) for kind in kinds]


class OpenBarrierForm(_AboutBarriers):
    """Something that stops this return."""

    barrier = forms.ChoiceField(label=_("What stops this return"))
    source = long_field(
        _("What says so"), help_text=_("A document, or who said it, in which words.")
    )
    at = when_field(_("Since when (UTC)"), help_text=_("Empty for now."))
    review = date_field(_("To be looked at again"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["barrier"].choices = self.titles()  # type: ignore[attr-defined]


class CheckForm(_AboutBarriers):
    """What somebody looked for and did not find."""

    barriers = forms.MultipleChoiceField(
        label=_("Looked for, and none found"), widget=forms.CheckboxSelectMultiple
    )
    source = long_field(_("Where was looked"), help_text=_("The file's number, or who was asked."))
    review = date_field(_("Known until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["barriers"].choices = self.titles()  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """The dated document that lifts one opening of a barrier."""

    barrier = forms.CharField(widget=forms.HiddenInput)
    opening = forms.IntegerField(widget=forms.HiddenInput)
    document = text_field(_("Document"), help_text=_("Its reference, as it stands on it."))
    paper = forms.ChoiceField(label=_("What it is, whose decision, and what it says"))
    dated = date_field(_("Dated"), required=True)
    review = date_field(_("To be looked at again"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guard = load_table().barriers.get(str(self["barrier"].value() or ""))
        self.fields["paper"].choices = [("", "…"), *_papers(guard)]  # type: ignore[attr-defined]


def _papers(guard: Guard | None) -> list[tuple[str, str]]:
    if guard is None or guard.barrier is None:
        return []
    return [
        (f"{paper.document}/{by}/{outcome}", _paper(paper, by, outcome))
        for paper in guard.barrier.lifts_with
        for by in paper.by
        for outcome in (paper.outcomes.all if paper.outcomes is not None else ("",))
    ]


def _paper(paper: Paper, by: str, outcome: str) -> str:
    table, language = load_table(), get_language() or "en"
    named = (
        f"{table.say('papers', paper.document, language)}: {table.say('deciders', by, language)}"
    )
    if not outcome:
        return named
    said = f"{named}: {table.say('outcomes', outcome, language)}"
    return gettext("%(paper)s (lifts nothing)") % {"paper": said} if paper.keeps(outcome) else said


class DocumentForm(forms.Form):
    """How far a document is."""

    document = text_field(_("Number, or what it is called while it has none"))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices_of(words.DOCUMENTS))
    status = forms.ChoiceField(label=_("How far it is"), choices=choices_of(words.STATUSES))
    issued = date_field(_("Issued"))
    expires = date_field(_("First day on which it is no longer good"))


class AskedForm(forms.Form):
    """What the receiving authority was told when it was asked."""

    receiver = forms.ChoiceField(
        label=_("Receiving authority"), choices=choices_of(words.RECEIVERS)
    )
    request = text_field(_("Reference of the request"))
    fields_told = forms.MultipleChoiceField(
        label=_("What it was told"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never that asylum was claimed. Nothing else may be told."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(one, words.word(words.TOLD, one)) for one in sorted(load_table().permitted_fields)]
        self.fields["fields_told"].choices = told  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the receiving authority answered in writing."""

    receiver = forms.ChoiceField(
        label=_("Receiving authority"), choices=choices_of(words.RECEIVERS)
    )
    answer = forms.ChoiceField(label=_("Its answer"), choices=choices_of(words.ANSWERS))
    document = text_field(_("Reference of the letter"))
    dated = date_field(_("Dated"), required=True)
    expires = date_field(_("First day on which it is no longer good"))


class BookForm(forms.Form):
    """A journey."""

    receiver = forms.ChoiceField(
        label=_("Receiving authority"), choices=choices_of(words.RECEIVERS)
    )
    carrier = text_field(_("Flight or carrier"))
    departs = when_field(_("Departs (UTC)"), required=True)
    lands = when_field(_("Lands (UTC)"), required=True)
    destination = text_field(_("Destination"))
    route = text_field(
        _("Way of travel"),
        required=False,
        help_text=_("As the notices say it, where any were served."),
    )
    escort = text_field(_("Escort"), help_text=_("Who travels along, or that nobody needs to."))
    medical_notes = text_field(
        _("Medical notes"), help_text=_("Their reference, or that none are needed.")
    )
    reception = text_field(_("Who receives the person"), required=False)


class ReasonForm(forms.Form):
    """A reason in words."""

    why = long_field(_("Why, in words"))


class NoteForm(forms.Form):
    """A note."""

    why = long_field(_("Note"))


class ConfirmForm(forms.Form):
    """Nothing but the button; it carries the proposal that the officer had before them."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """Where a case moves."""

    to = forms.ChoiceField(
        choices=[(str(one), str(one)) for one in State], widget=forms.HiddenInput
    )


class ArrivedForm(forms.Form):
    """Where and when the person arrived."""

    place = text_field(_("Where"), required=False)
    at = when_field(_("When (UTC)"), help_text=_("Empty for now."))


class CloseForm(forms.Form):
    """Why a case is closed."""

    reason = forms.ChoiceField(label=_("Reason"), choices=choices_of(words.CLOSINGS))
    why = long_field(_("In words"), required=False)


class CorrectForm(forms.Form):
    """Which event was wrong, and why."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    why = long_field(_("What was wrong with it"))


class FamilyForm(forms.Form):
    """Another case of the same family."""

    of = forms.CharField(label=_("Case of somebody in the family"), max_length=16)


class DifferentForm(forms.Form):
    """Another case, and what tells the two people apart."""

    other = forms.CharField(label=_("The other case"), max_length=16)
    why = long_field(_("What tells the two people apart"))


class KeepForm(forms.Form):
    """Until when a case is kept, and why."""

    until = date_field(_("Next review"), required=True)
    why = long_field(_("What it is still needed for"))


class AssignForm(forms.Form):
    """Who does the work; the names are the operation's."""

    worker = forms.ChoiceField(label=_("Caseworker"))

    def offer(self, names: Iterable[str], now: str) -> None:
        """Offer these names, and none where nobody does the work now.

        Args:
            names: of the operation's caseworkers.
            now: the name of whoever does the work; empty for nobody.
        """
        none = [] if now else [("", _("nobody"))]
        field = self.fields["worker"]
        field.choices = [*none, *((one, one) for one in names)]  # type: ignore[attr-defined]
        field.initial = now
