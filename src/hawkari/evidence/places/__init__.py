"""Where things are: places that statements name, put on the map only where they are known."""

from hawkari.evidence.places.incidents import Incidents, IncidentSpot, public_incidents
from hawkari.evidence.places.query import stated_places
from hawkari.evidence.places.values import Mention, Positioned, Role, Spot

__all__ = [
    "IncidentSpot",
    "Incidents",
    "Mention",
    "Positioned",
    "Role",
    "Spot",
    "public_incidents",
    "stated_places",
]
