"""What the page of STIX and TAXII shows, and what of it waits for somebody."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from hawkari.desks.exchange.services.taxii_handed import HandedIn, handed_for
from hawkari.desks.exchange.services.waiting import Waiting, waits_for
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act

__all__ = ["StixPage", "stix_page"]


@dataclass(frozen=True, slots=True)
class StixPage:
    """What agencies' programs handed in, new things first, and what the reader may do about it."""

    handed: tuple[HandedIn, ...]
    may_load: bool
    may_export: bool


def stix_page(access: Access) -> StixPage:
    """The page's content; audited.

    Raises:
        AccessDenied: if the role may neither load nor export; audited.
    """
    may_load = access.may(Action.LOAD)
    require(access, Action.LOAD if may_load else Action.EXPORT)
    listed = handed_for(access) if may_load else []
    handed = tuple(sorted(listed, key=lambda one: not one.is_new))
    audit.record(Act.CONSULT, access=access, count=len(handed), detail={"what": "handed in"})
    return StixPage(handed, may_load, access.may(Action.EXPORT))


@waits_for(Action.EXCHANGE)
def handed_in_waits(access: Access) -> list[Waiting]:
    """What came since somebody last loaded it, for who may load."""
    if not access.may(Action.LOAD):
        return []
    return [
        Waiting(
            gettext("Load what programs handed in"),
            reverse("exchange:stix"),
            about=one.agency_name,
            since=one.newest.date(),
        )
        for one in handed_for(access)
        if one.is_new
    ]
