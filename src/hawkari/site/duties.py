"""What waits for a person at the desks that are not of evidence, as lines of the home page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.campaign.services.waiting import campaign_work
from hawkari.desks.programme.services.waiting import programme_work
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
    return tuple(one for one in _all(access) if one.number)


def _all(access: Access) -> Iterator[Duty]:
    yield from _of_returns(access)
    yield from _of_campaign(access)
    if access.operation.purpose_kind == PurposeKind.PROGRAMME:
        yield from _of_programme(access)


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


def _of_programme(access: Access) -> Iterator[Duty]:
    work = programme_work(access)
    yield Duty(
        work.payments, _("to approve"), is_late=False,
        title=_("Approve sums of money, or say why not"),
        note=_("A second person decides on each; until then it counts as nothing."),
        button=_("See the sums"), address=reverse("programme:waiting_money"),
    )  # fmt: skip
    yield Duty(
        work.publications, _("to review"), is_late=False,
        title=_("Review what is to be published"),
        note=_("See exactly what leaves, and what stays inside and why."),
        button=_("See the publications"), address=reverse("programme:publish"),
    )  # fmt: skip
    yield Duty(
        work.late, _("overdue"), is_late=True,
        title=_("Do what is overdue in the activities"),
        note=_("Milestones, actions, checks of things and reviews of risks."),
        button=_("See the activities"), address=reverse("programme:activities"),
    )  # fmt: skip
    yield Duty(
        work.promises, _("behind"), is_late=True,
        title=_("Say what is done about promises that are behind"),
        note=_("Their next date has passed, or somebody says so."),
        button=_("See what is behind"), address=reverse("programme:behind"),
    )  # fmt: skip
    yield Duty(
        work.courses, _("to sign"), is_late=False,
        title=_("Sign courses that a colleague closed"),
        note=_("Certificates follow only after a second person has signed."),
        button=_("See the courses"), address=reverse("programme:courses"),
    )  # fmt: skip
    yield Duty(
        work.revocations, _("proposed"), is_late=False,
        title=_("Decide whether certificates are revoked"),
        note=_("A colleague proposed it, with a reason."),
        button=_("See the certificates"), address=reverse("programme:certificates"),
    )  # fmt: skip
