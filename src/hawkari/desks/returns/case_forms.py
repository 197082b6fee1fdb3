"""Forms of the steps of a case."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns import words
from hawkari.engines.casework import Guard, State, load_table
from hawkari.engines.casework.table import Paper

__all__ = [
    "AnswerForm",
    "ArrivedForm",
    "AskedForm",
    "BookForm",
    "CheckForm",
    "CloseForm",
    "ConfirmForm",
    "ConsentForm",
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
    "NoticeForm",
    "OpenBarrierForm",
    "PersonForm",
    "ReasonForm",
    "WhoForm",
]

LONGEST = 2000
DATE = {"type": "date"}
WHEN = {"type": "datetime-local"}
OWN = {"dir": "auto"}


def _choices(found: words.Words, *, empty: Promise | str | None = None) -> list[tuple[str, Any]]:
    first: list[tuple[str, Any]] = [] if empty is None else [("", empty)]
    return [*first, *((str(code), said) for code, said in found.items())]


def _text(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=300, widget=forms.TextInput(attrs=OWN), **more
    )


def _long(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3, **OWN})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, **more)


def _date(label: Any, *, required: bool = False, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs=DATE), **more
    )


def _when(label: Any, *, required: bool = False, **more: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput(attrs=WHEN, format="%Y-%m-%dT%H:%M"),
        **more,
    )


def _yes(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


UNSAID = _("not known yet")
READ_OFF = ("no_travel_document", "not_accepted")
"""Barriers that are read off what is recorded of documents and answers: nobody looks for them."""


class DetailsForm(forms.Form):
    """How the person returns, to whom, in which language, and who travels."""

    route = forms.ChoiceField(
        label=_("Route"), choices=_choices(words.ROUTES, empty=UNSAID), required=False
    )
    receiver = forms.ChoiceField(
        label=_("Receiving authority"),
        choices=_choices(words.RECEIVERS, empty=UNSAID),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=_choices(words.LANGUAGES, empty=UNSAID), required=False
    )
    interpreter = _text(
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

    name = _text(_("Name, in its own script"))
    romanised = _text(_("Name in Latin letters"), required=False)
    father_name = _text(_("Father's name"), required=False)
    mother_name = _text(_("Mother's name"), required=False)
    birth_date = forms.CharField(
        label=_("Born"),
        required=False,
        max_length=10,
        help_text=_("A year, a month or a day: 1994, 1994-05 or 1994-05-18."),
    )
    birth_place = _text(_("Place of birth"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=_choices(words.SEXES, empty=UNSAID), required=False
    )
    nationality = forms.CharField(
        label=_("Nationality"), required=False, max_length=2, help_text=_("Two letters, e.g. IQ.")
    )
    home_area = _text(_("Home area"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    lawyer = _text(_("Lawyer"), required=False)
    lawyer_contact = _text(_("How to reach the lawyer"), required=False)


class PersonForm(WhoForm):
    """Who the person is, put right."""

    why = _long(_("Where this is known from"))


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
    source = _long(_("What says so"), help_text=_("A document, or who said it, in which words."))
    at = _when(_("Since when (UTC)"), help_text=_("Empty for now."))
    review = _date(_("To be looked at again"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["barrier"].choices = self.titles()  # type: ignore[attr-defined]


class CheckForm(_AboutBarriers):
    """What somebody looked for and did not find."""

    barriers = forms.MultipleChoiceField(
        label=_("Looked for, and none found"), widget=forms.CheckboxSelectMultiple
    )
    source = _long(_("Where was looked"), help_text=_("The file's number, or who was asked."))
    review = _date(_("Known until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["barriers"].choices = self.titles()  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """The dated document that lifts one opening of a barrier."""

    barrier = forms.CharField(widget=forms.HiddenInput)
    opening = forms.IntegerField(widget=forms.HiddenInput)
    document = _text(_("Document"), help_text=_("Its reference, as it stands on it."))
    paper = forms.ChoiceField(label=_("What it is, whose decision, and what it says"))
    dated = _date(_("Dated"), required=True)
    review = _date(_("To be looked at again"))

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

    document = _text(_("Number, or what it is called while it has none"))
    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(words.DOCUMENTS))
    status = forms.ChoiceField(label=_("How far it is"), choices=_choices(words.STATUSES))
    issued = _date(_("Issued"))
    expires = _date(_("First day on which it is no longer good"))


class AskedForm(forms.Form):
    """What the receiving authority was told when it was asked."""

    receiver = forms.ChoiceField(label=_("Receiving authority"), choices=_choices(words.RECEIVERS))
    request = _text(_("Reference of the request"))
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

    receiver = forms.ChoiceField(label=_("Receiving authority"), choices=_choices(words.RECEIVERS))
    answer = forms.ChoiceField(label=_("Its answer"), choices=_choices(words.ANSWERS))
    document = _text(_("Reference of the letter"))
    dated = _date(_("Dated"), required=True)
    expires = _date(_("First day on which it is no longer good"))


class NoticeForm(forms.Form):
    """A notice as it was served."""

    kind = forms.ChoiceField(label=_("Notice"), choices=_choices(words.NOTICES))
    language = forms.ChoiceField(label=_("Language"), choices=_choices(words.LANGUAGES))
    route = _text(_("Way of travel"), help_text=_("E.g. air, London to Erbil."))
    destination = _text(_("Destination"))
    read_to_person = _yes(_("It was read out in that language"))
    appeal_details = _yes(_("It says how to appeal"))
    lawyer_details = _yes(_("It says how to get advice"))
    served_how = _text(_("How it was served"))
    place = forms.ChoiceField(
        label=_("Where it was served"),
        choices=_choices(words.PLACES),
        help_text=_("The bank holidays there count for the notice period."),
    )
    document = _text(_("Reference of the letter"), required=False)
    served = _when(_("When (UTC)"), help_text=_("Empty for now."))


class ConsentForm(forms.Form):
    """Consent to return, and the counselling before."""

    document = _text(_("Reference of the signed form"))
    dated = _date(_("Dated"), required=True)
    language = forms.ChoiceField(label=_("Language"), choices=_choices(words.LANGUAGES))
    informed = _yes(_("Told what it means, and what there is instead"))
    told_withdrawable = _yes(_("Told that it may be withdrawn at any point"))
    counselled = _date(_("Counselled on"), required=True)
    counselling_language = forms.ChoiceField(
        label=_("Language of the counselling"), choices=_choices(words.LANGUAGES)
    )


class BookForm(forms.Form):
    """A journey."""

    receiver = forms.ChoiceField(label=_("Receiving authority"), choices=_choices(words.RECEIVERS))
    carrier = _text(_("Flight or carrier"))
    departs = _when(_("Departs (UTC)"), required=True)
    lands = _when(_("Lands (UTC)"), required=True)
    destination = _text(_("Destination"))
    route = _text(
        _("Way of travel"),
        required=False,
        help_text=_("As the notices say it, where any were served."),
    )
    escort = _text(_("Escort"), help_text=_("Who travels along, or that nobody needs to."))
    medical_notes = _text(
        _("Medical notes"), help_text=_("Their reference, or that none are needed.")
    )
    reception = _text(_("Who receives the person"), required=False)


class ReasonForm(forms.Form):
    """A reason in words."""

    why = _long(_("Why, in words"))


class NoteForm(forms.Form):
    """A note."""

    why = _long(_("Note"))


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

    place = _text(_("Where"), required=False)
    at = _when(_("When (UTC)"), help_text=_("Empty for now."))


class CloseForm(forms.Form):
    """Why a case is closed."""

    reason = forms.ChoiceField(label=_("Reason"), choices=_choices(words.CLOSINGS))
    why = _long(_("In words"), required=False)


class CorrectForm(forms.Form):
    """Which event was wrong, and why."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    why = _long(_("What was wrong with it"))


class FamilyForm(forms.Form):
    """Another case of the same family."""

    of = forms.CharField(label=_("Case of somebody in the family"), max_length=16)


class DifferentForm(forms.Form):
    """Another case, and what tells the two people apart."""

    other = forms.CharField(label=_("The other case"), max_length=16)
    why = _long(_("What tells the two people apart"))


class KeepForm(forms.Form):
    """Until when a case is kept, and why."""

    until = _date(_("Next review"), required=True)
    why = _long(_("What it is still needed for"))
