"""What can be written down of an activity, and what can be done to each entry: one table each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme import activity_forms
from hawkari.desks.programme.services import entry_values
from hawkari.desks.programme.services.entry_work import withdraw_entry
from hawkari.desks.programme.services.holdings import (
    add_asset,
    add_position,
    add_risk,
    check_asset,
    close_risk,
    count_position,
    review_risk,
)
from hawkari.desks.programme.services.milestones import (
    add_decision,
    add_milestone,
    finish_action,
    finish_milestone,
    revise_milestone,
    set_facts,
    show_milestone,
)
from hawkari.evidence.access import Access

__all__ = ["ADDS", "STEPS", "Add", "Step"]

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Add:
    """A kind of entry: what its page is called, its form, and what keeps it."""

    words: Promise
    form: type[forms.Form]
    keep: Callable[[Access, str, Data], object]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done to an entry that stands."""

    words: Promise
    form: type[forms.Form]
    keep: Callable[[Access, int, Data], object]


def _new(make: Callable[..., object], values: Callable[..., object]) -> Any:
    def keep(access: Access, reference: str | int, data: Data) -> object:
        return make(access, reference, values(**data))

    return keep


def _with(make: Callable[..., object]) -> Any:
    def keep(access: Access, number: int, data: Data) -> object:
        return make(access, number, **data)

    return keep


def _withdrawn(what: str) -> Step:
    def keep(access: Access, number: int, data: Data) -> object:
        return withdraw_entry(access, what, number, why=data["why"])

    return Step(_("Withdraw"), activity_forms.WithdrawForm, keep)


ADDS: dict[str, Add] = {
    "facts": Add(
        _("The activity as a whole"), activity_forms.FactsForm,
        _new(set_facts, entry_values.NewFacts),
    ),
    "milestone": Add(
        _("Add a milestone"), activity_forms.MilestoneForm,
        _new(add_milestone, entry_values.NewMilestone),
    ),
    "asset": Add(
        _("Add an asset"), activity_forms.AssetForm, _new(add_asset, entry_values.NewAsset)
    ),
    "position": Add(
        _("Add a kind of post"), activity_forms.PositionForm,
        _new(add_position, entry_values.NewPosition),
    ),
    "risk": Add(_("Add a risk"), activity_forms.RiskForm, _new(add_risk, entry_values.NewRisk)),
    "decision": Add(
        _("Add a decision or meeting"), activity_forms.DecisionForm,
        _new(add_decision, entry_values.NewDecision),
    ),
}  # fmt: skip
STEPS: dict[tuple[str, str], Step] = {
    ("milestone", "finish"): Step(
        _("Reached"), activity_forms.ReachedForm, _with(finish_milestone)
    ),
    ("milestone", "show"): Step(
        _("Add a document that shows it"), activity_forms.MilestoneProofForm,
        _with(show_milestone),
    ),
    ("milestone", "revise"): Step(
        _("Move to another day"), activity_forms.ReviseForm, _with(revise_milestone)
    ),
    ("asset", "check"): Step(
        _("Record a check"), activity_forms.CheckForm, _new(check_asset, entry_values.NewCheck)
    ),
    ("position", "count"): Step(
        _("Count the filled posts"), activity_forms.CountForm, _with(count_position)
    ),
    ("risk", "review"): Step(
        _("Look at it again"), activity_forms.ReviewForm,
        _new(review_risk, entry_values.Reviewed),
    ),
    ("risk", "close"): Step(_("Close the risk"), activity_forms.CloseForm, _with(close_risk)),
    ("decision", "finish"): Step(
        _("The action is done"), activity_forms.FinishForm, _with(finish_action)
    ),
    **{
        (what, "withdraw"): _withdrawn(what)
        for what in ("milestone", "asset", "position", "risk", "decision")
    },
}  # fmt: skip
