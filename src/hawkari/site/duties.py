"""What waits for a person at the desks of returns and campaigns, as lines of the home page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.campaign.services.waiting import campaign_work
from hawkari.desks.returns.services.board import board_counts
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import PurposeKind

__all__ = ["Duty", "duties_of"]

READS_CASES = (Action.CASEWORK, Action.RETURN_DECIDE)


@dataclass(frozen=True, slots=True)
class Duty:
    """One line: how many of what wait, what is to be done, and where.

    Attributes:
        number: how many; never zero.
        what: of what, after the number.
        is_late: whether a day has passed.
        title: what is to be done, beginning with a verb.
        note: a sentence more.
        button: the words of the link that leads there.
        address: of the page where it is done.
    """

    number: int
    what: Promise
    is_late: bool
    title: Promise
    note: Promise
    button: Promise
    address: str


def duties_of(access: Access) -> tuple[Duty, ...]:
    """What waits for a person, by what their role may do; their looks are audited."""
    return tuple(one for one in (*_of_returns(access), *_of_campaign(access)) if one.number)


def _of_returns(access: Access) -> Iterator[Duty]:
    is_for_returns = access.operation.purpose_kind == PurposeKind.RETURN
    if not is_for_returns or not any(map(access.may, READS_CASES)):
        return
    counts, board = board_counts(access), reverse("returns:board")
    yield Duty(
        counts["overdue"], _("overdue"), is_late=True,
        title=_("Do what is overdue in return cases"),
        note=_("The longest overdue stands first."),
        button=_("See the cases"), address=f"{board}?view=overdue",
    )  # fmt: skip
    yield Duty(
        counts["idle"], _("agreed but idle"), is_late=False,
        title=_("Use what was agreed in return cases"),
        note=_("A document or an acceptance stands, and nothing has happened since."),
        button=_("See the cases"), address=f"{board}?view=idle",
    )  # fmt: skip


def _of_campaign(access: Access) -> Iterator[Duty]:
    work = campaign_work(access)
    yield Duty(
        work.to_sign, _("for your signature"), is_late=False,
        title=_("Sign answers to myths, or say what is wrong with them"),
        note=_("An answer leaves only when three people have signed exactly these words."),
        button=_("See the answers"), address=reverse("campaign:myths"),
    )  # fmt: skip
    yield Duty(
        work.imports_due, _("imports of posts due"), is_late=True,
        title=_("Say whether imported posts are still kept"),
        note=_("The day by which somebody decides has come."),
        button=_("See the imports"), address=reverse("campaign:imports"),
    )  # fmt: skip
