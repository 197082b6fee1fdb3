"""Plans of campaigns: made, found, and what may still change of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.campaign.models import Plan
from hawkari.desks.campaign.services.access import (
    own_agency,
    require_campaign,
    require_reading,
)
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["NewPlan", "list_plans", "make_plan", "own_plan", "plan_of", "record_of_plan"]

MONDAY = 0
CURRENCIES = ("GBP", "EUR", "USD", "IQD")


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan as it is made; see `Plan` for each."""

    title: str
    sponsor: str
    audience: str
    channels: str
    why_here: str
    outcome: str
    change: Decimal
    budget: Decimal
    currency: str
    first: date
    weeks: int
    waves: int
    weeks_between: int
    seed: str


def list_plans(access: Access) -> list[Plan]:
    """The plans of the operation, newest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        found = list(_known(access))
        audit.record(Act.CONSULT, access=access, count=len(found), detail={"what": "plans"})
    return found


def plan_of(access: Access, reference: str) -> Plan:
    """A plan by its reference.

    Raises:
        NotFound: if there is none in the operation.
    """
    found = _known(access).filter(reference=reference).first()
    if found is None:
        raise NotFound("plan", reference)
    return found


def own_plan(access: Access, reference: str) -> Plan:
    """A plan of the user's own agency, locked; call inside a transaction.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none in the operation.
        BadInput: if another agency made it.
    """
    require_campaign(access)
    found = plan_of(access, reference)
    if found.agency_id != access.user.agency_id:
        raise BadInput("another agency made this plan", "Ask it to do this.")
    return Plan.objects.select_for_update().get(pk=found.pk)


def make_plan(access: Access, new: NewPlan) -> Plan:
    """Keep a plan; nothing is drawn yet.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if something of it is missing or cannot be.
    """
    require_campaign(access)
    _check(new, access.today)
    with transaction.atomic():
        made = Plan.objects.create(
            reference=new_reference("P", Plan.objects.all(), access.today),
            operation=access.operation,
            agency=own_agency(access),
            made_by=access.user,
            made_at=timezone.now(),
            title=new.title.strip(),
            sponsor=new.sponsor.strip(),
            audience=new.audience.strip(),
            channels=new.channels.strip(),
            why_here=new.why_here.strip(),
            outcome=new.outcome.strip(),
            change=new.change,
            budget=new.budget,
            currency=new.currency,
            first=new.first,
            weeks=new.weeks,
            waves=new.waves,
            weeks_between=new.weeks_between,
            seed=new.seed.strip(),
        )
        record_of_plan(access, Act.COLLECT, made, step="made")
    return made


def record_of_plan(access: Access, act: Act, plan: Plan, **detail: object) -> None:
    """Leave the audit entry of something done to a plan; call last in its transaction."""
    audit.record(
        act, access=access, objects=[plan.reference], count=1, detail={"what": "plan", **detail}
    )


def _known(access: Access) -> QuerySet[Plan]:
    return Plan.objects.filter(operation=access.operation).select_related("agency")


def _check(new: NewPlan, today: date) -> None:
    for name in ("title", "sponsor", "audience", "channels", "why_here", "outcome", "seed"):
        if not getattr(new, name).strip():
            raise BadInput("this is missing", "Write it down.", where=(name,))
    if new.first.weekday() != MONDAY or new.first <= today:
        monday = today + timedelta(days=7 - today.weekday())
        raise BadInput(
            "a plan begins on a Monday that is still to come",
            f"The next is {monday}.",
            where=("first",),
        )
    if not -1 < new.change < 1 or not new.change:
        raise BadInput(
            "the expected change must be between -100 % and 100 %, and not 0",
            "Write -0.2 for a fifth less.",
            where=("change",),
        )
    if new.budget < 0 or new.currency not in CURRENCIES:
        raise BadInput("the budget cannot be read", "Give an amount.", where=("budget",))
    if not (1 <= new.waves <= 8 and 1 <= new.weeks_between <= 52):
        raise BadInput(
            "waves are 1 to 8, the weeks between them 1 to 52", "Change them.", where=("waves",)
        )
    if not (new.waves - 1) * new.weeks_between + 4 <= new.weeks <= 104:
        raise BadInput(
            "the campaign is watched for too few weeks, or more than 104",
            "Watch at least four weeks after the last wave begins.",
            where=("weeks",),
        )
