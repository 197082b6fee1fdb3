"""Entities: the statements of a cluster, as one viewer may see them.

Everything here is computed from `access.visible_to` alone, so two people may rightly see two
different entities under one name.
"""

from hawkari.evidence.entities.profile import (
    entities_of,
    get_entity,
    record_views,
    show_records,
)
from hawkari.evidence.entities.search import SearchHit, search
from hawkari.evidence.entities.ties import TieReport, TieView, network_ties
from hawkari.evidence.entities.values import EntityView, ValueView
from hawkari.evidence.identities import EntityNotFound

__all__ = [
    "EntityNotFound",
    "EntityView",
    "SearchHit",
    "TieReport",
    "TieView",
    "ValueView",
    "entities_of",
    "get_entity",
    "network_ties",
    "record_views",
    "search",
    "show_records",
]
