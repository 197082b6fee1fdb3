"""Forms of the page that loads a file: whose it is, and what its columns mean."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.intelligence.loading_words import GROUPS, doubt, group_of, meaning
from hawkari.desks.uploads import UPLOAD_MIB
from hawkari.evidence.loaders.proposing import (
    UNSURE,
    ColumnProposal,
    Proposal,
    TableProposal,
    targets_of,
)
from hawkari.evidence.loading.files import Condition, Terms

__all__ = ["ColumnChoice", "UploadForm", "column_choices", "columns_shown", "corrections_of"]

GRADES = tuple(f"{source}{letter}" for source in "123" for letter in "ABCDE")
ORDERS = (
    ("", _("as it is read")),
    ("dmy", _("day first")),
    ("mdy", _("month first")),
    ("hijri", _("Hijri")),
    ("jalali", _("Jalali")),
    ("kurdish", _("Kurdish")),
)

MARKS = (("", _("as it is read")), ("point", _("decimal point")), ("comma", _("decimal comma")))
CLOCKS = (
    ("", _("as it is read")), ("m:s", _("minutes and seconds")), ("h:m", _("hours and minutes")),
)  # fmt: skip
ASK_ORDER = {"order", "order_from", "order_broken", "order_differs", "calendar", "hijri"}
ASK_MARK = {"decimal", "decimal_broken", "decimal_differs", "thousands"}
"""Doubts that are settled by saying how the dates, or the numbers, are written."""


class UploadForm(forms.Form):
    """Which file, whose it is, how good it is and who may have it."""

    file = forms.FileField(
        label=_("File"),
        help_text=format_lazy(
            _("At most {size} MiB; larger ones are loaded with hawkari load. Not kept."),
            size=UPLOAD_MIB,
        ),
    )
    agency = forms.CharField(
        label=_("Agency"), max_length=40, help_text=_("Its short name in Latin letters.")
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=60,
        help_text=_("The dataset's short name in Latin letters, such as port-list."),
    )
    country = forms.CharField(
        label=_("Country of national phone numbers"),
        max_length=2,
        required=False,
        help_text=_("Two letters, such as IQ."),
    )
    date_order = forms.ChoiceField(
        label=_("Order of day and month"),
        choices=ORDERS[:3],
        required=False,
        help_text=_("For a chat or a phone extraction whose dates do not tell it."),
    )
    grade = forms.ChoiceField(
        label=_("Grade"), choices=[(one, one) for one in GRADES], initial="2D"
    )
    condition = forms.CharField(
        label=_("Condition, for handling C"),
        required=False,
        max_length=500,
        help_text=_("Leave it empty if sharing is permitted."),
    )

    def __init__(
        self, data: Any, files: Any, *, agency: str, may_name: bool, too_large: bool = False
    ) -> None:
        super().__init__(data, files)
        if too_large:
            self.fields["file"].error_messages["required"] = gettext(
                "The file is larger than a page takes. Load it with hawkari load, or split it."
            )
        self._own = agency
        if not may_name:
            del self.fields["agency"]
        else:
            self.fields["agency"].initial = agency

    def terms(self, corrections: dict[str, str]) -> Terms:
        """What the form says, with corrections of columns."""
        said = self.cleaned_data
        words = said["condition"].strip()
        agency = said.get("agency") or self._own
        return Terms(
            agency=agency,
            source=said["source"],
            grade=said["grade"],
            handling="C" if words else "P",
            condition=Condition(words, (self._own or agency,)) if words else None,
            country=said["country"],
            corrections=corrections,
            date_order=said["date_order"],
        )


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column as the page shows it: its select boxes, and what speaks for and against.

    `choices` are in groups with their names, the likeliest in a first one without; `ways` are those
    in which its dates or numbers may be written, empty where that is not asked.
    """

    name: str
    proposal: ColumnProposal
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    doubts: tuple[str, ...]
    ways: tuple[tuple[str, Any], ...] = ()

    @property
    def is_unsure(self) -> bool:
        """Whether somebody must decide."""
        return self.proposal.state == UNSURE


def column_choices(table: TableProposal, number: int) -> list[ColumnChoice]:
    """A table's columns, those to be said first, each in the file's order."""
    found = [_choice(table, one, f"{number}-{at}") for at, one in enumerate(table.columns)]
    return sorted(found, key=lambda one: not one.is_unsure)


def _choice(table: TableProposal, one: ColumnProposal, name: str) -> ColumnChoice:
    likely = [target for target in dict.fromkeys([one.target, *one.alternatives]) if target]
    first = [("", gettext("choose"))] if not one.target else []
    first += [(target, meaning(target)) for target in likely]
    rest = [target for target in targets_of(table.kind) if target not in likely]
    groups = [
        (str(words), tuple((one, meaning(one)) for one in rest if group_of(one) == group))
        for group, words in GROUPS.items()
    ]
    choices = (("", tuple(first)), *((words, found) for words, found in groups if found))
    return ColumnChoice(name, one, choices, tuple(map(doubt, one.doubts)), _ways(one))


def _ways(one: ColumnProposal) -> tuple[tuple[str, Any], ...]:
    """How the column's dates or numbers may be written, where that matters."""
    asked = {remark.code for remark in one.doubts}
    if one.options.order or one.options.calendar or asked & ASK_ORDER:
        return ORDERS
    if "clock" in asked:
        return CLOCKS
    return MARKS if asked & ASK_MARK else ()


def columns_shown(proposal: Proposal) -> str:
    """A digest of a file's columns by name and order, which the page sends back as ``shown``.

    Select boxes go by place, so what was said of one file's columns is never taken for another's.
    """
    said = [[table.sheet, [one.column for one in table.columns]] for table in proposal.tables]
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=12).hexdigest()


def corrections_of(data: QueryDict, proposal: Proposal) -> dict[str, str]:
    """What the select boxes say otherwise than the proposal, as `corrected` takes it.

    Nothing where the page showed the columns of another file.
    """
    if data.get("shown") != columns_shown(proposal):
        return {}
    return dict(_said(data, proposal))


def _said(data: QueryDict, proposal: Proposal) -> Iterator[tuple[str, str]]:
    for number, table in enumerate(proposal.tables):
        for at, one in enumerate(table.columns):
            target = data.get(f"column-{number}-{at}", one.target)
            how = data.get(f"order-{number}-{at}", "")
            if not target or (target == one.target and not how and one.state != UNSURE):
                continue
            column = f"{table.sheet}!{one.column}" if table.sheet else one.column
            yield column, f"{target}:{how}" if how else target
