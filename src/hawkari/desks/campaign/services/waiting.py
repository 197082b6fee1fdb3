"""How much waits for a reader at the desk, for the page that says what needs them now."""

from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.campaign.services.access import known_imports
from hawkari.desks.campaign.services.bank_reading import bank_of
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import Act

__all__ = ["CampaignWork", "campaign_work"]


@dataclass(frozen=True, slots=True)
class CampaignWork:
    """What waits.

    Attributes:
        to_sign: answers that the reader may sign now, among the newest myths.
        imports_due: imports of which somebody must say whether they are still kept.
    """

    to_sign: int = 0
    imports_due: int = 0


def campaign_work(access: Access) -> CampaignWork:
    """What waits for a reader, by what their role may do; nothing where it may do none of it."""
    to_sign = len(bank_of(access).mine) if access.may(Action.SIGN_ANSWER) else 0
    if not access.may(Action.RETAIN):
        return CampaignWork(to_sign)
    with transaction.atomic():
        due = known_imports(access).filter(disposed_at=None, keep_until__lte=access.today)
        found = due.count()
        audit.record(Act.CONSULT, access=access, count=found, detail={"what": "imports due"})
    return CampaignWork(to_sign, found)
