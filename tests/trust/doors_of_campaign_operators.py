"""Doors of the campaign desk: operators."""

from tests.desks.campaign.playing import Desk
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]

KEY = "O-7"


def _adverts(ground: Ground) -> None:
    """Two adverts of one operator that the analyst's agency imported."""
    analyst = ground.case.access()
    desk = Desk(agency=analyst.user.agency.slug, operation=analyst.operation)
    imported = desk.imported(analyst)
    for ref in ("one", "two"):
        desk.post(imported, ref=ref, is_advert=True, operator=KEY, template="T-7")


def _key(_ground: Ground) -> list[str]:
    return [KEY]


VISITS = (
    Visit("campaign:operators", ready=_adverts),
    Visit("campaign:operators_file", ready=_adverts),
    Visit("campaign:operator", arguments=_key, ready=_adverts),
    Visit("campaign:api:operators", ready=_adverts),
)
