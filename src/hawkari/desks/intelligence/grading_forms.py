"""The form that grades one value anew."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hawkari.evidence.grading import Grade, HandlingCode, MarkingValue
from hawkari.evidence.grading.reading import LEVELS, above_ceiling
from hawkari.evidence.grading.schemes import scheme
from hawkari.evidence.grading.terms import as_terms
from hawkari.evidence.loading.markings import installation_ceiling
from hawkari.evidence.marking_terms import Condition, MarkingTerms
from hawkari.evidence.models import Operation, PurposeKind

__all__ = ["RegradeForm", "UndoForm"]

Choices = list[tuple[str, Any]]
NONE = ("", _("none"))
PURPOSES = (
    (PurposeKind.CRIME.value, _("crime")),
    (PurposeKind.RETURN.value, _("returns")),
    (PurposeKind.PROTECTION.value, _("protection")),
    (PurposeKind.COMMUNICATION.value, _("communication")),
    (PurposeKind.PROGRAMME.value, _("programme")),
    (PurposeKind.TRAINING.value, _("training")),
    (PurposeKind.OVERSIGHT.value, _("oversight")),
)


class RegradeForm(forms.Form):
    """A 3x5x2 grade, handling with its condition, other restrictions, and the reason."""

    source = forms.ChoiceField(label=_("Source evaluation"))
    intelligence = forms.ChoiceField(label=_("Intelligence assessment"))
    handling = forms.ChoiceField(label=_("Handling code"))
    condition = forms.CharField(
        label=_("Words of the condition"),
        help_text=_("For handling C: what the recipient must do or not do."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    agencies = forms.MultipleChoiceField(
        label=_("Agencies that the condition names"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(
        label=_("Last day of the condition"),
        help_text=_("For example 2027-06-30. Empty for no end."),
        required=False,
        input_formats=["%Y-%m-%d"],
    )
    purposes = forms.MultipleChoiceField(
        label=_("What the condition is for"),
        help_text=_("None for any purpose."),
        choices=PURPOSES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    consult = forms.BooleanField(label=_("The originator must be consulted first"), required=False)
    tlp = forms.ChoiceField(label=_("TLP 2.0"), required=False)
    pap = forms.ChoiceField(label=_("PAP"), required=False)
    gsc = forms.ChoiceField(label=_("UK security classification"), required=False)
    reason = forms.CharField(
        label=_("Why (kept with the value and in the audit log)"), max_length=1000
    )

    def __init__(
        self, marking: MarkingValue, operation: Operation, data: Any | None = None
    ) -> None:
        self._before = as_terms(marking, is_ours=True)
        super().__init__(data, initial=_initial(self._before))
        condition = self._before.condition
        slugs = dict(operation.agencies.values_list("slug", "name"))
        named = condition.agencies if condition is not None else ()
        self._choose("source", _terms("uk-3x5x2", "source"))
        self._choose("intelligence", _terms("uk-3x5x2", "intelligence"))
        self._choose("handling", _terms("uk-3x5x2", "handling"))
        self._choose("agencies", [*slugs.items(), *((s, s) for s in named if s not in slugs)])
        self._choose("tlp", [NONE, *_terms("tlp", "tlp")])
        self._choose("pap", [NONE, *_terms("pap", "pap")])
        ceiling = installation_ceiling()
        levels = [one for one in LEVELS if not above_ceiling(one, ceiling)]
        self._choose("gsc", [NONE, *((one, one) for one in levels)])

    def _choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Handling C needs words; P takes none."""
        found = super().clean() or {}
        is_conditional = found.get("handling") == HandlingCode.CONDITIONS
        if is_conditional and not found.get("condition", "").strip():
            self.add_error("condition", _("Handling C needs the words of its condition."))
        return found

    def terms(self) -> MarkingTerms:
        """The marking that a valid form states; Europol's codes and the originals stay."""
        found = self.cleaned_data
        handling = HandlingCode(found["handling"])
        return MarkingTerms(
            grade=Grade.parse(found["source"] + found["intelligence"]),
            handling=handling,
            condition=self._condition() if handling is HandlingCode.CONDITIONS else None,
            originals=self._before.originals,
            europol=self._before.europol,
            europol_text=self._before.europol_text,
            tlp=found["tlp"],
            pap=found["pap"],
            gsc=found["gsc"],
        )

    def _condition(self) -> Condition:
        found, before = self.cleaned_data, self._before.condition
        return Condition(
            text=found["condition"].strip(),
            agencies=tuple(sorted(found["agencies"])),
            until=found["until"],
            purposes=tuple(sorted(found["purposes"])),
            consult_originator=found["consult"],
            code=before.code if before is not None else "",
            users=before.users if before is not None else (),
        )


class UndoForm(forms.Form):
    """Taking a regrading back, with the reason."""

    reason = forms.CharField(label=_("Why it is taken back"), max_length=1000)


def _terms(scheme_id: str, part: str) -> Choices:
    """The codes of a part with their words in the reader's language."""
    language = (get_language() or "en").split("-")[0]
    return [
        (term.code, f"{term.code}: {term.said(language)}")
        for term in scheme(scheme_id).part(part).terms
    ]


def _initial(terms: MarkingTerms) -> dict[str, Any]:
    condition = terms.condition or Condition("")
    return {
        "source": terms.grade.source.value,
        "intelligence": terms.grade.intelligence.value,
        "handling": terms.handling.value,
        "condition": condition.text,
        "agencies": list(condition.agencies),
        "until": condition.until,
        "purposes": list(condition.purposes),
        "consult": condition.consult_originator,
        "tlp": terms.tlp,
        "pap": terms.pap,
        "gsc": terms.gsc,
    }
