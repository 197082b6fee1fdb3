"""A publication of the demonstration: an invented activity as aid data, reviewed by another."""

from datetime import timedelta
from decimal import Decimal

from hawkari.desks.programme.iati_out.values import Contact, Details, Org, Party, Place, Share
from hawkari.desks.programme.models import RegisterItem
from hawkari.desks.programme.services.publications import approve, prepare, preview
from hawkari.desks.programme.services.publish_details import set_publisher, state_details
from hawkari.evidence.access import Access

__all__ = ["publish"]

PUBLISHER = Org("Invented Border Office", "XI-GOV-DEMO", "10")
"""Of a country code that is nobody's, so that no real publisher can be meant."""
PRIVATE = "70"


def publish(access: Access, second: Access, activity: RegisterItem) -> str:
    """State what is published of an activity, prepare the file and have it reviewed.

    Returns:
        The publication's reference.
    """
    set_publisher(access, ref=PUBLISHER.ref, kind=PUBLISHER.kind, name=PUBLISHER.name)
    state_details(access, activity.reference, _details(access, activity), seen=0)
    shown = preview(access, [activity.reference])
    waiting = prepare(access, [activity.reference], seen=shown.sha256)
    approve(second, waiting.reference, seen=shown.sha256, why="Nothing in it names anybody")
    return waiting.reference


def _details(access: Access, activity: RegisterItem) -> Details:
    today = access.today
    return Details(
        title={"en": activity.name, **activity.names},
        description={
            "en": "Invented: courses for officers who check documents at border posts.",
            "ckb": "داهێنراو: خول بۆ ئەو ئەفسەرانەی لە بنکە سنوورییەکان بەڵگەنامە دەپشکنن.",
        },
        status="2",
        planned_start=today - timedelta(days=200),
        actual_start=today - timedelta(days=200),
        planned_end=today + timedelta(days=164),
        parties=(
            Party("1", PUBLISHER),
            Party("2", PUBLISHER),
            Party("4", Org("Invented Training Ltd", "", PRIVATE)),
        ),
        countries=(Share("IQ"),),
        sectors=(Share("15136", Decimal(60)), Share("15132", Decimal(40))),
        scope="4", collaboration="1", flow="10", finance="110", aid="D02", tied="5",
        place=Place("Invented governorate", "Invented crossing"),
        contact=Contact(
            PUBLISHER.name, "Karwan Invented", "office@example.org", "+44 7700 900155"
        ),
    )  # fmt: skip
