"""A quarter that is played day by day: everything that a report counts is recorded, and put right.

The clock is the play's own, so that each row is recorded on the day that it is played on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hawkari.desks.programme.capability import Stated
from hawkari.desks.programme.services.capability import (
    NewSelfAssessment,
    make_self_assessment,
    withdraw_self_assessment,
)
from hawkari.desks.programme.services.entry_values import (
    NewAsset,
    NewCheck,
    NewDecision,
    NewMilestone,
    NewPosition,
    NewRisk,
    Reviewed,
)
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
)
from hawkari.desks.programme.services.money import (
    NewBudget,
    add_budget,
    approve_amendment,
    approve_transaction,
    reverse_transaction,
)
from hawkari.desks.programme.services.register import prefer, set_status
from hawkari.desks.programme.services.result_links import Offer
from hawkari.evidence.access import Access, Action, open_access
from hawkari.evidence.indicators import Measure, Period, withdraw_indicators
from tests.desks.programme.measuring import figured, indicator, output, released
from tests.desks.programme.playing import COMMITMENT, Desk, amended, approved, recorded
from tests.desks.programme.promising import claim, item, money
from tests.desks.programme.teaching import attended, bare_course, scored, signed

__all__ = ["QUARTER", "Play"]

DAY = timedelta(days=1)
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
SPAN = {"first": QUARTER.first, "last": QUARTER.last}


@dataclass
class Play:
    """One programme and two of its officers; `acts` are to be played in order, one a day."""

    desk: Desk = field(default_factory=lambda: Desk("academy"))
    now: datetime = datetime(2026, 1, 19, 23, 59, tzinfo=UTC)
    kept: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.users = (self.desk.user(), self.desk.user())

    def __call__(self) -> datetime:
        """What time it is."""
        return self.now

    @property
    def today(self) -> date:
        return self.now.date()

    def officer(self, number: int = 0) -> Access:
        """One of the two, on the day that it is."""
        return open_access(self.users[number], self.desk.operation.slug, today=self.today)

    @property
    def acts(self) -> tuple[Callable[[], None], ...]:
        """What happens, each on a day of its own."""
        return (
            self.promise, self.record, self.doubt, self.carry_on, self.pay, self.put_right,
            self.teach, self.after_the_quarter, self.close, self.take_back,
        )  # fmt: skip

    def promise(self) -> None:
        one, kept = self.officer(), self.kept
        kept["item"] = item(one)
        kept["claim"] = money(one, kept["item"], "300000")
        kept["line"] = self.desk.line(one, kept["item"], bound="amount", **SPAN)
        new = NewBudget("original", "committed", *SPAN.values(), Decimal(900))
        add_budget(one, kept["line"].reference, new)
        kept["output"] = output(one)
        kept["activity"] = kept["output"].parent.reference
        kept["late"] = add_milestone(one, kept["activity"], NewMilestone("Room", self.today)).pk
        kept["wrong"] = add_milestone(one, kept["activity"], NewMilestone("Twice", self.today)).pk

    def record(self) -> None:
        one, kept = self.officer(), self.kept
        of = kept["activity"]
        kept["other"] = money(one, kept["item"], "250000", reported_by="The Courier")
        kept["risk"] = add_risk(one, of, NewRisk("Flood", 5, 4, "Office", self.today + DAY)).pk
        kept["asset"] = add_asset(one, of, NewAsset("Radio", "Unit", every_days=3)).pk
        kept["post"] = add_position(one, of, NewPosition("Analyst", 4)).pk
        asks = NewDecision("decision", self.today, "Steering", "Rent a room", action="sign it",
                           action_owner="Embassy", action_due=self.today)  # fmt: skip
        kept["decision"] = add_decision(one, of, asks).pk
        kept["waiting"] = recorded(one, kept["line"], COMMITMENT, amount=Decimal(500))

    def doubt(self) -> None:
        one, kept = self.officer(), self.kept
        prefer(one, kept["claim"].pk, "the ministry's own paper")
        claim(one, kept["item"], "happened", value="Courses began", day=QUARTER.first)
        approve_transaction(self.officer(1), kept["waiting"].reference)
        revise_milestone(one, kept["late"], due=self.today + 10 * DAY, why="no vehicles")
        withdraw_entry(one, "milestone", kept["wrong"], why="entered twice")

    def carry_on(self) -> None:
        one, kept = self.officer(), self.kept
        review_risk(one, kept["risk"], Reviewed(2, 2, self.today + 300 * DAY))
        check_asset(one, kept["asset"], NewCheck(self.today, "missing", "Unit"))
        count_position(one, kept["post"], day=self.today, filled=3)
        finish_milestone(one, kept["late"], done=self.today, evidence="letter")
        again = NewBudget("revised", "committed", *SPAN.values(), Decimal(700), why="fewer")
        add_budget(one, kept["line"].reference, again)
        figured(one, self._measured(), kind="target", value="10", **SPAN)

    def pay(self) -> None:
        one, two, kept = self.officer(), self.officer(1), self.kept
        kept["paid"] = approved(one, two, kept["line"], amount=Decimal("120.50"))
        finish_action(one, kept["decision"], done=self.today, evidence="lease")
        set_status(one, kept["other"].pk, "contradicted", why="a misprint")
        self._state("before")

    def put_right(self) -> None:
        one, kept = self.officer(), self.kept
        kept["reversal"] = reverse_transaction(one, kept["paid"].reference, "twice")
        kept["more"] = amended(one, kept["line"], Decimal(350_000), day=self.today)
        close_risk(one, kept["risk"], day=self.today, why="the dam holds")
        bare = self.desk.line(one, name="A second line", amount=Decimal(50))
        add_budget(one, bare.reference, NewBudget("original", "indicative", *SPAN.values(),
                                                  Decimal(50)))  # fmt: skip

    def teach(self) -> None:
        one, kept = self.officer(), self.kept
        approve_transaction(self.officer(1), kept["reversal"].reference)
        approve_amendment(self.officer(1), kept["more"].reference)
        set_status(one, kept["claim"].pk, "withdrawn", why="they took it back")
        kept["course"] = bare_course(one, sessions=1, trainees=20)
        for person in kept["course"].enrolments.all():
            attended(one, person, 1)
            scored(one, person, person.number % 4, when="pre")
            scored(one, person, 8 if person.number <= 12 else 4)
        self._state("after")

    def after_the_quarter(self) -> None:
        self.now = datetime(2026, 4, 1, tzinfo=UTC)
        one, kept = self.officer(), self.kept
        figured(one, kept["indicator"], value="3", **SPAN)
        kept["release"] = released(one, Measure("arrived", 30), period=QUARTER).pk
        kept["counted"] = released(
            one, Measure("pairs_decided", 120), period=QUARTER, desk="intelligence"
        ).pk
        kept["linked"] = indicator(one, output=kept["output"], link=Offer("returns", "arrived"))

    def close(self) -> None:
        again = {"value": "8", "why": "counted again"}
        figured(self.officer(), self.kept["indicator"], **again, **SPAN)
        signed(self.kept["course"], by=self.users[0], second=self.users[1])
        withdraw_self_assessment(
            self.officer(), self.kept["stated"].post.reference, self.kept["stated"].pk, why="wrong"
        )

    def take_back(self) -> None:
        for number in (self.kept["release"], self.kept["counted"]):
            withdraw_indicators(self.officer(), number, why="wrong", action=Action.APPROVE_MONEY)

    def _measured(self) -> Any:
        self.kept["indicator"] = indicator(self.officer(), output=self.kept["output"])
        return self.kept["indicator"]

    def _state(self, stage: str) -> None:
        new = NewSelfAssessment(
            "Invented Pass", stage, self.today, "Office of the pass", Stated(people_posted=3)
        )
        self.kept["stated"] = make_self_assessment(self.officer(), new)
