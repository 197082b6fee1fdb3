"""The steps of one exchange between two nodes, for tests: the Kurdistan Region gives to the UK.

All people are invented; numbers are from ranges reserved for fiction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from hawkari.desks.exchange.models import Package
from hawkari.desks.exchange.services import (
    deciding,
    receiving,
    releasing,
    requests,
    transfers,
)
from hawkari.desks.exchange.services.deciding import Given
from hawkari.desks.exchange.services.requests import Asked
from hawkari.desks.exchange.services.transfers import AssessmentGiven, TransferGiven
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.models import Category
from tests.desks.exchange.nodes import Node, Nodes
from tests.evidence.factories import World

WHY = "An invented boat sinks tomorrow"


def today() -> date:
    """The day that services count from."""
    return timezone.now().date()


REVIEW_BY = today() + timedelta(days=200)


TEST = TransferGiven(
    "75", "test", is_relevant_authority=True, reasoning="Invented", test_by="officer 1",
    onward_terms="Ask us first", description="Names and numbers of a suspect",
)  # fmt: skip
"""A basis of a transfer on which everything rests."""


@dataclass
class Sharing:
    """One request of `asker` to `giver`, step by step; each method is one step of one side."""

    nodes: Nodes
    asker: Node = field(init=False)
    giver: Node = field(init=False)
    person: str = "asayish:1"

    def __post_init__(self) -> None:
        self.asker, self.giver = self.nodes.uk, self.nodes.krg

    def hold(self, **more: Sequence[str] | str) -> None:
        """The giver holds a person, and says that he is a suspect."""
        with self.giver:
            world = World(self.giver.operation())
            values = {"name": "ڕێبوار ئەمین", "phone": "+447700900123", **more}
            world.person(self.giver.slug, self.person, **values)
            set_category(self.giver.access("analyst"), self.person, Category.SUSPECT, basis="fact")

    def ask(self, **more) -> str:
        """The asker asks, and the request arrives; its reference."""
        with self.giver:
            self.giver.operation()
        with self.asker:
            asked = requests.ask(
                self.asker.access(),
                Asked(
                    self.giver.slug,
                    "Who uses +44 7700 900123?",
                    WHY,
                    "An invented basis",
                    deadline=today() + timedelta(days=7),
                    identifiers=[("phone", "+447700900123")],
                    **more,
                ),
            )
        self.nodes.deliver_all()
        return asked.reference

    def draft(self, request: str, *, recipients: Sequence[str] = (), **given) -> Package:
        """The giver's analyst puts the person into a draft, and releases everything of him."""
        with self.giver:
            analyst = self.giver.access("analyst")
            package = deciding.begin(analyst, request)
            deciding.set_terms(
                analyst, package.reference, onward="Ask us before you pass it on",
                review_by=REVIEW_BY,
            )  # fmt: skip
            deciding.set_transfer(
                analyst, package.reference, self.asker.slug, ceiling="OFFICIAL-SENSITIVE"
            )
            for slug in recipients:
                self.admit(analyst, package.reference, slug)
            deciding.add_entity(analyst, package.reference, self.person)
            rows = list(package.rows.values_list("pk", flat=True))
            deciding.decide(analyst, package.reference, rows, given=Given("release", **given))
        self.nodes.deliver_all()
        return package

    def admit(self, analyst: Access, package: str, slug: str) -> None:
        """Another recipient, abroad: two people assess it, and the transfer has its basis."""
        made = transfers.assess(
            analyst, slug, AssessmentGiven("A-1", "none", "none", reasoning="Invented")
        )
        transfers.agree_assessment(self.giver.access("reviewer"), made.pk)
        deciding.add_recipient(analyst, package, slug)
        deciding.set_transfer(analyst, package, slug, given=TEST, ceiling="OFFICIAL-SENSITIVE")

    def release(self, package: Package) -> None:
        """The analyst submits, a reviewer signs, and the package arrives."""
        with self.giver:
            releasing.submit(self.giver.access("analyst"), package.reference)
            releasing.sign(self.giver.access("reviewer"), package.reference)
        self.nodes.deliver_all()

    def load(self, package: Package) -> None:
        """The asker loads the package, and the receipt arrives."""
        with self.asker:
            receiving.load_package(self.asker.access(), package.reference)
        self.nodes.deliver_all()

    def share(self, **given) -> Package:
        """All of it."""
        self.hold()
        package = self.draft(self.ask(), **given)
        self.release(package)
        self.load(package)
        return package

    def seen(self, role: str = "analyst") -> dict[str, str]:
        """What the asker's people see of the giver's values: property to value."""
        with self.asker:
            found = visible_to(self.asker.access(role)).filter(
                source__slug=f"shared-by-{self.giver.slug}"
            )
            return dict(found.values_list("prop", "value"))
