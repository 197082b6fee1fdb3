"""Places of the corridor by any of their names, and what a text says of them.

One gazetteer for whoever reads places: the map of the network, and the routes that posts name.
Towns are from GeoNames (CC BY 4.0); what no source here has a position for is left out.
"""

from hawkari.engines.places.folding import fold_place
from hawkari.engines.places.gazetteer import SOURCE, Place, country_of, named
from hawkari.engines.places.resolving import MUCH_LARGER, Match, Resolution, resolve

__all__ = [
    "MUCH_LARGER",
    "SOURCE",
    "Match",
    "Place",
    "Resolution",
    "country_of",
    "fold_place",
    "named",
    "resolve",
]
