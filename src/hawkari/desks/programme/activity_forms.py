"""Forms of the pages of activities: an entry is added, carried on, or withdrawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.activity_words import KINDS, STATES
from hawkari.desks.programme.models import DocumentKind
from hawkari.desks.programme.money_forms import ProofForm

__all__ = [
    "AssetForm",
    "CheckForm",
    "CloseForm",
    "CountForm",
    "DecisionForm",
    "FactsForm",
    "FinishForm",
    "MilestoneForm",
    "MilestoneProofForm",
    "PositionForm",
    "ReachedForm",
    "ReviewForm",
    "ReviseForm",
    "RiskForm",
    "WithdrawForm",
]

ANY_WAY = {"dir": "auto"}
OFFICE = _("An office, no person.")
SHOWS = _("A letter, a photograph, a document's reference.")


def _line(label: Any, hint: Any = "", *, most: int = 200, needed: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=needed, help_text=hint,
        widget=forms.TextInput(attrs=ANY_WAY),
    )  # fmt: skip


def _words(label: Any, hint: Any = "", *, needed: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3, **ANY_WAY})
    return forms.CharField(
        label=label, max_length=4000, widget=area, required=needed, help_text=hint
    )


def _day(label: Any, hint: Any = "", *, needed: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=needed, help_text=hint)


def _whole(label: Any, least: int, most: int, *, initial: int | None = None) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, initial=initial)


class FactsForm(forms.Form):
    """An activity as a whole."""

    lead = _line(_("Who leads it"), OFFICE, needed=False)
    partners = _words(_("Partners"), _("One office a line."))
    legal_basis = _words(_("Legal basis"))
    starts = _day(_("Starts"), needed=False)
    ends = _day(_("Ends"), needed=False)


class MilestoneForm(forms.Form):
    """Something to be reached by a day."""

    name = _line(_("What is to be reached"))
    owner = _line(_("Who answers for it"), OFFICE, needed=False)
    begins = _day(_("Work begins"), needed=False)
    due = _day(_("Due"))


class ReviseForm(forms.Form):
    """Another day for a milestone."""

    due = _day(_("New day"), _("The first one stays beside it."))
    why = _words(_("Why"), needed=True)


class MilestoneProofForm(ProofForm):
    """A document that shows a milestone to be reached; cleaned, all that is there is `proof`."""

    field_order: tuple[str, ...] = ("file", "document_kind", "document_day")

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        # Most letters and photographs are no signed agreement, the first kind of the list.
        self.fields["document_kind"].initial = DocumentKind.OTHER

    def clean(self) -> dict[str, Any] | None:
        """What was handed in, as one."""
        super().clean()
        return self.cleaned_data if self.errors else {**self._beside(), "proof": self.document()}

    def _beside(self) -> dict[str, Any]:
        """What stands beside the document."""
        names = set(self.fields) - set(ProofForm.base_fields)
        return {name: self.cleaned_data[name] for name in names}


class ReachedForm(MilestoneProofForm):
    """A milestone was reached: when, and by which document or note it is shown."""

    done = _day(_("Reached on"))
    evidence = _line(
        _("Note"), _("What shows it in words; needed where no document does."), most=500,
        needed=False,
    )  # fmt: skip

    field_order = ("done", "file", "document_kind", "document_day", "evidence")

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["file"].required = False
        self.fields["file"].label = _("Document that shows it")
        self.fields["file"].help_text = _("A letter, minutes, a photograph; at most 25 MiB. "
                                          "It is kept as it is, and may follow later.")  # fmt: skip


class FinishForm(forms.Form):
    """An action was done."""

    done = _day(_("Done on"))
    evidence = _line(_("What shows it"), SHOWS, most=500)


class AssetForm(forms.Form):
    """A thing that was handed over."""

    name = _line(_("What it is"))
    mark = _line(_("Serial number or mark"), most=100, needed=False)
    custodian = _line(_("Custodian"), OFFICE)
    place = _line(_("Where it is"), needed=False)
    received = _day(_("Handed over on"), needed=False)
    every_days = _whole(_("Days from one check to the next"), 1, 3650, initial=180)


class CheckForm(forms.Form):
    """Somebody looked at an asset."""

    day = _day(_("Day"))
    state = forms.ChoiceField(label=_("How it was found"), choices=list(STATES.items()))
    custodian = _line(_("Custodian"), OFFICE)
    place = _line(_("Where it is"), needed=False)
    words = _words(_("Remarks"))


class PositionForm(forms.Form):
    """A kind of post."""

    title = _line(_("Kind of post"), _("Nobody is named here."))
    office = _line(_("Filled by which office"), needed=False)
    planned = _whole(_("How many are planned"), 1, 10_000, initial=1)


class CountForm(forms.Form):
    """How many posts were filled on a day."""

    day = _day(_("Day"))
    filled = _whole(_("How many were filled"), 0, 10_000)


class RiskForm(forms.Form):
    """What may go wrong."""

    words = _words(_("What may go wrong"), needed=True)
    likelihood = _whole(_("Likelihood, 1 to 5"), 1, 5)
    impact = _whole(_("Impact, 1 to 5"), 1, 5)
    owner = _line(_("Who answers for it"), OFFICE)
    response = _words(_("What is done about it"))
    review = _day(_("Look at it again on"))


class ReviewForm(forms.Form):
    """How a risk is seen now."""

    likelihood = _whole(_("Likelihood, 1 to 5"), 1, 5)
    impact = _whole(_("Impact, 1 to 5"), 1, 5)
    response = _words(_("What is done about it"))
    review = _day(_("Look at it again on"))


class CloseForm(forms.Form):
    """A risk is over."""

    day = _day(_("Day"))
    why = _words(_("Why"), needed=True)


class DecisionForm(forms.Form):
    """A decision or a meeting."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    day = _day(_("Day"))
    offices = _line(_("Which offices"), _("Offices, no persons."), most=300)
    words = _words(_("What was decided or discussed"), needed=True)
    why = _words(_("Why"))
    action = _line(_("What is to be done"), most=500, needed=False)
    action_owner = _line(_("By which office"), needed=False)
    action_due = _day(_("By when"), needed=False)


class WithdrawForm(forms.Form):
    """An entry was wrong."""

    why = _words(_("Why"), _("It stays on record and counts no more."), needed=True)
