"""An activity to play with: an invented taskforce with milestones, things, posts and risks."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from hawkari.desks.programme.models import ItemKind, Milestone, RegisterItem
from hawkari.desks.programme.services.entry_values import (
    NewAsset,
    NewCheck,
    NewDecision,
    NewFacts,
    NewMilestone,
    NewPosition,
    NewRisk,
)
from hawkari.desks.programme.services.holdings import (
    add_asset,
    add_position,
    add_risk,
    check_asset,
    count_position,
)
from hawkari.desks.programme.services.milestones import (
    add_decision,
    add_milestone,
    finish_milestone,
    revise_milestone,
    set_facts,
)
from hawkari.evidence.access import Access
from tests.desks.programme.members import Programme

NUMBERS = count(1)
DAY = timedelta(days=1)


class Office(Programme):
    """One programme, and members of the agency that accounts for it."""


def bare_activity(
    access: Access, *, kind: str = ItemKind.ACTIVITY, parent: RegisterItem | None = None
) -> RegisterItem:
    """An item of the register without entries, made past the services."""
    number = next(NUMBERS)
    return RegisterItem.objects.create(
        reference=f"P-2026-{number:06}", operation=access.operation, agency=access.user.agency,
        kind=kind, parent=parent, name=f"Taskforce {number}",
        names={"ckb": f"هێزی ئەرک {number}", "ar": f"فرقة العمل {number}"},
        made_at=timezone.now(), made_by=access.user,
    )  # fmt: skip


def milestone_of(access: Access, item: RegisterItem, *, due: date, name: str = "") -> Milestone:
    return add_milestone(access, item.reference, NewMilestone(name or "Room opened", due))


def busy_activity(access: Access) -> RegisterItem:
    """A taskforce in the middle of its work: one entry of each kind, and something late."""
    item, today = bare_activity(access), access.today
    reference = item.reference
    set_facts(
        access, reference,
        NewFacts(
            "Border Security Command", "Ministry of Interior\nNational Crime Agency",
            "Joint statement of 28 November 2024", today - 200 * DAY, today + 200 * DAY,
        ),
    )  # fmt: skip
    done = milestone_of(access, item, due=today - 90 * DAY, name="Head of office appointed")
    finish_milestone(access, done.pk, done=today - 95 * DAY, evidence="letter 12/2026")
    milestone_of(access, item, due=today - 10 * DAY, name="Room handed over")
    moved = milestone_of(access, item, due=today + 30 * DAY, name="First joint plan")
    revise_milestone(access, moved.pk, due=today + 90 * DAY, why="the vehicles come later")
    asset = add_asset(
        access, reference,
        NewAsset("Scanner", "Erbil airport unit", "SN-0001", "Erbil", today - 90 * DAY, 60),
    )  # fmt: skip
    check_asset(access, asset.pk, NewCheck(today - 70 * DAY, "in_use", "Erbil airport unit"))
    post = add_position(access, reference, NewPosition("Analyst", 4, "National Crime Agency"))
    count_position(access, post.pk, day=today - 60 * DAY, filled=3)
    add_risk(
        access, reference,
        NewRisk("The room is not ready", 4, 4, "Taskforce office", today + 20 * DAY, "rent one"),
    )  # fmt: skip
    add_decision(
        access, reference,
        NewDecision(
            "decision", today - 40 * DAY, "Steering", "Rent a second room", "the first is late",
            "sign the lease", "Embassy", today - 5 * DAY,
        ),
    )  # fmt: skip
    add_decision(
        access,
        reference,
        NewDecision("meeting", today - 20 * DAY, "Steering group", "Met in Erbil"),
    )
    return item
