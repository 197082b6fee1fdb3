"""A programme to publish from: an office, its officers, and activities. All of it is invented."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from hawkari.desks.programme.iati_out.values import (
    Activity,
    Budget,
    Contact,
    Details,
    Indicator,
    Org,
    Party,
    Period,
    Place,
    Publisher,
    Result,
    Share,
    Transaction,
)
from hawkari.desks.programme.models import ItemKind, RegisterItem
from hawkari.desks.programme.services.publish_details import set_publisher, state_details
from hawkari.evidence.access import Access
from tests.desks.programme.members import Programme

__all__ = ["DETAILS", "TODAY", "Office", "whole_activity"]

NUMBERS = count(1)
TODAY = date(2026, 11, 27)
FUNDER = Org("Invented Office", "XI-GOV-1", "10")
PARTNER = Org("Quiet Bridge", "XI-NGO-7", "22")
DETAILS = Details(
    title={"en": "Border training", "ckb": "ڕاهێنانی سنوور"},
    description={"en": "Courses for those who check documents"},
    status="2",
    planned_start=date(2025, 1, 1),
    parties=(Party("1", FUNDER), Party("4", PARTNER)),
    countries=(Share("IQ"),),
    sectors=(Share("15136", Decimal(60)), Share("15132", Decimal(40))),
    scope="4", collaboration="1", flow="10", finance="110", aid="D02", tied="5",
    place=Place("Invented governorate", "Invented crossing"),
    contact=Contact("Invented Office", "Karwan Invented", "k@example.org", "+44 7700 900155"),
)  # fmt: skip


def whole_activity(**changes: Any) -> Activity:
    """An activity with something in every field."""
    january, march = date(2025, 1, 1), date(2025, 3, 3)
    period = Period(january, date(2025, 12, 31), Decimal(40), "aimed at", Decimal(31), "reached")
    trained = Indicator(
        {"en": "Officers trained"}, "1", description="by list", baseline=Decimal(0),
        baseline_year=2024, baseline_note="before", periods=(period,),
    )  # fmt: skip
    whole = Activity(
        reference="P-2026-AAAAAA",
        identifier="XI-GOV-1-P-2026-AAAAAA",
        publisher=Publisher("XI-GOV-1", "10", "Invented Office"),
        details=DETAILS,
        budgets=(
            Budget("1", "2", january, date(2025, 12, 31), Decimal("1000.50"), "GBP", january),
        ),
        transactions=(
            Transaction(
                "T-2025-AAAAAA", "3", march, Decimal("10.25"), "GBP", march, "to the crossing",
                FUNDER, PARTNER,
            ),
        ),
        results=(Result("1", {"en": "Trained officers"}, "at the crossing", (trained,)),),
        related=(("1", "XI-GOV-1-P-2026-PARENT"),),
    )  # fmt: skip
    return replace(whole, **changes)


@dataclass
class Office(Programme):
    """One programme and the members of its agency."""

    agency: str = "invented-office"

    def item(self, access: Access, **fields: Any) -> RegisterItem:
        """An activity of the register, made past its services."""
        number = next(NUMBERS)
        made = {
            "reference": f"P-2026-{number:06d}", "operation": access.operation,
            "agency": access.user.agency, "kind": ItemKind.ACTIVITY, "name": f"Activity {number}",
            "made_at": timezone.now(), "made_by": access.user,
        }  # fmt: skip
        return RegisterItem.objects.create(**(made | fields))

    def publisher(self, access: Access, ref: str = "XI-GOV-1") -> None:
        set_publisher(access, ref=ref, kind="10", name="Invented Office")

    def stated(self, access: Access, **changes: Any) -> RegisterItem:
        """An activity that may be published as far as its details go."""
        item = self.item(access)
        state_details(access, item.reference, replace(DETAILS, **changes), seen=0)
        return item
